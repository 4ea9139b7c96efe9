"""Tables of the web layer: forms already taken, and the address that is printed into codes."""

from datetime import datetime

from sqlmodel import Field

from cooptrace.database import Table, now


class TakenForm(Table, table=True):
    """A form carries a random number; the second sending of the same form is led to where the first one went."""

    __tablename__ = "taken_form"
    number: str = Field(primary_key=True, max_length=40)
    location: str = Field(default="", max_length=500)
    taken_at: datetime = Field(default_factory=now)


class PublicAddress(Table, table=True):
    """An origin that has been or may be printed. The one marked primary goes into new codes; others stay aliases."""

    __tablename__ = "public_address"
    origin: str = Field(primary_key=True, max_length=200)
    primary: bool = True
    confirmed_by: str | None = Field(default=None, max_length=16)
    confirmed_at: datetime = Field(default_factory=now)
    # Set by the first real print; from then on the origin may only become an alias, never disappear.
    locked_at: datetime | None = None
