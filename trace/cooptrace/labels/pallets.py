"""Pallet numbers of a cooperative: the next one, giving them out, and which of a printing are void."""

from sqlmodel import Session, col, select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.labels.models import LogisticUnit, PrintJob, SsccSeries
from cooptrace.labels.pallet_codes import last_serial, pallet_code, sscc, ssccs_of
from cooptrace.stamps.inserts import insert_into

MOST_AT_ONCE = 1000
NO_PREFIX: Sentence = say(
    "A pallet number begins with the GS1 company prefix. Write it down under More, Our particulars."
)
TAKEN: Sentence = say(
    "These pallet numbers were given out already under another company prefix. Check the GS1 company prefix."
)


def next_code(session: Session, cooperative: Cooperative, count: int) -> str:
    """The code that the first of so many pallets would get now; nothing is given out. Raises Invalid."""
    prefix = _prefix(cooperative)
    if count > MOST_AT_ONCE:
        raise Invalid({"count": say("One printing has at most %(most)d pallet labels.", most=MOST_AT_ONCE)})
    series = session.get(SsccSeries, prefix, populate_existing=True)
    first = (series.last if series else 0) + 1
    _check_left(prefix, first + max(count, 1) - 1)
    return pallet_code(sscc(prefix, first))


def give_out(session: Session, cooperative: Cooperative, job: PrintJob) -> None:
    """Each label of the job its own number. Two printings at once wait for one another here, so that no number is given
    twice and none is left out. Raises Invalid."""
    prefix = _prefix(cooperative)
    new = insert_into(session, SsccSeries).values(company_prefix=prefix, last=job.count)
    further = {"last": col(SsccSeries.last) + job.count}
    counted = new.on_conflict_do_update(index_elements=["company_prefix"], set_=further)
    last: int = session.execute(counted.returning(col(SsccSeries.last))).scalar_one()
    _check_left(prefix, last)
    job.code_text = pallet_code(sscc(prefix, last - job.count + 1))
    session.add(job)
    session.flush()
    numbers = ssccs_of(job)
    _check_new(session, numbers)
    session.add_all(
        LogisticUnit(sscc=number, cooperative_id=cooperative.id, batch_id=job.batch_id, job_id=job.id)
        for number in numbers
    )
    session.flush()


def units_of(session: Session, job: PrintJob) -> list[LogisticUnit]:
    """In the order of its labels; none for labels that carry no number of a pallet."""
    wanted = select(LogisticUnit).where(LogisticUnit.job_id == job.id)
    return list(session.exec(wanted.order_by(col(LogisticUnit.sscc))))


def void(session: Session, job: PrintJob, labels: frozenset[int]) -> None:
    """Just these of the job (from 1)."""
    moment = now()
    for place, unit in enumerate(units_of(session, job), start=1):
        unit.voided_at = (unit.voided_at or moment) if place in labels else None


def _prefix(cooperative: Cooperative) -> str:
    if not cooperative.gs1_prefix:
        raise Invalid({"design": NO_PREFIX})
    return cooperative.gs1_prefix


def _check_left(prefix: str, last: int) -> None:
    if last > last_serial(prefix):
        sentence = say(
            "The pallet numbers of the company prefix %(prefix)s are used up. Ask the barcode centre for another one.",
            prefix=prefix,
        )
        raise Invalid({"design": sentence})


def _check_new(session: Session, numbers: list[str]) -> None:
    """A mistyped prefix that others' begins with has the same numbers."""
    taken = select(LogisticUnit.sscc).where(col(LogisticUnit.sscc).in_(numbers)).limit(1)
    if session.exec(taken).first() is not None:
        raise Invalid({"design": TAKEN})
