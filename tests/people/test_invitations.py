"""Invitations: who may give which role, and how somebody new comes in."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database
from cooptrace.people import queries
from cooptrace.people.models import OneTimeLink, Person
from tests.conftest import PUBLIC_URL
from tests.people import OWN_UNIT, World, sign_in
from tests.people.doors import ANOTHER, live_sign_ins, make_older, shown_path, with_password

NEWCOMER = {"name": "Chị Thắm", "phone": "0900 000 099", "once": "1"}
PHONE = "+84900000099"


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=PUBLIC_URL, follow_redirects=False, headers={"sec-fetch-site": "same-origin"})


@pytest.fixture
def invitation(client: TestClient, world: World) -> str:
    """The path of an invitation to the own cooperative's staff."""
    answer = sign_in(client, world.manager).post(
        f"/c/{world.own.id}/people/new", data={"role": "staff", "name": "Thắm"}
    )
    return shown_path(answer)


def newcomer(database: Database) -> Person | None:
    with database.read() as session:
        return queries.person_by_phone(session, PHONE)


def roles_of(database: Database, person: Person) -> list[tuple[str, str | None, str | None]]:
    with database.read() as session:
        held = queries.grants_of(session, person.id)
    return [(grant.role, grant.cooperative_id, grant.unit_code) for grant in held]


def test_the_card_shows_a_code_the_address_and_how_long_it_works(client: TestClient, world: World) -> None:
    answer = sign_in(client, world.manager).post(
        f"/c/{world.own.id}/people/new", data={"role": "staff", "name": "Thắm"}
    )
    assert (answer.status_code, answer.text.count('src="data:image/svg+xml;base64,')) == (200, 1)
    assert f"<code>{PUBLIC_URL}/invitation/" in answer.text
    assert "Lời mời: Người làm ở hợp tác xã" in answer.text


def test_somebody_new_comes_in(stranger: TestClient, invitation: str, world: World, database: Database) -> None:
    page = stranger.get(invitation).text
    assert ('value="Thắm"' in page, "<bdi>HTX Khe Vằn (mẫu)</bdi>" in page) == (True, True)
    answer = stranger.post(invitation, data=NEWCOMER)
    assert (answer.status_code, answer.headers["location"]) == (303, "/home")
    assert "Chị Thắm" in stranger.get("/me").text
    person = newcomer(database)
    assert person is not None
    assert roles_of(database, person) == [("staff", world.own.id, None)]


def test_somebody_new_may_choose_a_password(stranger: TestClient, invitation: str, database: Database) -> None:
    stranger.post(invitation, data=NEWCOMER | {"password": ANOTHER})
    stranger.post("/sign-out")
    person = newcomer(database)
    assert person is not None
    assert with_password(stranger, person, ANOTHER).headers["location"] == "/home"


@pytest.mark.parametrize(
    ("field", "typed"), [("password", "ngắn quá"), ("password", "Chị Thắm 0900000099"), ("phone", "12"), ("name", "")]
)
def test_a_wrong_field_is_marked_and_the_invitation_still_works(
    stranger: TestClient, invitation: str, database: Database, field: str, typed: str
) -> None:
    answer = stranger.post(invitation, data=NEWCOMER | {field: typed})
    assert (answer.status_code, f'aria-describedby="{field}-error' in answer.text) == (422, True)
    assert newcomer(database) is None
    assert stranger.post(invitation, data=NEWCOMER).status_code == 303


def test_nobody_becomes_another_person_by_typing_their_number(
    stranger: TestClient, invitation: str, world: World, database: Database
) -> None:
    answer = stranger.post(invitation, data=NEWCOMER | {"phone": "0900000007"})
    assert (answer.status_code, "đã có tài khoản" in answer.text) == (422, True)
    assert (stranger.get("/me").status_code, len(roles_of(database, world.operator))) == (303, 1)
    assert stranger.get(invitation).status_code == 200


def test_somebody_signed_in_gets_one_more_role(
    stranger: TestClient, invitation: str, world: World, database: Database
) -> None:
    sign_in(stranger, world.foreign_manager)
    assert "Máy này đang đăng nhập bằng tên <bdi>Ông Hải</bdi>." in stranger.get(invitation).text
    answers = [stranger.post(invitation, data={"once": "1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert roles_of(database, world.foreign_manager) == [
        ("manager", world.foreign.id, None),
        ("staff", world.own.id, None),
    ]


def test_the_second_tap_is_the_same_person(stranger: TestClient, invitation: str, database: Database) -> None:
    stranger.post(invitation, data=NEWCOMER)
    stranger.cookies.clear()
    answer = stranger.post(invitation, data=NEWCOMER)
    person = newcomer(database)
    assert person is not None
    with database.read() as session:
        assert (answer.status_code, len(live_sign_ins(session, person))) == (303, 1)


def test_an_accepted_invitation_works_no_second_time(stranger: TestClient, invitation: str) -> None:
    stranger.post(invitation, data=NEWCOMER)
    stranger.cookies.clear()
    other = NEWCOMER | {"phone": "0900000098", "once": "2"}
    answers = [stranger.get(invitation), stranger.post(invitation, data=other)]
    assert [answer.status_code for answer in answers] == [409, 409]


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (72, 409)])
def test_an_invitation_works_for_72_hours(
    stranger: TestClient, invitation: str, database: Database, hours: int, status: int
) -> None:
    make_older(database, timedelta(hours=hours))
    assert stranger.get(invitation).status_code == status


