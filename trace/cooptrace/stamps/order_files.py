"""The file of an order for a print shop: a line for each stamp, with count and check total to compare."""

import csv
import io
from collections.abc import Iterator

import xlsxwriter

from cooptrace.codes import grouped
from cooptrace.stamps.codes import StampCodes
from cooptrace.stamps.models import StampOrder

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The words of paper are Vietnamese, as on the label itself.
_COLUMNS = ("STT", "Cuộn", "Mã tem", "Mã in trên tem", "Nội dung mã QR")
_PIN_COLUMN = "Mã cào"
_LINES_A_PART = 5000


def file_name(order: StampOrder, ending: str) -> str:
    """`tem-5000-1A2B3C4D5E6F.csv`: count and check total, so that two files are not taken for each other."""
    return f"tem-{order.count}-{order.check_total.replace(' ', '')}.{ending}"


def address(order: StampOrder, code: str) -> str:
    """Capitals throughout: a QR packs them in half the room."""
    return f"{order.origin.upper()}/Q/{code}"


def columns(order: StampOrder) -> tuple[str, ...]:
    return (*_COLUMNS, _PIN_COLUMN) if order.covered else _COLUMNS


def rows(codes: StampCodes, order: StampOrder) -> Iterator[tuple[int | str, ...]]:
    for place, code in enumerate(codes.codes(order.first, order.count)):
        row = (place + 1, place // order.per_roll + 1, code, grouped(code), address(order, code))
        yield (*row, codes.pin(order.first + place)) if order.covered else row


def csv_file(codes: StampCodes, order: StampOrder) -> Iterator[bytes]:
    """Part by part, so that a million stamps need no more memory than a thousand."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns(order))
    yield b"\xef\xbb\xbf"
    for place, row in enumerate(rows(codes, order), start=1):
        writer.writerow(row)
        if place % _LINES_A_PART == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def xlsx_file(codes: StampCodes, order: StampOrder) -> bytes:
    """Codes as texts: Excel must not take a covered code's first zeros away."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Tem")
    for place, row in enumerate([columns(order), *rows(codes, order)]):
        sheet.write_row(place, 0, row)
    check = book.add_worksheet("Kiểm tra")
    check.write_row(0, 0, ("Số tem", order.count))
    check.write_row(1, 0, ("Mã kiểm", order.check_total))
    book.close()
    return out.getvalue()
