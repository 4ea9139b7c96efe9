"""Own papers may be rolls; own designs may come from a file

Revision ID: 0006
Revises: 0005
"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SHEET = "sheet"


def upgrade() -> None:
    with op.batch_alter_table("own_stock") as batch_op:
        kind = sqlmodel.sql.sqltypes.AutoString(length=8)
        batch_op.add_column(sa.Column("kind", kind, nullable=False, server_default=SHEET))
        batch_op.add_column(sa.Column("gap_mm", sa.Numeric(7, 2), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("safe_edge_mm", sa.Numeric(7, 2), nullable=True))
    with op.batch_alter_table("own_design") as batch_op:
        source = sqlmodel.sql.sqltypes.AutoString(length=20_000)
        batch_op.add_column(sa.Column("source", source, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("own_design") as batch_op:
        batch_op.drop_column("source")
    with op.batch_alter_table("own_stock") as batch_op:
        batch_op.drop_column("safe_edge_mm")
        batch_op.drop_column("gap_mm")
        batch_op.drop_column("kind")
