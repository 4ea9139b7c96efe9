"""Phone number and password; sessions that begin, last and end."""

from datetime import timedelta
from time import perf_counter

import pytest
from fastapi.testclient import TestClient

from cooptrace.app import create_app
from cooptrace.database import Database, now
from cooptrace.people.models import Person
from cooptrace.people.tokens import hash_token
from cooptrace.settings import Settings
from tests.people import World, sign_in
from tests.people.doors import PASSWORD, be_seen, give_password, hold, live_sign_ins, with_password

WRONG = "Số điện thoại hoặc mật khẩu chưa đúng."


@pytest.fixture
def staff(world: World, database: Database) -> Person:
    give_password(database, world.staff)
    return world.staff


def test_the_first_line_says_how_a_trainer_helps(client: TestClient) -> None:
    text = client.get("/sign-in").text
    assert "mã QR đăng nhập" in text[text.index("<h1>") : text.index("<form method")]


def test_the_right_password_opens_the_door(client: TestClient, staff: Person) -> None:
    answer = with_password(client, staff)
    assert (answer.status_code, answer.headers["location"]) == (303, "/home")
    assert answer.headers["set-cookie"].endswith("; HttpOnly; Max-Age=15552000; Path=/; SameSite=lax")
    assert client.get("/me").status_code == 200


def test_the_phone_number_may_be_written_in_any_way(client: TestClient, staff: Person) -> None:
    answer = client.post("/sign-in", data={"phone": "0900 000 002", "password": PASSWORD})
    assert answer.headers["location"] == "/home"


def test_only_the_hash_of_the_token_is_stored(client: TestClient, staff: Person, database: Database) -> None:
    with_password(client, staff)
    with database.read() as session:
        row = live_sign_ins(session, staff)[0]
    assert (row.token_hash, row.way) == (hash_token(client.cookies["session"]), "password")


@pytest.mark.parametrize("case", ["wrong password", "unknown phone", "no password", "closed account"])
def test_every_wrong_try_hears_the_same(client: TestClient, world: World, database: Database, case: str) -> None:
    give_password(database, world.staff)
    if case == "closed account":
        with database.write() as session:
            session.get_one(Person, world.staff.id).disabled_at = now()
    phones = {"unknown phone": "0900000999", "no password": "0900000001"}
    password = "sai hoàn toàn rồi nhé" if case == "wrong password" else PASSWORD
    answer = client.post("/sign-in", data={"phone": phones.get(case, "0900000002"), "password": password})
    assert (answer.status_code, answer.text.count(WRONG), PASSWORD in answer.text) == (422, 1, False)
    assert "set-cookie" not in answer.headers


def test_an_unknown_phone_takes_as_long_as_a_known_one(client: TestClient, staff: Person) -> None:
    def time_of(phone: str) -> float:
        begun = perf_counter()
        client.post("/sign-in", data={"phone": phone, "password": "sai hoàn toàn rồi nhé"})
        return perf_counter() - begun

    # The quickest of several, turn by turn: what else the machine does only ever makes a try slower.
    pairs = [(time_of("0900000002"), time_of("0900000999")) for _ in range(9)]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    assert 0.6 < unknown / known < 1.7


