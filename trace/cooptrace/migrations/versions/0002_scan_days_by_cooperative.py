"""Daily sums of scans lie by cooperative, then by day

Revision ID: 0002
Revises: 0001
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KEY = "pk_scan_day"


def upgrade() -> None:
    _reorder(["cooperative_id", "day", "product_id", "batch_id"], with_rowid=False)


def downgrade() -> None:
    _reorder(["day", "cooperative_id", "product_id", "batch_id"], with_rowid=True)


def _reorder(columns: list[str], *, with_rowid: bool) -> None:
    with op.batch_alter_table("scan_day", table_kwargs={"sqlite_with_rowid": with_rowid}) as batch_op:
        batch_op.drop_constraint(KEY, type_="primary")
        batch_op.create_primary_key(KEY, columns)
