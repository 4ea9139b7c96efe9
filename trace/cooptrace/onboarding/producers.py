"""How far the producers of many cooperatives have got: the facts of all of them in four queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Producer
from cooptrace.labels.models import PrintJob
from cooptrace.onboarding.figures import Figures, figures
from cooptrace.onboarding.queries import Scope
from cooptrace.onboarding.steps import PRODUCER_STEPS, Facts, PrintedBatch, Progress, progress
from cooptrace.scans.models import ScanDay
from cooptrace.training.kinds import Outcome
from cooptrace.training.models import Visit

# When a batch was made and first printed, None when it never was.
Work = tuple[datetime, datetime | None]
# Whom a visit names, None for nobody in particular, and when it was.
Meeting = tuple[str | None, datetime]


@dataclass(frozen=True)
class ProducerStanding:
    producer: Producer
    progress: Progress


def producer_standings(session: Session, scope: Scope) -> list[ProducerStanding]:
    """In the order of names; the scope is one of onboarding/queries.py."""
    wanted = select(Producer).where(col(Producer.cooperative_id).in_(scope), col(Producer.removed_at).is_(None))
    producers = session.exec(wanted.order_by(col(Producer.name_folded), col(Producer.id))).all()
    work, scanned, meetings = _work(session, scope), _scan_days(session, scope), _meetings(session, scope)
    return [
        _standing(one, work[one.id], scanned.get(one.id), _with(one, meetings[one.cooperative_id])) for one in producers
    ]


def producer_figures(standings: list[ProducerStanding], today: date) -> Figures:
    return figures(standings, today, PRODUCER_STEPS)


def figures_by_cooperative(standings: Iterable[ProducerStanding], today: date) -> dict[str, Figures]:
    inside: dict[str, list[ProducerStanding]] = defaultdict(list)
    for one in standings:
        inside[one.producer.cooperative_id].append(one)
    return {cooperative_id: producer_figures(found, today) for cooperative_id, found in inside.items()}


def _standing(
    producer: Producer, work: list[Work], scanned_on: date | None, met_at: tuple[datetime, ...]
) -> ProducerStanding:
    printed = (PrintedBatch(made_at, first_at) for made_at, first_at in work if first_at)
    facts = Facts(
        registered_at=producer.created_at,
        reachable_at=producer.created_at if producer.phone else None,
        batch_at=min((made_at for made_at, _ in work), default=None),
        printed=tuple(sorted(printed, key=lambda one: (one.first_printed_at, one.made_at))),
        scanned_on=scanned_on,
        met_at=met_at,
    )
    return ProducerStanding(producer, progress(facts, PRODUCER_STEPS))


def _with(producer: Producer, meetings: list[Meeting]) -> tuple[datetime, ...]:
    """A visit to the cooperative may have helped any household; one to a neighbour has not helped this one."""
    return tuple(at for named, at in meetings if named in (None, producer.id))


def _work(session: Session, scope: Scope) -> dict[str, list[Work]]:
    wanted = (
        select(Batch.producer_id, Batch.created_at, func.min(PrintJob.printed_at))
        .outerjoin(PrintJob, col(PrintJob.batch_id) == Batch.id)
        .where(col(Batch.cooperative_id).in_(scope), col(Batch.producer_id).is_not(None))
        .group_by(col(Batch.id), col(Batch.producer_id), col(Batch.created_at))
    )
    work: dict[str, list[Work]] = defaultdict(list)
    for producer_id, made_at, first_at in session.exec(wanted):
        work[str(producer_id)].append((made_at, first_at))
    return work


def _scan_days(session: Session, scope: Scope) -> dict[str, date]:
    """The first day on which shoppers scanned; the daily sums leave out staff and trainers. Only the first of each
    batch is looked up, not every day it was scanned on."""
    own = select(func.min(ScanDay.day)).where(
        ScanDay.batch_id == Batch.id, ScanDay.cooperative_id == Batch.cooperative_id, ScanDay.count > 0
    )
    first = func.min(own.correlate(Batch).scalar_subquery())
    wanted = (
        select(Batch.producer_id, first)
        .where(col(Batch.cooperative_id).in_(scope), col(Batch.producer_id).is_not(None))
        .group_by(col(Batch.producer_id))
    )
    return {str(producer_id): day for producer_id, day in session.exec(wanted) if day}


def _meetings(session: Session, scope: Scope) -> dict[str, list[Meeting]]:
    wanted = select(Visit.cooperative_id, Visit.producer_id, Visit.visited_at).where(
        col(Visit.cooperative_id).in_(scope), Visit.outcome == Outcome.MET
    )
    meetings: dict[str, list[Meeting]] = defaultdict(list)
    for cooperative_id, producer_id, at in session.exec(wanted):
        meetings[cooperative_id].append((producer_id, at))
    return meetings
