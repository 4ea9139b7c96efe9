"""Closed sets of people: what a one-time link is for and how long it works, and the ways to sign in. Pure."""

from datetime import timedelta
from enum import StrEnum

from cooptrace.errors import Sentence, say


class Purpose(StrEnum):
    SET_UP = "set-up"
    SIGN_IN = "sign-in"
    INVITATION = "invitation"


class Way(StrEnum):
    PASSWORD = "password"  # noqa: S105 (a way to sign in, not a password)
    LINK = "link"
    PASSKEY = "passkey"
    INVITATION = "invitation"
    SET_UP = "set-up"


LASTING: dict[Purpose, timedelta] = {
    Purpose.SET_UP: timedelta(hours=1),
    Purpose.SIGN_IN: timedelta(minutes=15),
    Purpose.INVITATION: timedelta(hours=72),
}

WAYS: dict[str, Sentence] = {
    Way.PASSWORD: say("with phone number and password"),
    Way.LINK: say("with a QR code somebody showed"),
    Way.PASSKEY: say("with fingerprint or face"),
    Way.INVITATION: say("with an invitation"),
    Way.SET_UP: say("with a set-up link"),
}
