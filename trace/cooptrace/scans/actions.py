"""Verbs about scans: count an opening, take a shopper's report, answer it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from cooptrace.database import now
from cooptrace.scans.forms import AnswerForm, ReportForm
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
    """One row in the log and, for a first opening, one more in the day's sum. Two short statements: SQLite writes
    one transaction at a time."""
    subject = opening.subject
    batch_id = subject.batch.id if subject.batch else None
    session.add(
        Scan(
            at=opening.at,
            cooperative_id=subject.cooperative.id,
            product_id=subject.product.id,
            batch_id=batch_id,
            form=opening.form,
            visitor=opening.visitor,
            language=opening.language,
            device_hash=opening.device_hash,
        )
    )
    session.flush()
    if opening.visitor is Visitor.PERSON:
        _add_to_day(session, subject, batch_id or "", opening.at)


def _add_to_day(session: Session, subject: Subject, batch_id: str, at: datetime) -> None:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = dialect.insert(ScanDay).values(
        day=local_date(at),
        cooperative_id=subject.cooperative.id,
        product_id=subject.product.id,
        batch_id=batch_id,
        count=1,
    )
    key = ["day", "cooperative_id", "product_id", "batch_id"]
    session.execute(insert.on_conflict_do_update(index_elements=key, set_={"count": ScanDay.count + 1}))


def report_problem(
    session: Session, subject: Subject, details: ReportForm, *, code: str, photo_id: str | None
) -> ProblemReport:
    report = ProblemReport(
        cooperative_id=subject.cooperative.id,
        product_id=subject.product.id,
        batch_id=subject.batch.id if subject.batch else None,
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
