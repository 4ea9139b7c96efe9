"""The people of the province: trainers, inspectors, officers, operators; and, for operators, anybody's account."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.errors import Invalid, NotAllowed, NotFound, Sentence, say
from cooptrace.people import actions, queries
from cooptrace.people.access import own_origin
from cooptrace.people.cards import Card, card
from cooptrace.people.forms import InvitationForm
from cooptrace.people.kinds import Purpose
from cooptrace.people.models import OneTimeLink, Person
from cooptrace.people.queries import Colleague
from cooptrace.people.roles import ROLES, invitable_to_province, may_send_away
from cooptrace.places.units import current_units
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, Submitted, filled, read
from cooptrace.web.policy import OPERATE, PEOPLE, Role, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Grant, Viewer, signed_in

router = APIRouter(prefix="/people")
WITHDRAWN = announce("invitation-withdrawn", say("The invitation no longer works."))
CLOSED = announce("account-closed", say("The account is closed and signed out everywhere."))
OPENED = announce("account-opened", say("The account is open again."))


@dataclass(frozen=True)
class PeoplePage(Page):
    template: ClassVar[str] = "people/people.html"
    people: list[Colleague]
    invitations: list[OneTimeLink]
    roles: dict[Role, Sentence]
    units: dict[str, str]
    find: str
    found: list[Person]


@dataclass(frozen=True)
class InvitePage(Page):
    template: ClassVar[str] = "people/invite.html"
    form: Filled
    choices: Sequence[tuple[str, Sentence]]
    units: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class CardPage(Page):
    template: ClassVar[str] = "people/card.html"
    card: Card
    back: str


@dataclass(frozen=True)
class PersonPage(Page):
    template: ClassVar[str] = "people/person.html"
    person: Person
    held: list[Grant]
    roles: dict[Role, Sentence]
    units: dict[str, str]
    removable: list[Role]
    may_close: bool


@router.get("")
@allow(PEOPLE)
def list_people(request: Request, session: Db) -> Response:
    wanted = request.query_params.get("find", "")[:60] if signed_in(request).has(Role.OPERATOR) else ""
    page = PeoplePage(
        queries.province_people(session),
        queries.open_invitations(session, cooperative_id=None),
        ROLES,
        _unit_names(),
        wanted,
        queries.find_people(session, wanted),
    )
    return render(request, page)


@router.get("/new")
@allow(PEOPLE)
def show_invite(request: Request) -> Response:
    return render(request, _invite_page(signed_in(request), Filled()))


@router.post("/new")
@allow(PEOPLE)
def invite(request: Request, session: Db, form: Form) -> Response:
    """Answers with the card itself: its token is kept nowhere, so there is no other page to lead to."""
    viewer = signed_in(request)
    try:
        typed = read(InvitationForm, form)
        grant = _checked(viewer, typed)
    except Invalid as problem:
        raise refused(request, _invite_page(viewer, filled(form, problem))) from problem
    place = _unit_names().get(grant.unit_code or "", "")
    token = actions.new_invitation(session, grant, by=viewer, name=typed.name, place=place)
    made = card(
        Purpose.INVITATION, token, origin=own_origin(request), name=typed.name, title=invitation_title(typed.role)
    )
    return render(request, CardPage(made, "/people"))


def _checked(viewer: Viewer, typed: InvitationForm) -> Grant:
    """Raises NotAllowed above the viewer's own rank, Invalid for a trainer without a commune."""
    if typed.role not in invitable_to_province(viewer):
        raise NotAllowed(say("You cannot give this role."))
    if typed.role is not Role.TRAINER:
        return Grant(typed.role)
    if typed.unit_code is None:
        raise Invalid({"unit_code": say("Please choose the commune this trainer looks after.")})
    return Grant(Role.TRAINER, unit_code=typed.unit_code)


def invitation_title(role: Role) -> Sentence:
    return say("Invitation: %(role)s", role=ROLES[role])


def _invite_page(viewer: Viewer, form: Filled) -> InvitePage:
    choices = [(role.value, ROLES[role]) for role in invitable_to_province(viewer)]
    return InvitePage(form, choices, [(one.code, one.name) for one in current_units()])


