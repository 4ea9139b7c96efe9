"""What people fill in about themselves and others, as typed values."""

from typing import Annotated

from pydantic import AfterValidator

from cooptrace.errors import Wrong, say
from cooptrace.people.passwords import Password
from cooptrace.places.units import CURRENT, UnknownUnit, unit
from cooptrace.web.forms import FormModel, Phone, ShortText
from cooptrace.web.i18n import LANGUAGES
from cooptrace.web.policy import Role


def _known_language(value: str) -> str:
    if value not in LANGUAGES:
        raise Wrong(say("Please choose from the list."))
    return value


def _known_unit(value: str) -> str:
    try:
        return unit(value, CURRENT).code
    except UnknownUnit as problem:
        raise Wrong(say("Please choose from the list.")) from problem


class SignInForm(FormModel):
    phone: Phone
    password: Password


class CodeForm(FormModel):
    code: ShortText


class NewCodeForm(FormModel):
    code: ShortText
    secret: ShortText


class MeForm(FormModel):
    name: ShortText
    language: Annotated[str, AfterValidator(_known_language)]


class PasswordForm(FormModel):
    old_password: Password = ""
    password: Password


class NewcomerForm(FormModel):
    """Somebody accepts an invitation; without a password they sign in by QR code or fingerprint."""

    name: ShortText
    phone: Phone
    password: Password | None = None


class SetUpForm(FormModel):
    name: ShortText
    phone: Phone
    password: Password
    secret: ShortText
    code: ShortText


class RenewalForm(FormModel):
    """A known person makes new ways to sign in, in place of lost ones."""

    password: Password
    secret: ShortText
    code: ShortText


class InvitationForm(FormModel):
    name: ShortText = ""
    role: Role
    unit_code: Annotated[str, AfterValidator(_known_unit)] | None = None
