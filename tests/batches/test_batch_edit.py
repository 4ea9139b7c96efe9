"""Changing, publishing, closing and recalling a batch on its pages."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.batches import actions
from cooptrace.batches.models import Batch
from cooptrace.batches.queries import corrections_of
from cooptrace.database import Database
from tests.batches.taps import Phone
from tests.factories import make_batch, make_product, make_site
from tests.people import World, sign_in

RECALL = {"reason": "Có cát", "advice": "Không ăn, trả lại nơi bán", "contact": "HTX, 0900 000 001"}


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    client.cookies.set("lang", "en")
    return sign_in(client, world.staff)


@pytest.fixture
def batch(database: Database, world: World) -> Batch:
    with database.write() as session:
        return make_batch(session, make_product(session, world.own), site=make_site(session, world.own))


@pytest.fixture
def printed(database: Database, batch: Batch) -> Batch:
    with database.write() as session:
        actions.freeze_batch(session, session.get_one(Batch, batch.id))
    return batch


def path(batch: Batch) -> str:
    return f"/c/{batch.cooperative_id}/batches/{batch.id}"


def now_of(database: Database, batch: Batch) -> Batch:
    with database.read() as session:
        return session.get_one(Batch, batch.id)


def test_the_form_shows_the_batch_and_saves_what_is_changed(
    staff: TestClient, database: Database, batch: Batch
) -> None:
    phone = Phone(staff, f"{path(batch)}/edit").tap("Save", quantity="1,5", quantity_unit="kg", lot="md-2")
    changed = now_of(database, batch)
    assert (phone.path, changed.lot, str(changed.quantity), changed.quantity_unit) == (
        path(batch),
        "MD-2",
        "1.500",
        "kg",
    )
    assert (changed.produced_on, changed.expires_on, changed.site_id) == (
        batch.produced_on,
        batch.expires_on,
        batch.site_id,
    )


def test_after_printing_a_reason_is_asked_for(staff: TestClient, database: Database, printed: Batch) -> None:
    phone = Phone(staff, f"{path(printed)}/edit").tap("Save", quantity="1,5")
    assert (phone.status, 'id="reason-error"' in phone.text) == (422, True)
    phone.tap("Save", quantity="1,5", reason="Cân lại")
    with database.read() as session:
        rows = corrections_of(session, printed)
    assert [(row.field, row.before, row.after, row.reason) for row in rows] == [("quantity", "200", "1,5", "Cân lại")]


def test_a_correction_is_shown_with_its_date_and_reason(staff: TestClient, printed: Batch) -> None:
    phone = Phone(staff, f"{path(printed)}/edit").tap("Save", quantity="1,5", reason="Cân lại")
    assert "200 → 1,5" in phone.text
    assert "Cân lại" in phone.text


def test_a_printed_lot_cannot_be_changed_even_by_hand(staff: TestClient, database: Database, printed: Batch) -> None:
    answer = Phone(staff, f"{path(printed)}/edit").tap("Save", lot="MD-2", reason="x")
    assert (answer.status, now_of(database, printed).lot) == (422, printed.lot)


def test_closing_can_be_undone(staff: TestClient, database: Database, batch: Batch) -> None:
    phone = Phone(staff, path(batch)).tap("All sold: close the batch")
    assert now_of(database, batch).status == "closed"
    phone.tap("Open again")
    assert now_of(database, batch).status == "active"


def test_an_incomplete_batch_is_not_published_and_it_is_said_why(
    staff: TestClient, database: Database, world: World
) -> None:
    with database.write() as session:
        batch = make_batch(session, make_product(session, world.own, photo_id=None), status="draft", lot="D1")
    answer = staff.post(f"{path(batch)}/publication")
    assert (answer.status_code, now_of(database, batch).status) == (409, "draft")
    assert "Missing: Picture of the product, Stages, each with its place and time." in answer.text


def test_a_recall_is_done_with_the_lot_and_cannot_be_undone(
    staff: TestClient, database: Database, batch: Batch
) -> None:
    phone = Phone(staff, path(batch)).tap("Recall…").tap("Recall this batch", **RECALL, lot=batch.lot)
    recalled = now_of(database, batch)
    assert (phone.path, recalled.status, recalled.recall_contact) == (path(batch), "recalled", RECALL["contact"])
    assert "Không ăn, trả lại nơi bán" in phone.text
    assert [words for words in phone.page.buttons if words in ("Open again", "Publish", "Recall…")] == []


@pytest.mark.parametrize("missing", ["reason", "advice", "contact", "lot"])
def test_a_recall_says_all_it_needs(staff: TestClient, database: Database, batch: Batch, missing: str) -> None:
    answer = staff.post(f"{path(batch)}/recall", data=RECALL | {"lot": batch.lot} | {missing: " "})
    assert (answer.status_code, f'id="{missing}-error"' in answer.text) == (422, True)
    assert now_of(database, batch).status == "active"


def test_a_foreign_batch_is_not_there(staff: TestClient, database: Database, world: World) -> None:
    with database.write() as session:
        foreign = make_batch(session, make_product(session, world.foreign))
    own_address = f"/c/{world.own.id}/batches/{foreign.id}"
    answers = [staff.get(own_address), staff.get(f"{own_address}/edit"), staff.post(f"{own_address}/closure")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
