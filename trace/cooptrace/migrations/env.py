"""Alembic environment: migrations run on the connection they are handed, inside its transaction."""

from alembic import context
from sqlmodel import SQLModel

from cooptrace import tables as _all_tables  # noqa: F401  (fills SQLModel.metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
