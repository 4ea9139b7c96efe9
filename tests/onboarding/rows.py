"""Rows of onboarding's tests: prints, scans, sign-ins, visits and reports at a chosen time."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.database import now
from cooptrace.labels.models import PrintJob
from cooptrace.people.models import Person, SignIn
from cooptrace.people.tokens import hash_token, new_token
from cooptrace.scans.models import ProblemReport, ScanDay
from cooptrace.text import fold
from cooptrace.training.models import Visit


def days_ago(days: int) -> datetime:
    return now() - timedelta(days=days)


def make_producer(session: Session, cooperative: Cooperative, name: str, *, phone: str | None = None) -> Producer:
    row = Producer(
        cooperative_id=cooperative.id, name=name, name_folded=fold(name), phone=phone, created_at=days_ago(40)
    )
    session.add(row)
    session.flush()
    return row


def print_labels(session: Session, batch: Batch, at: datetime) -> None:
    job = PrintJob(
        cooperative_id=batch.cooperative_id,
        batch_id=batch.id,
        stock="tomy-145",
        design="batch",
        start_cell=1,
        count=10,
        code_text="HTTPS://TRACE.TEST/Q/ABC",
        printed_at=at,
    )
    session.add(job)
    session.flush()


def scan_by_shopper(session: Session, batch: Batch, day: date) -> None:
    sums = ScanDay(
        day=day, cooperative_id=batch.cooperative_id, product_id=batch.product_id, batch_id=batch.id, count=1
    )
    session.add(sums)
    session.flush()


def sign_in_row(session: Session, person: Person, at: datetime) -> None:
    session.add(SignIn(person_id=person.id, token_hash=hash_token(new_token()), way="link", created_at=at))
    session.flush()


def visit(
    session: Session,
    cooperative: Cooperative,
    outcome: str,
    at: datetime,
    *,
    next_on: date | None = None,
    producer: Producer | None = None,
) -> Visit:
    row = Visit(
        cooperative_id=cooperative.id,
        producer_id=producer.id if producer else None,
        outcome=outcome,
        visited_at=at,
        next_on=next_on,
        trainer_name="Chị Hoa",
    )
    session.add(row)
    session.flush()
    return row


def report_problem(session: Session, cooperative: Cooperative) -> None:
    session.add(ProblemReport(cooperative_id=cooperative.id, text="Tem bị mờ"))
    session.flush()
