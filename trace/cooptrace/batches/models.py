"""Tables of batches: the lot, its corrections, what went into it and where it went."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Numeric, UniqueConstraint
from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class BatchStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RECALLED = "recalled"
    CLOSED = "closed"


class Batch(Table, table=True):
    __tablename__ = "batch"
    __table_args__ = (UniqueConstraint("product_id", "lot"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    product_id: str = Field(foreign_key="product.id", max_length=16)
    # AI (10): 1 to 20 of A-Z 0-9 -
    lot: str = Field(max_length=20)
    # 8 random symbols and a check symbol; printed as HTTPS://HOST/Q/CODE
    short_code: str = Field(unique=True, max_length=9)
    quantity: Decimal = Field(sa_type=Numeric(12, 3))
    quantity_unit: str = Field(max_length=12)
    produced_on: date
    harvested_on: date | None = None
    packed_on: date | None = None
    # None with no_expiry: the product has no prescribed shelf life.
    expires_on: date | None = None
    no_expiry: bool = False
    site_id: str | None = Field(default=None, foreign_key="site.id", max_length=16)
    producer_id: str | None = Field(default=None, foreign_key="producer.id", max_length=16)
    photo_id: str | None = Field(default=None, foreign_key="photo.id", max_length=16)
    note: str = Field(default="", max_length=2000)
    status: str = Field(default=BatchStatus.DRAFT, max_length=12)
    created_by: str | None = Field(default=None, max_length=16)
    created_at: datetime = Field(default_factory=now)
    published_at: datetime | None = None
    published_by: str | None = Field(default=None, max_length=16)
    # The first print freezes what the public page says; later changes are corrections with a date.
    frozen_at: datetime | None = None
    # The product's words as they stood at that moment (batches/public_copy.py).
    frozen_copy: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    recalled_at: datetime | None = None
    recalled_by: str | None = Field(default=None, max_length=16)
    recall_reason: str = Field(default="", max_length=2000)
    recall_advice: str = Field(default="", max_length=2000)
    # Whom shoppers call, as it is written on the page.
    recall_contact: str = Field(default="", max_length=120)
    closed_at: datetime | None = None
    version: int = 1


class BatchCorrection(Table, table=True):
    """A change after the first print: what it said, what it says now, when, by whom and why."""

    __tablename__ = "batch_correction"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    batch_id: str = Field(foreign_key="batch.id", index=True, max_length=16)
    field: str = Field(max_length=40)
    before: str = Field(default="", max_length=300)
    after: str = Field(default="", max_length=300)
    reason: str = Field(default="", max_length=300)
    corrected_by: str | None = Field(default=None, max_length=16)
    corrected_at: datetime = Field(default_factory=now)


class BatchInput(Table, table=True):
    """One step back: a batch of ours or a supplier's lot that went into this batch."""

    __tablename__ = "batch_input"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    batch_id: str = Field(foreign_key="batch.id", index=True, max_length=16)
    source_batch_id: str | None = Field(default=None, foreign_key="batch.id", max_length=16)
    supplier_name: str = Field(default="", max_length=120)
    supplier_address: str = Field(default="", max_length=300)
    supplier_code: str = Field(default="", max_length=40)
    goods: str = Field(default="", max_length=120)
    lot: str = Field(default="", max_length=40)
    quantity: Decimal | None = Field(default=None, sa_type=Numeric(12, 3))
    quantity_unit: str = Field(default="", max_length=12)
    received_on: date | None = None
    place: str = Field(default="", max_length=300)


class BatchOutput(Table, table=True):
    """One step forward: who received how much. Never public."""

    __tablename__ = "batch_output"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    batch_id: str = Field(foreign_key="batch.id", index=True, max_length=16)
    customer_name: str = Field(max_length=120)
    customer_address: str = Field(default="", max_length=300)
    customer_code: str = Field(default="", max_length=40)
    quantity: Decimal = Field(sa_type=Numeric(12, 3))
    quantity_unit: str = Field(max_length=12)
    delivered_on: date
    place: str = Field(default="", max_length=300)
