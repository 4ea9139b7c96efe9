"""Tables whose rows may only be added: the database itself refuses to change or delete them.

Alembic's batch mode on SQLite copies a table and drops its triggers: a migration that alters such a table must
protect it again.
"""

from sqlalchemy import Connection, text

APPEND_ONLY = ("event", "stamp_act", "stamp_limit")


def protect(connection: Connection, table: str) -> None:
    """Create the triggers on one table of `APPEND_ONLY`."""
    for act in ("UPDATE", "DELETE"):
        for statement in _statements(connection.dialect.name, table, act):
            connection.execute(text(statement))


def _statements(dialect: str, table: str, act: str) -> tuple[str, ...]:
    name = f"{table}_no_{act.lower()}"
    if dialect == "sqlite":
        refuse = f"SELECT RAISE(ABORT, 'rows of {table} are append-only')"
        return (f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN {refuse}; END",)
    body = f"BEGIN RAISE EXCEPTION 'rows of {table} are append-only'; END"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
