"""Who works for a cooperative: listed, signed in by a code, sent away."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.app import create_app
from cooptrace.database import Database
from cooptrace.people import queries
from cooptrace.people.models import RoleGrant
from cooptrace.settings import Settings
from cooptrace.web.policy import Role
from tests.people import World, sign_in
from tests.people.doors import live_sign_ins, shown_path


@pytest.fixture
def manager(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.manager)


def works_also(database: Database, person_id: str, role: Role, cooperative_id: str | None = None) -> None:
    with database.write() as session:
        session.add(RoleGrant(person_id=person_id, role=role, cooperative_id=cooperative_id))


def test_the_list_has_the_own_people(manager: TestClient, world: World) -> None:
    page = manager.get(f"/c/{world.own.id}/people").text
    listed = [f"<strong><bdi>{name}</bdi></strong>" in page for name in ("Bà Múi", "Anh Sáng", "Ông Hải", "Chị Hoa")]
    assert listed == [True, True, False, False]


def test_foreign_people_are_not_there(manager: TestClient, world: World) -> None:
    foreign, own = world.foreign_manager.id, f"/c/{world.own.id}/people"
    paths = [f"{own}/{foreign}/sign-in-card", f"{own}/{foreign}/removal", f"/c/{world.foreign.id}/people/new"]
    assert [manager.post(path, data={"role": "staff"}).status_code for path in paths] == [404, 404, 404]
    assert manager.get(f"/c/{world.foreign.id}/people").status_code == 404


@pytest.mark.parametrize("shower", ["manager", "trainer", "operator"])
def test_a_sign_in_code_is_shown_and_works(client: TestClient, world: World, shower: str) -> None:
    sign_in(client, getattr(world, shower))
    card = client.post(f"/c/{world.own.id}/people/{world.staff.id}/sign-in-card")
    assert (card.status_code, "data:image/svg+xml;base64," in card.text) == (200, True)
    client.cookies.clear()
    client.post(shown_path(card), data={"once": "1"})
    assert "Anh Sáng" in client.get("/me").text


@pytest.mark.parametrize("person", ["staff", "officer", "inspector"])
def test_others_show_none(client: TestClient, world: World, person: str) -> None:
    answer = sign_in(client, getattr(world, person)).post(f"/c/{world.own.id}/people/{world.staff.id}/sign-in-card")
    assert answer.status_code == 403


@pytest.mark.parametrize("shower", ["foreign_manager"])
def test_a_stranger_shows_none(client: TestClient, world: World, shower: str) -> None:
    answer = sign_in(client, getattr(world, shower)).post(f"/c/{world.own.id}/people/{world.staff.id}/sign-in-card")
    assert answer.status_code == 404


@pytest.mark.parametrize("shower", ["manager", "trainer"])
@pytest.mark.parametrize("elsewhere", [Role.OFFICER, Role.OPERATOR, Role.INSPECTOR, Role.MANAGER])
def test_nobody_borrows_a_power_of_somebody_who_works_elsewhere_too(
    client: TestClient, world: World, database: Database, shower: str, elsewhere: Role
) -> None:
    works_also(database, world.staff.id, elsewhere, world.foreign.id if elsewhere is Role.MANAGER else None)
    sign_in(client, getattr(world, shower))
    answer = client.post(f"/c/{world.own.id}/people/{world.staff.id}/sign-in-card")
    assert (answer.status_code, "còn làm việc ở nơi khác" in answer.text) == (403, True)


def test_access_is_taken_away(manager: TestClient, world: World, database: Database) -> None:
    sign_in(manager, world.staff)
    sign_in(manager, world.manager)
    answer = manager.post(f"/c/{world.own.id}/people/{world.staff.id}/removal")
    assert answer.headers["location"] == f"/c/{world.own.id}/people?said=access-taken-away"
    with database.read() as session:
        assert (queries.grants_of(session, world.staff.id), live_sign_ins(session, world.staff)) == ([], [])
    assert manager.post(f"/c/{world.own.id}/people/{world.staff.id}/removal").status_code == 404


def test_who_works_elsewhere_stays_signed_in_there(manager: TestClient, world: World, database: Database) -> None:
    works_also(database, world.staff.id, Role.STAFF, world.foreign.id)
    sign_in(manager, world.staff)
    sign_in(manager, world.manager)
    manager.post(f"/c/{world.own.id}/people/{world.staff.id}/removal")
    with database.read() as session:
        held = [grant.cooperative_id for grant in queries.grants_of(session, world.staff.id)]
        assert (held, len(live_sign_ins(session, world.staff))) == ([world.foreign.id], 1)


def test_a_code_shown_before_does_not_outlive_the_access(manager: TestClient, world: World) -> None:
    path = shown_path(manager.post(f"/c/{world.own.id}/people/{world.staff.id}/sign-in-card"))
    manager.post(f"/c/{world.own.id}/people/{world.staff.id}/removal")
    manager.cookies.clear()
    assert manager.get(path).status_code == 409


def test_nobody_takes_away_their_own_access(manager: TestClient, world: World) -> None:
    answer = manager.post(f"/c/{world.own.id}/people/{world.manager.id}/removal")
    assert (answer.status_code, manager.get(f"/c/{world.own.id}/people").status_code) == (409, 200)


def test_a_trainer_takes_away_nobody(client: TestClient, world: World) -> None:
    sign_in(client, world.trainer)
    assert client.post(f"/c/{world.own.id}/people/{world.staff.id}/removal").status_code == 403
    assert "Thu lại quyền vào" not in client.get(f"/c/{world.own.id}/people").text


def test_a_cooperative_without_people_says_what_to_do(client: TestClient, world: World) -> None:
    sign_in(client, world.operator)
    for person in (world.manager, world.staff):
        client.post(f"/c/{world.own.id}/people/{person.id}/removal")
    assert "Hãy mời người phụ trách trước" in client.get(f"/c/{world.own.id}/people").text


@pytest.mark.parametrize(
    ("asked_at", "shown"), [("http://127.0.0.1", "http://192.0.2.7:8000"), ("http://coop.lan", "http://coop.lan")]
)
def test_a_code_shown_on_this_machine_leads_phones_to_it(
    settings: Settings, database: Database, world: World, asked_at: str, shown: str
) -> None:
    nearby = settings.model_copy(update={"public_url": None, "nearby_url": "http://192.0.2.7:8000"})
    with TestClient(create_app(nearby, database=database), base_url=asked_at) as client:
        card = sign_in(client, world.manager).post(f"/c/{world.own.id}/people/{world.staff.id}/sign-in-card")
    assert f"{shown}/sign-in/link/" in card.text


def test_the_only_role_one_may_give_is_chosen_already(client: TestClient, world: World) -> None:
    page = sign_in(client, world.operator).get(f"/c/{world.own.id}/people/new").text
    assert 'value="manager" checked' in page
