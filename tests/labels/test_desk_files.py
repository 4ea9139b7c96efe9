"""A printing as files for other machines: the same codes, on the printer's dots, in rows for a print shop."""

import csv
import io
import re
from zipfile import ZipFile

import pytest
import zxingcpp
from fastapi.testclient import TestClient
from PIL import Image

from cooptrace.database import Database
from cooptrace.products.models import Product
from tests.labels.desk import Desk, job_of, print_labels
from tests.people import World, sign_in

ROLL = {"stock": "roll-50x30", "count": 3, "start": 1}


def test_the_picture_for_a_phones_printer_app_reads_back(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk, **ROLL)
    answer = staff.get(f"{page}/labels.png")
    picture = Image.open(io.BytesIO(answer.content))
    assert (picture.mode, [code.text for code in zxingcpp.read_barcodes(picture)]) == (
        "1",
        [job_of(database, page).code_text],
    )


@pytest.mark.parametrize(("ending", "start", "copies"), [("zpl", b"^XA", b"^PQ3"), ("tspl", b"SIZE 50", b"PRINT 3,1")])
def test_a_label_printers_own_file_prints_the_copies(
    staff: TestClient, desk: Desk, ending: str, start: bytes, copies: bytes
) -> None:
    answer = staff.get(f"{print_labels(staff, desk, **ROLL)}/labels.{ending}")
    assert (answer.status_code, start in answer.content[:100], copies in answer.content) == (200, True, True)
    assert f"tem-{desk.batch.lot}-3.{ending}" in answer.headers["content-disposition"]


def test_a_print_shop_gets_one_row_a_label(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk)
    rows = list(csv.reader(io.StringIO(staff.get(f"{page}/codes.csv").content.decode("utf-8-sig"))))
    assert rows[0] == ["STT", "Nội dung mã", "Sản phẩm", "Lô", "NSX", "HSD", "Hợp tác xã"]
    assert [row[:2] for row in rows[1:]] == [[str(number), job_of(database, page).code_text] for number in range(1, 11)]


def test_the_excel_file_says_the_same(staff: TestClient, desk: Desk) -> None:
    page = print_labels(staff, desk)
    text = staff.get(f"{page}/codes.csv").content.decode("utf-8-sig")
    with ZipFile(io.BytesIO(staff.get(f"{page}/codes.xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r"<(?:t|v)>([^<]*)</(?:t|v)>", sheet)
    assert cells == [cell for row in csv.reader(io.StringIO(text)) for cell in row]


def test_a_name_never_becomes_a_formula(staff: TestClient, desk: Desk, database: Database) -> None:
    with database.write() as session:
        session.get_one(Product, desk.product.id).name = "=1+1 500 g"
    page = print_labels(staff, desk)
    rows = list(csv.reader(io.StringIO(staff.get(f"{page}/codes.csv").content.decode("utf-8-sig"))))
    assert rows[1][2] == "'=1+1 500 g"


def test_a_stranger_gets_no_files(client: TestClient, staff: TestClient, desk: Desk, world: World) -> None:
    page = print_labels(staff, desk)
    stranger = sign_in(client, world.foreign_manager)
    names = ["labels.pdf", "labels.zpl", "labels.tspl", "labels.png", "codes.csv", "codes.xlsx"]
    assert [stranger.get(f"{page}/{name}").status_code for name in names] == [404] * len(names)
