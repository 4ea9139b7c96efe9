"""The people of the province, as officers and operators see and arrange them."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from cooptrace.database import Database
from cooptrace.people import queries
from cooptrace.people.models import Person, RoleGrant
from cooptrace.web.policy import Role
from tests.people import OWN_UNIT, World, add_person, sign_in
from tests.people.doors import live_sign_ins, shown_path


@pytest.fixture
def operator(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.operator)


@pytest.fixture
def officer(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.officer)


def grants(session: Session, person: Person) -> list[str]:
    return [grant.role for grant in queries.grants_of(session, person.id)]


def test_the_list_has_the_roles_of_the_province(officer: TestClient) -> None:
    page = officer.get("/people").text
    listed = {name: f"<bdi>{name}</bdi>" in page for name in ("Chị Hoa", "Chị Lan", "Anh Tuấn", "Anh Minh", "Bà Múi")}
    assert listed == {"Chị Hoa": True, "Chị Lan": True, "Anh Tuấn": True, "Anh Minh": True, "Bà Múi": False}
    assert "Tập huấn viên · Xã Bình Liêu" in page


@pytest.mark.parametrize("wanted", ["mui", "Bà Múi", "0900 000 001", "000001"])
def test_an_operator_finds_anybody(operator: TestClient, wanted: str) -> None:
    assert "<bdi>Bà Múi</bdi>" in operator.get("/people", params={"find": wanted}).text


def test_nobody_found_is_said(operator: TestClient) -> None:
    assert "Không tìm thấy ai." in operator.get("/people?find=zzz").text


def test_an_officer_searches_nobody(officer: TestClient) -> None:
    assert "Bà Múi" not in officer.get("/people?find=mui").text


def test_an_officer_sees_no_account_of_a_cooperative(officer: TestClient, world: World) -> None:
    people = (world.trainer, world.manager, world.staff)
    assert [officer.get(f"/people/{person.id}").status_code for person in people] == [200, 404, 404]


def test_an_account_that_is_not_there_is_said_so(operator: TestClient) -> None:
    assert operator.get("/people/0000000000000000").status_code == 404


def test_an_operator_shows_a_sign_in_code_for_anybody(operator: TestClient, client: TestClient, world: World) -> None:
    path = shown_path(operator.post(f"/people/{world.manager.id}/sign-in-card"))
    client.cookies.clear()
    client.post(path, data={"once": "1"})
    assert "Bà Múi" in client.get("/me").text


@pytest.mark.parametrize("act", ["sign-in-card", "set-up-card", "opening"])
def test_an_officer_does_not(officer: TestClient, world: World, act: str) -> None:
    assert officer.post(f"/people/{world.trainer.id}/{act}").status_code == 403


def test_a_closed_account_is_out_at_once_and_can_be_opened(
    operator: TestClient, world: World, database: Database
) -> None:
    with database.write() as session:
        trainer = session.get_one(Person, world.trainer.id)
    closing = operator.post(f"/people/{trainer.id}/closing")
    assert closing.headers["location"] == f"/people/{trainer.id}?said=account-closed"
    assert operator.post(f"/people/{trainer.id}/sign-in-card").status_code == 409
    assert operator.post(f"/people/{trainer.id}/opening").status_code == 303
    assert operator.post(f"/people/{trainer.id}/sign-in-card").status_code == 200


def test_closing_ends_all_sessions(operator: TestClient, world: World, database: Database) -> None:
    sign_in(operator, world.trainer)
    sign_in(operator, world.operator)
    operator.post(f"/people/{world.trainer.id}/closing")
    with database.read() as session:
        assert live_sign_ins(session, world.trainer) == []


def test_nobody_closes_their_own_account(operator: TestClient, world: World) -> None:
    answer = operator.post(f"/people/{world.operator.id}/closing")
    assert (answer.status_code, operator.get("/people").status_code) == (409, 200)


def test_an_officer_closes_trainers_and_nobody_above(officer: TestClient, world: World) -> None:
    people = (world.trainer, world.inspector, world.operator, world.officer)
    assert [officer.post(f"/people/{one.id}/closing").status_code for one in people] == [303, 303, 403, 403]


def test_an_officer_does_not_close_a_trainer_who_is_a_manager_too(
    officer: TestClient, world: World, database: Database
) -> None:
    with database.write() as session:
        session.add(RoleGrant(person_id=world.trainer.id, role=Role.MANAGER, cooperative_id=world.own.id))
    assert officer.post(f"/people/{world.trainer.id}/closing").status_code == 403


def test_a_role_is_taken_away_and_the_devices_with_the_last_one(
    officer: TestClient, world: World, database: Database
) -> None:
    sign_in(officer, world.trainer)
    sign_in(officer, world.officer)
    role = {"role": "trainer", "unit_code": OWN_UNIT}
    answers = [officer.post(f"/people/{world.trainer.id}/roles/removal", data=role) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 404]
    with database.read() as session:
        assert (grants(session, world.trainer), live_sign_ins(session, world.trainer)) == ([], [])


@pytest.mark.parametrize(("role", "status"), [("officer", 403), ("operator", 403), ("king", 404), ("manager", 403)])
def test_an_officer_takes_away_no_role_above(officer: TestClient, world: World, role: str, status: int) -> None:
    answer = officer.post(f"/people/{world.inspector.id}/roles/removal", data={"role": role})
    assert answer.status_code == status


def test_a_second_operator_can_be_sent_away(operator: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        second = add_person(session, "Chị Hạnh", 20, Role.OPERATOR)
    assert operator.post(f"/people/{second.id}/roles/removal", data={"role": "operator"}).status_code == 303
    own = operator.post(f"/people/{world.operator.id}/roles/removal", data={"role": "operator"})
    assert own.status_code == 409


@pytest.mark.parametrize("role", ["staff", "manager", "trainer", "inspector"])
def test_others_do_not_see_the_list(client: TestClient, world: World, role: str) -> None:
    assert sign_in(client, getattr(world, role)).get("/people").status_code == 403


def test_a_stranger_is_led_to_sign_in(client: TestClient) -> None:
    assert client.get("/people").headers["location"] == "/sign-in?next=%2Fpeople"


def test_a_withdrawn_invitation_is_gone(operator: TestClient) -> None:
    path = shown_path(operator.post("/people/new", data={"role": "officer", "name": "Chị Hạnh"}))
    page = operator.get("/people").text
    invitation_id = page.split("/people/invitations/")[1].split("/")[0]
    answer = operator.post(f"/people/invitations/{invitation_id}/removal")
    assert (answer.status_code, operator.get(path).status_code) == (303, 409)
    assert operator.post(f"/people/invitations/{invitation_id}/removal").status_code == 404


def test_an_officer_withdraws_no_invitation_above(client: TestClient, world: World) -> None:
    sign_in(client, world.operator).post("/people/new", data={"role": "officer", "name": "Chị Hạnh"})
    page = sign_in(client, world.officer).get("/people").text
    invitation_id = page.split("/people/invitations/")[1].split("/")[0]
    assert client.post(f"/people/invitations/{invitation_id}/removal").status_code == 404
