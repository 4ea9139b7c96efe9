"""Verbs about what shoppers report: take it, answer it."""

from sqlmodel import Session

from cooptrace.database import now
from cooptrace.scans.forms import AnswerForm, ReportForm
from cooptrace.scans.models import ProblemReport
from cooptrace.scans.queries import Subject
from cooptrace.web.viewer import Viewer


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
