"""How far every cooperative has got: the facts of all of them in a handful of queries, never one for each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import CompoundSelect, func, literal, union_all
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.labels.models import PrintJob
from cooptrace.onboarding.steps import Facts, PrintedBatch, Progress, progress
from cooptrace.people.models import Person, RoleGrant, SignIn
from cooptrace.products.models import Product
from cooptrace.scans.models import ScanDay
from cooptrace.training.kinds import Outcome
from cooptrace.training.models import Visit
from cooptrace.web.policy import Role

# The ids of the cooperatives looked at: a subquery, so that the whole province is not a list of parameters.
Scope = SelectOfScalar[str]
Value = TypeVar("Value")
Worker = tuple[RoleGrant, Person]
WORKING = (Role.MANAGER, Role.STAFF)


@dataclass(frozen=True)
class Contact:
    """Whom to ring: the cooperative's own number, else a manager's, else that of anybody who works there."""

    name: str
    phone: str | None


@dataclass(frozen=True)
class Standing:
    """One cooperative and how far it has got."""

    cooperative: Cooperative
    contact: Contact
    facts: Facts
    progress: Progress
    last_visit: Visit | None


def standings(session: Session, *, unit_codes: frozenset[str] | None = None) -> list[Standing]:
    """Every cooperative of these communes, or of the province, in the order of names."""
    return _standings(session, at_work(unit_codes))


def standing_of(session: Session, cooperative: Cooperative) -> Standing:
    return _standings(session, only(cooperative))[0]


def at_work(unit_codes: frozenset[str] | None = None) -> Scope:
    scope = select(Cooperative.id).where(col(Cooperative.withdrawn_at).is_(None))
    return scope if unit_codes is None else scope.where(col(Cooperative.unit_code).in_(unit_codes))


def only(cooperative: Cooperative) -> Scope:
    return select(Cooperative.id).where(Cooperative.id == cooperative.id)


def _standings(session: Session, scope: Scope) -> list[Standing]:
    wanted = select(Cooperative).where(col(Cooperative.id).in_(scope)).order_by(col(Cooperative.name_folded))
    cooperatives = session.exec(wanted).all()
    workers, first, printed = _workers(session, scope), _first_moments(session, scope), _printed(session, scope)
    scanned, visits = _scan_days(session, scope), _visits(session, scope)
    return [
        _standing(one, workers[one.id], first[one.id], printed[one.id], scanned.get(one.id), visits[one.id])
        for one in cooperatives
    ]


def _standing(
    cooperative: Cooperative,
    workers: list[Worker],
    first: Mapping[str, datetime],
    printed: list[PrintedBatch],
    scanned: tuple[date, date] | None,
    visits: list[Visit],
) -> Standing:
    facts = Facts(
        registered_at=cooperative.created_at,
        reachable_at=_reachable_at(cooperative, workers, first.get("producer")),
        signed_in_at=first.get("sign-in"),
        product_at=first.get("product"),
        batch_at=first.get("batch"),
        printed=tuple(printed),
        scanned_on=scanned[0] if scanned else None,
        last_scanned_on=scanned[1] if scanned else None,
        met_at=tuple(visit.visited_at for visit in visits if visit.outcome == Outcome.MET),
    )
    last_visit = visits[-1] if visits else None
    return Standing(cooperative, _contact(cooperative, workers), facts, progress(facts), last_visit)


def _workers(session: Session, scope: Scope) -> dict[str, list[Worker]]:
    wanted = (
        select(RoleGrant, Person)
        .join(Person, col(Person.id) == RoleGrant.person_id)
        .where(col(RoleGrant.cooperative_id).in_(scope), col(RoleGrant.revoked_at).is_(None))
        .order_by(col(RoleGrant.granted_at), col(RoleGrant.id))
    )
    return _grouped((str(grant.cooperative_id), (grant, person)) for grant, person in session.exec(wanted))


def _reachable_at(cooperative: Cooperative, workers: list[Worker], producer_at: datetime | None) -> datetime | None:
    known = [grant.granted_at for grant, person in workers if person.phone]
    known += [cooperative.created_at] if cooperative.phone else []
    known += [producer_at] if producer_at else []
    return min(known, default=None)


def _contact(cooperative: Cooperative, workers: list[Worker]) -> Contact:
    if cooperative.phone:
        return Contact(cooperative.representative, cooperative.phone)
    reachable = [(grant.role != Role.MANAGER, person) for grant, person in workers if person.phone]
    if not reachable:
        return Contact(cooperative.representative, None)
    _, person = min(reachable, key=lambda one: one[0])
    return Contact(person.name, person.phone)


def _first_moments(session: Session, scope: Scope) -> dict[str, dict[str, datetime]]:
    """For each cooperative: when its first product, batch, sign-in and producer with a phone came, in one query."""
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    for owner, key, moment in session.connection().execute(_firsts(scope)):
        found[owner][key] = moment
    return found


def _firsts(scope: Scope) -> CompoundSelect[Any]:
    product = select(Product.cooperative_id, literal("product"), func.min(Product.created_at))
    batch = select(Batch.cooperative_id, literal("batch"), func.min(Batch.created_at))
    producer = select(Producer.cooperative_id, literal("producer"), func.min(Producer.created_at))
    sign_in = select(RoleGrant.cooperative_id, literal("sign-in"), func.min(SignIn.created_at))
    # Who is a trainer too has not learnt it from anybody.
    trainers = select(RoleGrant.person_id).where(RoleGrant.role == Role.TRAINER)
    return union_all(
        product.where(col(Product.cooperative_id).in_(scope), col(Product.photo_id).is_not(None)).group_by(
            col(Product.cooperative_id)
        ),
        batch.where(col(Batch.cooperative_id).in_(scope)).group_by(col(Batch.cooperative_id)),
        producer.where(col(Producer.cooperative_id).in_(scope), col(Producer.phone).is_not(None)).group_by(
            col(Producer.cooperative_id)
        ),
        sign_in.join(SignIn, col(SignIn.person_id) == RoleGrant.person_id)
        .where(
            col(RoleGrant.cooperative_id).in_(scope),
            col(RoleGrant.role).in_(WORKING),
            col(SignIn.complete),
            col(SignIn.on_trainers_device).is_(False),
            col(SignIn.person_id).not_in(trainers),
        )
        .group_by(col(RoleGrant.cooperative_id)),
    )


def _printed(session: Session, scope: Scope) -> dict[str, list[PrintedBatch]]:
    first_at = func.min(PrintJob.printed_at)
    wanted = (
        select(PrintJob.cooperative_id, Batch.created_at, first_at)
        .join(Batch, col(Batch.id) == PrintJob.batch_id)
        .where(col(PrintJob.cooperative_id).in_(scope))
        .group_by(col(PrintJob.cooperative_id), col(Batch.id), col(Batch.created_at))
        .order_by(first_at, col(Batch.created_at))
    )
    return _grouped((owner, PrintedBatch(made_at, at)) for owner, made_at, at in session.exec(wanted))


def _scan_days(session: Session, scope: Scope) -> dict[str, tuple[date, date]]:
    """The first and the last day on which shoppers scanned; the daily sums leave out staff and trainers. Looked up at
    both ends of each cooperative's sums: there are too many days between them to read."""
    own = (ScanDay.cooperative_id == Cooperative.id, ScanDay.count > 0)
    first = select(func.min(ScanDay.day)).where(*own).correlate(Cooperative).scalar_subquery()
    last = select(func.max(ScanDay.day)).where(*own).correlate(Cooperative).scalar_subquery()
    wanted = select(Cooperative.id, first, last).where(col(Cooperative.id).in_(scope))
    return {owner: (since, until) for owner, since, until in session.exec(wanted) if since}


def _visits(session: Session, scope: Scope) -> dict[str, list[Visit]]:
    """In the order they were made."""
    wanted = select(Visit).where(col(Visit.cooperative_id).in_(scope))
    ordered = wanted.order_by(col(Visit.visited_at), col(Visit.id))
    return _grouped((visit.cooperative_id, visit) for visit in session.exec(ordered))


def _grouped(rows: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    grouped: dict[str, list[Value]] = defaultdict(list)
    for owner, value in rows:
        grouped[owner].append(value)
    return grouped
