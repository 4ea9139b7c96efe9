"""All that the service asks of the sums of scans, each with the same question to the raw log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scripts.year_of_scans import Province
from sqlalchemy import text
from sqlmodel import Session

from cooptrace.onboarding import producers
from cooptrace.onboarding.queries import _scan_days, at_work
from cooptrace.scans import queries
from cooptrace.web.formats import local_today

_DAY = "date(at, '+7 hours')"
_PERSONS = "FROM scan WHERE visitor = 'person'"
_OF_PRODUCERS = """
SELECT producer_id, min(date(at, '+7 hours')) FROM scan JOIN batch ON batch.id = batch_id
JOIN cooperative ON cooperative.id = batch.cooperative_id WHERE visitor = 'person' AND unit_code = :unit GROUP BY 1
"""


@dataclass(frozen=True)
class Question:
    ask: Callable[[Session], object]
    raw: str
    values: dict[str, str]
    shaped: Callable[[list[Any]], object]

    def of_the_log(self, session: Session) -> object:
        return self.shaped(list(session.connection().execute(text(self.raw), self.values).all()))


def questions(province: Province) -> dict[str, Question]:
    own, today = province.busiest, local_today()
    month, year = today - timedelta(days=29), today - timedelta(days=363)
    commune = at_work(frozenset({own.unit_code}))
    of_own = f"{_PERSONS} AND cooperative_id = :own AND {_DAY} BETWEEN :first AND :last"
    values = {"own": own.id, "last": str(today)}
    in_month, in_year = values | {"first": str(month)}, values | {"first": str(year)}

    def by_day(first: date) -> Callable[[list[Any]], object]:
        return lambda rows: _every_day(dict(rows), first, today)

    return {
        "a lot's scans": Question(
            lambda session: queries.scan_counts(session, [province.batch.id])[province.batch.id],
            f"SELECT count(*) {_PERSONS} AND batch_id = :batch",
            {"batch": province.batch.id},
            _one,
        ),
        "a cooperative's last 30 days": Question(
            lambda session: queries.scans_by_day(session, own, first=month, last=today),
            f"SELECT {_DAY}, count(*) {of_own} GROUP BY 1",
            in_month,
            by_day(month),
        ),
        "a cooperative's year": Question(
            lambda session: queries.scans_by_day(session, own, first=year, last=today),
            f"SELECT {_DAY}, count(*) {of_own} GROUP BY 1",
            in_year,
            by_day(year),
        ),
        "a cooperative's lots in 30 days": Question(
            lambda session: queries.scans_by_batch(session, own, first=month, last=today),
            f"SELECT batch_id, count(*) {of_own} GROUP BY 1",
            in_month,
            lambda rows: {str(batch_id): int(count) for batch_id, count in rows},
        ),
        "a cooperative's first scan": Question(
            lambda session: queries.first_outside_scan(session, own.id),
            f"SELECT min({_DAY}) {_PERSONS} AND cooperative_id = :own",
            {"own": own.id},
            lambda rows: date.fromisoformat(_one(rows)),
        ),
        "first and last scans of all cooperatives": Question(
            lambda session: _scan_days(session, at_work()),
            f"SELECT cooperative_id, min({_DAY}), max({_DAY}) {_PERSONS} GROUP BY 1",
            {},
            lambda rows: {own: (date.fromisoformat(first), date.fromisoformat(last)) for own, first, last in rows},
        ),
        "first scans of a commune's producers": Question(
            lambda session: producers._scan_days(session, commune),
            _OF_PRODUCERS,
            {"unit": own.unit_code},
            lambda rows: {producer: date.fromisoformat(first) for producer, first in rows},
        ),
        "all scans ever": Question(queries.scans_ever, "SELECT count(*) FROM scan", {}, _one),
    }


def _one(rows: list[Any]) -> Any:
    return rows[0][0]


def _every_day(counts: dict[str, int], first: date, last: date) -> list[tuple[date, int]]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [(day, counts.get(str(day), 0)) for day in days]
