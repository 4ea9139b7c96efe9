"""Several batches on the same sheets: printed as previewed, each code read back, one log entry for each batch."""

from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.database import Database
from cooptrace.labels.desk_pictures import preview_dpi
from cooptrace.labels.models import OpenedSheet, PrintJob
from cooptrace.labels.preview import page_png
from tests.factories import make_batch, make_product
from tests.labels.desk import GTIN, ORIGIN, Desk, make_desk
from tests.labels.paper import STOCKS, inside, pages, picture, read_codes, text_boxes_mm
from tests.people import World


@pytest.fixture
def others(database: Database, desk: Desk) -> list[Batch]:
    """One of a product with a GTIN, one of another lot."""
    with database.write() as session:
        pork = make_product(session, desk.cooperative, name="Lạp sườn", sku="LS1", gtin=GTIN)
        return [
            make_batch(session, pork, lot="LS261102A"),
            make_batch(session, session.merge(desk.product), lot="MD261103B"),
        ]


def chosen(*wanted: tuple[Batch, object], **rest: object) -> dict[str, str]:
    usual: dict[str, object] = {"stock": "tomy-145", "design": "batch", "start": 13, "once": "1"}
    counts = {f"labels-{batch.id}": count for batch, count in wanted}
    return {name: str(value) for name, value in (usual | counts | rest).items()}


def printed(client: TestClient, desk: Desk, form: dict[str, str]) -> str:
    answer = client.post(f"{desk.home}/print", data=form)
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.headers["location"]).path


