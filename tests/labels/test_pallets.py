"""Pallet labels: every label its own number, none given twice, each read back, each leading to its lot."""

import csv
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from io import StringIO

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from cooptrace.codes import parse_element_string
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.errors import Conflict
from cooptrace.labels.models import LogisticUnit, PrintJob, SsccSeries
from cooptrace.labels.pallet_codes import last_serial, sscc
from cooptrace.labels.pallets import NO_PREFIX, give_out
from tests.factories import make_batch
from tests.labels.desk import GTIN, Desk, confirm_address, job_of, make_desk, order
from tests.labels.desk import print_labels as print_batch
from tests.labels.paper import page_text, pages, picture, read_codes, zpl_pictures
from tests.people import World, sign_in

PREFIX = "9521234"
FIRST, SECOND, THIRD, FOURTH = "095212340000000013", "095212340000000020", "095212340000000037", "095212340000000044"
MANY = 6


@pytest.fixture
def desk(database: Database, world: World) -> Desk:
    """Of a product without a GTIN: a pallet needs none."""
    confirm_address(database)
    give_prefix(database, world.own)
    return make_desk(database, world.own)


def give_prefix(database: Database, cooperative: Cooperative, prefix: str | None = PREFIX) -> None:
    with database.write() as session:
        session.get_one(Cooperative, cooperative.id).gs1_prefix = prefix


def print_pallets(client: TestClient, desk: Desk, count: int = 3, **chosen: object) -> str:
    usual: dict[str, object] = {"design": "pallet", "stock": "roll-100x150", "start": 1, "count": count}
    return print_batch(client, desk, **(usual | chosen))


def pdf_of(client: TestClient, page: str) -> bytes:
    return client.get(f"{page}/labels.pdf").content


def read_ssccs(pdf: bytes) -> list[str]:
    """What a scanner reads from each page in turn, taken apart as a GS1 element string."""
    found = []
    for page in range(1, pages(pdf) + 1):
        for code in read_codes(picture(pdf, page)):
            assert code.symbology_identifier == "]C1"
            ((ai, value),) = parse_element_string(code.bytes.decode())
            found.append(f"({ai}){value}")
    return found


def units(database: Database) -> list[LogisticUnit]:
    with database.read() as session:
        return list(session.exec(select(LogisticUnit).order_by(col(LogisticUnit.sscc))))


def new_job(desk: Desk, count: int) -> PrintJob:
    return PrintJob(
        cooperative_id=desk.cooperative.id,
        batch_id=desk.batch.id,
        stock="roll-100x150",
        design="pallet",
        start_cell=1,
        count=count,
        code_text="",
    )


def used_up_to(database: Database, last: int) -> None:
    with database.write() as session:
        session.add(SsccSeries(company_prefix=PREFIX, last=last))


