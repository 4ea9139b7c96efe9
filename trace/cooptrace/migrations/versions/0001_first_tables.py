"""The first tables.

Revision ID: 0001
Revises:
"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel
from alembic import op

from cooptrace.database.append_only import protect

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("media_type", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
        sa.Column("password_hash", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.Column("totp_secret", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("disabled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("phone", name=op.f("uq_person_phone")),
    )
    op.create_table(
        "photo",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("webp_320", sa.LargeBinary(), nullable=False),
        sa.Column("webp_480", sa.LargeBinary(), nullable=False),
        sa.Column("webp_960", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_photo_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "public_address",
        sa.Column("origin", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("primary", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("confirmed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("locked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_public_address")),
    )
    op.create_table(
        "scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("form", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("visitor", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
        sa.Column("device_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    op.create_table(
        "scan_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "cooperative_id", "product_id", "batch_id", name=op.f("pk_scan_day")),
    )
    with op.batch_alter_table("scan_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_day_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "stamp_device",
        sa.Column("epoch", sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("device_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("first_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("epoch", "serial", "device_hash", name=op.f("pk_stamp_device")),
    )
    op.create_table(
        "stamp_epoch",
        sa.Column("symbol", sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
        sa.Column("known_code", sqlmodel.sql.sqltypes.AutoString(length=15), nullable=False),
        sa.Column("next_serial", sa.BigInteger(), nullable=False),
        sa.Column("began_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("leaked_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("symbol", name=op.f("pk_stamp_epoch")),
    )
    op.create_table(
        "stamp_miss",
        sa.Column("hour", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", name=op.f("pk_stamp_miss")),
    )
    op.create_table(
        "stamp_seen",
        sa.Column("epoch", sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("pin_wrong", sa.Integer(), nullable=False),
        sa.Column("pin_wrong_on", sa.Date(), nullable=True),
        sa.Column("pin_wrong_that_day", sa.Integer(), nullable=False),
        sa.Column("pin_opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("pin_times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "serial", name=op.f("pk_stamp_seen")),
    )
    op.create_table(
        "taken_form",
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("location", sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
        sa.Column("taken_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_taken_form")),
    )
    op.create_table(
        "team",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("members_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_table(
        "unit_target",
        sa.Column("unit_code", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("cooperatives", sa.Integer(), nullable=False),
        sa.Column("set_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("set_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("unit_code", name=op.f("pk_unit_target")),
    )
    op.create_table(
        "cooperative",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=240), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("unit_code", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("unit_version", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("old_address", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("tax_code", sqlmodel.sql.sqltypes.AutoString(length=14), nullable=True),
        sa.Column("registration_number", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("gs1_prefix", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=True),
        sa.Column("gln", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=True),
        sa.Column("representative", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("phone_is_public", sa.Boolean(), nullable=False),
        sa.Column("website", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("logo_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("lot_pattern", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("consent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["logo_id"], ["photo.id"], name=op.f("fk_cooperative_logo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperative")),
    )
    with op.batch_alter_table("cooperative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cooperative_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_cooperative_unit_code"), ["unit_code"], unique=False)

    op.create_table(
        "passkey",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("device", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passkey_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_person_id"), ["person_id"], unique=False)

    op.create_table(
        "passkey_challenge",
        sa.Column("challenge", sqlmodel.sql.sqltypes.AutoString(length=128), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passkey_challenge_person_id")),
        sa.PrimaryKeyConstraint("challenge", name=op.f("pk_passkey_challenge")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("way", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("device", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("on_trainers_device", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("last_seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("team_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("joined_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_member_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id")),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_team_member")),
    )
    op.create_table(
        "team_unit",
        sa.Column("team_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("unit_code", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_unit_team_id")),
        sa.PrimaryKeyConstraint("team_id", "unit_code", name=op.f("pk_team_unit")),
    )
    op.create_table(
        "one_time_link",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("purpose", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("unit_code", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("created_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("used_with", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_one_time_link_cooperative_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_one_time_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "opened_sheet",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("stock", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("next_cell", sa.Integer(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_opened_sheet_cooperative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_sheet")),
    )
    with op.batch_alter_table("opened_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opened_sheet_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "own_design",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("based_on", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("level", sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
        sa.Column("symbol_percent", sa.Integer(), nullable=False),
        sa.Column("largest_pt", sa.Numeric(precision=5, scale=1), nullable=False),
        sa.Column("comfortable_pt", sa.Numeric(precision=5, scale=1), nullable=False),
        sa.Column("min_module_mm", sa.Numeric(precision=5, scale=3), nullable=False),
        sa.Column("max_module_mm", sa.Numeric(precision=5, scale=3), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_own_design_cooperative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_design")),
    )
    with op.batch_alter_table("own_design", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_design_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "own_stock",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("page_width_mm", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("page_height_mm", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("cell_width_mm", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("cell_height_mm", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("left_mm", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("top_mm", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("pitch_x_mm", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("pitch_y_mm", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_own_stock_cooperative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_stock")),
    )
    with op.batch_alter_table("own_stock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_stock_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "printer_profile",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("dots_per_inch", sa.Integer(), nullable=True),
        sa.Column("dx_mm", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("dy_mm", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("scale_x", sa.Numeric(precision=6, scale=4), nullable=False),
        sa.Column("scale_y", sa.Numeric(precision=6, scale=4), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_printer_profile_cooperative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer_profile")),
    )
    with op.batch_alter_table("printer_profile", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_printer_profile_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "producer",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=240), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("unit_code", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("unit_version", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("hamlet", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("story", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("photo_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("consent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("consent_wording", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_producer_cooperative_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_producer_photo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_producer")),
    )
    with op.batch_alter_table("producer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_producer_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "product",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=240), nullable=False),
        sa.Column("photo_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("net_amount", sa.Numeric(precision=12, scale=3), nullable=False),
        sa.Column("net_unit", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("brand", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("category", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("gtin", sqlmodel.sql.sqltypes.AutoString(length=14), nullable=True),
        sa.Column("sku", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("origin", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("standards", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("standards_not_declared", sa.Boolean(), nullable=False),
        sa.Column("shelf_life_days", sa.Integer(), nullable=True),
        sa.Column("ingredients", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("usage", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("storage", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("warnings", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("story", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("created_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("printed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_product_cooperative_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_product_photo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("gtin", name=op.f("uq_product_gtin")),
    )
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("unit_code", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=True),
        sa.Column("granted_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("granted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_role_grant_cooperative_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_cooperative_id"), ["cooperative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "stamp_request",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("asked_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("asked_by_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("decided_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_stamp_request_cooperative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_request")),
    )
    with op.batch_alter_table("stamp_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stamp_request_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "product_correction",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("before", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("after", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("corrected_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("corrected_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_product_correction_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_correction")),
    )
    with op.batch_alter_table("product_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_correction_product_id"), ["product_id"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("producer_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=240), nullable=False),
        sa.Column("gln", sqlmodel.sql.sqltypes.AutoString(length=13), nullable=True),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("unit_code", sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
        sa.Column("unit_version", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("latitude", sa.Numeric(precision=8, scale=5), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=8, scale=5), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_site_cooperative_id")),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name=op.f("fk_site_producer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "stamp_order",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("epoch", sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("per_roll", sa.Integer(), nullable=False),
        sa.Column("covered", sa.Boolean(), nullable=False),
        sa.Column("print_shop", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("open_formats", sa.JSON(), nullable=False),
        sa.Column("check_total", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("origin", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("replaces_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("ordered_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("ordered_by_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("ordered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_stamp_order_cooperative_id")),
        sa.ForeignKeyConstraint(["epoch"], ["stamp_epoch.symbol"], name=op.f("fk_stamp_order_epoch")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_stamp_order_product_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["stamp_order.id"], name=op.f("fk_stamp_order_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_order")),
    )
    with op.batch_alter_table("stamp_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stamp_order_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("producer_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("trainer_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("trainer_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("visited_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_visit_cooperative_id")),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name=op.f("fk_visit_producer_id")),
        sa.ForeignKeyConstraint(["trainer_id"], ["person.id"], name=op.f("fk_visit_trainer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "batch",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("lot", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("short_code", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=12, scale=3), nullable=False),
        sa.Column("quantity_unit", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("produced_on", sa.Date(), nullable=False),
        sa.Column("harvested_on", sa.Date(), nullable=True),
        sa.Column("packed_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("no_expiry", sa.Boolean(), nullable=False),
        sa.Column("site_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("producer_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("photo_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("created_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("published_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("published_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("frozen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("frozen_copy", sa.JSON(), nullable=True),
        sa.Column("recalled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("recalled_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("recall_reason", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("recall_advice", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("recall_contact", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_batch_cooperative_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_batch_photo_id")),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name=op.f("fk_batch_producer_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_batch_product_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_batch_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("product_id", "lot", name=op.f("uq_batch_product_id_lot")),
        sa.UniqueConstraint("short_code", name=op.f("uq_batch_short_code")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("site_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("issuer", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("document_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("checked_by", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_certificate_cooperative_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_certificate_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_certificate_product_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_certificate_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "stamp_act",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("order_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("epoch", sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("undoes_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("person_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_stamp_act_cooperative_id")),
        sa.ForeignKeyConstraint(["order_id"], ["stamp_order.id"], name=op.f("fk_stamp_act_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_act")),
    )
    with op.batch_alter_table("stamp_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stamp_act_order_id"), ["order_id"], unique=False)

    op.create_table(
        "batch_correction",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("before", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("after", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("corrected_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("corrected_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_correction_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_correction")),
    )
    with op.batch_alter_table("batch_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_correction_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "batch_input",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("source_batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("supplier_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("supplier_address", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("supplier_code", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("goods", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("lot", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=12, scale=3), nullable=True),
        sa.Column("quantity_unit", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_input_batch_id")),
        sa.ForeignKeyConstraint(["source_batch_id"], ["batch.id"], name=op.f("fk_batch_input_source_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_input")),
    )
    with op.batch_alter_table("batch_input", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_input_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "batch_output",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("customer_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("customer_address", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("customer_code", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=12, scale=3), nullable=False),
        sa.Column("quantity_unit", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_output_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_output")),
    )
    with op.batch_alter_table("batch_output", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_output_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.Column("occurred_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=False),
        sa.Column("site_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("person_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("person_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("photo_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("corrects_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_event_batch_id")),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_event_cooperative_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["event.id"], name=op.f("fk_event_corrects_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_person_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_event_photo_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_event_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "print_job",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("stock", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("design", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("start_cell", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("code_text", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("printer", sa.JSON(), nullable=False),
        sa.Column("reprint_of", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("run", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("run_part", sa.Integer(), nullable=False),
        sa.Column("printed_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("printed_by_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("printed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=True),
        sa.Column("spoiled_cells", sqlmodel.sql.sqltypes.AutoString(length=400), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_print_job_batch_id")),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_print_job_cooperative_id")),
        sa.ForeignKeyConstraint(["printed_by"], ["person.id"], name=op.f("fk_print_job_printed_by")),
        sa.ForeignKeyConstraint(["reprint_of"], ["print_job.id"], name=op.f("fk_print_job_reprint_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_print_job_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_print_job_cooperative_id"), ["cooperative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_print_job_run"), ["run"], unique=False)

    op.create_table(
        "problem_report",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.Column("contact", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("photo_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("reported_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("handled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("handled_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("answer", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_problem_report_batch_id")),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_problem_report_cooperative_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_problem_report_photo_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_problem_report_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report")),
    )
    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_report_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "resolver_link",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("product_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("variant", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("serial", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("third_party", sqlmodel.sql.sqltypes.AutoString(length=28), nullable=False),
        sa.Column("sscc", sqlmodel.sql.sqltypes.AutoString(length=18), nullable=True),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("href", sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
        sa.Column("media_type", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("added_by", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_resolver_link_batch_id")),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_resolver_link_cooperative_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_resolver_link_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolver_link")),
    )
    with op.batch_alter_table("resolver_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolver_link_cooperative_id"), ["cooperative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resolver_link_product_id"), ["product_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resolver_link_sscc"), ["sscc"], unique=False)

    op.create_table(
        "stamp_case",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=15), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
        sa.Column("signals", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("closed_by_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_stamp_case_batch_id")),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_stamp_case_cooperative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_case")),
        sa.UniqueConstraint("subject", name=op.f("uq_stamp_case_subject")),
    )
    with op.batch_alter_table("stamp_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stamp_case_cooperative_id"), ["cooperative_id"], unique=False)

    op.create_table(
        "stamp_range",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("cooperative_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("order_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("roll", sa.Integer(), nullable=False),
        sa.Column("epoch", sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
        sa.Column("batch_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("act_id", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_stamp_range_batch_id")),
        sa.ForeignKeyConstraint(["cooperative_id"], ["cooperative.id"], name=op.f("fk_stamp_range_cooperative_id")),
        sa.ForeignKeyConstraint(["epoch"], ["stamp_epoch.symbol"], name=op.f("fk_stamp_range_epoch")),
        sa.ForeignKeyConstraint(["order_id"], ["stamp_order.id"], name=op.f("fk_stamp_range_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_range")),
        sa.UniqueConstraint("epoch", "first", name=op.f("uq_stamp_range_epoch_first")),
    )
    with op.batch_alter_table("stamp_range", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stamp_range_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stamp_range_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stamp_range_cooperative_id"), ["cooperative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stamp_range_order_id"), ["order_id"], unique=False)

    protect(op.get_bind(), "event")
    protect(op.get_bind(), "stamp_act")


def downgrade() -> None:
    with op.batch_alter_table("stamp_range", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stamp_range_order_id"))
        batch_op.drop_index(batch_op.f("ix_stamp_range_cooperative_id"))
        batch_op.drop_index(batch_op.f("ix_stamp_range_batch_id"))
        batch_op.drop_index(batch_op.f("ix_stamp_range_act_id"))

    op.drop_table("stamp_range")
    with op.batch_alter_table("stamp_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stamp_case_cooperative_id"))

    op.drop_table("stamp_case")
    with op.batch_alter_table("resolver_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolver_link_sscc"))
        batch_op.drop_index(batch_op.f("ix_resolver_link_product_id"))
        batch_op.drop_index(batch_op.f("ix_resolver_link_cooperative_id"))

    op.drop_table("resolver_link")
    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_problem_report_cooperative_id"))

    op.drop_table("problem_report")
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_print_job_run"))
        batch_op.drop_index(batch_op.f("ix_print_job_cooperative_id"))
        batch_op.drop_index(batch_op.f("ix_print_job_batch_id"))

    op.drop_table("print_job")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_batch_id"))

    op.drop_table("event")
    with op.batch_alter_table("batch_output", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_output_batch_id"))

    op.drop_table("batch_output")
    with op.batch_alter_table("batch_input", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_input_batch_id"))

    op.drop_table("batch_input")
    with op.batch_alter_table("batch_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_correction_batch_id"))

    op.drop_table("batch_correction")
    with op.batch_alter_table("stamp_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stamp_act_order_id"))

    op.drop_table("stamp_act")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_cooperative_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_cooperative_id"))

    op.drop_table("batch")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_cooperative_id"))

    op.drop_table("visit")
    with op.batch_alter_table("stamp_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stamp_order_cooperative_id"))

    op.drop_table("stamp_order")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_cooperative_id"))

    op.drop_table("site")
    with op.batch_alter_table("product_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_correction_product_id"))

    op.drop_table("product_correction")
    with op.batch_alter_table("stamp_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stamp_request_cooperative_id"))

    op.drop_table("stamp_request")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_person_id"))
        batch_op.drop_index(batch_op.f("ix_role_grant_cooperative_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_cooperative_id"))

    op.drop_table("product")
    with op.batch_alter_table("producer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_producer_cooperative_id"))

    op.drop_table("producer")
    with op.batch_alter_table("printer_profile", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printer_profile_cooperative_id"))

    op.drop_table("printer_profile")
    with op.batch_alter_table("own_stock", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_stock_cooperative_id"))

    op.drop_table("own_stock")
    with op.batch_alter_table("own_design", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_design_cooperative_id"))

    op.drop_table("own_design")
    with op.batch_alter_table("opened_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opened_sheet_cooperative_id"))

    op.drop_table("opened_sheet")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_link_person_id"))

    op.drop_table("one_time_link")
    op.drop_table("team_unit")
    op.drop_table("team_member")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    op.drop_table("passkey_challenge")
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkey_person_id"))

    op.drop_table("passkey")
    with op.batch_alter_table("cooperative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cooperative_unit_code"))
        batch_op.drop_index(batch_op.f("ix_cooperative_name_folded"))

    op.drop_table("cooperative")
    op.drop_table("unit_target")
    op.drop_table("team")
    op.drop_table("taken_form")
    op.drop_table("stamp_seen")
    op.drop_table("stamp_miss")
    op.drop_table("stamp_epoch")
    op.drop_table("stamp_device")
    with op.batch_alter_table("scan_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_day_batch_id"))

    op.drop_table("scan_day")
    op.drop_table("scan")
    op.drop_table("public_address")
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_cooperative_id"))

    op.drop_table("photo")
    op.drop_table("person")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_cooperative_id"))

    op.drop_table("document")
