"""The set-up link: the first operator's account on an empty service, or new ways to sign in in place of lost ones."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.errors import Conflict, Invalid, say
from cooptrace.people import actions, passwords, queries, sign_in_actions
from cooptrace.people.access import arrive_whole, arrived
from cooptrace.people.forms import RenewalForm, SetUpForm
from cooptrace.people.kinds import Purpose, Way
from cooptrace.people.models import OneTimeLink, Person
from cooptrace.people.passwords import LEAST_WITH_SECOND_FACTOR, Rule
from cooptrace.people.sign_in_pages import kept_secret, secret_image
from cooptrace.web.answers import refused
from cooptrace.web.db import Db, database_of
from cooptrace.web.forms import Filled, Form, Submitted, filled, read
from cooptrace.web.i18n import language_of
from cooptrace.web.numbers import FIELD
from cooptrace.web.policy import PUBLIC, Role, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Grant

router = APIRouter(prefix="/set-up")


@dataclass(frozen=True)
class SetUpPage(Page):
    template: ClassVar[str] = "people/set_up.html"
    form: Filled
    token: str
    person: Person | None
    secret: str
    image: str
    least: int


@router.get("/{token}")
@allow(PUBLIC)
def show_set_up(request: Request, token: str, session: Db) -> Response:
    link = queries.live_link(session, token, Purpose.SET_UP)
    return render(request, _page(token, _person_of(session, link), Filled()))


@router.post("/{token}")
@allow(PUBLIC)
def set_up(request: Request, token: str, session: Db, form: Form) -> Response:
    with database_of(request).read() as reading:  # hashing a password takes long: nothing may be locked meanwhile
        known = _person_of(reading, queries.link_of_token(reading, token, Purpose.SET_UP))
    try:
        wanted = _typed(form, known)
        password_hash = passwords.hash_new(wanted.password, Rule(LEAST_WITH_SECOND_FACTOR, (wanted.name, wanted.phone)))
        link = actions.take_link(session, token, Purpose.SET_UP, number=form.text(FIELD)[:40])
        person = _person_of(session, link) or _first_operator(request, session, link, wanted)
        sign_in_actions.set_up_codes(session, person, secret=wanted.secret, code=wanted.code)
    except Invalid as problem:
        raise refused(request, _page(token, known, filled(form, problem))) from problem
    sign_in_actions.set_password(session, person, password_hash)
    return arrived(request, arrive_whole(request, session, person, Way.SET_UP))


def _typed(form: Submitted, known: Person | None) -> SetUpForm:
    """Of a known person the name and the number stay what they are."""
    if known is None:
        return read(SetUpForm, form)
    return SetUpForm.model_construct(name=known.name, phone=known.phone or "", **dict(read(RenewalForm, form)))


def _person_of(session: Session, link: OneTimeLink) -> Person | None:
    return queries.person_by_id(session, link.person_id) if link.person_id else None


def _first_operator(request: Request, session: Session, link: OneTimeLink, wanted: SetUpForm) -> Person:
    if queries.anyone_exists(session):
        raise Conflict(say("This service has been set up already."))
    person = actions.add_person(session, name=wanted.name, phone=wanted.phone, language=language_of(request))
    actions.grant_role(session, person, Grant(Role.OPERATOR), by=person.id)
    link.person_id = person.id
    session.flush()
    return person


def _page(token: str, person: Person | None, form: Filled) -> SetUpPage:
    secret = kept_secret(form)
    phone = person.phone if person else form.value("phone")
    return SetUpPage(form, token, person, secret, secret_image(secret, phone), LEAST_WITH_SECOND_FACTOR)
