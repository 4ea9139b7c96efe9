"""What pages say is read once in ten seconds, and never out of date."""

from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.batches.models import Batch
from cooptrace.database import Database
from cooptrace.products.models import Product
from tests.scans.goods import RECALLED, Goods
from tests.scans.test_ready_pages import count_on, new_phone, reads

OTHER_COOKIE = "other=1"


def test_a_second_phone_asks_the_database_nothing(phone: TestClient, goods: Goods) -> None:
    new_phone(phone, goods.short, cookie=OTHER_COOKIE)
    with reads() as asked:
        answer = new_phone(phone, goods.short, cookie=OTHER_COOKIE)
    assert (asked, count_on(answer)) == ([], "2")


def test_both_codes_of_a_lot_count_on(phone: TestClient, goods: Goods) -> None:
    pages = [new_phone(phone, path, cookie=OTHER_COOKIE) for path in (goods.short, f"/p{goods.link}") * 2]
    pages += [new_phone(phone, path) for path in (goods.short, f"/p{goods.link}") * 2]
    assert [count_on(page) for page in pages] == [str(number) for number in range(1, 9)]


def test_a_recall_is_on_the_next_page(phone: TestClient, goods: Goods, database: Database) -> None:
    before = new_phone(phone, goods.short, cookie=OTHER_COOKIE).text
    with database.write() as session:
        session.get_one(Batch, goods.batch.id).sqlmodel_update(RECALLED)
    after = new_phone(phone, goods.short, cookie=OTHER_COOKIE).text
    assert ["THU HỒI" in page for page in (before, after)] == [False, True]


def test_a_code_that_becomes_known_is_found_at_once(phone: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        session.exec(select(Product).where(Product.id == goods.product.id)).one().gtin = None
    before = new_phone(phone, f"/p{goods.link}", cookie=OTHER_COOKIE).status_code
    with database.write() as session:
        session.exec(select(Product).where(Product.id == goods.product.id)).one().gtin = goods.product.gtin
    assert (before, new_phone(phone, f"/p{goods.link}", cookie=OTHER_COOKIE).status_code) == (404, 200)
