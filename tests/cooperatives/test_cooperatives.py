"""Cooperatives: found without accents, registered with few fields, kept when they withdraw."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from tests.people import World, sign_in

TYPED = {
    "kind": "cooperative",
    "name": "HTX Nuôi cua Đầm Nhà Mạc 🦀 (mẫu)",
    "place": "ba che",
    "address": "Thôn Mẫu",
    "phone": "0900000020",
    "consent": "yes",
    "once": "1",
}


@pytest.fixture
def officer(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.officer)


def register(client: TestClient, **typed: str) -> tuple[int, str]:
    answer = client.post("/cooperatives/new", data=TYPED | typed)
    return answer.status_code, answer.headers.get("location", answer.text)


def newest(database: Database, name: str = TYPED["name"]) -> Cooperative | None:
    with database.read() as session:
        return session.exec(select(Cooperative).where(Cooperative.name == name)).first()


@pytest.mark.parametrize("words", ["khe van", "KHE VẰN", "htx khe", "binh lieu", "Húc Động"])
def test_a_cooperative_is_found_by_name_or_commune_without_accents(officer: TestClient, words: str) -> None:
    page = officer.get("/cooperatives", params={"q": words}).text
    assert ("HTX Khe Vằn (mẫu)" in page, "HTX Bản Sen (mẫu)" in page) == (True, False)


def test_nothing_found_says_so(officer: TestClient) -> None:
    assert "“zzz”" in officer.get("/cooperatives", params={"q": "zzz"}).text


def test_a_few_fields_register_a_cooperative(officer: TestClient, database: Database, world: World) -> None:
    status, location = register(officer)
    made = newest(database)
    assert made is not None
    assert (status, location) == (303, f"/c/{made.id}?said=cooperative-registered")
    assert (made.unit_code, made.unit_version, made.phone) == ("06970", "2025-07-01", "+84900000020")
    assert (made.phone_is_public, made.consent_at is not None, made.is_sample) == (False, True, False)
    assert made.created_by == world.officer.id


def test_the_same_registration_sent_twice_makes_one(officer: TestClient, database: Database) -> None:
    assert register(officer) == register(officer)
    with database.read() as session:
        assert len(session.exec(select(Cooperative).where(Cooperative.name == TYPED["name"])).all()) == 1


def test_a_trainer_may_register_outside_the_own_commune_but_not_enter(client: TestClient, world: World) -> None:
    assert register(sign_in(client, world.trainer))[1] == "/cooperatives?said=cooperative-registered"


def test_staff_may_not_register(client: TestClient, world: World) -> None:
    assert register(sign_in(client, world.staff))[0] == 403


def test_an_old_name_finds_the_new_commune_and_is_kept(officer: TestClient, database: Database) -> None:
    register(officer, place="xã Húc Động")
    made = newest(database)
    assert made is not None
    assert (made.unit_code, made.old_address) == ("06838", "Xã Húc Động, Huyện Bình Liêu")


@pytest.mark.parametrize("place", ["Xã Vô Ngại", "xa dong ngu", "Hải Lạng"])
def test_a_split_commune_asks_which(officer: TestClient, database: Database, place: str) -> None:
    status, page = register(officer, place=place)
    assert (status, page.count('type="radio" name="unit"') > 1, newest(database)) == (422, True, None)


@pytest.mark.parametrize("typed", [{"find": "place"}, {}])
def test_several_communes_are_offered_and_the_pick_counts(
    officer: TestClient, database: Database, typed: dict[str, str]
) -> None:
    status, page = register(officer, place="Móng Cái", **typed)
    assert (status, newest(database)) == (200 if typed else 422, None)
    assert ("Phường Móng Cái 1" in page, 'value="Thôn Mẫu"' in page) == (True, True)
    assert register(officer, place="Móng Cái", unit="06712", unit_for="Móng Cái")[0] == 303


def test_a_pick_for_another_text_does_not_count(officer: TestClient, database: Database) -> None:
    register(officer, place="Ba Chẽ", unit="06712", unit_for="Móng Cái")
    made = newest(database)
    assert made is not None
    assert made.unit_code == "06970"


WRONG = [
    ({"tax_code": "022085001234"}, "tax_code"),
    ({"tax_code": "5709990011"}, "tax_code"),
    ({"kind": "household", "tax_code": "5709990010"}, "tax_code"),
    ({"gln": "9520000090013"}, "gln"),
    ({"gln": "9520000090012"}, "gln"),
    ({"gs1_prefix": "2001234"}, "gs1_prefix"),
    ({"gs1_prefix": "9520001"}, "gs1_prefix"),
    ({"website": "http://htx.example.vn"}, "website"),
    ({"website": "https://user@htx.example.vn"}, "website"),
    ({"website": "javascript://htx.example.vn"}, "website"),
    ({"phone": "01687654321"}, "phone"),
    ({"place": "Atlantis"}, "place"),
    ({"place": ""}, "place"),
    ({"name": ""}, "name"),
    ({"name": "x" * 121}, "name"),
    ({"kind": "mafia"}, "kind"),
    ({"consent": ""}, "consent"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_what_is_wrong_is_said_at_its_field(
    officer: TestClient, database: Database, typed: dict[str, str], field: str
) -> None:
    status, page = register(officer, **typed)
    assert (status, f'id="{field}-error"' in page, newest(database)) == (422, True, None)
    assert 'value="0900000020"' in page or field == "phone"


def test_all_that_is_wrong_is_said_at_once(officer: TestClient) -> None:
    page = register(officer, tax_code="1", place="Atlantis", website="ftp://x.vn")[1]
    assert [f'id="{field}-error"' in page for field in ("tax_code", "place", "website")] == [True] * 3


def test_a_website_is_written_in_full(officer: TestClient, database: Database) -> None:
    register(officer, website="htx.example.vn/gioi-thieu")
    made = newest(database)
    assert made is not None
    assert made.website == "https://htx.example.vn/gioi-thieu"
