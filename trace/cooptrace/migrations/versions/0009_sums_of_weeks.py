"""Scans by week and of the whole province; printings that were never scanned are marked

Revision ID: 0009
Revises: 0008
"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

UNSCANNED = sa.text("scanned_on IS NULL AND reprint_of IS NULL")
_WEEKS = """
INSERT INTO scan_week (week, cooperative_id, count)
SELECT {monday}, cooperative_id, sum(count) FROM scan_language_day GROUP BY 1, 2
"""
_PROVINCE = """
INSERT INTO scan_province_day (day, language, count)
SELECT day, language, sum(count) FROM scan_language_day GROUP BY 1, 2
"""
_SCANNED = """
UPDATE print_job SET scanned_on = (SELECT min(day) FROM scan_day WHERE scan_day.batch_id = print_job.batch_id
AND scan_day.cooperative_id = print_job.cooperative_id) WHERE reprint_of IS NULL
"""
# The next Sunday and six days back from there; SQLite knows no beginning of a week.
_MONDAY = {"sqlite": "date(day, 'weekday 0', '-6 days')", "postgresql": "CAST(date_trunc('week', day) AS date)"}


def upgrade() -> None:
    op.create_table(
        "scan_week",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", "cooperative_id", name=op.f("pk_scan_week")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scan_province_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "language", name=op.f("pk_scan_province_day")),
        sqlite_with_rowid=False,
    )
    op.add_column("print_job", sa.Column("scanned_on", sa.Date(), nullable=True))
    monday = _MONDAY[op.get_bind().dialect.name]
    for statement in (_WEEKS.format(monday=monday), _PROVINCE, _SCANNED):
        op.execute(statement)
    op.create_index(
        "ix_print_job_unscanned",
        "print_job",
        ["cooperative_id", "batch_id", "printed_at", "count"],
        sqlite_where=UNSCANNED,
        postgresql_where=UNSCANNED,
    )


def downgrade() -> None:
    op.drop_index("ix_print_job_unscanned", table_name="print_job")
    op.drop_column("print_job", "scanned_on")
    op.drop_table("scan_province_day")
    op.drop_table("scan_week")
