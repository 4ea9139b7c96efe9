"""Inserts that give way to a row that is there already, in the words of the engine in use."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from cooptrace.database import Table


def insert_into(session: Session, table: type[Table]) -> sqlite.Insert | postgresql.Insert:
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
