"""The database: engines for SQLite and PostgreSQL, sessions for reading and for writing, and migrations."""

from cooptrace.database.engine import Database
from cooptrace.database.tables import Table, new_id, now

__all__ = ["Database", "Table", "new_id", "now"]
