"""Signing in with phone number and password, the second factor, and signing out."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.errors import Invalid, SignInNeeded, say
from cooptrace.people import one_time_codes, passwords, queries, sign_in_actions
from cooptrace.people.access import (
    HOME,
    address_of,
    arrive,
    arrived,
    give_cookie,
    half_signed_in,
    relying_party_of,
    session_cookie,
    session_token,
    throttle_of,
)
from cooptrace.people.forms import CodeForm, NewCodeForm, SignInForm
from cooptrace.people.kinds import Way
from cooptrace.people.models import Person
from cooptrace.people.qr_image import qr_image
from cooptrace.web.announce import announce
from cooptrace.web.answers import local_path, refused, see_other
from cooptrace.web.db import Db, database_of
from cooptrace.web.forms import Filled, Form, Submitted, filled, read
from cooptrace.web.policy import PUBLIC, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import viewer_of

router = APIRouter()
SIGNED_OUT = announce("signed-out", say("You are signed out on this device."))


@dataclass(frozen=True)
class SignInPage(Page):
    template: ClassVar[str] = "people/sign_in.html"
    form: Filled
    onward: str
    passkeys: bool


@dataclass(frozen=True)
class CodePage(Page):
    template: ClassVar[str] = "people/code.html"
    form: Filled
    onward: str


@dataclass(frozen=True)
class FirstCodePage(Page):
    template: ClassVar[str] = "people/first_code.html"
    form: Filled
    onward: str
    secret: str
    image: str


@router.get("/sign-in")
@allow(PUBLIC)
def show_sign_in(request: Request, session: Db) -> Response:
    wanted = local_path(request.query_params.get("next"), default=HOME)
    if viewer_of(request):
        return see_other(wanted)
    try:
        half_signed_in(request, session)
    except SignInNeeded:
        return render(request, _page(request, Filled(), wanted))
    return see_other(f"/sign-in/code?{urlencode({'next': wanted})}")


@router.post("/sign-in")
@allow(PUBLIC)
def sign_in(request: Request, session: Db, form: Form) -> Response:
    wanted = local_path(form.text("next"), default=HOME)
    try:
        person = _person_who_knows_the_password(request, read(SignInForm, form))
    except Invalid as problem:
        raise refused(request, _page(request, filled(form, problem), wanted)) from problem
    return arrived(request, arrive(request, session, person, Way.PASSWORD), wanted)


def _page(request: Request, form: Filled, wanted: str) -> SignInPage:
    return SignInPage(form, wanted, relying_party_of(request) is not None)


def _person_who_knows_the_password(request: Request, typed: SignInForm) -> Person:
    """Reads in a session of its own: hashing takes long, and nothing may be locked meanwhile."""
    throttle_of(request).count_try(typed.phone, address_of(request))
    with database_of(request).read() as session:
        person = queries.person_by_phone(session, typed.phone)
    usable = person if person and not person.disabled_at else None
    if not passwords.is_right(typed.password, usable.password_hash if usable else None) or usable is None:
        raise Invalid({"password": say("The phone number or the password is not right.")})
    throttle_of(request).forgive(typed.phone)
    return usable


@router.get("/sign-in/code")
@allow(PUBLIC)
def show_code(request: Request, session: Db) -> Response:
    wanted = local_path(request.query_params.get("next"), default=HOME)
    if viewer_of(request):
        return see_other(wanted)
    person = half_signed_in(request, session).person
    return render(request, _code_page(person, Filled(), wanted))


@router.post("/sign-in/code")
@allow(PUBLIC)
def give_code(request: Request, session: Db, form: Form) -> Response:
    wanted = local_path(form.text("next"), default=HOME)
    half = half_signed_in(request, session)
    account = f"code {half.person.id}"
    throttle_of(request).count_try(account, address_of(request))
    try:
        _check_code(session, half.person, form)
    except Invalid as problem:
        raise refused(request, _code_page(half.person, filled(form, problem), wanted)) from problem
    throttle_of(request).forgive(account)
    return give_cookie(request, see_other(wanted), sign_in_actions.complete_sign_in(session, half.sign_in))


def _check_code(session: Session, person: Person, form: Submitted) -> None:
    if person.totp_secret:
        sign_in_actions.use_code(session, person, read(CodeForm, form).code)
    else:
        typed = read(NewCodeForm, form)
        sign_in_actions.set_up_codes(session, person, secret=typed.secret, code=typed.code)


def _code_page(person: Person, form: Filled, wanted: str) -> Page:
    if person.totp_secret:
        return CodePage(form, wanted)
    secret = kept_secret(form)
    return FirstCodePage(form, wanted, secret, secret_image(secret, person.phone))


def kept_secret(form: Filled) -> str:
    """The secret travels with the form until the app has shown that it has it; a wrong code does not make a new one."""
    typed = form.value("secret")
    return typed if one_time_codes.is_secret(typed) else one_time_codes.new_secret()


def secret_image(secret: str, phone: str | None) -> str:
    return qr_image(one_time_codes.enrolment_address(secret, phone or "cooptrace"))


@router.post("/sign-out")
@allow(PUBLIC)
def sign_out(request: Request, session: Db) -> Response:
    sign_in_actions.end_session(session, session_token(request))
    answer = see_other("/sign-in", said=SIGNED_OUT)
    secure = request.app.state.settings.secure_cookies
    answer.delete_cookie(session_cookie(request.app.state.settings), secure=secure, httponly=True, samesite="lax")
    # Lists a trainer had kept for places without signal are not for the next person on this phone.
    answer.headers["clear-site-data"] = '"cache", "storage"'
    return answer
