"""Openings go into the log and into the sums of first ones, together or not at all."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from sqlmodel import Session

from cooptrace.scans.queries import Subject
from cooptrace.scans.sums import Counted, count_scans
from cooptrace.scans.unfolding import ENGINES, write_rows
from cooptrace.scans.visitor import Visitor
from cooptrace.web.formats import local_date

QUARTER_S = 900  # no clock on earth is set to less


class Opening(NamedTuple):
    """One opening of a code by a person, for the first time or again."""

    subject: Subject
    form: str
    visitor: Visitor
    language: str
    device_hash: str
    at: datetime


def record_scans(session: Session, openings: Sequence[Opening]) -> None:
    """Rows of the log and, for first openings, the sums of their days."""
    if not openings:
        return
    write_rows(session, _LOG, [(_utc(one.at), *one.subject.ids, *_told(one)) for one in openings])
    count_scans(session, [_counted(one) for one in openings if one.visitor is Visitor.PERSON])


def _utc(moment: datetime) -> str:
    """As SQLAlchemy writes it for SQLite: UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _counted(opening: Opening) -> Counted:
    cooperative_id, product_id, batch_id = opening.subject.ids
    day = _day_of(int(opening.at.timestamp() // QUARTER_S))
    return Counted(cooperative_id, day, product_id, batch_id, opening.language)


@lru_cache(maxsize=100)
def _day_of(quarter: int) -> str:
    return str(local_date(datetime.fromtimestamp(quarter * QUARTER_S, UTC)))


def _told(opening: Opening) -> tuple[str, str, str, str]:
    return opening.form, opening.visitor, opening.language, opening.device_hash


_ADD = """
INSERT INTO scan (at, cooperative_id, product_id, batch_id, form, visitor, language, device_hash)
SELECT {at}, value->>1, value->>2, nullif(value->>3, ''), value->>4, value->>5, value->>6, value->>7 FROM {rows}
"""
_LOG = {engine: _ADD.format(at=words.moment.format(at=0), rows=words.rows) for engine, words in ENGINES.items()}
