"""Colours of cooperatives, the share of the price that producers get, words in other languages

Revision ID: 0005
Revises: 0004
"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "cooperative",
        sa.Column("colour", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False, server_default=""),
    )
    op.add_column("product", sa.Column("producer_share", sa.Integer(), nullable=True))
    op.add_column("product", sa.Column("translations", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    with op.batch_alter_table("product") as batch_op:
        batch_op.drop_column("translations")
        batch_op.drop_column("producer_share")
    with op.batch_alter_table("cooperative") as batch_op:
        batch_op.drop_column("colour")
