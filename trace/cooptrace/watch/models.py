"""The table of looks at added links."""

from datetime import datetime

from sqlmodel import Field

from cooptrace.database import Table, now


class LinkCheck(Table, table=True):
    """What an added link answered when it was last tried; never tried while somebody waits for a page."""

    __tablename__ = "link_check"
    link_id: str = Field(primary_key=True, foreign_key="resolver_link.id", ondelete="CASCADE", max_length=16)
    checked_at: datetime = Field(default_factory=now)
    # A key of answers.py ANSWERS.
    answer: str = Field(max_length=12)
    # What the website said, 0 when it said nothing.
    status: int = 0
    # Since when it has failed without a break; None while it answers.
    failing_since: datetime | None = None
