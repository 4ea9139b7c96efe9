"""Producers: added, changed, removed; personal data stays inside the cooperative."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from cooptrace.cooperatives.models import Producer
from cooptrace.database import Database
from tests.people import World, sign_in

TYPED = {"name": "Bà Chíu Tài Múi", "phone": "0900 000 011", "hamlet": "Nà Làng", "consent": "yes", "once": "1"}


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.staff)


def only(database: Database) -> Producer:
    with database.read() as session:
        return session.exec(select(Producer)).one()


def test_a_producer_is_added_with_consent(staff: TestClient, world: World, database: Database) -> None:
    answer = staff.post(f"/c/{world.own.id}/producers/new", data=TYPED)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/c/{world.own.id}/producers?said=saved")
    producer = only(database)
    assert (producer.name, producer.phone, producer.cooperative_id) == ("Bà Chíu Tài Múi", "+84900000011", world.own.id)
    assert producer.consent_at is not None


def test_the_same_form_sent_twice_adds_one(staff: TestClient, world: World, database: Database) -> None:
    answers = [staff.post(f"/c/{world.own.id}/producers/new", data=TYPED) for _ in range(2)]
    assert [answer.headers["location"] for answer in answers] == [f"/c/{world.own.id}/producers?said=saved"] * 2
    assert only(database).name == "Bà Chíu Tài Múi"


def test_a_wrong_phone_is_said_at_the_field_and_what_was_typed_is_kept(
    staff: TestClient, world: World, database: Database
) -> None:
    answer = staff.post(f"/c/{world.own.id}/producers/new", data=TYPED | {"phone": "01687654321"})
    assert answer.status_code == 422
    assert 'aria-describedby="phone-error phone-help" aria-invalid="true"' in answer.text
    assert 'value="Bà Chíu Tài Múi"' in answer.text
    with database.read() as session:
        assert list(session.exec(select(Producer))) == []


def test_a_foreign_producer_is_not_there(staff: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        foreign = add(session, world.foreign.id)
    assert staff.get(f"/c/{world.own.id}/producers/{foreign}").status_code == 404


def test_a_removed_producer_leaves_no_name(staff: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        own = add(session, world.own.id)
    staff.post(f"/c/{world.own.id}/producers/{own}/removal")
    assert (only(database).name, only(database).phone) == ("", None)


def add(session: Session, cooperative_id: str) -> str:
    producer = Producer(cooperative_id=cooperative_id, name="Ông Sáng", name_folded="ong sang", phone="+84900000012")
    session.add(producer)
    session.flush()
    return producer.id
