"""The print desk: what is ordered is printed, every code reads back, and a wrong order prints and logs nothing."""

from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.database import Database
from cooptrace.labels.desk_pictures import preview_dpi
from cooptrace.labels.models import OpenedSheet, PrintJob
from cooptrace.labels.preview import page_png
from cooptrace.products.models import Product
from cooptrace.web.models import PublicAddress
from tests.factories import make_batch, make_product
from tests.labels.desk import (
    GTIN,
    ORIGIN,
    Desk,
    checked_cell,
    confirm_address,
    job_of,
    links,
    make_desk,
    order,
    print_labels,
)
from tests.labels.paper import STOCKS, inside, page_text, pages, picture, read_codes, text_boxes_mm
from tests.people import World


@pytest.fixture
def desk_with_gtin(database: Database, world: World) -> Desk:
    confirm_address(database)
    return make_desk(database, world.own, gtin=GTIN)


def pdf_of(client: TestClient, page: str) -> bytes:
    answer = client.get(f"{page}/labels.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return answer.content


def jobs(database: Database) -> list[PrintJob]:
    with database.read() as session:
        return list(session.exec(select(PrintJob)))


def test_ten_labels_from_cell_13_read_back(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk)
    codes = read_codes(picture(pdf_of(staff, page)))
    assert [code.text for code in codes] == [f"HTTP://TRACE.TEST/Q/{desk.batch.short_code}"] * 10
    assert job_of(database, page).code_text == codes[0].text


def test_labels_lie_in_the_cells_from_the_13th_on(staff: TestClient, desk: Desk) -> None:
    pdf = pdf_of(staff, print_labels(staff, desk))
    cells = STOCKS["tomy-145"].cells[12:22]
    assert [box for box in text_boxes_mm(pdf) if not inside(box, cells, edge_mm=1)] == []


def test_the_label_says_what_it_is(staff: TestClient, desk: Desk) -> None:
    text = page_text(pdf_of(staff, print_labels(staff, desk, stock="roll-50x30", count=1, start=1)))
    day = f"{desk.batch.produced_on:%d/%m/%Y}"
    words = " ".join(text.split())
    wanted = ["Miến dong", "HTX Khe Vằn", f"Lô: {desk.batch.lot}", f"NSX: {day}", "HSD: ", "trace.test"]
    assert [part for part in wanted if part not in words] == []


def test_a_product_with_a_gtin_gets_a_digital_link(staff: TestClient, desk_with_gtin: Desk, database: Database) -> None:
    job = job_of(database, print_labels(staff, desk_with_gtin))
    assert job.code_text == f"{ORIGIN}/01/{GTIN}/10/{desk_with_gtin.batch.lot}"


def test_a_label_too_small_for_the_digital_link_gets_the_short_code(
    staff: TestClient, database: Database, world: World
) -> None:
    confirm_address(database)
    desk = make_desk(database, world.own, gtin=GTIN)
    chosen = {"stock": "roll-30x20", "count": "1", "start": "1"}
    assert "Tem sẽ mang mã ngắn" in staff.get(desk.page, params=chosen).text
    job = job_of(database, print_labels(staff, desk, **chosen))
    assert job.code_text == f"HTTP://TRACE.TEST/Q/{desk.batch.short_code}"


def test_the_preview_is_the_page_that_is_printed(staff: TestClient, desk: Desk) -> None:
    chosen = {"count": 80, "start": 13, "stock": "tomy-145", "design": "batch"}
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    before = [staff.get(f"{desk.page}/preview.png?{query}&page={page}").content for page in (1, 2)]
    page = print_labels(staff, desk, **chosen)
    after = [staff.get(f"{page}/preview.png?page={number}").content for number in (1, 2)]
    assert before == after
    assert pages(pdf_of(staff, page)) == 2


def test_the_preview_shows_the_pixels_of_the_pdf(staff: TestClient, desk: Desk) -> None:
    page = print_labels(staff, desk)
    dpi = preview_dpi(STOCKS["tomy-145"])
    assert staff.get(f"{page}/preview.png").content == page_png(pdf_of(staff, page), 1, dpi)


def test_the_file_is_the_same_each_time(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk)
    first = pdf_of(staff, page)
    with database.write() as session:
        session.get_one(Batch, desk.batch.id).expires_on = None
    assert pdf_of(staff, page) == first


def test_a_form_sent_twice_makes_one_job(staff: TestClient, desk: Desk, database: Database) -> None:
    assert print_labels(staff, desk) == print_labels(staff, desk)
    assert len(jobs(database)) == 1


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"count": 0}, "count"),
        ({"count": -1}, "count"),
        ({"count": 10**9}, "count"),
        ({"count": "nhiều"}, "count"),
        ({"count": "٣"}, "count"),
        ({"count": "１０"}, "count"),
        ({"count": "9" * 5000}, "count"),
        ({"start": 66}, "start"),
        ({"start": 0}, "start"),
        ({"stock": "none-such"}, "stock"),
        ({"stock": "own-0000000000000000"}, "stock"),
        ({"design": "stamp"}, "design"),
        ({"design": "retail"}, "design"),
        ({"design": "<img src=x>"}, "design"),
        ({"printer": "none-such"}, "printer"),
    ],
)
def test_a_wrong_order_is_said_at_its_field(
    staff: TestClient, desk: Desk, database: Database, chosen: dict[str, object], field: str
) -> None:
    answer = staff.post(desk.page, data=order(**chosen))
    assert (answer.status_code, f'href="#{field}"' in answer.text) == (422, True)
    assert jobs(database) == []


