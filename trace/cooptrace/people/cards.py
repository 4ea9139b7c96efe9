"""A one-time link as a card to be shown on a screen or printed: QR code, the address in letters, how long it works."""

from dataclasses import dataclass
from datetime import datetime

from cooptrace.database import now
from cooptrace.errors import Sentence, say
from cooptrace.people.kinds import LASTING, Purpose
from cooptrace.people.qr_image import qr_image

_PATHS = {Purpose.SIGN_IN: "/sign-in/link/", Purpose.INVITATION: "/invitation/", Purpose.SET_UP: "/set-up/"}
_HOW: dict[Purpose, Sentence] = {
    Purpose.SIGN_IN: say(
        "They scan this with their own phone's camera and tap “Yes, it is me”. The phone then stays signed in."
    ),
    Purpose.INVITATION: say(
        "They scan this with their own phone's camera, and write down their name and phone number."
    ),
    Purpose.SET_UP: say(
        "They scan this and choose a new password and a new app for one-time codes. Other devices are signed out."
    ),
}


@dataclass(frozen=True)
class Card:
    name: str
    title: Sentence
    how: Sentence
    address: str
    image: str
    until: datetime


def link_path(purpose: Purpose, token: str) -> str:
    return _PATHS[purpose] + token


def card(purpose: Purpose, token: str, *, origin: str, name: str, title: Sentence) -> Card:
    address = origin + link_path(purpose, token)
    return Card(name, title, _HOW[purpose], address, qr_image(address), now() + LASTING[purpose])
