"""Openings go into the log and into the sums of their days: one statement for each, however many come together.

The rows travel as one JSON text. Row by row, SQLAlchemy costs more than all the rest of an opening, and SQLite's driver
gives up the interpreter at each row and then has to wait until a busy service gives it back.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import TextClause, text
from sqlmodel import Session

from cooptrace.scans.language_counts import LanguageKey, count_languages
from cooptrace.scans.queries import Subject
from cooptrace.scans.visitor import Visitor
from cooptrace.web.formats import local_date


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
    rows = [(_utc(one.at), *_named(one.subject), *_told(one)) for one in openings]
    days = Counter((str(local_date(one.at)), *_named(one.subject)) for one in openings if _is_first(one))
    log, sums = _ON_SQLITE if session.get_bind().dialect.name == "sqlite" else _ON_POSTGRESQL
    session.execute(log, {"rows": json.dumps(rows)})
    # Always in the same order: two transactions that add to the same days must not wait for each other.
    session.execute(sums, {"rows": json.dumps([(*key, count) for key, count in sorted(days.items())])})
    count_languages(session, (_language_key(one) for one in openings if _is_first(one)))


def _utc(moment: datetime) -> str:
    """As SQLAlchemy writes it for SQLite: UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _named(subject: Subject) -> tuple[str, str, str]:
    return subject.cooperative.id, subject.product.id, subject.batch.id if subject.batch else ""


def _language_key(opening: Opening) -> LanguageKey:
    cooperative_id, product_id, _ = _named(opening.subject)
    return cooperative_id, str(local_date(opening.at)), product_id, opening.language


def _told(opening: Opening) -> tuple[str, str, str, str]:
    return opening.form, opening.visitor, opening.language, opening.device_hash


def _is_first(opening: Opening) -> bool:
    return opening.visitor is Visitor.PERSON


_LOG = """
INSERT INTO scan (at, cooperative_id, product_id, batch_id, form, visitor, language, device_hash)
SELECT {at}, value->>1, value->>2, nullif(value->>3, ''), value->>4, value->>5, value->>6, value->>7 FROM {rows}
"""
_DAYS = """
INSERT INTO scan_day (day, cooperative_id, product_id, batch_id, count)
SELECT {day}, value->>1, value->>2, value->>3, {count} FROM {rows} WHERE true
ON CONFLICT (day, cooperative_id, product_id, batch_id) DO UPDATE SET count = scan_day.count + excluded.count
"""


def _written(**engine: str) -> tuple[TextClause, TextClause]:
    """Engines differ in how a list is unfolded and in what makes its texts moments, days and numbers."""
    return text(_LOG.format_map(engine)), text(_DAYS.format_map(engine))


_ON_SQLITE = _written(rows="json_each(:rows)", at="value->>0", day="value->>0", count="value->>4")
_ON_POSTGRESQL = _written(
    rows="json_array_elements(CAST(:rows AS json))",
    at="CAST(value->>0 || '+00' AS timestamptz)",
    day="CAST(value->>0 AS date)",
    count="CAST(value->>4 AS integer)",
)
