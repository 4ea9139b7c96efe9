"""Tables of stamps. A stamp has no row until it is first scanned: rolls are stretches of serials."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field

from cooptrace.database import Table, new_id, now
from cooptrace.stamps.rules import OrderState, RollState


class StampEpoch(Table, table=True):
    """One key: its symbol begins every code made with it. The key itself is a file, never here."""

    __tablename__ = "stamp_epoch"
    symbol: str = Field(primary_key=True, max_length=1)
    # The code of a serial that is never issued; at start-up the key must still make it.
    known_code: str = Field(max_length=15)
    next_serial: int = Field(default=0, sa_type=BigInteger)
    began_at: datetime = Field(default_factory=now)
    # From then on no new stamps; the old ones are checked as before.
    closed_at: datetime | None = None
    # Stamps first seen after this moment cannot be confirmed.
    leaked_since: datetime | None = None


class StampOrder(Table, table=True):
    """So many stamps ordered together, and the print shop's work order for them."""

    __tablename__ = "stamp_order"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    product_id: str | None = Field(default=None, foreign_key="product.id", max_length=16)
    epoch: str = Field(foreign_key="stamp_epoch.symbol", max_length=1)
    first: int = Field(sa_type=BigInteger)
    count: int
    per_roll: int
    # Each stamp has a covered code of eight digits.
    covered: bool = False
    # "" when the cooperative prints itself.
    print_shop: str = Field(default="", max_length=120)
    note: str = Field(default="", max_length=2000)
    # A value of rules.py OrderState.
    state: str = Field(default=OrderState.NEW, max_length=12)
    # The file formats that may still be downloaded once; emptied by the downloads.
    open_formats: list[str] = Field(default_factory=list, sa_type=JSON)
    # Of all codes in their order; "" until the file is first released.
    check_total: str = Field(default="", max_length=20)
    # The address in the codes, as it was when the file was first released.
    origin: str = Field(default="", max_length=200)
    replaces_id: str | None = Field(default=None, foreign_key="stamp_order.id", max_length=16)
    ordered_by: str | None = Field(default=None, max_length=16)
    ordered_by_name: str = Field(default="", max_length=120)
    ordered_at: datetime = Field(default_factory=now)


