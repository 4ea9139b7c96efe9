"""The file for a print shop: as many lines as stamps, however it is cut up on its way, and its check total."""

import csv
import hashlib
import io
import zipfile

import pytest

from cooptrace.stamps.models import StampOrder
from cooptrace.stamps.order_actions import check_total, formats_of, release_file
from cooptrace.stamps.order_files import address, columns, csv_file, file_name, rows, xlsx_file
from tests.stamps.rolls import ORIGIN, Desk

FIRST_COLUMNS = ["STT", "Cuộn", "Mã tem", "Mã in trên tem", "Nội dung mã QR"]


def released(desk: Desk, count: int, **details: object) -> StampOrder:
    order = desk.order(count, **details)
    release_file(desk.session, desk.keys, order, by=desk.by)
    return order


@pytest.mark.parametrize("count", [1, 4999, 5000, 5001, 10_001])
def test_the_csv_has_a_line_for_each_stamp_wherever_it_is_cut(desk: Desk, count: int) -> None:
    order = released(desk, count, per_roll=3000)
    codes = desk.keys.codes(order.epoch)
    parts = list(csv_file(codes, order))
    assert parts[0] == b"\xef\xbb\xbf"
    assert len(parts) == 2 + count // 5000
    lines = list(csv.reader(io.StringIO(b"".join(parts[1:]).decode())))
    assert lines[0] == FIRST_COLUMNS
    assert [line[0] for line in lines[1:]] == [str(number) for number in range(1, count + 1)]
    assert [line[1] for line in lines[1:]] == [str(number // 3000 + 1) for number in range(count)]
    assert [line[2] for line in lines[1:]] == [codes.code(order.first + number) for number in range(count)]


def test_covered_codes_have_a_column_of_their_own(desk: Desk) -> None:
    order = released(desk, 3, covered=True)
    codes = desk.keys.codes(order.epoch)
    assert list(columns(order)) == [*FIRST_COLUMNS, "Mã cào"]
    assert [row[5] for row in rows(codes, order)] == [codes.pin(order.first + number) for number in range(3)]
    assert list(columns(released(desk, 3))) == FIRST_COLUMNS


def test_the_xlsx_has_the_same_rows_and_what_to_compare_them_with(desk: Desk) -> None:
    order = released(desk, 12, covered=True)
    book = zipfile.ZipFile(io.BytesIO(xlsx_file(desk.keys.codes(order.epoch), order)))
    first, second = (book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
    names = book.read("xl/workbook.xml").decode()
    assert ('name="Tem"' in names, 'name="Kiểm tra"' in names) == (True, True)
    assert (first.count("<row "), second.count("<row ")) == (13, 2)
    assert [words for words in ("Số tem", ">12<", "Mã kiểm", order.check_total) if words not in second] == []
    last = list(rows(desk.keys.codes(order.epoch), order))[-1]
    assert [value for value in ("STT", "Mã cào", *map(str, last)) if value not in first] == []
    assert "<f>" not in first


def test_the_check_total_is_that_of_all_codes_each_with_a_line_end(desk: Desk) -> None:
    order = released(desk, 7)
    codes = desk.keys.codes(order.epoch)
    text = "".join(f"{codes.code(order.first + number)}\n" for number in range(7))
    digest = hashlib.sha256(text.encode()).hexdigest()[:12].upper()
    assert check_total(codes, order) == f"{digest[:4]} {digest[4:8]} {digest[8:]}" == order.check_total


def test_a_file_is_called_by_count_and_check_total_and_holds_addresses_in_capitals(desk: Desk) -> None:
    order = released(desk, 7)
    assert file_name(order, "csv") == f"tem-7-{order.check_total.replace(' ', '')}.csv"
    assert address(order, "7K1") == f"{ORIGIN.upper()}/Q/7K1"


@pytest.mark.parametrize(
    ("count", "covered", "formats"),
    [
        (100_000, False, ["csv", "xlsx", "pdf"]),
        (100_001, False, ["csv", "pdf"]),
        (1_000_000, False, ["csv", "pdf"]),
        (1_000_001, False, ["csv"]),
        (5, True, ["csv", "xlsx"]),
    ],
)
def test_large_orders_and_covered_codes_have_fewer_formats(count: int, covered: bool, formats: list[str]) -> None:
    order = StampOrder(cooperative_id="", epoch="0", first=0, count=count, per_roll=count, covered=covered)
    assert formats_of(order) == formats
