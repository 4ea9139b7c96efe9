"""Sign-in by a link that somebody shows as a QR code: once, for fifteen minutes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database, now
from cooptrace.people import actions
from cooptrace.people.models import OneTimeLink, Person
from cooptrace.people.tokens import hash_token
from tests.conftest import PUBLIC_URL
from tests.people import World, sign_in
from tests.people.doors import live_sign_ins, make_older, sign_in_path

USED = "Mã này đã dùng rồi; mỗi mã chỉ dùng được một lần. Hãy xin mã mới."


@pytest.fixture
def path(world: World, database: Database) -> str:
    return sign_in_path(database, world.staff)


def test_opening_the_link_asks_and_changes_nothing(client: TestClient, path: str, database: Database) -> None:
    answers = [client.get(path) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Bạn là <bdi>Anh Sáng</bdi> phải không?" in answers[0].text
    with database.read() as session:
        assert session.exec(select(OneTimeLink)).one().used_at is None


def test_saying_yes_signs_in(client: TestClient, path: str) -> None:
    answer = client.post(path, data={"once": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/home")
    assert "Anh Sáng" in client.get("/me").text


def test_the_token_is_stored_only_as_its_hash(path: str, database: Database) -> None:
    token = path.rpartition("/")[2]
    with database.read() as session:
        assert session.exec(select(OneTimeLink)).one().token_hash == hash_token(token)
    assert len(token) == 43


def test_a_used_link_says_so(client: TestClient, path: str, world: World, app: FastAPI) -> None:
    client.post(path, data={"once": "1"})
    with TestClient(app, base_url=PUBLIC_URL, follow_redirects=False) as other:
        answers = [other.get(path), other.post(path, data={"once": "2"}), other.post(path)]
        assert [answer.status_code for answer in answers] == [409, 409, 409]
        assert [answer.text.count(USED) for answer in answers] == [1, 1, 1]
        assert other.get("/me").status_code == 303


def test_the_person_it_signed_in_may_open_it_again(client: TestClient, path: str) -> None:
    client.post(path, data={"once": "1"})
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/home")


def test_an_old_link_says_so(client: TestClient, path: str, database: Database) -> None:
    make_older(database, timedelta(minutes=15))
    answers = [client.get(path), client.post(path, data={"once": "1"})]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert "Mã này đã hết hạn. Hãy xin mã mới." in answers[0].text


def test_a_link_works_for_almost_fifteen_minutes(client: TestClient, path: str, database: Database) -> None:
    make_older(database, timedelta(minutes=14))
    assert client.post(path, data={"once": "1"}).status_code == 303


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "x" * 400])
def test_an_unknown_link_says_so(client: TestClient, world: World, token: str) -> None:
    answers = [client.get(f"/sign-in/link/{token}"), client.post(f"/sign-in/link/{token}")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Hãy quét lại mã." in answers[0].text


def test_a_link_for_something_else_does_not_sign_in(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        token = actions.new_setup_link(session, session.get_one(Person, world.operator.id))
    assert client.post(f"/sign-in/link/{token}").status_code == 404


def test_the_second_tap_is_the_same_sign_in(client: TestClient, path: str, world: World, database: Database) -> None:
    """The browser drops the first tap's answer, and with it the cookie, when the second tap goes out."""
    client.post(path, data={"once": "tap"})
    client.cookies.clear()
    answer = client.post(path, data={"once": "tap"})
    assert (answer.status_code, client.get("/me").status_code) == (303, 200)
    with database.read() as session:
        assert len(live_sign_ins(session, world.staff)) == 1


def test_the_same_form_works_no_later_than_two_minutes(client: TestClient, path: str, database: Database) -> None:
    client.post(path, data={"once": "tap"})
    with database.write() as session:
        session.exec(select(OneTimeLink)).one().used_at = now() - timedelta(minutes=3)
    assert client.post(path, data={"once": "tap"}).status_code == 409


def test_of_eight_at_once_one_gets_in(app: FastAPI, path: str, world: World, database: Database) -> None:
    def use(number: int) -> int:
        with TestClient(app, base_url=PUBLIC_URL, follow_redirects=False) as other:
            return other.post(path, data={"once": str(number)}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(use, range(8)))
    assert statuses == [303] + [409] * 7
    with database.read() as session:
        assert len(live_sign_ins(session, world.staff)) == 1


def test_a_newer_link_stops_the_older_one(client: TestClient, path: str, world: World, database: Database) -> None:
    newer = sign_in_path(database, world.staff)
    assert [client.get(path).status_code, client.get(newer).status_code] == [409, 200]


def test_a_link_for_a_closed_account_does_not_work(
    client: TestClient, path: str, world: World, database: Database
) -> None:
    with database.write() as session:
        session.get_one(Person, world.staff.id).disabled_at = now()
    answer = client.post(path, data={"once": "1"})
    assert (answer.status_code, "Tài khoản này đã khoá." in answer.text) == (409, True)


def test_somebody_else_on_this_phone_is_signed_out_by_it(
    client: TestClient, path: str, world: World, database: Database
) -> None:
    sign_in(client, world.manager)
    assert client.get(path).status_code == 200
    client.post(path, data={"once": "1"})
    with database.read() as session:
        assert [len(live_sign_ins(session, person)) for person in (world.manager, world.staff)] == [0, 1]


def test_a_link_may_last_longer_when_the_command_line_says_so(
    client: TestClient, world: World, database: Database
) -> None:
    with database.write() as session:
        token = actions.new_sign_in_link(session, world.staff, by=None, lasting=timedelta(days=1))
    make_older(database, timedelta(hours=23))
    assert client.get(f"/sign-in/link/{token}").status_code == 200


def test_a_page_from_another_site_cannot_say_yes(client: TestClient, path: str) -> None:
    assert client.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
