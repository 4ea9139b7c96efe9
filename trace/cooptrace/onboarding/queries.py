"""How far every cooperative has got: the facts of all of them in a handful of queries, never one for each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, and_, func, literal, true, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.labels.models import PrintJob
from cooptrace.onboarding.steps import Facts, PrintedBatch, Progress, progress, second_time_alone
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
# Printings that are looked at first.
FEW = 6
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


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
    workers, first, visits = _workers(session, scope), _first_moments(session, scope), _visits(session, scope)
    printed, scanned = _printed(session, scope, visits), _scan_days(session, scope)
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
        met_at=_met_at(visits),
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


def _printed(session: Session, scope: Scope, visits: Mapping[str, list[Visit]]) -> dict[str, list[PrintedBatch]]:
    """Batches in the order of their first printing, as many as it takes to know who has done it a second time alone:
    the first few printings nearly always tell, and a board must not read every printing of the province."""
    few, jobs = _first_printed(session, scope, _until(FEW))
    unknown = [
        owner
        for owner, batches in few.items()
        if jobs[owner] >= FEW and not second_time_alone(batches, _met_at(visits.get(owner, [])))
    ]
    if not unknown:
        return few
    return few | _first_printed(session, select(Cooperative.id).where(col(Cooperative.id).in_(unknown)), true())[0]


def _until(count: int) -> ColumnElement[bool]:
    """Not later than so many printings of the cooperative."""
    other = aliased(PrintJob)
    moments = select(other.printed_at).where(other.cooperative_id == Cooperative.id).correlate(Cooperative)
    last = moments.order_by(col(other.printed_at)).limit(1).offset(count - 1).scalar_subquery()
    return col(PrintJob.printed_at) <= func.coalesce(last, literal(_NEVER, last.type))


def _first_printed(
    session: Session, scope: Scope, until: ColumnElement[bool]
) -> tuple[dict[str, list[PrintedBatch]], Counter[str]]:
    """And how many printings that were."""
    first_at = func.min(PrintJob.printed_at)
    # Outer joins, because SQLite takes them in the order in which they are written.
    wanted = (
        select(Cooperative.id, Batch.created_at, first_at, func.count())
        .select_from(Cooperative)
        .outerjoin(PrintJob, and_(col(PrintJob.cooperative_id) == Cooperative.id, until))
        .outerjoin(Batch, col(Batch.id) == PrintJob.batch_id)
        .where(col(Cooperative.id).in_(scope))
        .group_by(col(Cooperative.id), col(Batch.id), col(Batch.created_at))
        .order_by(first_at, col(Batch.created_at))
    )
    found: dict[str, list[PrintedBatch]] = defaultdict(list)
    jobs: Counter[str] = Counter()
    for owner, made_at, at, count in session.exec(wanted):
        if at:
            found[owner].append(PrintedBatch(made_at, at))
            jobs[owner] += count
    return found, jobs


def _met_at(visits: list[Visit]) -> tuple[datetime, ...]:
    return tuple(visit.visited_at for visit in visits if visit.outcome == Outcome.MET)


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
