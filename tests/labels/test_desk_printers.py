"""Printers: a page to measure one with, and printings that undo what was measured."""

from decimal import Decimal

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database
from cooptrace.labels.models import PrinterProfile, PrintJob
from tests.labels.desk import Desk, job_of, order, print_labels
from tests.labels.paper import STOCKS, dark_box_mm, page_text, picture, text_boxes_mm
from tests.people import World

MEASURED = {"name": "Máy văn phòng", "dots_per_inch": "0", "dx_mm": "1,5", "dy_mm": "-2", "once": "printer"}


@pytest.fixture
def printer(staff: TestClient, desk: Desk, database: Database) -> PrinterProfile:
    assert staff.post(f"{desk.home}/printers/new", data=MEASURED).status_code == 303
    return printers(database)[0]


def printers(database: Database) -> list[PrinterProfile]:
    with database.read() as session:
        return list(session.exec(select(PrinterProfile)))


def first_box(client: TestClient, page: str) -> tuple[float, ...]:
    return text_boxes_mm(client.get(f"{page}/labels.pdf").content)[0]


def test_a_printing_is_moved_as_it_was_measured(
    staff: TestClient, desk: Desk, printer: PrinterProfile, database: Database
) -> None:
    plain = first_box(staff, print_labels(staff, desk, printer="none"))
    moved = first_box(staff, print_labels(staff, desk, printer=printer.id, once="2"))
    assert [after - before for before, after in zip(plain, moved, strict=True)] == pytest.approx(
        [1.5, -2, 1.5, -2], abs=0.01
    )


def test_a_ruler_that_came_out_short_stretches_the_printing(
    staff: TestClient, desk: Desk, printer: PrinterProfile, database: Database
) -> None:
    staff.post(f"{desk.home}/printers/{printer.id}", data=MEASURED | {"ruler_across_mm": "98,5", "dx_mm": "0"})
    plain = first_box(staff, print_labels(staff, desk, printer="none"))
    stretched = first_box(staff, print_labels(staff, desk, printer=printer.id, once="2"))
    assert stretched[0] / plain[0] == pytest.approx(100 / 98.5, abs=0.001)


def test_a_job_keeps_the_measures_of_its_day(
    staff: TestClient, desk: Desk, printer: PrinterProfile, database: Database
) -> None:
    page = print_labels(staff, desk, printer=printer.id)
    before = staff.get(f"{page}/labels.pdf").content
    staff.post(f"{desk.home}/printers/{printer.id}", data=MEASURED | {"dx_mm": "3"})
    staff.post(f"{desk.home}/printers/{printer.id}/removal")
    assert staff.get(f"{page}/labels.pdf").content == before
    assert job_of(database, page).printer["name"] == "Máy văn phòng"


def test_the_printer_of_last_time_is_chosen(staff: TestClient, desk: Desk, printer: PrinterProfile) -> None:
    print_labels(staff, desk, printer=printer.id)
    assert f'value="{printer.id}" selected' in staff.get(desk.page).text
    print_labels(staff, desk, printer="none", once="2")
    assert 'value="none" selected' in staff.get(desk.page).text


def test_a_label_printer_gets_modules_of_whole_dots(
    staff: TestClient, desk: Desk, printer: PrinterProfile, database: Database
) -> None:
    staff.post(f"{desk.home}/printers/{printer.id}", data={"name": "Máy in tem", "dots_per_inch": "203"})
    page = print_labels(staff, desk, printer=printer.id, stock="roll-50x30", count=1, start=1)
    assert job_of(database, page).printer["dots_per_inch"] == 203
    assert staff.get(f"{page}/labels.png").content[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"dx_mm": "21"}, "dx_mm"),
        ({"dy_mm": "hai"}, "dy_mm"),
        ({"ruler_across_mm": "0"}, "ruler_across_mm"),
        ({"ruler_down_mm": "120"}, "ruler_down_mm"),
        ({"dots_per_inch": "150"}, "dots_per_inch"),
    ],
)
def test_what_no_printer_needs_is_said_at_its_field(
    staff: TestClient, desk: Desk, database: Database, changed: dict[str, str], field: str
) -> None:
    answer = staff.post(f"{desk.home}/printers/new", data=MEASURED | changed)
    assert (answer.status_code, f'id="{field}-error"' in answer.text, printers(database)) == (422, True, [])


def test_the_test_page_has_its_marks_where_it_says(staff: TestClient, desk: Desk) -> None:
    pdf = staff.get(f"{desk.home}/printers/ruler.pdf?stock=tomy-145").content
    assert [part for part in ("-3", "+3", "Ngang 100 mm", "Dọc 100 mm") if part not in page_text(pdf)] == []
    cell = STOCKS["tomy-145"].cells[0]
    first_mark = cell.inset(Decimal(0))
    left, top, _right, _bottom = dark_box_mm(picture(pdf), first_mark)
    assert (left, top) == pytest.approx((float(cell.left_mm), float(cell.top_mm)), abs=0.2)


def test_another_cooperatives_printer_is_not_there(
    staff: TestClient, desk: Desk, database: Database, world: World
) -> None:
    with database.write() as session:
        row = PrinterProfile(cooperative_id=world.foreign.id, name="Máy lạ")
        session.add(row)
    assert staff.get(f"{desk.home}/printers/{row.id}").status_code == 404
    answer = staff.post(desk.page, data=order(printer=row.id))
    assert (answer.status_code, 'href="#printer"' in answer.text) == (422, True)
    with database.read() as session:
        assert session.exec(select(PrintJob)).all() == []


def printed_with(client: TestClient, desk: Desk, printer_id: str, database: Database) -> dict[str, object]:
    return job_of(database, print_labels(client, desk, printer=printer_id)).printer
