"""One cooperative's seven steps, as each role sees them."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.database import Database, now
from cooptrace.onboarding.queries import standing_of
from cooptrace.people.models import OneTimeLink
from cooptrace.people.tokens import hash_token
from cooptrace.web.policy import Role
from tests.factories import make_batch, make_product
from tests.onboarding.rows import days_ago, visit
from tests.people import World, sign_in

CODE_TOKEN = "a-token-of-a-sign-in-code"


def page_of(client: TestClient, world: World, role: Role) -> str:
    return sign_in(client, world.person(role)).get(f"/c/{world.own.id}/onboarding?lang=en").text


def test_done_and_waiting_steps_are_told_apart(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        make_product(session, world.own, created_at=days_ago(12))
        make_batch(session, make_product(session, world.own), created_at=days_ago(11))
    page = page_of(client, world, Role.TRAINER)
    assert (page.count('<li class="done"'), page.count('<li class="now"'), page.count('<li class="todo"')) == (3, 1, 3)
    assert page.count('aria-current="step"') == 1


def test_the_trainer_writes_visits_and_shows_the_sign_in_code(client: TestClient, world: World) -> None:
    page = page_of(client, world, Role.TRAINER)
    assert f'action="/c/{world.own.id}/visits"' in page
    assert f'href="/c/{world.own.id}/people"' in page


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER, Role.OFFICER, Role.INSPECTOR])
def test_others_see_the_steps_but_no_form_no_phone_and_no_notes(
    client: TestClient, world: World, database: Database, role: Role
) -> None:
    with database.write() as session:
        visit(session, world.own, "met", now()).note = "Bà hay quên mật khẩu"
    page = page_of(client, world, role)
    assert sum(page.count(f'<li class="{state}"') for state in ("done", "now", "todo")) == 7
    assert [text in page for text in (f"/c/{world.own.id}/visits", "tel:", "Bà hay quên")] == [False, False, False]


def test_a_trainer_elsewhere_does_not_see_the_cooperative(client: TestClient, world: World) -> None:
    assert sign_in(client, world.trainer).get(f"/c/{world.foreign.id}/onboarding").status_code == 404


def test_a_refused_visit_keeps_what_was_typed(client: TestClient, world: World) -> None:
    typed = {"outcome": "met", "note": "Đã in thử", "next_on": "2020-01-01", "once": "1"}
    answer = sign_in(client, world.trainer).post(f"/c/{world.own.id}/visits", data=typed)
    assert (answer.status_code, "Đã in thử</textarea>" in answer.text) == (422, True)


def begin_by_code(client: TestClient, world: World, database: Database) -> bool:
    """Whether a member of staff who opens a sign-in code in this browser has then signed in on their own."""
    with database.write() as session:
        link = OneTimeLink(
            token_hash=hash_token(CODE_TOKEN), purpose="sign-in", person_id=world.staff.id, expires_at=days_ago(-1)
        )
        session.add(link)
    client.headers["sec-fetch-site"] = "same-origin"
    answer = client.post(f"/sign-in/link/{CODE_TOKEN}", data={"once": "1"})
    assert answer.status_code == 303
    with database.read() as session:
        return standing_of(session, world.own).progress.has("sign-in")


def test_a_sign_in_code_opened_on_ones_own_phone_counts(client: TestClient, world: World, database: Database) -> None:
    assert begin_by_code(client, world, database)


def test_a_sign_in_code_opened_on_the_trainers_phone_does_not(
    client: TestClient, world: World, database: Database
) -> None:
    assert not begin_by_code(sign_in(client, world.trainer), world, database)


@pytest.mark.parametrize(("role", "counts"), [(None, True), (Role.STAFF, False), (Role.TRAINER, False)])
def test_only_a_shoppers_opening_of_the_code_is_a_scan(
    client: TestClient, world: World, database: Database, *, role: Role | None, counts: bool
) -> None:
    with database.write() as session:
        batch = make_batch(session, make_product(session, world.own))
    if role:
        sign_in(client, world.person(role))
    client.headers["user-agent"] = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
    assert client.get(f"/Q/{batch.short_code}", headers={"accept": "text/html"}).status_code == 200
    with database.read() as session:
        assert standing_of(session, world.own).progress.has("scan") is counts
