"""What the service asks of the sums of scans, each with the same question to the raw log."""

# ruff: noqa: S608 every word of the statements is ours
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from scripts.year_of_scans import Province
from sqlalchemy import text
from sqlmodel import Session

from cooptrace.database import now
from cooptrace.onboarding import producers
from cooptrace.onboarding.queries import _scan_days, at_work
from cooptrace.reports import scan_queries
from cooptrace.scans import count_queries, queries
from cooptrace.web.formats import local_today

_DAY = "date(at, '+7 hours')"
_OF_LOT = "SELECT count(*) FROM scan WHERE visitor = 'person' AND batch_id = :batch"
_PERIOD = f"WHERE visitor = 'person' AND {_DAY} BETWEEN :first AND :last"
_PROVINCE = f"FROM scan {_PERIOD}"
_OWN = f"{_PROVINCE} AND cooperative_id = :own"
_PRODUCTS = f"""
SELECT name, count(*) FROM scan JOIN product ON product.id = product_id {_PERIOD} AND scan.cooperative_id = :own
GROUP BY 1
"""
_ENDS = f"SELECT cooperative_id, min({_DAY}), max({_DAY}) FROM scan WHERE visitor = 'person' GROUP BY 1"
_NEVER = """
SELECT cooperative_id, count(DISTINCT batch_id) FROM print_job
WHERE reprint_of IS NULL AND batch_id NOT IN (SELECT batch_id FROM scan WHERE batch_id IS NOT NULL) GROUP BY 1
"""
_OF_PRODUCERS = f"""
SELECT producer_id, min({_DAY}) FROM scan JOIN batch ON batch.id = batch_id
JOIN cooperative ON cooperative.id = batch.cooperative_id WHERE visitor = 'person' AND unit_code = :unit GROUP BY 1
"""


@dataclass(frozen=True)
class Question:
    """Answers are compared as what they say: numbers by name, or one number."""

    ask: Callable[[Session], Any]
    raw: str
    values: Mapping[str, str] = field(default_factory=dict)

    def of_the_sums(self, session: Session) -> object:
        return _told(self.ask(session))

    def of_the_log(self, session: Session) -> object:
        rows = session.connection().execute(text(self.raw), self.values).all()
        return rows[0][0] if rows and len(rows[0]) == 1 else {str(row[0]): _plain(row[1:]) for row in rows}


def questions(province: Province) -> dict[str, Question]:
    batch = province.batch.id
    lot = Question(lambda session: queries.scan_counts(session, [batch])[batch], _OF_LOT, {"batch": batch})
    ever = Question(queries.scans_ever, "SELECT count(*) FROM scan")
    return {"a lot's scans": lot, **_of_cooperative(province), **_of_province(province), "all scans ever": ever}


def _of_cooperative(province: Province) -> dict[str, Question]:
    own, today = province.busiest.id, local_today()
    month, year = (count_queries.Question(own, today - timedelta(days=days - 1), today) for days in (30, 364))
    short, long = ({"own": own, "first": str(one.first), "last": str(today)} for one in (month, year))
    by_day = f"SELECT {_DAY}, count(*) {_OWN} GROUP BY 1"
    by_lot = f"SELECT batch_id, count(*) {_OWN} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
    by_language = f"SELECT language, count(*) {_OWN} GROUP BY 1"
    return {
        "a cooperative's 30 days": Question(lambda session: count_queries.by_day(session, month), by_day, short),
        "a cooperative's year": Question(lambda session: count_queries.by_day(session, year), by_day, long),
        "a cooperative's products": Question(
            lambda session: count_queries.by_product(session, month), _PRODUCTS, short
        ),
        "a cooperative's lots": Question(lambda session: _by_lot(session, month), by_lot, short),
        "a cooperative's lots of a year": Question(lambda session: _by_lot(session, year), by_lot, long),
        "a cooperative's languages": Question(
            lambda session: count_queries.by_language(session, month), by_language, short
        ),
    }


def _of_province(province: Province) -> dict[str, Question]:
    today = local_today()
    month, year = (scan_queries.Stretch(today - timedelta(days=days - 1), today) for days in (30, 364))
    values, long = ({"first": str(one.first), "last": str(today)} for one in (month, year))
    unit = province.busiest.unit_code
    commune = at_work(frozenset({unit}))
    by_day = f"SELECT {_DAY}, count(*) {_PROVINCE} GROUP BY 1"
    by_cooperative = f"SELECT cooperative_id, count(*) {_PROVINCE} GROUP BY 1"
    return {
        "the province's 30 days": Question(lambda session: scan_queries.by_day(session, month), by_day, values),
        "the province's cooperatives": Question(
            lambda session: scan_queries.by_cooperative(session, month), by_cooperative, values
        ),
        "the province's year": Question(lambda session: scan_queries.by_day(session, year), by_day, long),
        "the province's cooperatives in a year": Question(
            lambda session: scan_queries.by_cooperative(session, year), by_cooperative, long
        ),
        "printed and never scanned": Question(
            lambda session: count_queries.never_scanned_counts(session, before=now()), _NEVER
        ),
        "first and last scans of all cooperatives": Question(lambda session: _scan_days(session, at_work()), _ENDS),
        "first scans of a commune's producers": Question(
            lambda session: producers._scan_days(session, commune), _OF_PRODUCERS, {"unit": unit}
        ),
    }


def _by_lot(session: Session, asked: count_queries.Question) -> dict[str, int]:
    return {batch.id: count for batch, _name, count in count_queries.by_batch(session, asked)}


def _told(answer: Any) -> object:
    """A list of names and numbers says the same as a mapping."""
    if isinstance(answer, int):
        return answer
    return {str(name): _plain(value) for name, value in dict(answer).items()}


def _plain(value: Any) -> tuple[int | str, ...]:
    values = value if isinstance(value, tuple) else (value,)
    return tuple(str(one) if isinstance(one, date) else one for one in values)
