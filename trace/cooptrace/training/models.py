"""Tables of training: teams, the units they cover, their members, visits."""

from datetime import date, datetime

from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class Team(Table, table=True):
    __tablename__ = "team"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    name: str = Field(max_length=120)
    # village or enterprise
    kind: str = Field(default="village", max_length=16)
    members_count: int = 0
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class TeamUnit(Table, table=True):
    """A commune a team covers."""

    __tablename__ = "team_unit"
    team_id: str = Field(foreign_key="team.id", primary_key=True, max_length=16)
    unit_code: str = Field(primary_key=True, max_length=8)


class TeamMember(Table, table=True):
    __tablename__ = "team_member"
    team_id: str = Field(foreign_key="team.id", primary_key=True, max_length=16)
    person_id: str = Field(foreign_key="person.id", primary_key=True, max_length=16)
    joined_at: datetime = Field(default_factory=now)


class Visit(Table, table=True):
    """A trainer met a cooperative or one of its producers, or tried to."""

    __tablename__ = "visit"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    producer_id: str | None = Field(default=None, foreign_key="producer.id", max_length=16)
    trainer_id: str | None = Field(default=None, foreign_key="person.id", max_length=16)
    trainer_name: str = Field(default="", max_length=120)
    # A value of training/kinds.py: met, away, postponed
    outcome: str = Field(max_length=12)
    # Why they are stuck, one of training/kinds.py REASONS, or ""
    reason: str = Field(default="", max_length=24)
    note: str = Field(default="", max_length=2000)
    next_on: date | None = None
    visited_at: datetime = Field(default_factory=now)
