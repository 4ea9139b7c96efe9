"""Many rows for one statement: they travel as one JSON text and are unfolded in the database.

Row by row, SQLAlchemy costs more than all the rest of an opening, and SQLite's driver gives up the interpreter at each
row and then has to wait until a busy service gives it back. The statements are the driver's own: they never change.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session


class Engine(NamedTuple):
    """How an engine unfolds a list and makes moments, days and numbers of its texts; `{at}` is the place in the row."""

    rows: str
    moment: str
    day: str
    number: str
    given_day: str


ENGINES = {
    "sqlite": Engine("json_each(:rows)", "value->>{at}", "value->>{at}", "value->>{at}", ":day"),
    "postgresql": Engine(
        "json_array_elements(CAST(%(rows)s AS json))",
        "CAST(value->>{at} || '+00' AS timestamptz)",
        "CAST(value->>{at} AS date)",
        "CAST(value->>{at} AS integer)",
        "CAST(%(day)s AS date)",
    ),
}


def write_rows(session: Session, statements: Mapping[str, str], rows: Sequence[object], **given: str) -> None:
    """`statements` by engine; nothing is asked for no rows."""
    if rows:
        session.flush()  # the driver does not know what the session still holds
        statement = statements[session.get_bind().dialect.name]
        session.connection().exec_driver_sql(statement, {"rows": json.dumps(rows), **given})
