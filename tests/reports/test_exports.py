"""The board as files: they open, say what the board says, and hold no formula whatever people have typed."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.database import Database
from cooptrace.reports.files import csv_file, guarded, xlsx_file
from cooptrace.reports.sheets import Sheet
from tests.factories import make_batch, make_product
from tests.onboarding.rows import days_ago, make_producer, print_labels, visit
from tests.people import FOREIGN_UNIT, OWN_UNIT, World, add_cooperative, sign_in

EVIL = ['=HYPERLINK("http://x.test","a")', "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "{=1+1}", "http://x.test"]


@pytest.fixture
def officer(client: TestClient, world: World, database: Database) -> TestClient:
    with database.write() as session:
        for number, name in enumerate(EVIL):
            one = add_cooperative(session, name, OWN_UNIT)
            one.created_at = days_ago(30 + number)
            visit(session, one, "met", days_ago(20)).reason = "no-printer"
    return sign_in(client, world.officer)


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def parts_of(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as book:
        assert book.testzip() is None
        return {name: book.read(name).decode() for name in book.namelist()}


def test_the_workbook_has_three_sheets_in_vietnamese(officer: TestClient) -> None:
    answer = officer.get("/board.xlsx?lang=en")
    assert re.fullmatch(r'attachment; filename="do-phu-\d{4}-\d\d-\d\d.xlsx"', answer.headers["content-disposition"])
    parts = parts_of(answer.content)
    assert re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"]) == ["Tổng hợp", "Danh sách", "Kẹt"]
    texts = parts["xl/sharedStrings.xml"]
    assert [word in texts for word in ("Xã/phường/đặc khu", "Không có máy in", "5. In tờ tem đầu tiên")] == [True] * 3
    assert re.search(r"Số liệu đến \d\d:\d\d ngày \d\d/\d\d/\d{4}", texts)


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(officer: TestClient) -> None:
    parts = parts_of(officer.get("/board.xlsx").content)
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert (len(sheets), [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]) == (3, [])
    assert "=HYPERLINK(" in parts["xl/sharedStrings.xml"]


def test_the_summary_has_a_line_for_each_commune(officer: TestClient, world: World) -> None:
    head, *lines = rows_of(officer.get("/board.csv").content)
    assert (head[:4], len(lines)) == (["TT", "Xã/phường/đặc khu", "Mục tiêu", "Tổng cơ sở"], 54)
    first = dict(zip(head, lines[0], strict=True))
    assert (first["Xã/phường/đặc khu"], first["Tổng cơ sở"], first["Kẹt"], first["Đã gặp"]) == (
        "Xã Bình Liêu",
        "9",
        "8",
        "8",
    )
    assert first["Tỷ lệ đã in tem"] == "0%"


def test_csv_cells_cannot_run(officer: TestClient) -> None:
    cells = [cell for line in rows_of(officer.get("/board.csv?part=list").content) for cell in line]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert '\'=HYPERLINK("http://x.test","a")' in cells


def test_the_longest_stuck_comes_first_with_its_reason(officer: TestClient) -> None:
    head, first, *_rest = rows_of(officer.get("/board.csv?part=stuck").content)
    found = dict(zip(head, first, strict=True))
    assert (found["Cơ sở"], found["Số ngày"], found["Lý do"]) == ("http://x.test", "37", "Không có máy in")
    assert found["Kẹt ở bước"] == "1. Có hồ sơ (tên, xã, điện thoại)"


def test_a_trainer_gets_names_only_of_own_communes(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        add_cooperative(session, "HTX Nơi Khác", FOREIGN_UNIT).created_at = days_ago(60)
    trainer = sign_in(client, world.trainer)
    listed = [rows_of(trainer.get(f"/board.csv?part={part}").content) for part in ("list", "stuck")]
    assert [[line[2] for line in lines[1:]] for lines in listed] == [[world.own.name], []]
    assert "HTX Nơi Khác" not in parts_of(trainer.get("/board.xlsx").content)["xl/sharedStrings.xml"]
    assert len(rows_of(trainer.get("/board.csv").content)) == 55


def test_the_list_counts_producers_and_names_none(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        one = make_producer(session, world.own, "Bà Chíu Tài")
        make_producer(session, world.own, "Ông Lỷ")
        print_labels(session, make_batch(session, make_product(session, world.own), producer_id=one.id), days_ago(1))
    content = sign_in(client, world.officer).get("/board.csv?part=list").content
    head, *lines = rows_of(content)
    found = {line[2]: line[-2:] for line in lines}
    assert head[-2:] == ["Hộ đã in tem (bước 5)", "Tổng số hộ"]
    assert found == {world.own.name: ["1", "2"], world.foreign.name: ["0", "0"]}
    assert "Bà Chíu" not in content.decode()


def test_an_unknown_part_is_not_there(officer: TestClient) -> None:
    assert officer.get("/board.csv?part=secrets").status_code == 404


@given(st.text(max_size=60))
def test_the_guard_can_be_taken_off_again(text: str) -> None:
    safe = guarded(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
    assert (safe[1:] if safe.startswith("'") else safe) == text


def test_an_empty_table_is_still_a_file() -> None:
    empty = Sheet("Kẹt", ("TT", "Cơ sở"), [])
    assert rows_of(csv_file(empty)) == [["TT", "Cơ sở"]]
    assert "xl/worksheets/sheet1.xml" in parts_of(xlsx_file([empty], note="Số liệu đến 17:00"))
