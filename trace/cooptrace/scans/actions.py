"""Verbs about scans: count openings, take a shopper's report, answer it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from cooptrace.database import now
from cooptrace.scans.forms import AnswerForm, ReportForm
from cooptrace.scans.language_counts import LanguageKey, count_languages
from cooptrace.scans.models import ProblemReport, Scan, ScanDay
from cooptrace.scans.queries import Subject
from cooptrace.scans.visitor import Visitor
from cooptrace.web.formats import local_date
from cooptrace.web.viewer import Viewer


@dataclass(frozen=True)
class Opening:
    """One opening of a code by a person, for the first time or again."""

    subject: Subject
    form: str
    visitor: Visitor
    language: str
    device_hash: str
    at: datetime


def record_scan(session: Session, opening: Opening) -> None:
    record_scans(session, [opening])


def record_scans(session: Session, openings: Sequence[Opening]) -> None:
    """Rows of the log and, for first openings, the sums of their days. Two statements however many there are: SQLite
    writes one transaction at a time."""
    if openings:
        session.connection().execute(insert(Scan), [_row(opening) for opening in openings])
    first = Counter(_day_key(opening) for opening in openings if opening.visitor is Visitor.PERSON)
    if first:
        _add_to_days(session, first)
    count_languages(session, (_language_key(one) for one in openings if one.visitor is Visitor.PERSON))


def _language_key(opening: Opening) -> LanguageKey:
    subject = opening.subject
    return subject.cooperative.id, str(local_date(opening.at)), subject.product.id, opening.language


def _row(opening: Opening) -> dict[str, object]:
    subject = opening.subject
    return {
        "at": opening.at,
        "cooperative_id": subject.cooperative.id,
        "product_id": subject.product.id,
        "batch_id": subject.batch.id if subject.batch else None,
        "form": opening.form,
        "visitor": opening.visitor,
        "language": opening.language,
        "device_hash": opening.device_hash,
    }


_KEY = ("day", "cooperative_id", "product_id", "batch_id")
_DayKey = tuple[date, str, str, str]


def _day_key(opening: Opening) -> _DayKey:
    subject = opening.subject
    return local_date(opening.at), subject.cooperative.id, subject.product.id, subject.batch.id if subject.batch else ""


def _add_to_days(session: Session, counts: Mapping[_DayKey, int]) -> None:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    new = dialect.insert(ScanDay)
    add = new.on_conflict_do_update(index_elements=_KEY, set_={"count": ScanDay.count + new.excluded["count"]})
    # Always in the same order: two transactions that add to the same days must not wait for each other.
    rows = [{**dict(zip(_KEY, key, strict=True)), "count": count} for key, count in sorted(counts.items())]
    session.connection().execute(add, rows)


def report_problem(
    session: Session, subject: Subject | None, details: ReportForm, *, code: str, photo_id: str | None
) -> ProblemReport:
    """Without a subject it is about a code that nobody knows, for the officers and the operator."""
    report = ProblemReport(
        cooperative_id=subject.cooperative.id if subject else None,
        product_id=subject.product.id if subject else None,
        batch_id=subject.batch.id if subject and subject.batch else None,
        code=code[:200],
        text=details.text,
        contact=details.contact,
        photo_id=photo_id,
    )
    session.add(report)
    session.flush()
    return report


def answer_report(session: Session, report: ProblemReport, details: AnswerForm, *, by: Viewer) -> None:
    """Writes down what was done or answered and closes the report."""
    report.answer, report.handled_at, report.handled_by = details.answer, now(), by.person_id
    session.flush()


def reopen_report(session: Session, report: ProblemReport) -> None:
    report.handled_at, report.handled_by = None, None
    session.flush()
