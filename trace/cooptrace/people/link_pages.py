"""What one-time links open: sign-in by a code somebody shows, invitations, and setting up.

Opening one only shows a form: previews and scanners of messages open links too.
"""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.errors import Invalid, Sentence
from cooptrace.people import actions, passwords, queries, sign_in_actions
from cooptrace.people.access import HOME, arrive, arrived
from cooptrace.people.forms import NewcomerForm
from cooptrace.people.kinds import Purpose, Way
from cooptrace.people.models import OneTimeLink, Person
from cooptrace.people.passwords import LEAST_ALONE, LEAST_WITH_SECOND_FACTOR, Rule
from cooptrace.people.roles import ROLES, needs_second_factor
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db, database_of
from cooptrace.web.forms import Filled, Form, filled, read
from cooptrace.web.i18n import language_of
from cooptrace.web.numbers import FIELD
from cooptrace.web.policy import PUBLIC, Role, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import viewer_of

router = APIRouter()


@dataclass(frozen=True)
class LinkPage(Page):
    template: ClassVar[str] = "people/link.html"
    person: Person
    token: str


@dataclass(frozen=True)
class InvitationPage(Page):
    template: ClassVar[str] = "people/invitation.html"
    form: Filled
    token: str
    role: str
    place: str
    roles: dict[Role, Sentence]
    least: int


@router.get("/sign-in/link/{token}")
@allow(PUBLIC)
def show_link(request: Request, token: str, session: Db) -> Response:
    link = queries.link_of_token(session, token, Purpose.SIGN_IN)
    viewer = viewer_of(request)
    if viewer and viewer.person_id == link.person_id:
        return see_other(HOME)
    link = queries.live_link(session, token, Purpose.SIGN_IN)
    return render(request, LinkPage(queries.person_by_id(session, link.person_id or ""), token))


@router.post("/sign-in/link/{token}")
@allow(PUBLIC)
def use_link(request: Request, token: str, session: Db, form: Form) -> Response:
    link = actions.take_link(session, token, Purpose.SIGN_IN, number=form.text(FIELD)[:40])
    person = queries.person_by_id(session, link.person_id or "")
    return arrived(request, _arrive_by_link(request, session, link, person, Way.LINK))


def _arrive_by_link(
    request: Request, session: Session, link: OneTimeLink, person: Person, way: Way
) -> sign_in_actions.Begun:
    if link.used_at:
        sign_in_actions.end_second_taps(session, person, way, since=link.used_at)
    return arrive(request, session, person, way)


@router.get("/invitation/{token}")
@allow(PUBLIC)
def show_invitation(request: Request, token: str, session: Db) -> Response:
    link = queries.live_link(session, token, Purpose.INVITATION)
    return render(request, _invitation_page(link, token, Filled({"name": link.name})))


@router.post("/invitation/{token}")
@allow(PUBLIC)
def accept_invitation(request: Request, token: str, session: Db, form: Form) -> Response:
    """Somebody new becomes a person here; somebody signed in gets one more role."""
    viewer = viewer_of(request)
    if viewer:
        link = actions.take_link(session, token, Purpose.INVITATION, number=form.text(FIELD)[:40])
        actions.accept_invitation(session, link, queries.person_by_id(session, viewer.person_id))
        return see_other(HOME)
    with database_of(request).read() as reading:  # hashing a password takes long: nothing may be locked meanwhile
        invitation = queries.link_of_token(reading, token, Purpose.INVITATION)
    try:
        typed, password_hash = _newcomer(read(NewcomerForm, form), invitation.role)
        link = actions.take_link(session, token, Purpose.INVITATION, number=form.text(FIELD)[:40])
        person = _person_of(request, session, link, typed)
    except Invalid as problem:
        raise refused(request, _invitation_page(invitation, token, filled(form, problem))) from problem
    if password_hash:
        sign_in_actions.set_password(session, person, password_hash)
    actions.accept_invitation(session, link, person)
    return arrived(request, _arrive_by_link(request, session, link, person, Way.INVITATION))


def _newcomer(typed: NewcomerForm, role: str | None) -> tuple[NewcomerForm, str | None]:
    if typed.password is None:
        return typed, None
    return typed, passwords.hash_new(typed.password, Rule(_least(role), (typed.name, typed.phone)))


def _person_of(request: Request, session: Session, link: OneTimeLink, typed: NewcomerForm) -> Person:
    """Nobody becomes another person by typing their number: only the second tap finds who the first one made."""
    if link.person_id:
        return queries.person_by_id(session, link.person_id)
    return actions.add_person(session, name=typed.name, phone=typed.phone, language=language_of(request))


def _invitation_page(link: OneTimeLink, token: str, form: Filled) -> InvitationPage:
    return InvitationPage(form, token, link.role or "", link.place, ROLES, _least(link.role))


def _least(role: str | None) -> int:
    return LEAST_WITH_SECOND_FACTOR if role and needs_second_factor([Role(role)]) else LEAST_ALONE
