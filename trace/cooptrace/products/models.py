"""Tables of products: what is sold, and what was corrected on it after labels were printed."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, Numeric
from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class Product(Table, table=True):
    __tablename__ = "product"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    name: str = Field(max_length=120)
    name_folded: str = Field(max_length=240)
    photo_id: str | None = Field(default=None, foreign_key="photo.id", max_length=16)
    # Net content of one unit: 500 g, 1 kg, 0,5 lít.
    net_amount: Decimal = Field(sa_type=Numeric(12, 3))
    net_unit: str = Field(max_length=12)
    brand: str = Field(default="", max_length=120)
    # A value of products/kinds.py CATEGORIES (OCOP groups).
    category: str = Field(default="", max_length=24)
    # 14 digits; only from a GS1 prefix the cooperative really has.
    gtin: str | None = Field(default=None, unique=True, max_length=14)
    sku: str = Field(default="", max_length=40)
    origin: str = Field(default="", max_length=300)
    # Standards applied (TCVN, QCVN, TCCS, VietGAP …), or "" together with not_declared.
    standards: str = Field(default="", max_length=300)
    standards_not_declared: bool = False
    shelf_life_days: int | None = None
    ingredients: str = Field(default="", max_length=2000)
    usage: str = Field(default="", max_length=2000)
    storage: str = Field(default="", max_length=2000)
    warnings: str = Field(default="", max_length=2000)
    story: str = Field(default="", max_length=2000)
    # How many percent of the price the producers get, if the cooperative wants to say it.
    producer_share: int | None = None
    # What is said in other languages (products/languages.py): language → field → [the Vietnamese words, the same here].
    translations: dict[str, dict[str, list[str]]] = Field(default_factory=dict, sa_type=JSON)
    created_by: str | None = Field(default=None, max_length=16)
    created_at: datetime = Field(default_factory=now)
    # Goes up with every change that a public page shows.
    version: int = 1
    # Labels of one of its batches have been printed: later changes leave a dated note.
    printed_at: datetime | None = None
    withdrawn_at: datetime | None = None


class ProductCorrection(Table, table=True):
    """A change of what people read, after labels were printed: what it said, what it says now, when, by whom."""

    __tablename__ = "product_correction"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    product_id: str = Field(foreign_key="product.id", index=True, max_length=16)
    field: str = Field(max_length=40)
    before: str = Field(default="", max_length=300)
    after: str = Field(default="", max_length=300)
    corrected_by: str | None = Field(default=None, max_length=16)
    corrected_at: datetime = Field(default_factory=now)