def test_the_eleventh_wrong_password_must_wait(client: TestClient, staff: Person) -> None:
    answers = [with_password(client, staff, "sai hoàn toàn rồi nhé") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert 1 <= int(answers[10].headers["retry-after"]) <= 600
    assert with_password(client, staff).status_code == 429


def test_an_unknown_phone_must_wait_just_so(client: TestClient, world: World) -> None:
    answers = [client.post("/sign-in", data={"phone": "0900000999", "password": "x"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_a_named_address_does_not_change_who_is_counted(client: TestClient, staff: Person) -> None:
    for number in range(10):
        client.headers["x-forwarded-for"] = f"198.51.100.{number}"
        with_password(client, staff, "sai hoàn toàn rồi nhé")
    assert with_password(client, staff).status_code == 429


@pytest.mark.parametrize("typed", [{}, {"phone": "12"}, {"phone": "0900000002"}, {"password": "x"}])
def test_a_half_filled_form_is_marked(client: TestClient, world: World, typed: dict[str, str]) -> None:
    answer = client.post("/sign-in", data=typed)
    assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)


def test_a_password_of_a_thousand_letters_is_refused_before_it_is_hashed(client: TestClient, staff: Person) -> None:
    answer = with_password(client, staff, "dài " * 250)
    assert (answer.status_code, "128 ký tự" in answer.text) == (422, True)


def test_signing_in_gives_a_new_token_and_ends_the_old_one(client: TestClient, staff: Person, world: World) -> None:
    sign_in(client, world.manager)
    old = client.cookies["session"]
    new = with_password(client, staff).cookies["session"]
    hold(client, old)
    assert (new != old, client.get("/me").status_code) == (True, 303)


def test_a_planted_cookie_is_not_taken_over(client: TestClient, staff: Person) -> None:
    hold(client, "planted")
    new = with_password(client, staff).cookies["session"]
    hold(client, "planted")
    assert (new == "planted", client.get("/me").status_code) == (False, 303)


def test_signing_out_ends_the_session_everywhere_it_was_kept(client: TestClient, staff: Person) -> None:
    with_password(client, staff)
    token = client.cookies["session"]
    answer = client.post("/sign-out")
    assert (answer.headers["location"], answer.headers["clear-site-data"]) == (
        "/sign-in?said=signed-out",
        '"cache", "storage"',
    )
    hold(client, token)
    assert client.get("/me").status_code == 303


def test_signing_out_twice_does_no_harm(client: TestClient) -> None:
    assert [client.post("/sign-out").status_code for _ in range(2)] == [303, 303]


def test_a_closed_page_leads_through_sign_in_and_back(client: TestClient, staff: Person) -> None:
    asked = client.get("/me?said=saved")
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=%2Fme%3Fsaid%3Dsaved")
    form = client.get(asked.headers["location"]).text
    assert '<input type="hidden" name="next" value="/me?said=saved">' in form
    assert with_password(client, staff, next="/me?said=saved").headers["location"] == "/me?said=saved"


def test_machines_are_told_instead_of_led(client: TestClient) -> None:
    answer = client.get("/me", headers={"accept": "application/json"})
    assert (answer.status_code, list(answer.json())) == (401, ["problem"])


def test_a_closed_form_is_not_led_away(client: TestClient) -> None:
    assert client.post("/me", data={"name": "x"}).status_code == 401


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", ""])
def test_next_never_leads_to_another_site(client: TestClient, staff: Person, target: str) -> None:
    assert with_password(client, staff, next=target).headers["location"] == "/home"


def test_whoever_is_signed_in_is_led_on(client: TestClient, world: World) -> None:
    answer = sign_in(client, world.staff).get("/sign-in?next=/me")
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")


@pytest.mark.parametrize(("days", "status"), [(179, 200), (181, 303)])
def test_a_device_stays_signed_in_for_180_days(
    client: TestClient, world: World, database: Database, days: int, status: int
) -> None:
    sign_in(client, world.staff)
    be_seen(database, world.staff, ago=timedelta(days=days))
    assert client.get("/me").status_code == status


@pytest.mark.parametrize("role", ["operator", "officer"])
@pytest.mark.parametrize(("hours", "status"), [(11, 200), (13, 303)])
def test_who_sees_everybody_is_signed_out_after_12_idle_hours(
    client: TestClient, world: World, database: Database, role: str, hours: int, status: int
) -> None:
    person: Person = getattr(world, role)
    sign_in(client, person)
    be_seen(database, person, ago=timedelta(hours=hours))
    assert client.get("/me").status_code == status


@pytest.mark.parametrize(("hours", "noted"), [(23, False), (25, True)])
def test_being_here_is_noted_once_a_day(
    client: TestClient, world: World, database: Database, hours: int, noted: bool
) -> None:
    sign_in(client, world.staff)
    be_seen(database, world.staff, ago=timedelta(hours=hours))
    client.get("/me")
    with database.read() as session:
        seen = live_sign_ins(session, world.staff)[0].last_seen_at
    assert (seen > now() - timedelta(minutes=1)) is noted


def test_a_closed_account_is_signed_out_at_once(client: TestClient, world: World, database: Database) -> None:
    sign_in(client, world.staff)
    with database.write() as session:
        session.get_one(Person, world.staff.id).disabled_at = now()
    assert client.get("/me").status_code == 303


def test_over_https_the_cookie_is_bound_to_the_host(settings: Settings, database: Database, staff: Person) -> None:
    secure = settings.model_copy(update={"public_url": "https://id.example.vn"})
    with TestClient(create_app(secure, database=database), base_url="https://id.example.vn") as client:
        answer = client.post("/sign-in", data={"phone": "0900000002", "password": PASSWORD}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert (cookie.startswith("__Host-session="), "; Secure" in cookie, "Domain" in cookie) == (True, True, False)
