"""One step back and one step forward."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from cooptrace.batches.models import Batch
from cooptrace.batches.queries import inputs_of, outputs_of, sources_within
from cooptrace.database import Database
from cooptrace.web.formats import local_today
from tests.batches.taps import Phone
from tests.factories import make_batch, make_product
from tests.people import World, sign_in

TODAY = local_today()
SUPPLIER = {"supplier_name": "Trại giống Mẫu", "goods": "Củ dong", "quantity": "420", "quantity_unit": "kg"}
SHOP = {"customer_name": "Cửa hàng Mẫu", "quantity": "150", "delivered_on": TODAY.isoformat()}


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    client.cookies.set("lang", "en")
    return sign_in(client, world.staff)


@pytest.fixture
def three(database: Database, world: World) -> list[Batch]:
    with database.write() as session:
        product = make_product(session, world.own)
        days = (TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY)
        return [
            make_batch(session, product, lot=f"L{number}", produced_on=day, harvested_on=None)
            for number, day in enumerate(days)
        ]


def address(batch: Batch, part: str) -> str:
    return f"/c/{batch.cooperative_id}/batches/{batch.id}/{part}"


def test_what_a_supplier_delivered_is_written_down(staff: TestClient, database: Database, three: list[Batch]) -> None:
    phone = Phone(staff, address(three[0], "inputs")).tap("Save", **SUPPLIER)
    with database.read() as session:
        [row] = inputs_of(session, three[0])
    assert (phone.path, row.supplier_name, int(row.quantity or 0)) == (
        address(three[0], "inputs"),
        "Trại giống Mẫu",
        420,
    )


def test_a_batch_of_ones_own_goes_into_another(
    staff: TestClient, database: Database, world: World, three: list[Batch]
) -> None:
    Phone(staff, address(three[1], "inputs")).tap("Save", source_batch_id=three[0].id, received_on="")
    with database.read() as session:
        assert sources_within(session, world.own) == {three[1].id: {three[0].id}}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "supplier_name"),
        (SUPPLIER | {"received_on": (TODAY + timedelta(days=3)).isoformat()}, "received_on"),
        (SUPPLIER | {"quantity": "-1"}, "quantity"),
    ],
)
def test_a_wrong_input_is_said_at_its_field(
    staff: TestClient, database: Database, three: list[Batch], typed: dict[str, str], field: str
) -> None:
    answer = staff.post(address(three[0], "inputs"), data=typed)
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    with database.read() as session:
        assert inputs_of(session, three[0]) == []


def test_a_younger_batch_does_not_go_in(staff: TestClient, three: list[Batch]) -> None:
    answer = staff.post(address(three[0], "inputs"), data={"source_batch_id": three[1].id})
    assert (answer.status_code, "cannot be younger" in answer.text) == (422, True)


def test_a_circle_of_batches_is_refused(staff: TestClient, database: Database, world: World) -> None:
    with database.write() as session:
        product = make_product(session, world.own)
        one, other = (make_batch(session, product, lot=lot) for lot in ("A", "B"))
    staff.post(address(other, "inputs"), data={"source_batch_id": one.id})
    answer = staff.post(address(one, "inputs"), data={"source_batch_id": other.id})
    assert (answer.status_code, "was itself made from this one" in answer.text) == (422, True)


def test_no_more_goes_in_than_there_was(staff: TestClient, three: list[Batch]) -> None:
    staff.post(address(three[0], "outputs"), data=SHOP | {"quantity_unit": "gói"})
    taken = {"source_batch_id": three[0].id, "quantity": "51", "quantity_unit": "gói"}
    answer = staff.post(address(three[1], "inputs"), data=taken)
    assert (answer.status_code, "Only 50 gói of this batch are left." in answer.text) == (422, True)


def test_deliveries_are_counted_against_the_batch(staff: TestClient, database: Database, three: list[Batch]) -> None:
    phone = Phone(staff, address(three[0], "outputs")).tap("Save", **SHOP)
    assert "Left: 50 of 200 gói" in phone.text
    phone.tap("Save", **SHOP)
    assert (phone.status, "Only 50 gói of this batch are left." in phone.text) == (422, True)
    with database.read() as session:
        assert [row.customer_name for row in outputs_of(session, three[0])] == ["Cửa hàng Mẫu"]


@pytest.mark.parametrize("offset", [-3, 1])
def test_a_delivery_is_after_production_and_not_to_come(staff: TestClient, three: list[Batch], offset: int) -> None:
    day = (TODAY + timedelta(days=offset)).isoformat()
    answer = staff.post(address(three[0], "outputs"), data=SHOP | {"quantity_unit": "gói", "delivered_on": day})
    assert (answer.status_code, 'id="delivered_on-error"' in answer.text) == (422, True)


@pytest.mark.parametrize(("part", "typed"), [("inputs", SUPPLIER), ("outputs", SHOP)])
def test_a_line_can_be_removed(
    staff: TestClient, database: Database, three: list[Batch], part: str, typed: dict[str, str]
) -> None:
    Phone(staff, address(three[0], part)).tap("Save", **typed).tap("Remove")
    with database.read() as session:
        assert (inputs_of(session, three[0]), outputs_of(session, three[0])) == ([], [])


def test_a_line_of_another_batch_is_not_removed(staff: TestClient, database: Database, three: list[Batch]) -> None:
    Phone(staff, address(three[0], "outputs")).tap("Save", **SHOP)
    with database.read() as session:
        [row] = outputs_of(session, three[0])
    answer = staff.post(address(three[1], "outputs/removal"), data={"output_id": row.id})
    assert answer.status_code == 404


def test_an_inspector_reads_but_does_not_write(client: TestClient, world: World, three: list[Batch]) -> None:
    sign_in(client, world.inspector)
    assert client.get(address(three[0], "outputs")).status_code == 200
    assert client.post(address(three[0], "outputs"), data=SHOP).status_code == 403
