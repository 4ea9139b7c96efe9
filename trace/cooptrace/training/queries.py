"""Reads about teams, the communes they cover, their trainers, and visits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import NotFound
from cooptrace.people.models import Person, RoleGrant
from cooptrace.places.units import CURRENT, Unit, UnknownUnit, unit
from cooptrace.text import person_sort_key, vi_sort_key
from cooptrace.training.models import Team, TeamMember, TeamUnit, Visit
from cooptrace.web.policy import Role


@dataclass(frozen=True)
class TeamRow:
    """A team with everything a list shows of it."""

    team: Team
    units: tuple[Unit, ...]
    trainers: tuple[Person, ...]


def team_by_id(session: Session, team_id: str) -> Team:
    found = session.get(Team, team_id)
    if found is None or found.removed_at:
        raise NotFound
    return found


def teams(session: Session) -> list[TeamRow]:
    """All teams in Vietnamese order, in three queries however many there are."""
    found = session.exec(select(Team).where(col(Team.removed_at).is_(None))).all()
    units: dict[str, list[Unit]] = defaultdict(list)
    for row in session.exec(select(TeamUnit)):
        units[row.team_id].extend(_known(row.unit_code))
    trainers: dict[str, list[Person]] = defaultdict(list)
    members = select(TeamMember.team_id, Person).join(Person, col(Person.id) == TeamMember.person_id)
    for team_id, person in session.exec(members):
        trainers[team_id].append(person)
    rows = [TeamRow(team, _in_order(units[team.id]), _by_name(trainers[team.id])) for team in found]
    return sorted(rows, key=lambda row: vi_sort_key(row.team.name))


def unit_codes_of(session: Session, team_id: str) -> frozenset[str]:
    return frozenset(session.exec(select(TeamUnit.unit_code).where(TeamUnit.team_id == team_id)))


def trainers_of(session: Session, team_id: str) -> tuple[Person, ...]:
    wanted = select(Person).join(TeamMember, col(TeamMember.person_id) == Person.id)
    return _by_name(session.exec(wanted.where(TeamMember.team_id == team_id)).all())


def teams_of_trainer(session: Session, person_id: str) -> list[Team]:
    wanted = select(Team).join(TeamMember, col(TeamMember.team_id) == Team.id)
    wanted = wanted.where(TeamMember.person_id == person_id, col(Team.removed_at).is_(None))
    return sorted(session.exec(wanted), key=lambda team: vi_sort_key(team.name))


def units_of_trainer(session: Session, person_id: str) -> frozenset[str]:
    """The communes that a person's teams cover."""
    wanted = (
        select(TeamUnit.unit_code)
        .join(TeamMember, col(TeamMember.team_id) == TeamUnit.team_id)
        .join(Team, col(Team.id) == TeamUnit.team_id)
        .where(TeamMember.person_id == person_id, col(Team.removed_at).is_(None))
    )
    return frozenset(session.exec(wanted))


def known_trainers(session: Session, *, limit: int = 100) -> list[Person]:
    """People who are trainers already, to be offered while a phone number is typed."""
    trainers = select(RoleGrant.person_id).where(RoleGrant.role == Role.TRAINER, col(RoleGrant.revoked_at).is_(None))
    wanted = select(Person).where(col(Person.id).in_(trainers), col(Person.disabled_at).is_(None))
    return list(_by_name(session.exec(wanted.limit(limit)).all()))


def visits_of(session: Session, cooperative: Cooperative, *, limit: int = 50) -> list[Visit]:
    """Newest first."""
    wanted = select(Visit).where(Visit.cooperative_id == cooperative.id)
    return list(session.exec(wanted.order_by(col(Visit.visited_at).desc(), col(Visit.id)).limit(limit)))


def visit_by_id(session: Session, cooperative: Cooperative, visit_id: str) -> Visit:
    found = session.get(Visit, visit_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def _known(code: str) -> list[Unit]:
    try:
        return [unit(code, CURRENT)]
    except UnknownUnit:
        return []


def _in_order(units: list[Unit]) -> tuple[Unit, ...]:
    return tuple(sorted(units, key=lambda one: vi_sort_key(one.short)))


def _by_name(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda person: person_sort_key(person.name)))
