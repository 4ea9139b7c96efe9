"""Pallet numbers that were given out, and how far those of each company prefix are

Revision ID: 0008
Revises: 0007
"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "sscc_series",
        sa.Column("company_prefix", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("company_prefix", name=op.f("pk_sscc_series")),
    )
    op.create_table(
        "logistic_unit",
        sa.Column("sscc", sqlmodel.sql.sqltypes.AutoString(length=18), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("job_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("given_out_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("voided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_logistic_unit_batch_id")),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_logistic_unit_cooperative_id")),
        sa.ForeignKeyConstraint(["job_id"], ["print_job.id"], name=op.f("fk_logistic_unit_job_id")),
        sa.PrimaryKeyConstraint("sscc", name=op.f("pk_logistic_unit")),
    )
    op.create_index(op.f("ix_logistic_unit_batch_id"), "logistic_unit", ["batch_id"])
    op.create_index(op.f("ix_logistic_unit_cooperative_id"), "logistic_unit", ["cooperative_id"])
    op.create_index(op.f("ix_logistic_unit_job_id"), "logistic_unit", ["job_id"])


def downgrade() -> None:
    op.drop_table("logistic_unit")
    op.drop_table("sscc_series")