@router.post("/invitations/{invitation_id}/removal")
@allow(PEOPLE)
def withdraw_invitation(request: Request, invitation_id: str, session: Db) -> Response:
    given = {link.id: link.role for link in queries.open_invitations(session, cooperative_id=None)}
    if given.get(invitation_id) not in invitable_to_province(signed_in(request)):
        raise NotFound
    actions.withdraw_invitation(session, invitation_id, cooperative_id=None)
    return see_other("/people", said=WITHDRAWN)


@router.get("/{person_id}")
@allow(PEOPLE)
def show_person(request: Request, person_id: str, session: Db) -> Response:
    viewer = signed_in(request)
    person, grants = _person(session, viewer, person_id)
    others = person.id != viewer.person_id
    page = PersonPage(
        person,
        list(grants),
        ROLES,
        _unit_names(),
        invitable_to_province(viewer) if others else [],
        others and may_send_away(viewer, grants),
    )
    return render(request, page)


@router.post("/{person_id}/roles/removal")
@allow(PEOPLE)
def take_away_role(request: Request, person_id: str, session: Db, form: Form) -> Response:
    viewer = signed_in(request)
    person, _ = _person(session, viewer, person_id)
    unwanted = _grant_named(form)
    if unwanted.role not in invitable_to_province(viewer):
        raise NotAllowed(say("You cannot take away this role."))
    actions.take_away_role(session, person, unwanted, by=viewer)
    return see_other(f"/people/{person.id}", said=SAVED)


def _grant_named(form: Submitted) -> Grant:
    try:
        return Grant(Role(form.text("role")), unit_code=form.text("unit_code") or None)
    except ValueError as problem:
        raise NotFound from problem


def _unit_names() -> dict[str, str]:
    return {one.code: one.name for one in current_units()}


@router.post("/{person_id}/sign-in-card")
@allow(OPERATE)
def show_sign_in_card(request: Request, person_id: str, session: Db) -> Response:
    viewer = signed_in(request)
    person, _ = _person(session, viewer, person_id)
    token = actions.new_sign_in_link(session, person, by=viewer)
    made = card(Purpose.SIGN_IN, token, origin=own_origin(request), name=person.name, title=say("Sign-in code"))
    return render(request, CardPage(made, f"/people/{person.id}"))


@router.post("/{person_id}/set-up-card")
@allow(OPERATE)
def show_set_up_card(request: Request, person_id: str, session: Db) -> Response:
    viewer = signed_in(request)
    person, _ = _person(session, viewer, person_id)
    token = actions.new_setup_link(session, person, by=viewer)
    made = card(
        Purpose.SET_UP, token, origin=own_origin(request), name=person.name, title=say("New password and codes")
    )
    return render(request, CardPage(made, f"/people/{person.id}"))


@router.post("/{person_id}/closing")
@allow(PEOPLE)
def close_account(request: Request, person_id: str, session: Db) -> Response:
    viewer = signed_in(request)
    person, grants = _person(session, viewer, person_id)
    if not may_send_away(viewer, grants):
        raise NotAllowed(say("This account is not yours to close. Ask an operator of the service."))
    actions.close_account(session, person, by=viewer)
    return see_other(f"/people/{person.id}", said=CLOSED)


@router.post("/{person_id}/opening")
@allow(OPERATE)
def open_account(request: Request, person_id: str, session: Db) -> Response:
    person, _ = _person(session, signed_in(request), person_id)
    actions.open_account_again(session, person)
    return see_other(f"/people/{person.id}", said=OPENED)


def _person(session: Session, viewer: Viewer, person_id: str) -> tuple[Person, tuple[Grant, ...]]:
    """Officers know the people of the province; people of cooperatives only operators may look up here."""
    person = queries.person_by_id(session, person_id)
    grants = queries.viewer_grants(queries.grants_of(session, person.id))
    if not viewer.has(Role.OPERATOR) and not any(grant.cooperative_id is None for grant in grants):
        raise NotFound
    return person, grants
