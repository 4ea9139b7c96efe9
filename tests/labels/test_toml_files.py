"""Papers and designs as files: what is downloaded can be uploaded again; a wrong file is refused by line and field."""

import pytest
from alembic import command
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database, migrate
from cooptrace.labels.desk_forms import PaperForm
from cooptrace.labels.models import OwnDesign, OwnStock, PrintJob
from cooptrace.labels.own_design import BASES, as_design, start_from
from cooptrace.labels.queries import as_stock
from cooptrace.labels.stocks import Kind
from cooptrace.labels.toml_files import (
    MOST_BYTES,
    design_toml,
    shipped_file,
    stock_toml,
    uploaded_design,
    uploaded_stock,
)
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.order_actions import release_file
from cooptrace.web.forms import Upload
from tests.labels.desk import GTIN, Desk, confirm_address, make_desk, print_labels
from tests.labels.paper import DESIGNS, STOCKS, page_text, picture, read_codes
from tests.people import World, sign_in
from tests.stamps.rolls import make_desk as make_rolls

STOCK = shipped_file("stocks", "roll-35x22-2up").decode()
DESIGN = shipped_file("designs", "stamp").decode()
RETAIL = shipped_file("designs", "retail").decode()


@pytest.fixture
def desk(database: Database, world: World) -> Desk:
    confirm_address(database)
    return make_desk(database, world.own, gtin=GTIN)


def upload(
    client: TestClient, desk: Desk, kind: str, text: str | bytes, *, name: str = "của tôi.toml"
) -> tuple[int, str]:
    """The status, and where it leads or what the page says."""
    content = text.encode() if isinstance(text, str) else text
    answer = client.post(
        f"{desk.home}/{kind}/upload", data={"once": "file"}, files={"file": (name, content, "application/toml")}
    )
    return answer.status_code, answer.headers.get("location", "").partition("?")[0] or answer.text


def kept(database: Database) -> tuple[list[OwnDesign], list[OwnStock]]:
    with database.read() as session:
        return list(session.exec(select(OwnDesign))), list(session.exec(select(OwnStock)))


@pytest.mark.parametrize("key", DESIGNS)
def test_a_design_written_down_is_read_back_the_same(key: str) -> None:
    written = design_toml(DESIGNS[key])
    again, source = uploaded_design(Upload("mine.toml", written.encode()), field="file")
    assert (design_toml(again), source) == (written, written)
    parts = ("lines", "symbology", "layout", "level", "above", "setting", "min_module_mm", "largest_pt")
    assert [getattr(again, part) for part in parts] == [getattr(DESIGNS[key], part) for part in parts]


@pytest.mark.parametrize("key", STOCKS)
def test_a_paper_written_down_is_read_back_the_same(key: str) -> None:
    again = uploaded_stock(Upload("mine.toml", stock_toml(STOCKS[key]).encode()), field="file")
    assert (again.cells, again.kind, again.gap_mm, again.safe_edge_mm) == (
        STOCKS[key].cells,
        STOCKS[key].kind,
        STOCKS[key].gap_mm,
        STOCKS[key].safe_edge_mm,
    )


@pytest.mark.parametrize("base", BASES)
def test_an_own_design_can_be_downloaded(base: str) -> None:
    row = start_from(base)
    row.name = 'Tem "to" \\ của tôi'
    design = as_design(row)
    again, _ = uploaded_design(Upload("a.toml", design_toml(design).encode()), field="file")
    assert (again.lines, again.name("vi"), again.symbol_share) == (design.lines, row.name, design.symbol_share)


def test_a_roll_is_uploaded_and_downloaded(staff: TestClient, desk: Desk, database: Database) -> None:
    status, page = upload(staff, desk, "stocks", STOCK)
    (row,) = kept(database)[1]
    paper = as_stock(row)
    assert (status, page, paper.kind, float(paper.gap_mm), paper.columns) == (
        303,
        f"{desk.home}/stocks/{row.id}",
        Kind.ROLL,
        2,
        2,
    )
    answer = staff.get(f"{page}/file")
    assert uploaded_stock(Upload("a.toml", answer.content), field="file").cells == STOCKS["roll-35x22-2up"].cells
    assert answer.headers["content-disposition"].startswith("attachment;")
    printed = print_labels(staff, desk, stock=f"own-{row.id}", count=3, start=1)
    assert len(read_codes(picture(staff.get(f"{printed}/labels.pdf").content))) == 2


