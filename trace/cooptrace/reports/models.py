"""The table of targets: how many cooperatives of a commune are to print their own labels."""

from datetime import datetime

from sqlmodel import Field

from cooptrace.database import Table, now


class UnitTarget(Table, table=True):
    __tablename__ = "unit_target"
    # A unit of the current version.
    unit_code: str = Field(primary_key=True, max_length=8)
    cooperatives: int
    set_by: str | None = Field(default=None, max_length=16)
    set_at: datetime = Field(default_factory=now)
