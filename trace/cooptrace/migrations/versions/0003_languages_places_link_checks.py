"""Daily scans by language and by place, looks at added links, reports about codes that nobody knows

Revision ID: 0003
Revises: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# What the log still knows; Vietnam's days.
_LANGUAGES_SO_FAR = """
INSERT INTO scan_language_day (cooperative_id, day, product_id, language, count)
SELECT cooperative_id, {day}, coalesce(product_id, ''), language, count(*) FROM scan
WHERE visitor = 'person' AND cooperative_id IS NOT NULL GROUP BY 1, 2, 3, 4
"""
_DAY = {"sqlite": "date(at, '+7 hours')", "postgresql": "CAST(at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date)"}


def upgrade() -> None:
    op.create_table(
        "scan_language_day",
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cooperative_id", "day", "product_id", "language", name=op.f("pk_scan_language_day")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_scan_language_day_day"), "scan_language_day", ["day"])
    op.create_table(
        "stamp_place_day",
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("unit_code", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cooperative_id", "day", "product_id", "unit_code", name=op.f("pk_stamp_place_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tidy_mark",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("done_to", sa.BigInteger(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tidy_mark")),
    )
    op.create_table(
        "link_check",
        sa.Column("link_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("checked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answer", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("failing_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["link_id"], ["resolver_link.id"], name=op.f("fk_link_check_link_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_link_check")),
    )
    with op.batch_alter_table("problem_report") as batch_op:
        batch_op.alter_column("cooperative_id", existing_type=sa.VARCHAR(length=16), nullable=True)
    op.execute(_LANGUAGES_SO_FAR.format(day=_DAY[op.get_bind().dialect.name]))


def downgrade() -> None:
    op.execute("DELETE FROM problem_report WHERE cooperative_id IS NULL")
    with op.batch_alter_table("problem_report") as batch_op:
        batch_op.alter_column("cooperative_id", existing_type=sa.VARCHAR(length=16), nullable=False)
    op.drop_table("link_check")
    op.drop_table("tidy_mark")
    op.drop_table("stamp_place_day")
    op.drop_table("scan_language_day")
