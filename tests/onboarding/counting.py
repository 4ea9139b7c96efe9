"""How many queries a piece of work takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from cooptrace.database import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Collects the SELECTs of reading sessions while the block runs."""
    with database.read() as session:
        engine = session.get_bind().engine
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().startswith("SELECT"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