def run_pdf(client: TestClient, page: str) -> bytes:
    answer = client.get(f"{page}/labels.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return answer.content


def jobs(database: Database) -> list[PrintJob]:
    with database.read() as session:
        return list(session.exec(select(PrintJob).order_by(col(PrintJob.run_part))))


def short(batch: Batch) -> str:
    return f"HTTP://TRACE.TEST/Q/{batch.short_code}"


def in_reading_order(pdf: bytes, page: int = 1) -> list[str]:
    codes = read_codes(picture(pdf, page))
    places = [(round(code.position.top_left.y / 60), code.position.top_left.x, code.text) for code in codes]
    return [text for _row, _left, text in sorted(places)]


def test_every_code_of_three_batches_reads_back_in_order(staff: TestClient, desk: Desk, others: list[Batch]) -> None:
    sausage, noodles = others
    pdf = run_pdf(staff, printed(staff, desk, chosen((desk.batch, 7), (sausage, 5), (noodles, 3))))
    link = f"{ORIGIN}/01/{GTIN}/10/{sausage.lot}"
    assert in_reading_order(pdf) == [short(desk.batch)] * 7 + [link] * 5 + [short(noodles)] * 3


def test_a_run_goes_on_over_sheets(staff: TestClient, desk: Desk, others: list[Batch]) -> None:
    sausage, noodles = others
    pdf = run_pdf(staff, printed(staff, desk, chosen((desk.batch, 51), (sausage, 67), (noodles, 1))))
    link = f"{ORIGIN}/01/{GTIN}/10/{sausage.lot}"
    sheets = [in_reading_order(pdf, page) for page in range(1, pages(pdf) + 1)]
    assert sheets == [[short(desk.batch)] * 51 + [link] * 2, [link] * 65, [short(noodles)]]


def test_labels_lie_in_their_cells(staff: TestClient, desk: Desk, others: list[Batch]) -> None:
    pdf = run_pdf(staff, printed(staff, desk, chosen((desk.batch, 4), (others[0], 3))))
    boxes = text_boxes_mm(pdf)
    assert len(boxes) > 0
    assert [box for box in boxes if not inside(box, STOCKS["tomy-145"].cells[12:19], edge_mm=1)] == []


def test_the_preview_is_what_is_printed(staff: TestClient, desk: Desk, others: list[Batch]) -> None:
    form = chosen((desk.batch, 60), (others[0], 9))
    before = [
        staff.get(f"{desk.home}/print/preview.png", params={**form, "page": str(page)}).content for page in (1, 2)
    ]
    page = printed(staff, desk, form)
    pdf, dpi = run_pdf(staff, page), preview_dpi(STOCKS["tomy-145"])
    assert before == [page_png(pdf, number, dpi) for number in (1, 2)]
    assert before == [staff.get(f"{page}/preview.png?page={number}").content for number in (1, 2)]


def test_each_batch_has_its_own_entry_in_the_log(
    staff: TestClient, desk: Desk, others: list[Batch], database: Database
) -> None:
    printed(staff, desk, chosen((desk.batch, 7), (others[0], 58), (others[1], 2)))
    found = [(job.batch_id, job.count, job.start_cell, job.run_part) for job in jobs(database)]
    assert found == [(desk.batch.id, 7, 13, 1), (others[0].id, 58, 20, 2), (others[1].id, 2, 13, 3)]
    assert len({job.run for job in jobs(database)}) == 1
    with database.read() as session:
        assert session.get_one(Batch, others[0].id).frozen_at is not None


def test_an_entry_can_be_made_again_alone(
    staff: TestClient, desk: Desk, others: list[Batch], database: Database
) -> None:
    printed(staff, desk, chosen((desk.batch, 7), (others[1], 2)))
    pdf = staff.get(f"{desk.home}/prints/{jobs(database)[1].id}/labels.pdf").content
    assert in_reading_order(pdf) == [short(others[1])] * 2


def test_the_file_is_the_same_each_time(staff: TestClient, desk: Desk, others: list[Batch], database: Database) -> None:
    page = printed(staff, desk, chosen((desk.batch, 7), (others[0], 2)))
    first = run_pdf(staff, page)
    with database.write() as session:
        session.get_one(Batch, desk.batch.id).expires_on = None
    assert run_pdf(staff, page) == first


def test_the_last_sheet_is_remembered(staff: TestClient, desk: Desk, others: list[Batch], database: Database) -> None:
    printed(staff, desk, chosen((desk.batch, 53), (others[0], 4)))
    with database.read() as session:
        assert session.exec(select(OpenedSheet)).one().next_cell == 5


def test_a_form_sent_twice_makes_one_run(
    staff: TestClient, desk: Desk, others: list[Batch], database: Database
) -> None:
    form = chosen((desk.batch, 3), (others[0], 4))
    assert printed(staff, desk, form) == printed(staff, desk, form)
    assert len(jobs(database)) == 2


def test_one_label_for_each_unit_is_offered(staff: TestClient, desk: Desk, others: list[Batch]) -> None:
    page = staff.get(f"{desk.home}/print", params=chosen((desk.batch, 3))).text
    assert f"labels-{desk.batch.id}=200" in page
    assert "&amp;count=200" in staff.get(desk.page, params={"count": "3"}).text


def test_what_is_weighed_has_no_units(staff: TestClient, desk: Desk, database: Database) -> None:
    with database.write() as session:
        session.get_one(Batch, desk.batch.id).quantity_unit = "kg"
    assert "&amp;count=200" not in staff.get(desk.page, params={"count": "3"}).text


def test_on_a_roll_the_batches_follow_one_another(staff: TestClient, desk: Desk, others: list[Batch]) -> None:
    pdf = run_pdf(staff, printed(staff, desk, chosen((desk.batch, 2), (others[1], 3), stock="roll-50x30", start=1)))
    texts = [read_codes(picture(pdf, page))[0].text for page in range(1, pages(pdf) + 1)]
    assert texts == [short(desk.batch)] * 2 + [short(others[1])] * 3


@pytest.mark.parametrize("count", ["-1", "1000001", "nhiều", "1,5"])
def test_a_wrong_number_is_said_at_its_batch(
    staff: TestClient, desk: Desk, others: list[Batch], database: Database, count: str
) -> None:
    answer = staff.post(f"{desk.home}/print", data=chosen((desk.batch, 3), (others[0], count)))
    assert (answer.status_code, f'href="#labels-{others[0].id}"' in answer.text) == (422, True)
    assert jobs(database) == []


@pytest.mark.parametrize(
    ("rest", "field"), [({"start": 66}, "start"), ({"stock": "none"}, "stock"), ({"design": "retail"}, "design")]
)
def test_a_wrong_choice_is_said_at_its_field(
    staff: TestClient, desk: Desk, database: Database, rest: dict[str, object], field: str
) -> None:
    answer = staff.post(f"{desk.home}/print", data=chosen((desk.batch, 3), **rest))
    assert (answer.status_code, f'href="#{field}"' in answer.text) == (422, True)
    assert jobs(database) == []


def test_nothing_is_printed_when_no_batch_has_a_number(staff: TestClient, desk: Desk, database: Database) -> None:
    answer = staff.post(f"{desk.home}/print", data=chosen((desk.batch, "")))
    assert (answer.status_code, 'href="#labels"' in answer.text, jobs(database)) == (422, True, [])


def test_a_recalled_batch_stops_the_run(staff: TestClient, desk: Desk, others: list[Batch], database: Database) -> None:
    with database.write() as session:
        session.get_one(Batch, others[0].id).status = BatchStatus.RECALLED
    answer = staff.post(f"{desk.home}/print", data=chosen((desk.batch, 3), (others[0], 3)))
    assert (answer.status_code, f'href="#labels-{others[0].id}"' in answer.text) == (422, True)
    assert jobs(database) == []


def test_another_cooperatives_batch_is_not_printed(
    staff: TestClient, desk: Desk, database: Database, world: World
) -> None:
    foreign = make_desk(database, world.foreign).batch
    answer = staff.post(f"{desk.home}/print", data=chosen((foreign, 3)))
    assert (answer.status_code, jobs(database)) == (422, [])


def test_an_older_batch_is_found_by_its_lot(staff: TestClient, desk: Desk, database: Database) -> None:
    with database.write() as session:
        product = session.merge(desk.product)
        for number in range(13):
            make_batch(session, product, lot=f"MOI{number:02}")
    hidden = f'name="labels-{desk.batch.id}"'
    shown = [hidden in staff.get(f"{desk.home}/print", params={"find": find}).text for find in ("", desk.batch.lot)]
    assert shown == [False, True]


def test_a_cooperative_without_batches_is_led_to_them(staff: TestClient, world: World) -> None:
    answer = staff.get(f"/c/{world.own.id}/print")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/c/{world.own.id}/batches")