def test_a_thousand_may_be_written_with_a_dot(staff: TestClient, desk: Desk, database: Database) -> None:
    assert job_of(database, print_labels(staff, desk, count="1.000")).count == 1000


def test_another_cooperatives_batch_is_not_there(
    staff: TestClient, desk: Desk, database: Database, world: World
) -> None:
    foreign = make_desk(database, world.foreign)
    address = f"{desk.home}/batches/{foreign.batch.id}/print"
    answers = [staff.get(address), staff.post(address, data=order()), staff.get(f"{address}/preview.png")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_another_cooperatives_job_is_not_there(staff: TestClient, desk: Desk, database: Database, world: World) -> None:
    with database.write() as session:
        batch = make_batch(session, make_product(session, world.foreign), lot="KHAC1")
        job = PrintJob(
            cooperative_id=world.foreign.id,
            batch_id=batch.id,
            stock="tomy-145",
            design="batch",
            start_cell=1,
            count=1,
            code_text=f"HTTP://TRACE.TEST/Q/{batch.short_code}",
        )
        session.add(job)
    pages_of_it = ["", "/labels.pdf", "/preview.png", "/again", "/spoiled"]
    found = [staff.get(f"{desk.home}/prints/{job.id}{page}").status_code for page in pages_of_it]
    assert found == [404] * 5


def test_the_next_free_cell_is_remembered(staff: TestClient, desk: Desk, database: Database) -> None:
    print_labels(staff, desk)
    assert checked_cell(staff.get(desk.page).text) == 23


def test_a_sheet_used_up_is_forgotten(staff: TestClient, desk: Desk, database: Database) -> None:
    print_labels(staff, desk)
    sheet = only_sheet(database)
    print_labels(staff, desk, start=23, count=43, sheet=sheet.id, once="2")
    assert checked_cell(staff.get(desk.page).text) == 1


def test_several_part_used_sheets_are_kept_apart(staff: TestClient, desk: Desk, database: Database) -> None:
    print_labels(staff, desk)
    first = only_sheet(database)
    print_labels(staff, desk, start=1, count=40, sheet="new", once="2")
    page = staff.get(desk.page).text
    assert (checked_cell(page), f"sheet={first.id}" in page) == (41, True)
    assert checked_cell(staff.get(desk.page, params={"sheet": first.id}).text) == 23


def test_a_sheet_thrown_away_is_forgotten(staff: TestClient, desk: Desk, database: Database) -> None:
    print_labels(staff, desk)
    answer = staff.post(f"{desk.home}/stocks/sheets/removal", data={"sheet": only_sheet(database).id})
    assert (answer.status_code, checked_cell(staff.get(desk.page).text)) == (303, 1)


def test_a_cell_chosen_on_another_paper_says_nothing_about_this_one(staff: TestClient, desk: Desk) -> None:
    page = staff.get(desk.page, params={"stock": "a4-24", "paper_shown": "tomy-145", "start": "60"})
    assert checked_cell(page.text) == 1


def test_paper_and_count_are_those_of_last_time(staff: TestClient, desk: Desk) -> None:
    print_labels(staff, desk, stock="roll-35x22", count=200, start=1)
    page = staff.get(desk.page).text
    assert 'value="roll-35x22" selected' in page
    assert 'name="count" type="text" value="200"' in page


def test_the_first_print_freezes_the_batch(staff: TestClient, desk: Desk, database: Database) -> None:
    print_labels(staff, desk)
    with database.read() as session:
        assert session.get_one(Batch, desk.batch.id).frozen_at is not None


def test_printing_a_draft_publishes_it(staff: TestClient, desk: Desk, database: Database) -> None:
    set_status(database, desk, BatchStatus.DRAFT)
    print_labels(staff, desk)
    with database.read() as session:
        assert session.get_one(Batch, desk.batch.id).status == BatchStatus.ACTIVE


@pytest.mark.parametrize("status", [BatchStatus.RECALLED, BatchStatus.CLOSED])
def test_labels_of_a_batch_that_is_over_are_not_printed(
    staff: TestClient, desk: Desk, database: Database, status: BatchStatus
) -> None:
    set_status(database, desk, status)
    assert 'name="count"' not in staff.get(desk.page).text
    assert (staff.post(desk.page, data=order()).status_code, jobs(database)) == (409, [])


def test_a_draft_with_gaps_is_not_printed(staff: TestClient, desk: Desk, database: Database) -> None:
    set_status(database, desk, BatchStatus.DRAFT)
    with database.write() as session:
        session.get_one(Batch, desk.batch.id).site_id = None
    assert (staff.post(desk.page, data=order()).status_code, jobs(database)) == (409, [])


def set_status(database: Database, desk: Desk, status: BatchStatus) -> None:
    with database.write() as session:
        session.get_one(Batch, desk.batch.id).status = status


def only_sheet(database: Database) -> OpenedSheet:
    with database.read() as session:
        return session.exec(select(OpenedSheet)).one()


def test_where_the_usual_label_does_not_fit_a_smaller_one_is_offered(
    staff: TestClient, desk: Desk, database: Database
) -> None:
    with database.write() as session:
        session.exec(select(PublicAddress)).one().origin = "https://truyxuat.nongsanantoan.quangninh.org.vnn"
        session.get_one(Product, desk.product.id).name = "Chả mực giã tay Hạ Long loại đặc biệt hút chân không"
    html = staff.get(f"{desk.page}?stock=roll-30x20&count=3").text
    offer = "?stock=roll-30x20&amp;design=batch-small&amp;count=3"
    assert (offer in links(html), "<img" in html) == (True, False)
    assert "<img" in staff.get(desk.page + unescape(offer)).text
