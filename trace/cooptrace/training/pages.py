"""Pages about teams: the communes they cover and the trainers in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import SignedIn
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.people.models import Person
from cooptrace.places.units import Unit, current_units
from cooptrace.training import actions, queries
from cooptrace.training.forms import TeamForm, TrainerForm
from cooptrace.training.kinds import TEAM_KINDS, TeamKind
from cooptrace.training.models import Team
from cooptrace.training.queries import TeamRow
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, filled, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import TEAMS, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/teams")
TRAINER_ADDED = announce("trainer-added", say("Added. They now see the cooperatives of these communes."))
TRAINER_REMOVED = announce("trainer-removed", say("Taken out of the team. They no longer see its communes."))
TEAM_REMOVED = announce("team-removed", say("The team is dissolved. Its visits stay written down."))


@dataclass(frozen=True)
class TeamsPage(Page):
    template: ClassVar[str] = "training/teams.html"
    teams: list[TeamRow]
    uncovered: tuple[Unit, ...]
    kinds: Mapping[str, Sentence]


@dataclass(frozen=True)
class TeamPage(Page):
    template: ClassVar[str] = "training/team.html"
    team: Team | None
    form: Filled
    units: tuple[Unit, ...]
    chosen: frozenset[str]
    trainers: tuple[Person, ...]
    known_trainers: list[Person]
    trainer_form: Filled
    kinds: Mapping[str, Sentence]


@router.get("")
@allow(TEAMS)
def list_teams(request: Request, session: Db) -> Response:
    teams = queries.teams(session)
    covered = {one.code for row in teams for one in row.units}
    uncovered = tuple(one for one in current_units() if one.code not in covered)
    return render(request, TeamsPage(teams, uncovered, TEAM_KINDS))


@router.get("/new")
@allow(TEAMS)
def new_team(request: Request) -> Response:
    return render(request, _new_page(Filled({"kind": TeamKind.VILLAGE}), frozenset()))


@router.post("/new")
@allow(TEAMS)
def add_team(request: Request, session: Db, form: Form) -> Response:
    def add() -> str:
        return f"/teams/{actions.add_team(session, read(TeamForm, form), form.all('unit')).id}"

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        raise refused(request, _new_page(filled(form, problem), frozenset(form.all("unit")))) from problem


@router.get("/{team_id}")
@allow(TEAMS)
def show_team(request: Request, team_id: str, session: Db) -> Response:
    return render(request, _page(session, queries.team_by_id(session, team_id)))


@router.post("/{team_id}")
@allow(TEAMS)
def change_team(request: Request, team_id: str, session: Db, viewer: SignedIn, form: Form) -> Response:
    team = queries.team_by_id(session, team_id)
    try:
        actions.change_team(session, team, read(TeamForm, form), form.all("unit"), by=viewer)
    except Invalid as problem:
        page = _page(session, team, form=filled(form, problem), chosen=frozenset(form.all("unit")))
        raise refused(request, page) from problem
    return see_other(f"/teams/{team.id}", said=SAVED)


@router.post("/{team_id}/removal")
@allow(TEAMS)
def remove_team(team_id: str, session: Db) -> Response:
    actions.remove_team(session, queries.team_by_id(session, team_id))
    return see_other("/teams", said=TEAM_REMOVED)


@router.post("/{team_id}/trainers")
@allow(TEAMS)
def add_trainer(request: Request, team_id: str, session: Db, viewer: SignedIn, form: Form) -> Response:
    team = queries.team_by_id(session, team_id)

    def add() -> str:
        actions.add_trainer(session, team, read(TrainerForm, form), by=viewer)
        return f"/teams/{team.id}"

    try:
        return act_once(session, form, add, said=TRAINER_ADDED)
    except Invalid as problem:
        raise refused(request, _page(session, team, trainer_form=filled(form, problem))) from problem


@router.post("/{team_id}/trainers/{person_id}/removal")
@allow(TEAMS)
def remove_trainer(team_id: str, person_id: str, session: Db) -> Response:
    team = queries.team_by_id(session, team_id)
    actions.remove_trainer(session, team, person_id)
    return see_other(f"/teams/{team.id}", said=TRAINER_REMOVED)


def _new_page(form: Filled, chosen: frozenset[str]) -> TeamPage:
    return TeamPage(None, form, current_units(), chosen, (), [], Filled(), TEAM_KINDS)


def _page(
    session: Session,
    team: Team,
    *,
    form: Filled | None = None,
    chosen: frozenset[str] | None = None,
    trainer_form: Filled | None = None,
) -> TeamPage:
    trainers = queries.trainers_of(session, team.id)
    return TeamPage(
        team=team,
        form=form or _filled_from(team),
        units=current_units(),
        chosen=queries.unit_codes_of(session, team.id) if chosen is None else chosen,
        trainers=trainers,
        known_trainers=[one for one in queries.known_trainers(session) if one not in trainers and one.phone],
        trainer_form=trainer_form or Filled(),
        kinds=TEAM_KINDS,
    )


def _filled_from(team: Team) -> Filled:
    return Filled({"name": team.name, "kind": team.kind, "members_count": str(team.members_count)})