def test_a_barcode_label_is_uploaded_and_printed(staff: TestClient, desk: Desk, database: Database) -> None:
    status, page = upload(staff, desk, "designs", RETAIL.replace('vi = "Nhãn bán lẻ EAN-13"', 'vi = "Nhãn siêu thị"'))
    (row,) = kept(database)[0]
    assert (status, page, row.name) == (303, f"{desk.home}/designs/{row.id}", "Nhãn siêu thị")
    assert ("<img" in staff.get(page).text, staff.get(f"{page}/file").text) == (True, row.source)
    printed = print_labels(staff, desk, stock="roll-60x40", count=1, start=1, design=f"own-{row.id}")
    (code,) = read_codes(picture(staff.get(f"{printed}/labels.pdf").content))
    assert code.text == GTIN[1:]


def test_a_design_made_with_the_form_is_downloaded(staff: TestClient, desk: Desk, database: Database) -> None:
    with database.write() as session:
        row = start_from("card")
        row.cooperative_id, row.name = desk.cooperative.id, "Biển to"
        session.add(row)
    again, _ = uploaded_design(Upload("a", staff.get(f"{desk.home}/designs/{row.id}/file").content), field="file")
    assert (again.lines, again.name("vi")) == (DESIGNS["card"].lines, "Biển to")


def test_shipped_files_are_downloaded_as_they_are(staff: TestClient, desk: Desk) -> None:
    assert staff.get(f"{desk.home}/designs/file", params={"shipped": "pallet"}).content == shipped_file(
        "designs", "pallet"
    )
    assert staff.get(f"{desk.home}/stocks/file", params={"shipped": "a4-24"}).content == shipped_file("stocks", "a4-24")


@pytest.mark.parametrize("key", ["none-such", "\x00", "../stocks/a4-24", "../../README"])
def test_other_files_are_not_handed_out(staff: TestClient, desk: Desk, key: str) -> None:
    answers = [staff.get(f"{desk.home}/{kind}/file", params={"shipped": key}) for kind in ("designs", "stocks")]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_an_own_stamp_is_chosen_for_an_order(
    client: TestClient, app: FastAPI, database: Database, world: World, desk: Desk
) -> None:
    manager = sign_in(client, world.manager)
    upload(manager, desk, "designs", DESIGN.replace("min_module_mm = 0.396", 'level = "H"\nmin_module_mm = 0.396'))
    (row,) = kept(database)[0]
    keys: KeyRing = app.state.stamp_keys
    with database.write() as session:
        roll = make_rolls(session, keys.folder.parent, world.own, world.manager, lot="KHAC")
        order = roll.order(3)
        release_file(session, keys, order, by=roll.by)
    path = f"{desk.home}/stamps/orders/{order.id}/labels"
    assert f'value="own-{row.id}"' in manager.get(path).text
    assert f'value="own-{row.id}"' not in manager.get(desk.page).text
    wrong = manager.post(path, data={"stock": "roll-50x30", "start": "1", "design": "own-none"})
    assert (wrong.status_code, 'href="#design"' in wrong.text) == (422, True)
    answer = manager.post(path, data={"stock": "roll-50x30", "start": "1", "design": f"own-{row.id}"})
    codes = [code for page in (1, 2, 3) for code in read_codes(picture(answer.content, page))]
    assert [(code.text.rpartition("/")[2], code.ec_level) for code in codes] == [
        (code, "H") for code in keys.codes(order.epoch).codes(order.first, 3)
    ]


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("stocks", STOCK.replace("columns = 2", "columns = 3"), "của tôi.toml, dòng 11, column_pitch_mm: "),
        ("stocks", STOCK.replace("row_pitch_mm", "row_picth_mm"), "dòng 12, row_picth_mm: không có mục này"),
        ("stocks", STOCK.replace("columns = 2", "columns = 0"), "dòng 5, columns: "),
        ("stocks", STOCK.replace("columns = 2", "columns = " + "9" * 5000), "của tôi.toml: không đọc được"),
        ("stocks", STOCK.replace("columns = 2", "columns = = 2"), "dòng 5: không đọc được"),
        ("stocks", "a = " + "[" * 9000, "của tôi.toml: không đọc được"),
        ("stocks", "", "của tôi.toml, kind: thiếu"),
        ("stocks", b"\xff\xfe\x00", "không phải văn bản UTF-8"),
        ("stocks", b"\x00" * 10, "của tôi.toml, dòng 1: không đọc được"),
        ("stocks", STOCK + "#" * MOST_BYTES, "của tôi.toml lớn quá: tối đa 20 kB"),
        ("stocks", STOCK + "#" * 1_000_001, "Tệp này lớn quá"),
        ("stocks", DESIGN, "của tôi.toml, dòng"),
        ("designs", DESIGN.replace('shows = "serial"', 'shows = "<img>"'), "shows: phải là một trong"),
        ("designs", DESIGN.replace('vi = "Tem sản phẩm"', f'vi = "{"x" * 61}"'), "dòng 11, vi: "),
        ("designs", DESIGN.replace("Tem sản phẩm", "Tem \u202egnud"), "dòng 11, vi: "),
        ("designs", DESIGN.replace("Tem sản phẩm", " "), "dòng 11, vi: "),
        ("designs", DESIGN.replace("scale = 1\n", "scale = 2\n"), "scale: phải từ 0,2 đến 1"),
        ("designs", DESIGN.replace("largest_pt = 36", "largest_pt = 1e999999999"), "largest_pt: "),
        ("designs", DESIGN.replace("largest_pt = 36", 'level = "Z"\nlargest_pt = 36'), "level: phải là một trong"),
    ],
)
def test_a_wrong_file_is_refused_in_the_persons_language(
    staff: TestClient, desk: Desk, database: Database, kind: str, text: str | bytes, said: str
) -> None:
    status, page = upload(staff, desk, kind, text)
    assert (status, said in page, kept(database)) == (422, True, ([], []))


