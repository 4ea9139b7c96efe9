"""Tables as files for Excel: CSV and XLSX. What people typed can never become a formula."""

import csv
from collections.abc import Iterable
from datetime import date
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from cooptrace.reports.sheets import Cell, Sheet

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins so would be run by a spreadsheet, or is our own guard. The guard can be taken off again.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\0", "'")


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text


def csv_file(sheet: Sheet) -> bytes:
    """With the mark at its beginning by which Excel knows UTF-8."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(sheet.columns)
    writer.writerows([_csv_text(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _csv_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return f"{cell:.0%}" if isinstance(cell, float) else guarded(str(cell))


def xlsx_file(sheets: Iterable[Sheet], *, note: str) -> bytes:
    """`note` stands below each table and in the foot of each printed page."""
    out = BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **never}) as book:
        for sheet in sheets:
            _write(book, sheet, note)
    return out.getvalue()


def _write(book: Workbook, sheet: Sheet, note: str) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E2F1EE"})
    day, ratio = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}), book.add_format({"num_format": "0%"})
    for column, title in enumerate(sheet.columns):
        page.write_string(0, column, title, head)
        page.set_column(column, column, _width(sheet, column))
    for line, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(line, column, cell, day)
            elif isinstance(cell, float):
                page.write_number(line, column, cell, ratio)
            elif isinstance(cell, int):
                page.write_number(line, column, cell)
            elif cell:
                page.write_string(line, column, cell)
    page.write_string(len(sheet.rows) + 2, 0, note)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{note.replace('&', '&&')}&R&P/&N")


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(str(row[column])) for row in sheet.rows if row[column] is not None), default=0)
    return min(max(longest + 2, 10), 40) if column else 5
