"""Tables of cooperatives: the tenant itself, its producers, its sites."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Numeric
from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class Cooperative(Table, table=True):
    __tablename__ = "cooperative"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    # A value of cooperatives/kinds.py CooperativeKind.
    kind: str = Field(max_length=24)
    name: str = Field(max_length=120)
    name_folded: str = Field(index=True, max_length=240)
    address: str = Field(default="", max_length=300)
    unit_code: str = Field(index=True, max_length=8)
    unit_version: str = Field(max_length=10)
    old_address: str = Field(default="", max_length=300)
    # Never of a household: since 2025 that number is its owner's personal identity number.
    tax_code: str | None = Field(default=None, max_length=14)
    registration_number: str = Field(default="", max_length=60)
    gs1_prefix: str | None = Field(default=None, max_length=12)
    gln: str | None = Field(default=None, max_length=13)
    representative: str = Field(default="", max_length=120)
    phone: str | None = Field(default=None, max_length=16)
    phone_is_public: bool = False
    website: str = Field(default="", max_length=200)
    logo_id: str | None = Field(default=None, foreign_key="photo.id", max_length=16)
    # A key of cooperatives/colours.py; "" for the service's own.
    colour: str = Field(default="", max_length=12)
    # A pattern of batches/lot_codes.py, e.g. {PP}{YYMMDD}{A}
    lot_pattern: str = Field(default="", max_length=60)
    consent_at: datetime | None = None
    is_sample: bool = False
    created_by: str | None = Field(default=None, max_length=16)
    created_at: datetime = Field(default_factory=now)
    withdrawn_at: datetime | None = None


class Producer(Table, table=True):
    """A household or person who grows or catches for a cooperative. Shown in public only with consent."""

    __tablename__ = "producer"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    name: str = Field(max_length=120)
    name_folded: str = Field(max_length=240)
    phone: str | None = Field(default=None, max_length=16)
    unit_code: str = Field(default="", max_length=8)
    unit_version: str = Field(default="", max_length=10)
    hamlet: str = Field(default="", max_length=120)
    story: str = Field(default="", max_length=2000)
    photo_id: str | None = Field(default=None, foreign_key="photo.id", max_length=16)
    # Consent to be named in public: when, and to which wording.
    consent_at: datetime | None = None
    consent_wording: str = Field(default="", max_length=20)
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class Site(Table, table=True):
    """A field, pond, boat, workshop or warehouse."""

    __tablename__ = "site"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    producer_id: str | None = Field(default=None, foreign_key="producer.id", max_length=16)
    # A value of cooperatives/kinds.py SiteKind.
    kind: str = Field(max_length=24)
    name: str = Field(max_length=120)
    name_folded: str = Field(max_length=240)
    gln: str | None = Field(default=None, max_length=13)
    # Planting-area code, packing-house code, pond or boat number, or the cooperative's own code.
    code: str = Field(default="", max_length=40)
    unit_code: str = Field(max_length=8)
    unit_version: str = Field(max_length=10)
    latitude: Decimal | None = Field(default=None, sa_type=Numeric(8, 5))
    longitude: Decimal | None = Field(default=None, sa_type=Numeric(8, 5))
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None
