"""Recording an event in two taps, and taking a mistake back."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from cooptrace.batches.models import Batch
from cooptrace.database import Database
from cooptrace.events.kinds import RECORDED, EventKind
from cooptrace.events.models import Event
from tests.batches.taps import Phone
from tests.factories import make_batch, make_event, make_product, make_site
from tests.files.pictures import picture
from tests.people import World, sign_in


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    client.cookies.set("lang", "en")
    return sign_in(client, world.staff)


@pytest.fixture
def batch(database: Database, world: World) -> Batch:
    with database.write() as session:
        site = make_site(session, world.own)
        return make_batch(session, make_product(session, world.own), site=site)


def path(batch: Batch) -> str:
    return f"/c/{batch.cooperative_id}/batches/{batch.id}"


def events(database: Database) -> list[Event]:
    with database.read() as session:
        return list(session.exec(select(Event).order_by(col(Event.recorded_at))))


@pytest.mark.parametrize("kind", RECORDED, ids=[kind.key for kind in RECORDED])
def test_an_event_is_recorded_in_two_taps(
    staff: TestClient, world: World, database: Database, batch: Batch, kind: type[EventKind]
) -> None:
    phone = Phone(staff, path(batch)).tap(str(kind.name)).tap("Write it down")
    [event] = events(database)
    assert (phone.taps, phone.path, phone.status) == (2, path(batch), 200)
    assert (event.kind, event.site_id, event.person_name) == (kind.key, batch.site_id, "Anh Sáng")


def test_packing_guesses_the_amount_of_the_batch(staff: TestClient, database: Database, batch: Batch) -> None:
    Phone(staff, path(batch)).tap("Packing and labelling").tap("Write it down")
    assert [event.details for event in events(database)] == [{"quantity": "200", "unit": "gói"}]


def test_the_words_of_last_time_are_guessed_but_not_the_amount(
    staff: TestClient, database: Database, batch: Batch
) -> None:
    with database.write() as session:
        make_event(session, batch, "ship", details={"quantity": "420.125", "unit": "kg", "transport": "Xe lạnh"})
    fields = Phone(staff, path(batch)).tap("Shipping").page.buttons["Write it down"].fields
    assert (fields["quantity"], fields["unit"], fields["transport"]) == ("", "kg", "Xe lạnh")


def test_an_event_takes_a_photo_and_a_note(staff: TestClient, database: Database, batch: Batch) -> None:
    data = {
        "kind": "harvest",
        "occurred_at": "01/11/2020 05:30",
        "note": "Sương sớm",
        "quantity": "1.200",
        "unit": "kg",
    }
    answer = staff.post(f"{path(batch)}/events/new", data=data, files={"photo": ("a.jpg", picture(), "image/jpeg")})
    [event] = events(database)
    assert (answer.status_code, event.note, event.details) == (303, "Sương sớm", {"quantity": "1200", "unit": "kg"})
    assert event.photo_id is not None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"occurred_at": "2026-02-31T05:00"}, "occurred_at"),
        ({"occurred_at": ""}, "occurred_at"),
        ({"occurred_at": "2126-02-01T05:00"}, "occurred_at"),
        ({"quantity": "nhiều"}, "quantity"),
    ],
)
def test_a_mistake_is_said_at_its_field(
    staff: TestClient, database: Database, batch: Batch, typed: dict[str, str], field: str
) -> None:
    data = {"kind": "harvest", "occurred_at": "2020-11-01T05:30", "note": "Sương sớm"} | typed
    answer = staff.post(f"{path(batch)}/events/new", data=data)
    assert (answer.status_code, events(database)) == (422, [])
    assert f'id="{field}-error"' in answer.text
    assert "Sương sớm</textarea>" in answer.text


def test_the_same_event_sent_twice_is_one(staff: TestClient, database: Database, batch: Batch) -> None:
    data = {"kind": "harvest", "occurred_at": "2020-11-01T05:30", "once": "1"}
    answers = [staff.post(f"{path(batch)}/events/new", data=data).status_code for _ in range(2)]
    assert (answers, len(events(database))) == ([303, 303], 1)


@pytest.mark.parametrize("kind", ["correct", "none-such", ""])
def test_what_is_not_a_kind_is_not_there(staff: TestClient, batch: Batch, kind: str) -> None:
    assert staff.get(f"{path(batch)}/events/new?kind={kind}").status_code == 404


def test_what_did_not_happen_is_taken_back(staff: TestClient, database: Database, batch: Batch) -> None:
    with database.write() as session:
        make_event(session, batch, "ship")
    phone = Phone(staff, path(batch)).tap("Correct Shipping").tap("Correct it", reason="Ghi nhầm lô")
    shipped, taken_back = events(database)
    assert (phone.path, taken_back.corrects_id, taken_back.details["reason"]) == (
        path(batch),
        shipped.id,
        "Ghi nhầm lô",
    )
    assert "<s>Shipping</s>" in phone.text


def test_what_is_written_wrong_is_taken_back_and_written_anew(
    staff: TestClient, database: Database, batch: Batch
) -> None:
    with database.write() as session:
        make_event(session, batch, "ship", details={"quantity": "1.5", "unit": "kg"}, note="Xe lạnh")
    phone = Phone(staff, path(batch)).tap("Correct Shipping · 1.5 kg")
    phone.tap("Correct it", wrong="wrong-data", reason="Sai số").tap("Write it down", quantity="2,5")
    shipped, _taken_back, anew = events(database)
    assert (anew.details, anew.note) == ({"quantity": "2.5", "unit": "kg"}, "Xe lạnh")
    assert abs((anew.occurred_at - shipped.occurred_at).total_seconds()) < 60


def test_a_foreign_batch_gets_no_event(staff: TestClient, database: Database, world: World) -> None:
    with database.write() as session:
        foreign = make_batch(session, make_product(session, world.foreign))
    answer = staff.post(f"/c/{world.own.id}/batches/{foreign.id}/events/new", data={"kind": "harvest"})
    assert (answer.status_code, events(database)) == (404, [])


def test_an_event_of_another_batch_is_not_corrected_here(
    staff: TestClient, database: Database, world: World, batch: Batch
) -> None:
    with database.write() as session:
        other = make_event(session, make_batch(session, make_product(session, world.own), lot="X"), "ship")
    answer = staff.post(f"{path(batch)}/events/{other.id}/correction", data={"wrong": "wrong-data", "reason": "x"})
    assert (answer.status_code, len(events(database))) == (404, 1)