class StampRange(Table, table=True):
    """Consecutive serials of one roll that share one fate; an act on a part of a roll parts the row."""

    __tablename__ = "stamp_range"
    __table_args__ = (UniqueConstraint("epoch", "first"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    order_id: str = Field(foreign_key="stamp_order.id", index=True, max_length=16)
    roll: int
    epoch: str = Field(foreign_key="stamp_epoch.symbol", max_length=1)
    first: int = Field(sa_type=BigInteger)
    count: int
    # A value of rules.py RollState.
    state: str = Field(default=RollState.ISSUED, max_length=12)
    batch_id: str | None = Field(default=None, foreign_key="batch.id", index=True, max_length=16)
    # A key of rules.py VOID_REASONS.
    reason: str = Field(default="", max_length=20)
    changed_at: datetime = Field(default_factory=now)
    # The act that brought it here.
    act_id: str | None = Field(default=None, index=True, max_length=16)

    @property
    def last(self) -> int:
        return self.first + self.count - 1


class StampAct(Table, table=True):
    """What was done with stamps, by whom and when. Triggers in the database refuse to change or delete a row."""

    __tablename__ = "stamp_act"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", max_length=16)
    order_id: str = Field(foreign_key="stamp_order.id", index=True, max_length=16)
    # A value of rules.py Act.
    kind: str = Field(max_length=12)
    epoch: str = Field(max_length=1)
    first: int = Field(sa_type=BigInteger)
    last: int = Field(sa_type=BigInteger)
    # How many stamps it changed; those between first and last may be fewer or more.
    count: int
    batch_id: str | None = Field(default=None, max_length=16)
    # For undoing: the stretches as they were before. For downloads: the format.
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    reason: str = Field(default="", max_length=20)
    note: str = Field(default="", max_length=300)
    undoes_id: str | None = Field(default=None, max_length=16)
    person_id: str | None = Field(default=None, max_length=16)
    person_name: str = Field(default="", max_length=120)
    at: datetime = Field(default_factory=now)


class StampRequest(Table, table=True):
    """An act on so many stamps that a second person has to agree."""

    __tablename__ = "stamp_request"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    # activate or void
    kind: str = Field(max_length=12)
    # What was typed, to be read again when the second person agrees.
    typed: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    count: int
    asked_by: str = Field(max_length=16)
    asked_by_name: str = Field(default="", max_length=120)
    asked_at: datetime = Field(default_factory=now)
    decided_by: str | None = Field(default=None, max_length=16)
    decided_at: datetime | None = None
    agreed: bool = False


class StampLimit(Table, table=True):
    """Above how many stamps an act takes a second person. The latest row holds; all the others stay as a log."""

    __tablename__ = "stamp_limit"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    four_eyes_above: int
    # As it was before.
    instead_of: int
    person_id: str | None = Field(default=None, max_length=16)
    person_name: str = Field(default="", max_length=120)
    at: datetime = Field(default_factory=now, index=True)


class StampSeen(Table, table=True):
    """A stamp that was scanned at least once."""

    __tablename__ = "stamp_seen"
    epoch: str = Field(primary_key=True, max_length=1)
    serial: int = Field(primary_key=True, sa_type=BigInteger)
    first_at: datetime
    last_at: datetime
    times: int = 1
    # The covered code: wrong tries in all and on the latest such day, openings, when it was first opened.
    pin_wrong: int = 0
    pin_wrong_on: date | None = None
    pin_wrong_that_day: int = 0
    pin_opened_at: datetime | None = None
    pin_times: int = 0


class StampDevice(Table, table=True):
    """A phone that scanned a stamp, by the hash of its 30-day token; gone after 90 days."""

    __tablename__ = "stamp_device"
    epoch: str = Field(primary_key=True, max_length=1)
    serial: int = Field(primary_key=True, sa_type=BigInteger)
    device_hash: str = Field(primary_key=True, max_length=64)
    first_at: datetime
    last_at: datetime
    # Tenths of a degree, only when the visitor shared the place.
    latitude: float | None = None
    longitude: float | None = None


class StampPlaceDay(Table, table=True):
    """In which commune shoppers scanned stamps, of those who chose to tell; unit_code "" outside of the province."""

    __tablename__ = "stamp_place_day"
    __table_args__ = {"sqlite_with_rowid": False}
    cooperative_id: str = Field(primary_key=True, max_length=16)
    day: date = Field(primary_key=True)
    product_id: str = Field(primary_key=True, max_length=16)
    # Of the present units (places/units.py CURRENT).
    unit_code: str = Field(primary_key=True, max_length=8)
    count: int = 0


class StampCase(Table, table=True):
    """Signs of copying at one stamp or many of one batch, or of guessing, until a person has looked at them."""

    __tablename__ = "stamp_case"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    # None when it concerns nobody's stamps: codes that were never issued are a case for the operator.
    cooperative_id: str | None = Field(default=None, foreign_key="cooperative.id", index=True, max_length=16)
    batch_id: str | None = Field(default=None, foreign_key="batch.id", max_length=16)
    # "" for a case about a batch or about unknown codes.
    code: str = Field(default="", max_length=15)
    # What the case is about, while it is open: at most one open case each.
    subject: str | None = Field(default=None, unique=True, max_length=40)
    # Values of signals.py Signal.
    signals: list[str] = Field(default_factory=list, sa_type=JSON)
    score: int = 0
    opened_at: datetime = Field(default_factory=now)
    changed_at: datetime = Field(default_factory=now)
    closed_at: datetime | None = None
    closed_by_name: str = Field(default="", max_length=120)
    # A key of case_actions.py OUTCOMES or SURGE_OUTCOMES.
    outcome: str = Field(default="", max_length=20)
    note: str = Field(default="", max_length=2000)


class StampMiss(Table, table=True):
    """Well-formed codes that were never issued, by the hour: a surge means that somebody is guessing."""

    __tablename__ = "stamp_miss"
    hour: datetime = Field(primary_key=True)
    count: int = 0
