"""A person's own page: name, language, password, one-time codes, passkeys, signed-in devices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.database import now
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.people import passkey_actions, passwords, queries, sign_in_actions
from cooptrace.people.access import address_of, relying_party_of, throttle_of
from cooptrace.people.forms import MeForm, NewCodeForm, PasswordForm
from cooptrace.people.kinds import WAYS
from cooptrace.people.models import Passkey, Person, SignIn
from cooptrace.people.passwords import LEAST_ALONE, LEAST_WITH_SECOND_FACTOR, Rule
from cooptrace.people.roles import ROLES, needs_second_factor
from cooptrace.people.sign_in_pages import kept_secret, secret_image
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db, database_of
from cooptrace.web.forms import Filled, Form, Submitted, filled, read
from cooptrace.web.i18n import COOKIE, LANGUAGES
from cooptrace.web.policy import SIGNED_IN, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Viewer, signed_in

router = APIRouter(prefix="/me")
PASSWORD_CHANGED = announce("password-changed", say("The password is changed. Other devices are signed out."))
DEVICE_SIGNED_OUT = announce("device-signed-out", say("That device is signed out."))


@dataclass(frozen=True)
class MePage(Page):
    template: ClassVar[str] = "people/me.html"
    form: Filled
    person: Person
    roles: list[Sentence]
    choices: Sequence[tuple[str, str]]
    devices: list[SignIn]
    ways: dict[str, Sentence]
    this_device: str
    passkeys: list[Passkey]
    passkeys_possible: bool
    codes_needed: bool


@dataclass(frozen=True)
class PasswordPage(Page):
    template: ClassVar[str] = "people/password.html"
    form: Filled
    person: Person
    asks_old: bool
    least: int


@dataclass(frozen=True)
class CodesPage(Page):
    template: ClassVar[str] = "people/codes.html"
    form: Filled
    person: Person
    secret: str
    image: str
    codes_needed: bool


@router.get("")
@allow(SIGNED_IN)
def show_me(request: Request, session: Db) -> Response:
    viewer = signed_in(request)
    person = queries.person_by_id(session, viewer.person_id)
    form = Filled({"name": person.name, "language": person.language})
    return render(request, _me(request, session, viewer, form))


@router.post("")
@allow(SIGNED_IN)
def change_me(request: Request, session: Db, form: Form) -> Response:
    viewer = signed_in(request)
    try:
        typed = read(MeForm, form)
    except Invalid as problem:
        raise refused(request, _me(request, session, viewer, filled(form, problem))) from problem
    person = queries.person_by_id(session, viewer.person_id)
    person.name, person.language = typed.name, typed.language
    answer = see_other("/me", said=SAVED)
    secure = request.app.state.settings.secure_cookies
    answer.set_cookie(COOKIE, typed.language, max_age=31536000, samesite="lax", secure=secure, httponly=True)
    return answer


def _me(request: Request, session: Session, viewer: Viewer, form: Filled) -> MePage:
    return MePage(
        form,
        queries.person_by_id(session, viewer.person_id),
        [name for role, name in ROLES.items() if viewer.has(role)],
        list(LANGUAGES.items()),
        queries.sign_ins_of(session, viewer.person_id),
        WAYS,
        viewer.sign_in_id,
        queries.passkeys_of(session, viewer.person_id),
        relying_party_of(request) is not None,
        needs_second_factor(viewer.roles),
    )


@router.post("/devices/{sign_in_id}/removal")
@allow(SIGNED_IN)
def remove_device(request: Request, sign_in_id: str, session: Db) -> Response:
    sign_in_actions.revoke_sign_in(session, signed_in(request).person_id, sign_in_id)
    return see_other("/me", said=DEVICE_SIGNED_OUT)


@router.post("/passkeys/removal")
@allow(SIGNED_IN)
def remove_passkey(request: Request, session: Db, form: Form) -> Response:
    passkey_actions.remove_passkey(session, signed_in(request).person_id, form.text("passkey_id"))
    return see_other("/me", said=SAVED)


@router.get("/password")
@allow(SIGNED_IN)
def show_password(request: Request, session: Db) -> Response:
    return render(request, _password_page(session, signed_in(request), Filled()))


@router.post("/password")
@allow(SIGNED_IN)
def change_password(request: Request, session: Db, form: Form) -> Response:
    viewer = signed_in(request)
    with database_of(request).read() as reading:  # hashing takes long: nothing may be locked meanwhile
        page = _password_page(reading, viewer, Filled())
    try:
        password_hash = _new_password(request, page, read(PasswordForm, form))
    except Invalid as problem:
        raise refused(request, _password_page(session, viewer, filled(form, problem))) from problem
    person = queries.person_by_id(session, viewer.person_id)
    sign_in_actions.set_password(session, person, password_hash, keep=viewer.sign_in_id)
    return see_other("/me", said=PASSWORD_CHANGED)


def _new_password(request: Request, page: PasswordPage, typed: PasswordForm) -> str:
    person = page.person
    if page.asks_old:
        throttle_of(request).count_try(f"password {person.id}", address_of(request))
        if not passwords.is_right(typed.old_password, person.password_hash):
            raise Invalid({"old_password": say("This is not the password you have now.")})
        throttle_of(request).forgive(f"password {person.id}")
    return passwords.hash_new(typed.password, Rule(page.least, (person.name, person.phone or "")))


def _password_page(session: Session, viewer: Viewer, form: Filled) -> PasswordPage:
    person = queries.person_by_id(session, viewer.person_id)
    device = queries.sign_in_by_id(session, person.id, viewer.sign_in_id)
    asks_old = not sign_in_actions.may_skip_old_password(device, person, at=now())
    least = LEAST_WITH_SECOND_FACTOR if needs_second_factor(viewer.roles) else LEAST_ALONE
    return PasswordPage(form, person, asks_old, least)


@router.get("/codes")
@allow(SIGNED_IN)
def show_codes(request: Request, session: Db) -> Response:
    return render(request, _codes_page(session, signed_in(request), Filled()))


@router.post("/codes")
@allow(SIGNED_IN)
def change_codes(request: Request, session: Db, form: Form) -> Response:
    """A new app in place of the old one; whoever has one must show a code of it first."""
    viewer = signed_in(request)
    throttle_of(request).count_try(f"code {viewer.person_id}", address_of(request))
    try:
        _change_codes(session, viewer, form)
    except Invalid as problem:
        raise refused(request, _codes_page(session, viewer, filled(form, problem))) from problem
    return see_other("/me", said=SAVED)


def _change_codes(session: Session, viewer: Viewer, form: Submitted) -> None:
    person = queries.person_by_id(session, viewer.person_id)
    if person.totp_secret:
        try:
            sign_in_actions.use_code(session, person, form.text("old_code"))
        except Invalid as problem:
            raise Invalid({"old_code": problem.sentence}) from problem
    if form.text("act") == "stop":
        sign_in_actions.stop_codes(session, person)
    else:
        typed = read(NewCodeForm, form)
        sign_in_actions.set_up_codes(session, person, secret=typed.secret, code=typed.code)


def _codes_page(session: Session, viewer: Viewer, form: Filled) -> CodesPage:
    person = queries.person_by_id(session, viewer.person_id)
    secret = kept_secret(form)
    return CodesPage(form, person, secret, secret_image(secret, person.phone), needs_second_factor(viewer.roles))
