"""How the tests come in: passwords, links and codes as people would have them."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pyotp
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session, select

from cooptrace.database import Database, now
from cooptrace.people import actions
from cooptrace.people.models import OneTimeLink, Person, SignIn
from cooptrace.people.passwords import Rule, hash_new

PASSWORD = "con trâu đi trước cái cày"
ANOTHER = "sóng biển gió ngàn mây trời"
_HASH = hash_new(PASSWORD, Rule())


def give_password(database: Database, person: Person) -> None:
    with database.write() as session:
        session.get_one(Person, person.id).password_hash = _HASH


def give_codes(database: Database, person: Person) -> pyotp.TOTP:
    """The person's authenticator app."""
    secret = pyotp.random_base32()
    with database.write() as session:
        session.get_one(Person, person.id).totp_secret = secret
    return pyotp.TOTP(secret)


def sign_in_path(database: Database, person: Person) -> str:
    with database.write() as session:
        return f"/sign-in/link/{actions.new_sign_in_link(session, person, by=None)}"


def make_older(database: Database, age: timedelta) -> None:
    """All links were made that much earlier."""
    with database.write() as session:
        for link in session.exec(select(OneTimeLink)):
            link.expires_at -= age


def with_password(client: TestClient, person: Person, password: str = PASSWORD, **more: str) -> Response:
    return client.post("/sign-in", data={"phone": person.phone or "", "password": password} | more)


def hold(client: TestClient, token: str) -> None:
    """The browser has this session's cookie and no other."""
    client.cookies.clear()
    client.cookies.set("session", token)


def live_sign_ins(session: Session, person: Person) -> list[SignIn]:
    return [row for row in session.exec(select(SignIn).where(SignIn.person_id == person.id)) if not row.revoked_at]


def shown_path(answer: Response) -> str:
    """The path of the link that a card shows in letters."""
    found = re.search(r"<code>(http[^<]+)</code>", answer.text)
    assert found is not None
    return urlsplit(unescape(found[1])).path


def hidden(answer: Response, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found is not None
    return unescape(found[1])


def be_seen(database: Database, person: Person, *, ago: timedelta) -> None:
    """The person's devices were last seen that long ago."""
    with database.write() as session:
        for row in live_sign_ins(session, person):
            row.last_seen_at = now() - ago


def code_for(answer: Response) -> dict[str, str]:
    """What somebody types who has just scanned the page's secret with an app."""
    secret = hidden(answer, "secret")
    return {"secret": secret, "code": pyotp.TOTP(secret).now()}
