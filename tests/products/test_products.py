"""Products: begun with a name, a photo and the net content; numbers checked; changes after printing noted."""

from decimal import Decimal

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from cooptrace.batches.actions import freeze_batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.products.kinds import CATEGORIES
from cooptrace.products.models import Product
from cooptrace.products.queries import product_by_gtin, product_corrections
from tests.factories import make_batch, make_product
from tests.files.pictures import picture
from tests.people import World, sign_in

TYPED = {"name": "Gà Tiên Yên làm sạch", "net_amount": "1,5", "net_unit": "kg", "once": "1"}
GTIN = "9520001000010"


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.staff)


@pytest.fixture
def product(database: Database, world: World) -> Product:
    with database.write() as session:
        return make_product(session, world.own, gtin=f"0{GTIN}")


def products(database: Database) -> list[Product]:
    with database.read() as session:
        return list(session.exec(select(Product)))


def typed_from(product: Product, **changed: str) -> dict[str, str]:
    fields = ("name", "net_unit", "origin", "standards", "sku")
    values = {field: str(getattr(product, field)) for field in fields}
    return values | {"net_amount": "500", "gtin": GTIN, "shelf_life_days": "365"} | changed


def test_a_name_a_photo_and_the_net_content_are_enough(staff: TestClient, world: World, database: Database) -> None:
    files = {"photo": ("gà.jpg", picture(), "image/jpeg")}
    answer = staff.post(f"/c/{world.own.id}/products/new", data=TYPED, files=files)
    (made,) = products(database)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/c/{world.own.id}/products/{made.id}?said=product-added",
    )
    assert (made.name, made.net_amount, made.net_unit, made.version) == (TYPED["name"], Decimal("1.5"), "kg", 1)
    assert (made.photo_id is not None, made.created_by) == (True, world.staff.id)


def test_the_same_form_sent_twice_makes_one(staff: TestClient, world: World, database: Database) -> None:
    answers = [staff.post(f"/c/{world.own.id}/products/new", data=TYPED) for _ in range(2)]
    assert (answers[0].headers["location"], len(products(database))) == (answers[1].headers["location"], 1)


