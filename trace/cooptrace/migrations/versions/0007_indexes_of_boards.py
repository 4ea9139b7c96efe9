"""Indexes for what boards ask: the first printings of each cooperative, the province's scans of the last weeks

Revision ID: 0007
Revises: 0006
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_print_job_cooperative_id_printed_at"), "print_job", ["cooperative_id", "printed_at"], unique=False
    )
    op.drop_index(op.f("ix_print_job_cooperative_id"), table_name="print_job")
    op.create_index(
        op.f("ix_scan_language_day_day_cooperative_id_language_count"),
        "scan_language_day",
        ["day", "cooperative_id", "language", "count"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_scan_language_day_day_cooperative_id_language_count"), table_name="scan_language_day")
    op.create_index(op.f("ix_print_job_cooperative_id"), "print_job", ["cooperative_id"], unique=False)
    op.drop_index(op.f("ix_print_job_cooperative_id_printed_at"), table_name="print_job")
