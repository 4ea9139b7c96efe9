"""The set-up link: the operator's account on an empty service, and new ways to sign in for who lost theirs."""

from datetime import timedelta

import pyotp
import pytest
from fastapi.testclient import TestClient

from cooptrace.database import Database, now
from cooptrace.errors import Conflict
from cooptrace.people import actions, queries
from cooptrace.people.models import Person
from cooptrace.web.policy import Role
from tests.people import World, sign_in
from tests.people.doors import (
    PASSWORD,
    code_for,
    give_codes,
    give_password,
    hidden,
    live_sign_ins,
    make_older,
    shown_path,
    with_password,
)

TYPED = {"name": "Anh Minh", "phone": "0900 000 007", "password": "gió biển 7", "once": "1"}


@pytest.fixture
def path(database: Database) -> str:
    with database.write() as session:
        return f"/set-up/{actions.new_setup_link(session)}"


def test_the_first_operator_makes_an_account(client: TestClient, path: str, database: Database) -> None:
    answer = client.post(path, data=TYPED | code_for(client.get(path)))
    assert (answer.status_code, answer.headers["location"]) == (303, "/home")
    assert client.get("/people").status_code == 200
    with database.read() as session:
        person = queries.person_by_phone(session, "+84900000007")
        assert person is not None
        assert [grant.role for grant in queries.grants_of(session, person.id)] == [Role.OPERATOR]


def test_the_password_and_the_codes_work_afterwards(client: TestClient, path: str) -> None:
    typed = code_for(client.get(path))
    client.post(path, data=TYPED | typed)
    client.post("/sign-out")
    half = client.post("/sign-in", data={"phone": TYPED["phone"], "password": TYPED["password"]})
    assert half.headers["location"] == "/sign-in/code?next=%2Fhome"
    assert client.post("/sign-in/code", data={"code": typed["code"]}).status_code == 422
    later = pyotp.TOTP(typed["secret"]).at(now() + timedelta(seconds=30))
    assert client.post("/sign-in/code", data={"code": later}).status_code == 303


@pytest.mark.parametrize(
    "wrong", [{"code": "000000"}, {"secret": "short"}, {"password": "ngắn"}, {"phone": "12"}, {"name": ""}]
)
def test_a_wrong_field_changes_nothing(
    client: TestClient, path: str, database: Database, wrong: dict[str, str]
) -> None:
    right = code_for(client.get(path))
    answer = client.post(path, data=TYPED | right | wrong)
    with database.read() as session:
        assert (answer.status_code, queries.anyone_exists(session)) == (422, False)
    assert client.post(path, data=TYPED | right).status_code == 303


def test_a_wrong_code_keeps_the_secret_that_the_app_has(client: TestClient, path: str) -> None:
    secret = hidden(client.get(path), "secret")
    answer = client.post(path, data=TYPED | {"secret": secret, "code": "000000"})
    assert (hidden(answer, "secret"), 'value="Anh Minh"' in answer.text) == (secret, True)


def test_the_link_works_once(client: TestClient, path: str) -> None:
    client.post(path, data=TYPED | code_for(client.get(path)))
    client.cookies.clear()
    assert [client.get(path).status_code, client.post(path, data=TYPED | {"once": "2"}).status_code] == [409, 422]


def test_used_up_it_takes_no_new_form(client: TestClient, path: str) -> None:
    typed = TYPED | code_for(client.get(path))
    client.post(path, data=typed)
    client.cookies.clear()
    assert client.post(path, data=typed | {"once": "2"}).status_code == 409


def test_the_second_tap_is_the_same_operator(client: TestClient, path: str, database: Database) -> None:
    typed = TYPED | code_for(client.get(path))
    client.post(path, data=typed)
    client.cookies.clear()
    assert (client.post(path, data=typed).status_code, client.get("/me").status_code) == (303, 200)


def test_the_link_works_for_an_hour(client: TestClient, path: str, database: Database) -> None:
    make_older(database, timedelta(hours=1))
    assert client.get(path).status_code == 409


def test_a_later_start_stops_the_earlier_link(client: TestClient, path: str, database: Database) -> None:
    with database.write() as session:
        actions.new_setup_link(session)
    assert client.get(path).status_code == 409


def test_a_service_with_people_needs_no_first_operator(database: Database, world: World) -> None:
    with database.write() as session, pytest.raises(Conflict):
        actions.new_setup_link(session)
    with database.read() as session:
        assert queries.anyone_exists(session) is True


def test_a_first_link_left_over_is_refused_once_there_are_people(
    client: TestClient, path: str, database: Database
) -> None:
    typed = TYPED | code_for(client.get(path))
    with database.write() as session:
        session.add(Person(name="Bà Múi", phone="+84900000001"))
    assert client.post(path, data=typed).status_code == 409


def test_another_operator_gives_new_ways_in_for_lost_ones(client: TestClient, world: World, database: Database) -> None:
    give_password(database, world.officer)
    give_codes(database, world.officer)
    card = sign_in(client, world.operator).post(f"/people/{world.officer.id}/set-up-card")
    client.cookies.clear()
    path = shown_path(card)
    page = client.get(path)
    assert "Đặt lại mật khẩu và mã cho <bdi>Anh Tuấn</bdi>" in page.text
    answer = client.post(path, data={"password": "sóng lặng 9", "once": "1"} | code_for(page))
    assert (answer.status_code, "Anh Tuấn" in client.get("/me").text) == (303, True)


def test_the_old_password_and_devices_end_with_it(client: TestClient, world: World, database: Database) -> None:
    give_password(database, world.officer)
    sign_in(client, world.officer)
    with database.write() as session:
        path = f"/set-up/{actions.new_setup_link(session, world.officer)}"
    client.cookies.clear()
    client.post(path, data={"password": "sóng lặng 9", "once": "1"} | code_for(client.get(path)))
    with database.read() as session:
        assert [row.way for row in live_sign_ins(session, world.officer)] == ["set-up"]
    client.post("/sign-out")
    assert with_password(client, world.officer, PASSWORD).status_code == 422
