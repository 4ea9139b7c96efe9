"""The labels of a job as rows for a print shop's own program: one row a label, CSV or XLSX."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import islice

from xlsxwriter import Workbook

from cooptrace.labels.desk import Plan
from cooptrace.labels.pallet_codes import codes_from

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
# A sheet holds 1,048,576 rows; a print shop's program chokes long before.
MOST_XLSX_ROWS = 100_000
_ROWS_A_CHUNK = 1000
# A cell that begins so would be run by a spreadsheet.
_RISKY = ("=", "+", "-", "@", "\t", "\r")

# The words of paper are Vietnamese, as on the label itself.
_NUMBER, _CODE, _PRODUCT, _COOPERATIVE = "STT", "Nội dung mã", "Sản phẩm", "Hợp tác xã"


def columns(plan: Plan) -> list[str]:
    return [_NUMBER, _CODE, _PRODUCT, *(fact.caption for fact in plan.content.facts), _COOPERATIVE]


def codes_csv(plan: Plan) -> Iterator[bytes]:
    """With the mark at its beginning by which Excel knows UTF-8; a block at a time."""
    common = [text if not text.startswith(_RISKY) else f"'{text}" for text in _common(plan)]
    numbered = enumerate(codes_from(plan.code_text, plan.order.count), start=1)
    yield b"\xef\xbb\xbf" + _lines([columns(plan)])
    while rows := [[str(number), code, *common] for number, code in islice(numbered, _ROWS_A_CHUNK)]:
        yield _lines(rows)


def codes_xlsx(plan: Plan) -> bytes:
    out = BytesIO()
    with Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page, common = book.add_worksheet("Tem"), _common(plan)
        for column, title in enumerate(columns(plan)):
            page.write_string(0, column, title)
        codes = codes_from(plan.code_text, min(plan.order.count, MOST_XLSX_ROWS))
        for number, code in enumerate(codes, start=1):
            page.write_number(number, 0, number)
            for column, text in enumerate([code, *common], start=1):
                page.write_string(number, column, text)
    return out.getvalue()


def _common(plan: Plan) -> list[str]:
    """The words on every label of a batch."""
    content = plan.content
    return [content.product_name, *(fact.text for fact in content.facts), content.cooperative_name]


def _lines(rows: list[list[str]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