def test_no_file_at_all_is_said(staff: TestClient, desk: Desk, database: Database) -> None:
    answer = staff.post(f"{desk.home}/designs/upload", data={"once": "1"})
    assert (answer.status_code, 'href="#file"' in answer.text, kept(database)) == (422, True, ([], []))


def test_a_name_in_a_file_is_text_not_markup(staff: TestClient, desk: Desk, database: Database) -> None:
    status, page = upload(staff, desk, "designs", RETAIL.replace("Nhãn bán lẻ EAN-13", "<img src=x>^XA 🐟"))
    assert (status, "&lt;img src=x&gt;^XA 🐟" in staff.get(page).text, "<img src=x>" in staff.get(page).text) == (
        303,
        True,
        False,
    )


def test_another_cooperatives_files_are_not_there(
    staff: TestClient, desk: Desk, database: Database, world: World
) -> None:
    with database.write() as session:
        foreign = start_from("batch")
        foreign.cooperative_id, foreign.name = world.foreign.id, "Của họ"
        session.add(foreign)
    assert staff.get(f"{desk.home}/designs/{foreign.id}/file").status_code == 404
    assert staff.get(f"{desk.home}/designs/preview.png", params={"design": foreign.id}).status_code == 404


def test_what_was_printed_with_a_file_stays(staff: TestClient, desk: Desk, database: Database) -> None:
    _, page = upload(staff, desk, "designs", RETAIL)
    (row,) = kept(database)[0]
    printed = print_labels(staff, desk, stock="roll-60x40", count=1, start=1, design=f"own-{row.id}")
    before = staff.get(f"{printed}/labels.pdf").content
    staff.post(f"{page}/removal")
    assert staff.get(f"{printed}/labels.pdf").content == before
    with database.read() as session:
        assert session.exec(select(PrintJob)).one().design == f"own-{row.id}"
    assert "Miến dong" in page_text(before)


def test_papers_and_designs_of_before_are_what_they_were(database: Database, world: World) -> None:
    with database.write() as session:
        design = start_from("card")
        design.cooperative_id, design.name = world.own.id, "Biển to"
        paper = PaperForm.of_stock(STOCKS["a4-12"]).columns_of_row()
        session.add_all([design, OwnStock(cooperative_id=world.own.id, **paper | {"safe_edge_mm": None})])
    before = [(as_design(one), as_stock(two)) for one, two in [(kept(database)[0][0], kept(database)[1][0])]]
    with database.write() as session:
        config = migrate._config()
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "0005")
    migrate.upgrade(database)
    designs, stocks = kept(database)
    assert [(as_design(designs[0]), as_stock(stocks[0]))] == before
    assert (designs[0].source, stocks[0].kind, float(stocks[0].gap_mm)) == ("", "sheet", 0)
