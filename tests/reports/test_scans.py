"""Scans in the province, and scans as files: who sees what, and that both say the same as the page."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database, now
from cooptrace.labels.models import PrintJob
from cooptrace.products.models import Product
from cooptrace.scans.sums import Counted, count_scans
from cooptrace.stamps.models import StampPlaceDay
from cooptrace.web.formats import date_text, local_today
from tests.factories import make_batch, make_product
from tests.people import World, sign_in

TODAY = local_today()


@pytest.fixture
def scanned(database: Database, world: World) -> None:
    """Ten scans in the own cooperative, seven in the foreign one, and one batch each that nobody scanned."""
    with database.write() as session:
        for cooperative, count in ((world.own, 10), (world.foreign, 7)):
            product = make_product(session, session.merge(cooperative), name=f"Miến {count}")
            batch, lonely = make_batch(session, product), make_batch(session, product, lot="VANG")
            key: dict[str, Any] = {"cooperative_id": cooperative.id, "product_id": product.id}
            for days_ago, language, many in ((0, "vi", count - 1), (1, "zh", 1), (35, "zh", 50)):
                day = str(TODAY - timedelta(days=days_ago))
                count_scans(session, [Counted(day=day, batch_id=batch.id, language=language, **key)] * many)
            session.add(StampPlaceDay(day=TODAY, unit_code=cooperative.unit_code, count=2, **key))
            session.add(printed(cooperative, lonely.id))


def printed(cooperative: Cooperative, batch_id: str) -> PrintJob:
    paper: dict[str, Any] = {"stock": "tomy-145", "design": "batch", "start_cell": 1, "count": 65, "code_text": "x"}
    at = now() - timedelta(days=20)
    return PrintJob(cooperative_id=cooperative.id, batch_id=batch_id, printed_at=at, **paper)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_the_province_is_summed(client: TestClient, scanned: None, world: World) -> None:
    for person in (world.officer, world.inspector, world.operator):
        text = sign_in(client, person).get("/scans").text
        assert ("Theo ngày: 17" in text, "Cùng số ngày trước đó: 100" in text) == (True, True)
        assert "2 lô đã in tem hơn 14 ngày mà chưa ai quét." in text
        order = [text.index(words) for words in (world.own.name, world.foreign.name, "Tiếng Việt", "Đặc khu Vân Đồn")]
        assert order[:3] == sorted(order[:3])


def test_trainers_see_their_communes_only(client: TestClient, scanned: None, world: World) -> None:
    text = sign_in(client, world.trainer).get("/scans").text
    assert ("Theo ngày: 10" in text, world.foreign.name in text) == (True, False)
    content = client.get("/scans.csv?part=cooperatives").content
    assert [row[2] for row in table(content)[1:]] == [world.own.name]


def test_staff_do_not_see_the_province(client: TestClient, scanned: None, world: World) -> None:
    sign_in(client, world.manager)
    assert [client.get(f"/scans{ending}").status_code for ending in ("", ".csv", ".xlsx")] == [403] * 3


def test_a_strangers_files_are_not_there(client: TestClient, scanned: None, world: World) -> None:
    sign_in(client, world.foreign_manager)
    assert [client.get(f"/c/{world.own.id}/scans.{ending}").status_code for ending in ("csv", "xlsx")] == [404] * 2


def test_every_day_has_its_line(client: TestClient, scanned: None, world: World) -> None:
    answer = sign_in(client, world.staff).get(f"/c/{world.own.id}/scans.csv?days=7")
    rows = table(answer.content)
    assert (len(rows), rows[0], rows[-1]) == (8, ["TT", "Ngày", "Lượt quét"], ["7", date_text(TODAY), "9"])
    assert f"luot-quet-days-{TODAY}.csv" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("products", ["1", "Miến 10", "10"]),
        ("batches", ["1", "Miến 10", "MD261101A", "10"]),
        ("languages", ["1", "Tiếng Việt", "9"]),
        ("places", ["1", "Xã Bình Liêu", "2"]),
    ],
)
def test_each_part_is_a_file(client: TestClient, scanned: None, world: World, part: str, line: list[str]) -> None:
    content = sign_in(client, world.staff).get(f"/c/{world.own.id}/scans.csv?part={part}").content
    assert table(content)[1] == line


def test_what_was_never_scanned_is_a_file(client: TestClient, scanned: None, world: World) -> None:
    content = sign_in(client, world.staff).get(f"/c/{world.own.id}/scans.csv?part=unscanned").content
    assert [(row[1], row[2], row[4]) for row in table(content)[1:]] == [("Miến 10", "VANG", "65")]


@pytest.mark.parametrize("path", ["/scans.csv?part=none", "/scans.csv?part=batches"])
def test_there_are_no_other_parts(client: TestClient, scanned: None, world: World, path: str) -> None:
    assert sign_in(client, world.officer).get(path).status_code == 404


def test_the_workbook_has_all_parts(client: TestClient, scanned: None, world: World) -> None:
    sign_in(client, world.officer)
    for path, sheets in ((f"/c/{world.own.id}/scans.xlsx", 6), ("/scans.xlsx?days=365", 4)):
        with ZipFile(BytesIO(client.get(path).content)) as book:
            names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        assert (len(names), names[0]) == (sheets, "Theo ngày")


def test_a_name_never_becomes_a_formula(client: TestClient, scanned: None, world: World, database: Database) -> None:
    with database.write() as session:
        for product in session.exec(select(Product)):
            product.name = "=1+1"
    content = sign_in(client, world.staff).get(f"/c/{world.own.id}/scans.csv?part=products").content
    assert table(content)[1][1] == "'=1+1"