def test_an_invitation_can_be_withdrawn(
    client: TestClient, stranger: TestClient, invitation: str, world: World, database: Database
) -> None:
    with database.read() as session:
        invitation_id = session.exec(select(OneTimeLink)).one().id
    foreign = client.post(f"/c/{world.foreign.id}/people/invitations/{invitation_id}/removal")
    own = client.post(f"/c/{world.own.id}/people/invitations/{invitation_id}/removal")
    assert (foreign.status_code, own.status_code, stranger.get(invitation).status_code) == (404, 303, 409)


def test_the_same_invitation_made_twice_leaves_one(client: TestClient, invitation: str, world: World) -> None:
    again = client.post(f"/c/{world.own.id}/people/new", data={"role": "staff", "name": "Thắm"})
    assert [client.get(path).status_code for path in (invitation, shown_path(again))] == [409, 200]
    assert client.get(f"/c/{world.own.id}/people").text.count("Rút lại</button>") == 1


def test_an_invitation_ends_with_the_access_of_who_made_it(
    client: TestClient, stranger: TestClient, invitation: str, world: World
) -> None:
    sign_in(client, world.operator).post(f"/c/{world.own.id}/people/{world.manager.id}/removal")
    assert stranger.get(invitation).status_code == 409


ROLES = ["staff", "manager", "trainer", "inspector", "officer", "operator"]
NOBODY: list[str] = []


@pytest.mark.parametrize(
    ("giver", "may_give"),
    [
        ("manager", ["staff", "manager"]),
        ("trainer", ["manager"]),
        ("operator", ["manager"]),
        ("staff", NOBODY),
        ("officer", NOBODY),
        ("inspector", NOBODY),
    ],
)
def test_nobody_gives_a_role_above_their_own_in_a_cooperative(
    client: TestClient, world: World, giver: str, may_give: list[str]
) -> None:
    sign_in(client, getattr(world, giver))
    path = f"/c/{world.own.id}/people/new"
    answers = {role: client.post(path, data={"role": role, "name": "x"}).status_code for role in ROLES}
    assert answers == {role: 200 if role in may_give else 403 for role in ROLES}


@pytest.mark.parametrize(
    ("giver", "may_give"),
    [
        ("operator", ["trainer", "inspector", "officer", "operator"]),
        ("officer", ["trainer", "inspector"]),
        ("trainer", NOBODY),
        ("inspector", NOBODY),
        ("manager", NOBODY),
        ("staff", NOBODY),
    ],
)
def test_nobody_gives_a_role_above_their_own_in_the_province(
    client: TestClient, world: World, giver: str, may_give: list[str]
) -> None:
    sign_in(client, getattr(world, giver))
    answers = {
        role: client.post("/people/new", data={"role": role, "unit_code": OWN_UNIT}).status_code for role in ROLES
    }
    assert answers == {role: 200 if role in may_give else 403 for role in ROLES}


@pytest.mark.parametrize("typed", [{}, {"role": "king"}])
def test_an_invitation_without_a_role_is_refused(client: TestClient, world: World, typed: dict[str, str]) -> None:
    sign_in(client, world.operator)
    paths = ["/people/new", f"/c/{world.own.id}/people/new"]
    assert [client.post(path, data=typed).status_code for path in paths] == [422, 422]


@pytest.mark.parametrize("unit_code", ["", "99999"])
def test_a_trainer_needs_a_commune(client: TestClient, world: World, unit_code: str) -> None:
    answer = sign_in(client, world.officer).post("/people/new", data={"role": "trainer", "unit_code": unit_code})
    assert (answer.status_code, 'aria-describedby="unit_code-error' in answer.text) == (422, True)


def test_a_trainer_comes_in_for_their_commune(
    client: TestClient, stranger: TestClient, world: World, database: Database
) -> None:
    answer = sign_in(client, world.officer).post("/people/new", data={"role": "trainer", "unit_code": OWN_UNIT})
    stranger.post(shown_path(answer), data=NEWCOMER)
    person = newcomer(database)
    assert person is not None
    assert roles_of(database, person) == [("trainer", None, OWN_UNIT)]


def test_a_manager_invites_nobody_elsewhere(client: TestClient, world: World) -> None:
    answer = sign_in(client, world.manager).post(f"/c/{world.foreign.id}/people/new", data={"role": "staff"})
    assert answer.status_code == 404
