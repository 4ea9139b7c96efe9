"""Above how many stamps an act takes a second person; cases about codes that were never issued, which are nobody's

Revision ID: 0004
Revises: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op

from cooptrace.database.append_only import protect

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "stamp_limit",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("four_eyes_above", sa.Integer(), nullable=False),
        sa.Column("instead_of", sa.Integer(), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("person_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_limit")),
    )
    op.create_index(op.f("ix_stamp_limit_at"), "stamp_limit", ["at"])
    protect(op.get_bind(), "stamp_limit")
    with op.batch_alter_table("stamp_case") as batch_op:
        batch_op.alter_column("cooperative_id", existing_type=sa.VARCHAR(length=16), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM stamp_case WHERE cooperative_id IS NULL")
    with op.batch_alter_table("stamp_case") as batch_op:
        batch_op.alter_column("cooperative_id", existing_type=sa.VARCHAR(length=16), nullable=False)
    op.drop_table("stamp_limit")
