"""The table of certificates."""

from datetime import date, datetime

from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class Certificate(Table, table=True):
    """Belongs to the whole cooperative, or to one of its sites, or to one of its products."""

    __tablename__ = "certificate"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    site_id: str | None = Field(default=None, foreign_key="site.id", max_length=16)
    product_id: str | None = Field(default=None, foreign_key="product.id", max_length=16)
    # A key of certificates/kinds.py KINDS.
    kind: str = Field(max_length=24)
    number: str = Field(default="", max_length=60)
    issuer: str = Field(default="", max_length=120)
    stars: int | None = None
    issued_on: date | None = None
    # None: this kind of certificate does not run out.
    valid_until: date | None = None
    document_id: str | None = Field(default=None, foreign_key="document.id", max_length=16)
    checked_by: str = Field(default="", max_length=120)
    checked_on: date | None = None
    created_at: datetime = Field(default_factory=now)
    withdrawn_at: datetime | None = None
