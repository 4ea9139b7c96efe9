"""The digital product passport: the fields of Decree 37/2026, and what of them is missing."""

from urllib.parse import urlsplit

from fastapi.testclient import TestClient

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.kinds import CooperativeKind
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.products.models import Product
from tests.factories import make_event
from tests.people import World, sign_in
from tests.scans.goods import DRAFT, GTIN, RECALLED, Goods, make_goods

IDENTITY_NUMBER = "022085001234"


def passport(goods: Goods) -> str:
    return f"/passport/Q/{goods.batch.short_code}"


def test_the_page_leads_to_the_passport_and_back(phone: TestClient, goods: Goods) -> None:
    assert f'href="{passport(goods)}?lang=vi"' in phone.get(goods.short).text
    assert f'href="{goods.page}"' in phone.get(passport(goods)).text


def test_what_is_declared_is_there_and_what_is_missing_is_said(phone: TestClient, goods: Goods) -> None:
    told = phone.get(f"{passport(goods)}.json").json()
    assert (told["name"], told["gtin"], told["lot"], told["state"]) == (goods.product.name, GTIN, goods.batch.lot, "ok")
    assert told["identifier"] == f"http://trace.test{goods.link}"
    assert (told["certificates"][0]["number"], len(told["journey"]), told["stages"]) == ("3102/QĐ-UBND", 3, "3")
    assert set(told["missing"]) == {"warnings", "producer-number"}
    text = phone.get(passport(goods)).text
    assert ("Còn thiếu 2 trên 12 mục" in text, text.count("Hợp tác xã chưa khai.")) == (True, 2)


def test_nothing_is_missing_when_all_is_declared(phone: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        session.get_one(Product, goods.product.id).warnings = "Không dùng khi bị mốc."
        session.get_one(Cooperative, goods.cooperative.id).registration_number = "22-001"
    assert phone.get(f"{passport(goods)}.json").json()["missing"] == {}
    assert "Đủ các mục" in phone.get(passport(goods)).text


def test_the_tax_code_of_a_household_is_never_shown(phone: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        cooperative = session.get_one(Cooperative, goods.cooperative.id)
        cooperative.kind, cooperative.tax_code = CooperativeKind.HOUSEHOLD, IDENTITY_NUMBER
    answers = [phone.get(path) for path in (passport(goods), f"{passport(goods)}.json")]
    assert [IDENTITY_NUMBER in answer.text for answer in answers] == [False, False]
    assert "số định danh của chủ hộ" in answers[1].json()["missing"]["producer-number"]


def test_a_product_without_a_lot_says_what_only_a_lot_has(phone: TestClient, goods: Goods) -> None:
    told = phone.get(f"/passport/p/{goods.product.id}", headers={"accept": "application/json"}).json()
    assert (told["lot"], told["production-date"], told["journey"]) == (None, None, [])
    assert {"lot", "production-date"} <= set(told["missing"])


def test_a_draft_is_not_told_to_strangers(phone: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        goods = make_goods(session, world, **DRAFT)
    assert phone.get(f"{passport(goods)}.json").json()["lot"] is None
    assert sign_in(phone, world.staff).get(f"{passport(goods)}.json").json()["lot"] == goods.batch.lot


def test_a_recall_is_said_there_too(phone: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        goods = make_goods(session, world, **RECALLED)
    assert "ĐÃ THU HỒI – không sử dụng" in phone.get(passport(goods)).text
    assert phone.get(f"{passport(goods)}.json").json()["state"] == "recalled"


def test_what_was_cut_on_the_page_is_read_here_in_full(phone: TestClient, goods: Goods, database: Database) -> None:
    story = "Phơi nắng trên giàn tre. " * 60 + "Hết."
    with database.write() as session:
        session.get_one(Product, goods.product.id).story = story
        batch = session.get_one(Batch, goods.batch.id)
        for number in range(20):
            make_event(session, batch, "process", details={"work": f"Tưới lần {number}"})
    short, full = phone.get(goods.short).text, phone.get(passport(goods)).text
    assert ["Hết." in text for text in (short, full)] == [False, True]
    assert [text.count("Tưới lần") for text in (short, full)] == [5, 20]
    assert "Xem thêm 17 công đoạn trước đó" in short


def test_codes_that_are_nobodys_have_none(phone: TestClient, goods: Goods) -> None:
    paths = ("/passport/Q/nonsense", "/passport/Q/23456789C", "/passport/p/none-such", "/passport/p/x.json")
    assert [phone.get(path).status_code for path in paths] == [404] * 4


def test_the_resolver_leads_to_it(client: TestClient, goods: Goods) -> None:
    """`dpp` of the lot, and of the product alone."""
    for link, passport in ((goods.link, f"/passport{goods.short}"), (f"/01/{GTIN}", f"/passport/p/{goods.product.id}")):
        led = client.get(f"{link}?linkType=gs1:dpp")
        path = urlsplit(led.headers["location"]).path
        assert (led.status_code, path, client.get(path).status_code) == (307, passport, 200)
