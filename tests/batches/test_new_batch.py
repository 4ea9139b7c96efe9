"""A new batch as a person makes it: in few taps, with every mistake said at its field."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Site
from cooptrace.database import Database
from cooptrace.products.models import Product
from cooptrace.web.formats import local_today
from tests.batches.taps import Phone
from tests.conftest import PUBLIC_URL
from tests.factories import make_batch, make_photo, make_product, make_site
from tests.files.pictures import picture
from tests.people import World, sign_in

TODAY = local_today()
NEXT_LOT = f"MD{TODAY:%y%m%d}A"


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    client.cookies.set("lang", "en")
    return sign_in(client, world.staff)


@pytest.fixture
def product(database: Database, world: World) -> Product:
    with database.write() as session:
        return make_product(session, world.own)


@pytest.fixture
def site(database: Database, world: World) -> Site:
    with database.write() as session:
        return make_site(session, world.own)


def root(world: World) -> str:
    return f"/c/{world.own.id}/batches"


def typed(product: Product, **changed: str) -> dict[str, str]:
    usual = {"product": product.id, "when": "today", "quantity": "1.200", "quantity_unit": "gói", "then": "save"}
    return usual | changed


def batches(database: Database) -> list[Batch]:
    with database.read() as session:
        return list(session.exec(select(Batch).order_by(Batch.lot)))


def test_a_batch_like_the_last_is_saved_and_at_the_printer_in_two_taps(
    staff: TestClient, world: World, database: Database, product: Product, site: Site
) -> None:
    """The third tap is [Print] there: three from home to paper."""
    with database.write() as session:
        make_batch(session, product, site=site, lot="OLD-1", packed_on=TODAY)
    phone = Phone(staff, f"/c/{world.own.id}/products")
    phone.page.links["New batch like the last"] = f"{root(world)}/new?like=latest"
    phone.tap("New batch like the last").tap("Save and print")
    made, _old = batches(database)
    assert (phone.taps, phone.path) == (2, f"{root(world)}/{made.id}/print")
    assert (made.lot, made.status, made.site_id, str(made.quantity)) == (NEXT_LOT, "active", site.id, "200.000")
    assert (made.produced_on, made.harvested_on) == (TODAY, TODAY - timedelta(days=2))


def test_only_saved_it_is_a_draft_shown_on_its_page(
    staff: TestClient, world: World, database: Database, product: Product, site: Site
) -> None:
    answer = staff.post(f"{root(world)}/new", data=typed(product, site_id=site.id))
    [made] = batches(database)
    assert answer.headers["location"] == f"{root(world)}/{made.id}?said=saved"
    assert (made.status, int(made.quantity), made.created_by) == ("draft", 1200, world.staff.id)


def test_an_incomplete_batch_is_saved_but_not_printed(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    answer = staff.post(f"{root(world)}/new", data=typed(product, then="print"))
    [made] = batches(database)
    assert answer.headers["location"] == f"{root(world)}/{made.id}?said=batch-incomplete"
    assert made.status == "draft"


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"lot": "LÔ 15/8"}, "lot", "How about LO-15-8?"),
        ({"when": "other", "produced_on": "2026-02-31"}, "produced_on", "There is no such date."),
        ({"when": "other", "produced_on": ""}, "produced_on", "Please fill this in."),
        ({"expires_on": "01/01/2020"}, "expires_on", "The use-by date must be after the production date"),
        ({"quantity": "0"}, "quantity", "out of range"),
        ({"quantity": "nhiều"}, "quantity", "Please write a number."),
        ({"quantity": "1,2345"}, "quantity", "At most three digits after the comma."),
        ({"quantity_unit": "thùng rất to màu xanh"}, "quantity_unit", "longer than 12 characters"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_changes_nothing(
    staff: TestClient,
    world: World,
    database: Database,
    product: Product,
    changed: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    answer = staff.post(f"{root(world)}/new", data=typed(product, note="Vụ sớm", **changed))
    assert (answer.status_code, batches(database)) == (422, [])
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    assert "Vụ sớm</textarea>" in answer.text


def test_the_same_form_sent_twice_makes_one_batch(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    answers = [staff.post(f"{root(world)}/new", data=typed(product, once="1")) for _ in range(2)]
    [made] = batches(database)
    assert [answer.headers["location"] for answer in answers] == [f"{root(world)}/{made.id}?said=saved"] * 2


def test_guessed_dates_follow_when_the_day_is_changed(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    guess = (TODAY - timedelta(days=2)).isoformat()
    dates = {"guessed_on": TODAY.isoformat(), "harvested_guess": guess, "harvested_on": guess}
    staff.post(f"{root(world)}/new", data=typed(product, when="yesterday", **dates))
    [made] = batches(database)
    assert (made.produced_on, made.harvested_on) == (TODAY - timedelta(days=1), TODAY - timedelta(days=3))


def test_the_page_works_out_lot_and_use_by_date_while_people_type(
    staff: TestClient, world: World, product: Product
) -> None:
    query = {"product": product.id, "when": "yesterday", "quantity": "", "quantity_unit": "gói"}
    answer = staff.get(f"{root(world)}/new", params=query)
    yesterday = TODAY - timedelta(days=1)
    worked_out = answer.text.partition('id="worked-out"')[2]
    assert f"MD{yesterday:%y%m%d}A" in worked_out
    assert (yesterday + timedelta(days=365)).strftime("%d/%m/%Y") in worked_out


def test_a_photo_of_the_batch_outlives_a_mistake(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    photo = {"photo": ("lo.jpg", picture(), "image/jpeg")}
    refused = staff.post(f"{root(world)}/new", data=typed(product, quantity="0"), files=photo)
    kept = refused.text.partition('name="photo_kept" value="')[2].partition('"')[0]
    staff.post(f"{root(world)}/new", data=typed(product, photo_kept=kept))
    assert [made.photo_id for made in batches(database)] == [kept]


def test_what_is_not_a_photo_is_said_at_the_photo(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    photo = {"photo": ("lo.png", b"not a picture", "image/png")}
    answer = staff.post(f"{root(world)}/new", data=typed(product), files=photo)
    assert (answer.status_code, 'id="photo-error"' in answer.text, batches(database)) == (422, True, [])


def test_without_a_product_the_way_leads_to_the_first_product(staff: TestClient, world: World) -> None:
    assert Phone(staff, f"{root(world)}/new").page.links["Add the first product"] == f"/c/{world.own.id}/products/new"


def test_with_two_products_it_is_asked_which(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    with database.write() as session:
        make_product(session, world.own, name="Miến dong nghệ")
    phone = Phone(staff, f"{root(world)}/new").tap("Miến dong Bình Liêu 500 g")
    assert phone.page.buttons["Save and print"].fields["product"] == product.id


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_cooperatives_product_is_not_there(
    staff: TestClient, world: World, database: Database, method: str
) -> None:
    with database.write() as session:
        foreign = make_product(session, world.foreign)
    send = {"params": {"product": foreign.id}} if method == "get" else {"data": typed(foreign)}
    assert staff.request(method, f"{root(world)}/new", **send).status_code == 404  # type: ignore[arg-type]
    assert batches(database) == []


def test_another_cooperatives_site_and_photo_are_not_taken(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    with database.write() as session:
        site, photo = make_site(session, world.foreign), make_photo(session, world.foreign)
    assert staff.post(f"{root(world)}/new", data=typed(product, site_id=site.id)).status_code == 404
    staff.post(f"{root(world)}/new", data=typed(product, photo_kept=photo.id))
    assert [made.photo_id for made in batches(database)] == [None]


@pytest.fixture
def two(app: FastAPI, world: World) -> Iterator[tuple[TestClient, TestClient]]:
    """Two phones of the cooperative."""
    with (
        TestClient(app, base_url=PUBLIC_URL, follow_redirects=False) as one,
        TestClient(app, base_url=PUBLIC_URL, follow_redirects=False) as other,
    ):
        yield sign_in(one, world.staff), sign_in(other, world.manager)


def send_at_once(two: tuple[TestClient, TestClient], address: str, data: dict[str, str]) -> list[int]:
    ready = Barrier(2)

    def send(client: TestClient) -> int:
        ready.wait()
        return client.post(address, data=data).status_code

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(send, two))


def test_of_two_that_take_a_lot_at_once_one_is_told(
    two: tuple[TestClient, TestClient], world: World, database: Database, product: Product
) -> None:
    assert send_at_once(two, f"{root(world)}/new", typed(product, lot="MD-1")) == [303, 422]
    assert [made.lot for made in batches(database)] == ["MD-1"]


def test_two_that_leave_the_lot_to_the_service_get_two(
    two: tuple[TestClient, TestClient], world: World, database: Database, product: Product
) -> None:
    assert send_at_once(two, f"{root(world)}/new", typed(product)) == [303, 303]
    assert [made.lot for made in batches(database)] == [NEXT_LOT, f"MD{TODAY:%y%m%d}B"]
