"""One-time codes: asked of operators and officers, and of whoever has set them up."""

from datetime import timedelta

import pyotp
import pytest
from fastapi.testclient import TestClient

from cooptrace.app import create_app
from cooptrace.database import Database, now
from cooptrace.people.models import Person
from cooptrace.people.one_time_codes import enrolment_address, matching_step
from cooptrace.settings import Settings
from tests.people import World, sign_in
from tests.people.doors import code_for, give_codes, give_password, live_sign_ins, sign_in_path, with_password

CODE = "/sign-in/code"


@pytest.fixture
def app_codes(database: Database, world: World) -> pyotp.TOTP:
    """The operator's authenticator app; the operator also has a password."""
    give_password(database, world.operator)
    return give_codes(database, world.operator)


@pytest.fixture
def half(client: TestClient, world: World, app_codes: pyotp.TOTP) -> TestClient:
    """The operator has given the password and owes the code."""
    with_password(client, world.operator, next="/people")
    return client


def test_the_password_alone_leads_to_the_code(client: TestClient, world: World, app_codes: pyotp.TOTP) -> None:
    answer = with_password(client, world.operator, next="/people")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/code?next=%2Fpeople")


@pytest.mark.parametrize("path", ["/me", "/people", "/me/password", "/me/codes"])
def test_half_signed_in_no_other_page_opens(half: TestClient, path: str) -> None:
    led = half.get(path)
    assert led.headers["location"].startswith("/sign-in?next=")
    assert half.get(led.headers["location"]).headers["location"].startswith("/sign-in/code?next=")


def test_half_signed_in_nothing_changes(half: TestClient) -> None:
    paths = ["/me", "/me/password", "/me/codes", "/people/new", "/me/passkeys/options", "/me/passkeys"]
    assert [half.post(path, json={}).status_code for path in paths] == [401] * 6


def test_the_right_code_finishes_under_a_new_token(half: TestClient, app_codes: pyotp.TOTP) -> None:
    before = half.cookies["session"]
    answer = half.post(CODE, data={"code": app_codes.now(), "next": "/people"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
    assert answer.cookies["session"] != before
    assert half.get("/people").status_code == 200


def test_the_code_may_be_typed_in_two_groups(half: TestClient, app_codes: pyotp.TOTP) -> None:
    code = app_codes.now()
    assert half.post(CODE, data={"code": f"{code[:3]} {code[3:]}"}).status_code == 303


def test_next_after_the_code_never_leads_to_another_site(half: TestClient, app_codes: pyotp.TOTP) -> None:
    answer = half.post(CODE, data={"code": app_codes.now(), "next": "//evil.example"})
    assert answer.headers["location"] == "/home"


@pytest.mark.parametrize("code", ["000000", "", "abcdef", "٠١٢٣٤٥", "1" * 300])
def test_a_wrong_code_is_said_at_the_field(half: TestClient, app_codes: pyotp.TOTP, code: str) -> None:
    answer = half.post(CODE, data={"code": code})
    assert (answer.status_code, 'aria-describedby="code-error' in answer.text) == (422, True)
    assert half.get("/me").status_code == 303


def test_a_code_works_once(half: TestClient, world: World, app_codes: pyotp.TOTP) -> None:
    code = app_codes.now()
    half.post(CODE, data={"code": code})
    half.post("/sign-out")
    with_password(half, world.operator)
    answer = half.post(CODE, data={"code": code})
    assert (answer.status_code, "Mã này đã dùng rồi. Hãy chờ mã kế tiếp." in answer.text) == (422, True)


def test_the_eleventh_wrong_code_must_wait(half: TestClient) -> None:
    statuses = [half.post(CODE, data={"code": "000000"}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_half_a_sign_in_ends_after_a_quarter_of_an_hour(
    half: TestClient, world: World, database: Database, app_codes: pyotp.TOTP
) -> None:
    with database.write() as session:
        live_sign_ins(session, world.operator)[0].created_at -= timedelta(minutes=15)
    assert half.post(CODE, data={"code": app_codes.now()}).status_code == 401


def test_somebody_else_may_sign_in_instead(half: TestClient) -> None:
    half.post("/sign-out")
    assert half.get("/sign-in").status_code == 200


def test_nobody_reaches_the_code_page_without_the_first_factor(client: TestClient, world: World) -> None:
    assert [client.get(CODE).status_code, client.post(CODE, data={"code": "1"}).status_code] == [303, 401]


def test_whoever_is_in_is_led_on(client: TestClient, world: World) -> None:
    assert sign_in(client, world.staff).get(CODE).headers["location"] == "/home"


@pytest.mark.parametrize("role", ["operator", "officer"])
@pytest.mark.parametrize("way", ["password", "link"])
def test_who_has_no_app_yet_sets_it_up_first(
    client: TestClient, world: World, database: Database, role: str, way: str
) -> None:
    person: Person = getattr(world, role)
    give_password(database, person)
    if way == "password":
        with_password(client, person)
    else:
        client.post(sign_in_path(database, person), data={"once": "1"})
    page = client.get(CODE)
    assert ("data:image/svg+xml;base64," in page.text, client.get("/me").status_code) == (True, 303)
    assert client.post(CODE, data=code_for(page)).status_code == 303
    assert client.get("/me").status_code == 200


def test_a_secret_of_ones_own_making_must_be_a_real_one(client: TestClient, world: World, database: Database) -> None:
    give_password(database, world.officer)
    with_password(client, world.officer)
    code = pyotp.TOTP("A" * 24).now()
    assert client.post(CODE, data={"secret": "A" * 24, "code": code}).status_code == 422


def test_who_has_an_app_cannot_swap_it_half_signed_in(half: TestClient) -> None:
    secret = pyotp.random_base32()
    assert half.post(CODE, data={"secret": secret, "code": pyotp.TOTP(secret).now()}).status_code == 422


def test_staff_need_no_code(client: TestClient, world: World, database: Database) -> None:
    give_password(database, world.staff)
    with_password(client, world.staff)
    assert client.get("/me").status_code == 200


def test_staff_who_want_codes_are_asked_for_them(client: TestClient, world: World, database: Database) -> None:
    give_password(database, world.staff)
    give_codes(database, world.staff)
    assert with_password(client, world.staff).headers["location"] == "/sign-in/code?next=%2Fhome"


def test_sample_data_asks_for_no_codes(settings: Settings, database: Database, world: World) -> None:
    demo = settings.model_copy(update={"demo": True})
    path = sign_in_path(database, world.operator)
    with TestClient(create_app(demo, database=database), base_url="http://trace.test") as client:
        client.post(path, data={"once": "1"}, follow_redirects=False)
        assert client.get("/people").status_code == 200


def test_clocks_may_be_one_step_apart() -> None:
    secret, moment = pyotp.random_base32(), now()
    codes = [pyotp.TOTP(secret).at(moment + timedelta(seconds=30 * steps)) for steps in (-2, -1, 0, 1, 2)]
    base = int(moment.timestamp()) // 30
    assert [matching_step(secret, code, at=moment) for code in codes] == [None, base - 1, base, base + 1, None]


def test_the_app_learns_whose_codes_these_are() -> None:
    address = enrolment_address("A" * 32, "+84900000007")
    assert address == f"otpauth://totp/cooptrace:%2B84900000007?secret={'A' * 32}&issuer=cooptrace"
