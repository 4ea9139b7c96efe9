"""What the passkey addresses take and refuse; the true answers of a phone are in test_in_a_browser.py."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.app import create_app
from cooptrace.database import Database, now
from cooptrace.people.models import PasskeyChallenge
from cooptrace.people.relying_party import RelyingParty, relying_party
from cooptrace.settings import Settings
from tests.people import World, sign_in

ORIGIN = "https://id.example.vn"
JSON = {"accept": "application/json", "sec-fetch-site": "same-origin"}


@pytest.fixture
def secure(settings: Settings, database: Database) -> Iterator[TestClient]:
    app = create_app(settings.model_copy(update={"public_url": ORIGIN}), database=database)
    with TestClient(app, base_url=ORIGIN, headers=JSON) as client:
        yield client


@pytest.mark.parametrize(
    ("public_url", "asked_at", "party"),
    [
        ("https://id.example.vn", "http://10.0.0.2:8000/", RelyingParty("id.example.vn", "https://id.example.vn")),
        ("https://id.example.vn:8443", "http://x/", RelyingParty("id.example.vn", "https://id.example.vn:8443")),
        (None, "http://localhost:8000/", RelyingParty("localhost", "http://localhost:8000")),
        ("http://localhost:8000", "http://x/", RelyingParty("localhost", "http://localhost:8000")),
        (None, "http://127.0.0.1:8000/", None),
        (None, "https://evil.example/", None),
        ("http://192.168.1.5:8000", "http://localhost:8000/", None),
    ],
)
def test_passkeys_are_made_for_the_configured_host(
    public_url: str | None, asked_at: str, party: RelyingParty | None
) -> None:
    assert relying_party(public_url, asked_at=asked_at) == party


def test_options_name_the_host_and_no_account(secure: TestClient, world: World) -> None:
    options = secure.post("/sign-in/passkey/options", json={}).json()
    assert (options["rpId"], options["userVerification"], options["allowCredentials"]) == (
        "id.example.vn",
        "required",
        [],
    )


def test_a_challenge_is_kept_for_five_minutes(secure: TestClient, world: World, database: Database) -> None:
    first = secure.post("/sign-in/passkey/options", json={}).json()["challenge"]
    with database.write() as session:
        session.exec(select(PasskeyChallenge)).one().expires_at -= timedelta(minutes=5)
    second = secure.post("/sign-in/passkey/options", json={}).json()["challenge"]
    with database.read() as session:
        rows = session.exec(select(PasskeyChallenge)).all()
    assert ([row.challenge for row in rows], first != second) == ([second], True)
    assert rows[0].expires_at > now() + timedelta(minutes=4)


def test_challenges_are_not_made_without_end(secure: TestClient) -> None:
    statuses = [secure.post("/sign-in/passkey/options", json={}).status_code for _ in range(91)]
    assert (set(statuses[:90]), statuses[90]) == ({200}, 429)


ANSWERS: list[dict[str, Any]] = [
    {},
    {"response": {}},
    {"response": {"clientDataJSON": "%%%"}},
    {"response": {"clientDataJSON": "e30"}, "rawId": "AA"},
    {"response": {"clientDataJSON": 7}, "rawId": 7},
    {"response": [], "rawId": None},
    {"id": "x" * 10_000, "type": "public-key", "response": {"clientDataJSON": "bnVsbA"}},
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_of_nonsense_is_refused(secure: TestClient, world: World, answer: dict[str, Any]) -> None:
    got = secure.post("/sign-in/passkey", json=answer)
    assert (got.status_code, list(got.json())) == (422, ["problem"])


@pytest.mark.parametrize("body", ["", "null", "[]", "{", '"x"'])
def test_what_is_not_an_object_is_refused(secure: TestClient, body: str) -> None:
    answer = secure.post("/sign-in/passkey", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 404


def test_nobody_adds_a_passkey_signed_out(secure: TestClient) -> None:
    assert [secure.post(path, json={}).status_code for path in ("/me/passkeys/options", "/me/passkeys")] == [401, 401]


def test_where_browsers_have_no_passkeys_none_are_offered(client: TestClient, world: World) -> None:
    sign_in(client, world.staff)
    assert [client.post(path, json={}).status_code for path in ("/me/passkeys/options", "/sign-in/passkey")] == [
        404
    ] * 2
    assert "passkey-button" not in client.get("/me").text
