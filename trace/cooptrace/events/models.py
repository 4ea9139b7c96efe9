"""The table of events. Triggers in the database refuse to change or delete a row."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class Event(Table, table=True):
    __tablename__ = "event"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", max_length=16)
    batch_id: str = Field(foreign_key="batch.id", index=True, max_length=16)
    # The key of a class in events/kinds.py
    kind: str = Field(max_length=24)
    occurred_at: datetime
    # Minutes east of UTC where it happened: EPCIS wants the local offset kept.
    offset_minutes: int = 420
    site_id: str | None = Field(default=None, foreign_key="site.id", max_length=16)
    person_id: str | None = Field(default=None, foreign_key="person.id", max_length=16)
    # The name as it was shown then; the person may be renamed or erased later.
    person_name: str = Field(default="", max_length=120)
    note: str = Field(default="", max_length=2000)
    photo_id: str | None = Field(default=None, foreign_key="photo.id", max_length=16)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    corrects_id: str | None = Field(default=None, foreign_key="event.id", max_length=16)
    recorded_at: datetime = Field(default_factory=now)
