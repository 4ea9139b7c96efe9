"""Verbs of training. A trainer's reach is the grants of the role for each commune, so teams give and take those."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, delete, select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.cooperatives.queries import producer_by_id
from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid, say
from cooptrace.people.models import Person, RoleGrant
from cooptrace.people.queries import person_by_phone
from cooptrace.places.units import current_units
from cooptrace.training import queries
from cooptrace.training.forms import TeamForm, TrainerForm, VisitForm
from cooptrace.training.kinds import REASONS, Outcome
from cooptrace.training.models import Team, TeamMember, TeamUnit, Visit
from cooptrace.web.formats import local_today
from cooptrace.web.policy import Role
from cooptrace.web.viewer import Viewer

# How long a visit may be taken back by the one who wrote it down.
UNDO_FOR = timedelta(minutes=10)


def add_team(session: Session, details: TeamForm, unit_codes: Iterable[str]) -> Team:
    team = Team(name=details.name, kind=details.kind, members_count=details.members_count)
    codes = _checked(unit_codes)
    session.add(team)
    session.flush()
    session.add_all(TeamUnit(team_id=team.id, unit_code=code) for code in codes)
    session.flush()
    return team


def change_team(session: Session, team: Team, details: TeamForm, unit_codes: Iterable[str], *, by: Viewer) -> None:
    """The trainers of the team follow it into new communes and out of old ones."""
    wanted, before = _checked(unit_codes), queries.unit_codes_of(session, team.id)
    team.name, team.kind, team.members_count = details.name, details.kind, details.members_count
    session.add_all(TeamUnit(team_id=team.id, unit_code=code) for code in wanted - before)
    session.exec(delete(TeamUnit).where(col(TeamUnit.team_id) == team.id, col(TeamUnit.unit_code).in_(before - wanted)))
    session.flush()
    for trainer in queries.trainers_of(session, team.id):
        _grant(session, trainer.id, wanted - before, by=by)
        _take_back(session, trainer.id, before - wanted)


def remove_team(session: Session, team: Team) -> None:
    codes = queries.unit_codes_of(session, team.id)
    team.removed_at = now()
    session.flush()
    for trainer in queries.trainers_of(session, team.id):
        _take_back(session, trainer.id, codes)


def add_trainer(session: Session, team: Team, details: TrainerForm, *, by: Viewer) -> Person:
    person = person_by_phone(session, details.phone)
    if person is None or person.disabled_at:
        raise Invalid({"phone": say("Nobody with this number has an account yet. Invite them first, under People.")})
    if session.get(TeamMember, (team.id, person.id)) is None:
        session.add(TeamMember(team_id=team.id, person_id=person.id))
    _grant(session, person.id, queries.unit_codes_of(session, team.id), by=by)
    return person


def remove_trainer(session: Session, team: Team, person_id: str) -> None:
    """Takes away the team's communes, except those that another team of theirs covers. Twice is once."""
    member = session.get(TeamMember, (team.id, person_id))
    if member is None:
        return
    session.delete(member)
    session.flush()
    _take_back(session, person_id, queries.unit_codes_of(session, team.id))


def record_visit(session: Session, cooperative: Cooperative, details: VisitForm, *, by: Viewer) -> Visit:
    if details.reason and details.reason not in REASONS:
        raise Invalid({"reason": say("Please choose one of these.")})
    if details.next_on and details.next_on < local_today():
        raise Invalid({"next_on": say("This day is over. Choose today or a later day.")})
    if details.producer_id:
        producer_by_id(session, cooperative, details.producer_id)
    visit = Visit(
        **details.model_dump(exclude={"next_on"}),
        cooperative_id=cooperative.id,
        trainer_id=by.person_id,
        trainer_name=by.name,
        next_on=details.next_on or _usual_next_day(details.outcome),
    )
    session.add(visit)
    session.flush()
    return visit


def may_undo(visit: Visit, viewer: Viewer, *, at: datetime | None = None) -> bool:
    return visit.trainer_id == viewer.person_id and (at or now()) - visit.visited_at <= UNDO_FOR


def undo_visit(session: Session, visit: Visit, *, by: Viewer) -> None:
    if not may_undo(visit, by):
        raise Conflict(say("This visit can no longer be taken back. Write down another one instead."))
    session.delete(visit)
    session.flush()


def _usual_next_day(outcome: str) -> date | None:
    return local_today() + timedelta(days=1) if outcome == Outcome.POSTPONED else None


def _checked(unit_codes: Iterable[str]) -> frozenset[str]:
    codes = frozenset(unit_codes)
    if not codes:
        raise Invalid({"unit": say("Choose at least one commune that this team covers.")})
    if codes - {one.code for one in current_units()}:
        raise Invalid({"unit": say("One of these communes does not exist today. Choose from the list.")})
    return codes


def _grant(session: Session, person_id: str, unit_codes: Collection[str], *, by: Viewer) -> None:
    held = {grant.unit_code for grant in _trainer_grants(session, person_id, unit_codes)}
    session.add_all(
        RoleGrant(person_id=person_id, role=Role.TRAINER, unit_code=code, granted_by=by.person_id)
        for code in sorted(set(unit_codes) - held)
    )
    session.flush()


def _take_back(session: Session, person_id: str, unit_codes: Collection[str]) -> None:
    leaving = set(unit_codes) - queries.units_of_trainer(session, person_id)
    for grant in _trainer_grants(session, person_id, leaving):
        grant.revoked_at = now()
    session.flush()


def _trainer_grants(session: Session, person_id: str, unit_codes: Collection[str]) -> list[RoleGrant]:
    wanted = select(RoleGrant).where(
        RoleGrant.person_id == person_id,
        RoleGrant.role == Role.TRAINER,
        col(RoleGrant.revoked_at).is_(None),
        col(RoleGrant.unit_code).in_(unit_codes),
    )
    return list(session.exec(wanted))
