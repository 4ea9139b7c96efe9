"""The table of how far forgetting has got."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from cooptrace.database import Table, now


class TidyMark(Table, table=True):
    """By the name of a job: the last row that it has done, and when it was last through."""

    __tablename__ = "tidy_mark"
    name: str = Field(primary_key=True, max_length=40)
    done_to: int = Field(default=0, sa_type=BigInteger)
    at: datetime = Field(default_factory=now)