def test_every_label_has_a_number_of_its_own(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_pallets(staff, desk)
    assert read_ssccs(pdf_of(staff, page)) == [f"(00){number}" for number in (FIRST, SECOND, THIRD)]
    job_id = page.rsplit("/", 1)[1]
    given = [(unit.sscc, unit.batch_id, unit.job_id, unit.voided_at) for unit in units(database)]
    assert given == [(number, desk.batch.id, job_id, None) for number in (FIRST, SECOND, THIRD)]


def test_the_next_printing_goes_on_with_the_next_number(staff: TestClient, desk: Desk) -> None:
    print_pallets(staff, desk, 2)
    page = print_pallets(staff, desk, 2, once="2")
    assert read_ssccs(pdf_of(staff, page)) == [f"(00){number}" for number in (THIRD, FOURTH)]


@pytest.mark.parametrize(("stock", "start"), [("a4-2", 2), ("a4-2", 1), ("roll-100x150", 1)])
def test_numbers_follow_one_another_over_the_sheets(staff: TestClient, desk: Desk, stock: str, start: int) -> None:
    pdf = pdf_of(staff, print_pallets(staff, desk, 3, stock=stock, start=start))
    assert sorted(read_ssccs(pdf)) == [f"(00){number}" for number in (FIRST, SECOND, THIRD)]


def test_the_file_is_the_same_each_time(staff: TestClient, desk: Desk) -> None:
    page = print_pallets(staff, desk)
    first = pdf_of(staff, page)
    print_pallets(staff, desk, once="2")
    assert pdf_of(staff, page) == first


def test_thermal_printers_get_the_same_numbers(staff: TestClient, desk: Desk) -> None:
    page = print_pallets(staff, desk, 2)
    read = [code.text for image in zpl_pictures(staff.get(f"{page}/labels.zpl").content) for code in read_codes(image)]
    assert read == [f"(00){FIRST}", f"(00){SECOND}"]


def test_print_shops_get_a_row_for_each_number(staff: TestClient, desk: Desk) -> None:
    page = print_pallets(staff, desk, 2)
    rows = list(csv.reader(StringIO(staff.get(f"{page}/codes.csv").content.decode("utf-8-sig"))))
    assert [row[:2] for row in rows[1:]] == [["1", f"(00){FIRST}"], ["2", f"(00){SECOND}"]]


def test_looking_gives_no_number_out(staff: TestClient, desk: Desk, database: Database) -> None:
    chosen = {"design": "pallet", "stock": "roll-100x150", "count": "1"}
    assert "Mỗi gói một tem" not in staff.get(desk.page, params=chosen).text
    shown = [staff.get(f"{desk.page}/preview.png", params=chosen).content for _ in range(2)]
    assert units(database) == []
    page = print_pallets(staff, desk, 1)
    assert [staff.get(f"{page}/preview.png").content] * 2 == shown


def test_a_form_sent_twice_takes_no_second_number(staff: TestClient, desk: Desk, database: Database) -> None:
    assert print_pallets(staff, desk, 1) == print_pallets(staff, desk, 1)
    assert [unit.sscc for unit in units(database)] == [FIRST]


def test_every_number_leads_to_the_page_of_its_lot(staff: TestClient, client: TestClient, desk: Desk) -> None:
    print_pallets(staff, desk)
    leads = [client.get(f"/00/{number}", follow_redirects=False).headers["location"] for number in (FIRST, THIRD)]
    assert leads == [f"http://trace.test/Q/{desk.batch.short_code}"] * 2
    assert client.get(f"/00/{FOURTH}").status_code == 404


def test_a_machine_gets_the_links_of_a_number(staff: TestClient, desk: Desk) -> None:
    print_pallets(staff, desk, 1)
    answer = staff.get(f"/00/{FIRST}", params={"linkType": "linkset"})
    assert answer.json()["linkset"][0]["anchor"] == f"http://trace.test/00/{FIRST}"


def test_no_other_lot_can_claim_a_number_that_was_given_out(staff: TestClient, desk: Desk, database: Database) -> None:
    with database.write() as session:
        other = make_batch(session, session.merge(desk.product), lot="MD261103B")
    print_pallets(staff, desk, 1)
    typed = {"kind": "instructions", "href": "https://kho.example.vn/", "title": "Phiếu xuất kho", "sscc": FIRST}
    answers = [staff.post(f"{desk.home}/batches/{batch.id}/links", data=typed) for batch in (other, desk.batch)]
    assert [answer.status_code for answer in answers] == [422, 303]


def test_with_a_gtin_the_number_leads_to_the_page_of_product_and_lot(
    staff: TestClient, database: Database, world: World
) -> None:
    confirm_address(database)
    give_prefix(database, world.own)
    desk = make_desk(database, world.own, gtin=GTIN)
    print_pallets(staff, desk, 1)
    answer = staff.get(f"/00/{FIRST}", follow_redirects=False)
    assert answer.headers["location"] == f"http://trace.test/p/01/{GTIN}/10/{desk.batch.lot}"
    assert staff.get(answer.headers["location"]).status_code == 200


def test_the_log_says_which_numbers(staff: TestClient, desk: Desk) -> None:
    page = print_pallets(staff, desk)
    html = staff.get(page).text
    assert [number for number in (FIRST, SECOND, THIRD) if f"<code>{number}</code>" not in html] == []
    assert f"(00){FIRST} – (00){THIRD}" in staff.get(f"{desk.home}/prints").text


def test_what_came_out_wrong_is_void_and_printed_with_a_new_number(
    staff: TestClient, desk: Desk, database: Database
) -> None:
    page = print_pallets(staff, desk)
    answer = staff.post(f"{page}/spoiled", data={"labels": ["2"]}, follow_redirects=False)
    again = answer.headers["location"].partition("?")[0]
    assert [unit.sscc for unit in units(database) if unit.voided_at] == [SECOND]
    assert "Mỗi nhãn có một số mới" in unescape(staff.get(again).text)
    wanted = order(design="pallet", stock="roll-100x150", start=1, count=1, once="again")
    made = staff.post(again, data=wanted).headers["location"].partition("?")[0]
    assert read_ssccs(pdf_of(staff, made)) == [f"(00){FOURTH}"]
    assert job_of(database, made).reprint_of == page.rsplit("/", 1)[1]
    assert "Bản in lại" not in page_text(pdf_of(staff, made))
    assert staff.get(page).text.count("không dùng nữa") == 1


def test_a_void_number_still_leads_to_its_lot(staff: TestClient, desk: Desk) -> None:
    page = print_pallets(staff, desk, 1)
    staff.post(f"{page}/spoiled", data={"labels": ["1"]})
    assert staff.get(f"/00/{FIRST}", follow_redirects=False).status_code == 307


def test_labels_that_came_out_well_after_all_are_valid_again(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_pallets(staff, desk, 2)
    staff.post(f"{page}/spoiled", data={"labels": ["1", "2"]})
    staff.post(f"{page}/outcome")
    assert [unit.voided_at for unit in units(database)] == [None, None]


@pytest.mark.parametrize("prefix", [None, ""])
def test_without_a_company_prefix_it_is_said_where_to_write_it(
    staff: TestClient, desk: Desk, database: Database, prefix: str | None
) -> None:
    give_prefix(database, desk.cooperative, prefix)
    answer = staff.post(desk.page, data=order(design="pallet", stock="roll-100x150", start=1, count=1))
    said = "Số pallet bắt đầu bằng mã doanh nghiệp GS1. Hãy ghi mã này ở Thêm → Thông tin cơ sở mình."
    assert (answer.status_code, said in unescape(answer.text)) == (422, True)
    assert said in unescape(staff.get(desk.page, params={"design": "pallet"}).text)
    assert units(database) == []


def test_the_last_number_is_given_and_then_none(staff: TestClient, desk: Desk, database: Database) -> None:
    used_up_to(database, last_serial(PREFIX) - 1)
    page = print_pallets(staff, desk, 1)
    assert read_ssccs(pdf_of(staff, page)) == [f"(00){sscc(PREFIX, 999_999_999)}"]
    answer = staff.post(desk.page, data=order(design="pallet", stock="roll-100x150", start=1, count=1, once="2"))
    assert (answer.status_code, "9521234 đã dùng hết" in answer.text, len(units(database))) == (422, True, 1)


def test_one_printing_has_at_most_a_thousand_pallets(staff: TestClient, desk: Desk, database: Database) -> None:
    answer = staff.post(desk.page, data=order(design="pallet", stock="roll-100x150", start=1, count=1001))
    assert (answer.status_code, "1000 nhãn pallet" in answer.text, units(database)) == (422, True, [])


def test_a_paper_too_small_takes_no_number(staff: TestClient, desk: Desk, database: Database) -> None:
    answer = staff.post(desk.page, data=order(design="pallet", stock="tomy-145", start=1, count=1))
    assert (answer.status_code, units(database)) == (422, [])


def test_several_batches_on_one_sheet_have_no_pallet_labels(staff: TestClient, desk: Desk) -> None:
    print_pallets(staff, desk, 1)
    html = staff.get(f"{desk.home}/print").text
    assert ('value="pallet"' in html, 'value="batch" selected' in html) == (False, True)


def test_two_cooperatives_under_one_prefix_share_the_series(
    staff: TestClient, client: TestClient, desk: Desk, database: Database, world: World
) -> None:
    print_pallets(staff, desk, 1)
    give_prefix(database, world.foreign)
    foreign = make_desk(database, world.foreign)
    manager = sign_in(client, world.foreign_manager)
    page = print_pallets(manager, foreign, 1, once="2")
    assert read_ssccs(pdf_of(manager, page)) == [f"(00){SECOND}"]


def test_a_stranger_neither_sees_nor_prints_the_pallets(
    staff: TestClient, client: TestClient, desk: Desk, database: Database, world: World
) -> None:
    page = print_pallets(staff, desk, 1)
    stranger = sign_in(client, world.foreign_manager)
    answers = [stranger.get(page), stranger.post(f"{page}/again", data=order(design="pallet", once="x"))]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert [unit.sscc for unit in units(database)] == [FIRST]


def test_a_mistyped_prefix_gives_out_no_number_of_another(
    staff: TestClient, desk: Desk, database: Database, world: World
) -> None:
    with database.write() as session:
        give_out(session, session.get_one(Cooperative, desk.cooperative.id), new_job(desk, 1))
    give_prefix(database, desk.cooperative, "952123400")
    answer = staff.post(desk.page, data=order(design="pallet", stock="roll-100x150", start=1, count=1))
    assert (answer.status_code, len(units(database))) == (422, 1)


def test_printings_at_once_share_no_number_and_leave_none_out(desk: Desk, database: Database) -> None:
    def take(number: int) -> None:
        with database.write() as session:
            give_out(session, session.get_one(Cooperative, desk.cooperative.id), new_job(desk, 1 + number))

    with ThreadPoolExecutor(MANY) as pool:
        list(pool.map(take, range(MANY)))
    total = sum(range(1, MANY + 1))
    assert [unit.sscc for unit in units(database)] == [sscc(PREFIX, serial) for serial in range(1, total + 1)]


def test_a_printing_that_fails_leaves_no_gap(desk: Desk, database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            give_out(session, session.get_one(Cooperative, desk.cooperative.id), new_job(desk, 5))
            raise Conflict(NO_PREFIX)

    with pytest.raises(Conflict):
        fail()
    with database.write() as session:
        give_out(session, session.get_one(Cooperative, desk.cooperative.id), new_job(desk, 1))
    assert [unit.sscc for unit in units(database)] == [FIRST]