WRONG = [
    ({"name": " \u200b"}, "name"),
    ({"name": "Chè\u0430 Đường Hoa"}, "name"),
    ({"name": "x" * 121}, "name"),
    ({"net_amount": "nửa cân"}, "net_amount"),
    ({"net_amount": "0"}, "net_amount"),
    ({"net_amount": "-1"}, "net_amount"),
    ({"net_amount": "1e9"}, "net_amount"),
    ({"net_amount": "1.2345"}, "net_amount"),
    ({"net_unit": ""}, "net_unit"),
    ({"net_unit": "kí lô gam và lạng"}, "net_unit"),
    ({"gtin": "9520001000011"}, "gtin"),
    ({"gtin": "95200010000"}, "gtin"),
    ({"gtin": "952000100001O"}, "gtin"),
    ({"gtin": "2001234567893"}, "gtin"),
    ({"shelf_life_days": "0"}, "shelf_life_days"),
    ({"shelf_life_days": "1,5"}, "shelf_life_days"),
    ({"category": "weapons"}, "category"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_what_is_wrong_is_said_at_its_field(
    staff: TestClient, world: World, database: Database, typed: dict[str, str], field: str
) -> None:
    data = TYPED | {"storage": "Nơi khô ráo"} | typed
    answer = staff.post(f"/c/{world.own.id}/products/new", data=data)
    assert (answer.status_code, f'id="{field}-error"' in answer.text, products(database)) == (422, True, [])
    assert ">Nơi khô ráo</textarea>" in answer.text


@pytest.mark.parametrize("typed", [GTIN, f"0{GTIN}", "9520 0010 00010"])
def test_a_gtin_is_kept_with_fourteen_digits(staff: TestClient, world: World, database: Database, typed: str) -> None:
    staff.post(f"/c/{world.own.id}/products/new", data=TYPED | {"gtin": typed})
    with database.read() as session:
        assert product_by_gtin(session, f"0{GTIN}") is not None


def test_demonstration_numbers_are_only_for_samples(staff: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        session.get_one(Cooperative, world.own.id).is_sample = False
    answer = staff.post(f"/c/{world.own.id}/products/new", data=TYPED | {"gtin": GTIN})
    assert (answer.status_code, 'id="gtin-error"' in answer.text, products(database)) == (422, True, [])


def test_a_gtin_belongs_to_one_product(staff: TestClient, world: World, database: Database, product: Product) -> None:
    answer = staff.post(f"/c/{world.own.id}/products/new", data=TYPED | {"gtin": GTIN})
    assert (answer.status_code, 'id="gtin-error"' in answer.text, len(products(database))) == (422, True, 1)


def test_a_foreign_looking_gtin_is_kept_and_mentioned(staff: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        own = session.get_one(Cooperative, world.own.id)
        own.is_sample, own.gs1_prefix = False, "8930001"
    staff.post(f"/c/{world.own.id}/products/new", data=TYPED | {"gtin": "4006381333931"})
    (made,) = products(database)
    page = staff.get(f"/c/{world.own.id}/products/{made.id}").text
    assert ("8930001" in page, "4006381333931" in page) == (True, True)


def test_a_change_is_a_new_version_without_a_note(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    address = f"/c/{world.own.id}/products/{product.id}"
    answer = staff.post(f"{address}/edit", data=typed_from(product, brand="Khe Vằn"))
    assert answer.headers["location"] == f"{address}?said=saved"
    (changed,) = products(database)
    assert (changed.brand, changed.version, changed.photo_id) == ("Khe Vằn", 2, product.photo_id)
    with database.read() as session:
        assert product_corrections(session, changed) == []


def test_saving_without_a_change_is_no_new_version(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    staff.post(f"/c/{world.own.id}/products/{product.id}/edit", data=typed_from(product))
    assert products(database)[0].version == 1


@pytest.fixture
def printed(database: Database, product: Product) -> Product:
    with database.write() as session:
        freeze_batch(session, make_batch(session, session.get_one(Product, product.id)))
    return product


def test_a_change_after_printing_leaves_a_dated_note(
    staff: TestClient, world: World, database: Database, printed: Product
) -> None:
    address = f"/c/{world.own.id}/products/{printed.id}"
    staff.post(f"{address}/edit", data=typed_from(printed, origin="Xã Húc Động", net_amount="450"))
    with database.read() as session:
        notes = {one.field: (one.before, one.after) for one in product_corrections(session, printed)}
    assert notes == {"origin": ("Bình Liêu, Quảng Ninh", "Xã Húc Động"), "net_amount": ("500", "450")}
    assert "<del><bdi>Bình Liêu, Quảng Ninh</bdi></del>" in staff.get(address).text


@pytest.mark.parametrize("gtin", ["", "9520001000027"])
def test_a_printed_number_stays(
    staff: TestClient, world: World, database: Database, printed: Product, gtin: str
) -> None:
    answer = staff.post(f"/c/{world.own.id}/products/{printed.id}/edit", data=typed_from(printed, gtin=gtin))
    assert (answer.status_code, products(database)[0].gtin) == (422, f"0{GTIN}")


def test_a_copy_begins_with_everything_but_the_numbers(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    page = staff.get(f"/c/{world.own.id}/products/{product.id}/copy").text
    assert ('value="Miến dong Bình Liêu"' in page, f'value="{GTIN}"' in page, 'value="MD500"' in page) == (
        True,
        False,
        False,
    )
    data = TYPED | {"name": "Miến dong 1 kg", "photo_kept": str(product.photo_id)}
    staff.post(f"/c/{world.own.id}/products/new", data=data)
    assert {one.photo_id for one in products(database)} == {product.photo_id}


def test_a_withdrawn_product_keeps_its_page_and_can_come_back(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    address = f"/c/{world.own.id}/products/{product.id}"
    staff.post(f"{address}/withdrawal")
    assert (products(database)[0].withdrawn_at is not None, staff.get(address).status_code) == (True, 200)
    staff.post(f"{address}/restoration")
    assert products(database)[0].withdrawn_at is None


def test_whoever_names_a_standard_has_declared_one(staff: TestClient, world: World, database: Database) -> None:
    data = TYPED | {"standards": "TCCS 01:2026", "standards_not_declared": "yes"}
    staff.post(f"/c/{world.own.id}/products/new", data=data)
    assert (products(database)[0].standards, products(database)[0].standards_not_declared) == ("TCCS 01:2026", False)


@pytest.mark.parametrize(("words", "found"), [("mien dong", True), ("MD500", True), ("", True), ("ruốc", False)])
def test_products_are_found_without_accents(
    staff: TestClient, world: World, product: Product, words: str, found: bool
) -> None:
    page = staff.get(f"/c/{world.own.id}/products", params={"q": words}).text
    assert (f"/products/{product.id}" in page) is found


def test_a_foreign_product_is_not_there(staff: TestClient, world: World, session: Session) -> None:
    foreign = make_product(session, world.foreign)
    session.commit()
    pages = [staff.get(f"/c/{world.own.id}/products/{foreign.id}{rest}").status_code for rest in ("", "/edit", "/copy")]
    assert pages == [404, 404, 404]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "Mật ong 🐝🍯 rừng", "\u05d0\u05d1\u05d2 منتج", "W" * 120, "{{ 7*7 }} %(x)s"]
)
def test_any_name_is_shown_as_it_is(staff: TestClient, world: World, database: Database, name: str) -> None:
    staff.post(f"/c/{world.own.id}/products/new", data=TYPED | {"name": name})
    (made,) = products(database)
    page = staff.get(f"/c/{world.own.id}/products/{made.id}").text
    assert (made.name, "<script>alert" in page) == (name, False)
    assert f"<h1><bdi>{name.replace('<', '&lt;').replace('>', '&gt;')}</bdi></h1>" in page


def test_every_product_group_can_be_chosen(staff: TestClient, world: World, database: Database) -> None:
    for number, category in enumerate(CATEGORIES):
        staff.post(f"/c/{world.own.id}/products/new", data=TYPED | {"category": category, "once": f"c{number}"})
    assert sorted(one.category for one in products(database)) == sorted(CATEGORIES)


def test_those_who_only_read_get_no_buttons(client: TestClient, world: World, product: Product) -> None:
    inspector = sign_in(client, world.inspector)
    page = inspector.get(f"/c/{world.own.id}/products/{product.id}").text
    assert ("Miến dong" in page, "/edit" in page, "/withdrawal" in page) == (True, False, False)
    assert inspector.post(f"/c/{world.own.id}/products/new", data=TYPED).status_code == 403
