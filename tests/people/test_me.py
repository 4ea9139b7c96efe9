"""A person's own page."""

from datetime import timedelta

import pyotp
import pytest
from fastapi.testclient import TestClient

from cooptrace.database import Database, now
from cooptrace.people.models import Passkey, Person, SignIn
from tests.people import World, sign_in
from tests.people.doors import (
    ANOTHER,
    PASSWORD,
    code_for,
    give_codes,
    give_password,
    hidden,
    live_sign_ins,
    with_password,
)


@pytest.fixture
def staff(client: TestClient, world: World, database: Database) -> TestClient:
    give_password(database, world.staff)
    return sign_in(client, world.staff, way="password")


def add_device(database: Database, person: Person, name: str) -> str:
    with database.write() as session:
        row = SignIn(person_id=person.id, token_hash=name, way="link", device=name)
        session.add(row)
        return row.id


def add_passkey(database: Database, person: Person) -> str:
    with database.write() as session:
        key = Passkey(person_id=person.id, credential_id=b"id", public_key=b"key", device="Android · Chrome")
        session.add(key)
        return key.id


def test_name_and_language_are_changed(staff: TestClient, world: World, database: Database) -> None:
    answer = staff.post("/me", data={"name": " Anh  Sáng Mới ", "language": "en"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/me?said=saved")
    with database.read() as session:
        person = session.get_one(Person, world.staff.id)
    assert (person.name, person.language) == ("Anh Sáng Mới", "en")
    assert "<h1>My account</h1>" in staff.get("/me").text


@pytest.mark.parametrize("typed", [{"name": ""}, {"name": "x" * 121}, {"language": "xx"}, {"name": "Сhè"}])
def test_a_wrong_name_or_language_is_said(staff: TestClient, typed: dict[str, str]) -> None:
    answer = staff.post("/me", data={"name": "Anh Sáng", "language": "vi"} | typed)
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)


def test_the_password_changes_with_the_old_one(staff: TestClient, world: World) -> None:
    answer = staff.post("/me/password", data={"old_password": PASSWORD, "password": ANOTHER})
    assert answer.headers["location"] == "/me?said=password-changed"
    assert staff.get("/me").status_code == 200
    staff.post("/sign-out")
    assert [with_password(staff, world.staff, typed).status_code for typed in (PASSWORD, ANOTHER)] == [422, 303]


@pytest.mark.parametrize("old", ["", "sai hoàn toàn rồi nhé"])
def test_without_the_old_password_nothing_changes(staff: TestClient, world: World, old: str) -> None:
    answer = staff.post("/me/password", data={"old_password": old, "password": ANOTHER})
    assert (answer.status_code, 'aria-describedby="old_password-error' in answer.text) == (422, True)
    staff.post("/sign-out")
    assert with_password(staff, world.staff).status_code == 303


def test_the_old_password_is_guessed_no_oftener_than_at_the_door(staff: TestClient) -> None:
    typed = {"old_password": "sai hoàn toàn rồi nhé", "password": ANOTHER}
    statuses = [staff.post("/me/password", data=typed).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


@pytest.mark.parametrize("password", ["ngắn quá", "Anh Sáng 0900000002", "123456789012345", "x" * 129, ""])
def test_a_bad_new_password_is_refused(staff: TestClient, password: str) -> None:
    answer = staff.post("/me/password", data={"old_password": PASSWORD, "password": password})
    assert (answer.status_code, 'aria-describedby="password-error' in answer.text) == (422, True)


def test_changing_the_password_signs_other_devices_out(staff: TestClient, world: World, database: Database) -> None:
    add_device(database, world.staff, "Windows · Edge")
    staff.post("/me/password", data={"old_password": PASSWORD, "password": ANOTHER})
    with database.read() as session:
        assert [row.device for row in live_sign_ins(session, world.staff)] == ["test"]


@pytest.mark.parametrize(("minutes", "asked"), [(5, False), (16, True)])
def test_who_was_just_let_in_by_a_code_may_choose_a_new_password(
    client: TestClient, world: World, database: Database, minutes: int, asked: bool
) -> None:
    give_password(database, world.staff)
    sign_in(client, world.staff, way="link")
    with database.write() as session:
        live_sign_ins(session, world.staff)[0].created_at = now() - timedelta(minutes=minutes)
    assert ('name="old_password"' in client.get("/me/password").text) is asked
    assert client.post("/me/password", data={"password": ANOTHER}).status_code == (422 if asked else 303)


def test_who_has_no_password_chooses_one(client: TestClient, world: World) -> None:
    sign_in(client, world.staff, way="invitation").post("/me/password", data={"password": ANOTHER})
    client.post("/sign-out")
    assert with_password(client, world.staff, ANOTHER).status_code == 303


def test_an_officer_may_choose_a_shorter_one(client: TestClient, world: World) -> None:
    sign_in(client, world.officer)
    assert client.post("/me/password", data={"password": "gió biển 7"}).status_code == 303


def test_devices_are_listed_and_signed_out(staff: TestClient, world: World, database: Database) -> None:
    other = add_device(database, world.staff, "Windows · Edge")
    page = staff.get("/me").text
    assert [page.count(text) for text in ("Windows · Edge</strong>", "máy này</span>", "Cho đăng xuất</button>")] == [
        1
    ] * 3
    assert staff.post(f"/me/devices/{other}/removal").headers["location"] == "/me?said=device-signed-out"
    with database.read() as session:
        assert [row.device for row in live_sign_ins(session, world.staff)] == ["test"]


def test_nobody_signs_out_other_peoples_devices(staff: TestClient, world: World, database: Database) -> None:
    foreign = add_device(database, world.manager, "iPhone · Safari")
    assert staff.post(f"/me/devices/{foreign}/removal").status_code == 404
    with database.read() as session:
        assert len(live_sign_ins(session, world.manager)) == 1


def test_a_passkey_is_removed_by_its_owner_alone(
    client: TestClient, staff: TestClient, world: World, database: Database
) -> None:
    passkey_id = add_passkey(database, world.staff)
    sign_in(client, world.manager)
    refused = client.post("/me/passkeys/removal", data={"passkey_id": passkey_id})
    sign_in(client, world.staff)
    removed = client.post("/me/passkeys/removal", data={"passkey_id": passkey_id})
    again = client.post("/me/passkeys/removal", data={"passkey_id": passkey_id})
    assert [refused.status_code, removed.status_code, again.status_code] == [404, 303, 404]


def test_codes_are_set_up_and_given_up_again(staff: TestClient, world: World, database: Database) -> None:
    assert staff.post("/me/codes", data=code_for(staff.get("/me/codes"))).status_code == 303
    with database.read() as session:
        person = session.get_one(Person, world.staff.id)
    assert (len(person.totp_secret or ""), person.totp_last_step > 0) == (32, True)
    later = pyotp.TOTP(person.totp_secret or "").at(now() + timedelta(seconds=30))
    assert staff.post("/me/codes", data={"act": "stop", "old_code": later}).status_code == 303
    with database.read() as session:
        assert session.get_one(Person, world.staff.id).totp_secret is None


def test_a_new_app_needs_a_code_of_the_old_one(staff: TestClient, world: World, database: Database) -> None:
    old = give_codes(database, world.staff)
    typed = code_for(staff.get("/me/codes"))
    without = staff.post("/me/codes", data=typed | {"old_code": "000000"})
    assert (without.status_code, hidden(without, "secret")) == (422, typed["secret"])
    assert 'aria-describedby="old_code-error' in without.text
    assert staff.post("/me/codes", data=typed | {"old_code": old.now()}).status_code == 303
    with database.read() as session:
        assert session.get_one(Person, world.staff.id).totp_secret == typed["secret"]


def test_an_operator_cannot_do_without_codes(client: TestClient, world: World, database: Database) -> None:
    app = give_codes(database, world.operator)
    answer = sign_in(client, world.operator).post("/me/codes", data={"act": "stop", "old_code": app.now()})
    with database.read() as session:
        kept = session.get_one(Person, world.operator.id).totp_secret
    assert (answer.status_code, kept) == (409, app.secret)


@pytest.mark.parametrize("path", ["/me", "/me/password", "/me/codes"])
def test_a_stranger_is_led_to_sign_in(client: TestClient, path: str) -> None:
    assert client.get(path).headers["location"].startswith("/sign-in?next=%2Fme")
