"""Tables of scans: the log, its daily sums, problem reports from shoppers, links a cooperative adds."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class Scan(Table, table=True):
    """One public opening of a code. No secondary index: the log is only written, dashboards read the daily sums."""

    __tablename__ = "scan"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now)
    cooperative_id: str | None = Field(default=None, max_length=16)
    product_id: str | None = Field(default=None, max_length=16)
    batch_id: str | None = Field(default=None, max_length=16)
    # gs1, short
    form: str = Field(max_length=8)
    # person, repeat, staff, preview, prefetch, bot
    visitor: str = Field(max_length=8)
    language: str = Field(max_length=2)
    # SHA-256 of a random first-party token, kept 30 days in the phone.
    device_hash: str | None = Field(default=None, max_length=64)


class ScanDay(Table, table=True):
    """Persons' scans a day, kept in the same transaction as the log. product_id and batch_id "" when unknown.

    Ordered by cooperative, then day: what a cooperative asks of its last weeks lies side by side.
    """

    __tablename__ = "scan_day"
    __table_args__ = {"sqlite_with_rowid": False}
    cooperative_id: str = Field(primary_key=True, max_length=16)
    day: date = Field(primary_key=True)
    product_id: str = Field(primary_key=True, max_length=16)
    batch_id: str = Field(primary_key=True, max_length=16, index=True)
    count: int = 0


class ScanLanguageDay(Table, table=True):
    """The same persons' scans by the language of the page they read."""

    __tablename__ = "scan_language_day"
    # What the whole province asks of its last weeks is answered from this index alone.
    __table_args__ = (Index(None, "day", "cooperative_id", "language", "count"), {"sqlite_with_rowid": False})
    cooperative_id: str = Field(primary_key=True, max_length=16)
    # The province asks for its last weeks without naming a cooperative.
    day: date = Field(primary_key=True, index=True)
    product_id: str = Field(primary_key=True, max_length=16)
    language: str = Field(primary_key=True, max_length=2)
    count: int = 0


class ScanWeek(Table, table=True):
    """The scans of each cooperative from a Monday to the Sunday after it: what the province asks of a whole year."""

    __tablename__ = "scan_week"
    __table_args__ = {"sqlite_with_rowid": False}
    week: date = Field(primary_key=True)
    cooperative_id: str = Field(primary_key=True, max_length=16)
    count: int = 0


class ScanProvinceDay(Table, table=True):
    """The scans of all cooperatives together."""

    __tablename__ = "scan_province_day"
    __table_args__ = {"sqlite_with_rowid": False}
    day: date = Field(primary_key=True)
    language: str = Field(primary_key=True, max_length=2)
    count: int = 0


class ProblemReport(Table, table=True):
    """What a shopper wrote; reaches the cooperative, or the officers when nobody knows the code."""

    __tablename__ = "problem_report"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str | None = Field(default=None, foreign_key="cooperative.id", index=True, max_length=16)
    product_id: str | None = Field(default=None, foreign_key="product.id", max_length=16)
    batch_id: str | None = Field(default=None, foreign_key="batch.id", max_length=16)
    code: str = Field(default="", max_length=200)
    text: str = Field(max_length=2000)
    contact: str = Field(default="", max_length=120)
    photo_id: str | None = Field(default=None, foreign_key="photo.id", max_length=16)
    reported_at: datetime = Field(default_factory=now)
    handled_at: datetime | None = None
    handled_by: str | None = Field(default=None, max_length=16)
    answer: str = Field(default="", max_length=2000)


class ResolverLink(Table, table=True):
    """One more address behind a code: a recipe, a shop, a leaflet. For all of a product, or for what is named here."""

    __tablename__ = "resolver_link"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    product_id: str = Field(foreign_key="product.id", index=True, max_length=16)
    batch_id: str | None = Field(default=None, foreign_key="batch.id", max_length=16)
    # AIs 22, 21 and 235 as they are written, "" for any; 00 of a box or pallet of the batch.
    variant: str = Field(default="", max_length=20)
    serial: str = Field(default="", max_length=20)
    third_party: str = Field(default="", max_length=28)
    sscc: str | None = Field(default=None, index=True, max_length=18)
    # A value of scans/link_kinds.py LINK_KINDS.
    kind: str = Field(max_length=40)
    href: str = Field(max_length=500)
    title: str = Field(max_length=120)
    # "" where the language does not matter.
    language: str = Field(default="", max_length=5)
    media_type: str = Field(default="text/html", max_length=40)
    added_by: str | None = Field(default=None, max_length=16)
    added_at: datetime = Field(default_factory=now)
