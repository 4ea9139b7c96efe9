"""Own papers: measured, checked, printed on, and changed without changing what was printed before."""

from decimal import Decimal

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from cooptrace.database import Database
from cooptrace.labels.desk_forms import PaperForm
from cooptrace.labels.models import OwnStock
from cooptrace.labels.queries import as_stock
from tests.labels.desk import Desk, checked_cell, print_labels
from tests.labels.paper import inside, text_boxes_mm
from tests.people import World

MEASURED = {
    "name": "Giấy anh Nam",
    "page_width_mm": "210",
    "page_height_mm": "297",
    "columns": "2",
    "rows": "5",
    "cell_width_mm": "90,5",
    "cell_height_mm": "50",
    "left_margin_mm": "10",
    "top_margin_mm": "12.5",
    "column_pitch_mm": "95",
    "row_pitch_mm": "54",
    "once": "paper",
}


@pytest.fixture
def paper(staff: TestClient, desk: Desk, database: Database) -> OwnStock:
    assert staff.post(f"{desk.home}/stocks/new", data=MEASURED).status_code == 303
    return papers(database)[0]


def papers(database: Database) -> list[OwnStock]:
    with database.read() as session:
        return list(session.exec(select(OwnStock).order_by(col(OwnStock.created_at))))


def test_labels_lie_where_the_paper_was_measured(staff: TestClient, desk: Desk, paper: OwnStock) -> None:
    page = print_labels(staff, desk, stock=f"own-{paper.id}", count=10, start=1)
    boxes = text_boxes_mm(staff.get(f"{page}/labels.pdf").content)
    cells = as_stock(paper).cells
    assert (cells[3].left_mm, cells[3].top_mm) == (Decimal(105), Decimal("66.5"))
    assert [box for box in boxes if not inside(box, cells, edge_mm=1)] == []


def test_the_sheet_is_drawn_while_it_is_typed(staff: TestClient, desk: Desk) -> None:
    html = staff.get(f"{desk.home}/stocks/new", params=MEASURED | {"name": ""}).text
    assert ("10 tem trên một tờ" in html, html.count("<rect")) == (True, 12)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 61}, "name"),
        ({"column_pitch_mm": "80"}, "column_pitch_mm"),
        ({"row_pitch_mm": "49"}, "row_pitch_mm"),
        ({"columns": "3"}, "column_pitch_mm"),
        ({"columns": "1", "cell_width_mm": "250"}, "cell_width_mm"),
        ({"columns": "0"}, "columns"),
        ({"rows": "-1"}, "rows"),
        ({"rows": "hai"}, "rows"),
        ({"cell_height_mm": "0"}, "cell_height_mm"),
        ({"left_margin_mm": "-1"}, "left_margin_mm"),
        ({"page_width_mm": "9" * 400}, "page_width_mm"),
    ],
)
def test_measures_that_make_no_paper_are_said_at_their_field(
    staff: TestClient, desk: Desk, database: Database, changed: dict[str, str], field: str
) -> None:
    answer = staff.post(f"{desk.home}/stocks/new", data=MEASURED | changed)
    assert (answer.status_code, f'id="{field}-error"' in answer.text, papers(database)) == (422, True, [])


def test_lengths_in_messages_are_written_as_people_write_them(staff: TestClient, desk: Desk) -> None:
    html = staff.post(f"{desk.home}/stocks/new", data=MEASURED | {"column_pitch_mm": "80,5"}).text
    assert "bước 80,5 mm mà tem 90,5 mm" in html


def test_an_unused_paper_changes_in_place(staff: TestClient, desk: Desk, paper: OwnStock, database: Database) -> None:
    staff.post(f"{desk.home}/stocks/{paper.id}", data=MEASURED | {"top_margin_mm": "13"})
    assert [(row.id, row.top_mm) for row in papers(database)] == [(paper.id, Decimal(13))]


def test_a_used_paper_keeps_its_measures_for_what_was_printed(
    staff: TestClient, desk: Desk, paper: OwnStock, database: Database
) -> None:
    page = print_labels(staff, desk, stock=f"own-{paper.id}", count=4, start=1)
    before = staff.get(f"{page}/labels.pdf").content
    staff.post(f"{desk.home}/stocks/{paper.id}", data=MEASURED | {"top_margin_mm": "13"})
    old, new = papers(database)
    assert (old.removed_at is not None, new.top_mm) == (True, Decimal(13))
    assert staff.get(f"{page}/labels.pdf").content == before
    assert checked_cell(staff.get(desk.page, params={"stock": f"own-{new.id}"}).text) == 5


def test_a_removed_paper_is_no_longer_offered(staff: TestClient, desk: Desk, paper: OwnStock) -> None:
    staff.post(f"{desk.home}/stocks/{paper.id}/removal")
    assert f"own-{paper.id}" not in staff.get(desk.page).text
    assert staff.get(f"{desk.home}/stocks/{paper.id}").status_code == 404


def test_another_cooperatives_paper_is_not_there(
    staff: TestClient, desk: Desk, database: Database, world: World
) -> None:
    with database.write() as session:
        row = OwnStock(cooperative_id=world.foreign.id, **PaperForm.model_validate(MEASURED).columns_of_row())
        session.add(row)
    assert staff.get(f"{desk.home}/stocks/{row.id}").status_code == 404
    assert f"own-{row.id}" not in staff.get(desk.page).text
