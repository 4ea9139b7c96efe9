"""After printing: how it came out, the log, and the same labels again, marked as a reprint."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database
from cooptrace.labels.desk_words import REPRINT_MARK
from cooptrace.labels.queries import printed_counts
from cooptrace.web.models import PublicAddress
from tests.labels.desk import (
    Desk,
    as_sent,
    checked_cell,
    job_of,
    links,
    order,
    print_labels,
)
from tests.labels.paper import STOCKS, page_text, picture, read_codes
from tests.onboarding.counting import counted
from tests.people import World, sign_in


def print_again(client: TestClient, page: str, **chosen: object) -> str:
    answer = client.post(f"{page}/again", data=order(**{"once": "again", **chosen}))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def test_a_reprint_has_the_same_codes_and_the_mark(staff: TestClient, desk: Desk) -> None:
    first = print_labels(staff, desk)
    second = print_again(staff, first, start=23)
    files = [staff.get(f"{page}/labels.pdf").content for page in (first, second)]
    codes = [[code.text for code in read_codes(picture(file))] for file in files]
    marks = [page_text(file).count(REPRINT_MARK) for file in files]
    assert (codes[0] == codes[1], len(codes[1]), marks) == (True, 10, [0, 10])


def test_a_reprint_keeps_its_code_when_the_address_has_moved(staff: TestClient, desk: Desk, database: Database) -> None:
    first = print_labels(staff, desk)
    with database.write() as session:
        session.exec(select(PublicAddress)).one().primary = False
        session.add(PublicAddress(origin="https://moi.example.vn"))
    second = job_of(database, print_again(staff, first, start=23))
    assert second.code_text == job_of(database, first).code_text
    assert second.words["domain"] == "trace.test"


def test_labels_printed_again_are_not_counted_twice(staff: TestClient, desk: Desk, database: Database) -> None:
    print_again(staff, print_labels(staff, desk), start=23)
    with database.read() as session:
        assert printed_counts(session, [desk.batch.id]) == {desk.batch.id: 10}


@pytest.mark.parametrize("stock", [key for key in STOCKS if not key.startswith("card")])
def test_what_fits_a_paper_also_fits_it_as_a_reprint(staff: TestClient, desk: Desk, stock: str) -> None:
    page = print_labels(staff, desk, stock=stock, count=1, start=1)
    again = print_again(staff, page, stock=stock, count=1, start=1)
    assert REPRINT_MARK in page_text(staff.get(f"{again}/labels.pdf").content)


def test_good_labels_are_noted(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk)
    answer = staff.post(f"{page}/outcome")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{desk.home}?said=labels-good")
    assert job_of(database, page).outcome == "good"


def test_spoiled_labels_are_noted_and_just_those_printed_again(
    staff: TestClient, desk: Desk, database: Database
) -> None:
    page = print_labels(staff, desk)
    answer = staff.post(f"{page}/spoiled", data={"labels": ["2", "3", "4", "9"]})
    job = job_of(database, page)
    assert (job.outcome, job.spoiled_cells) == ("spoiled", "2-4 9")
    again = staff.get(answer.headers["location"]).text
    assert 'name="count" type="text" value="4"' in again
    assert checked_cell(again) == 23


@pytest.mark.parametrize("labels", ["", "0", "٣", "11", "3-40", "abc", "1-9999999999"])
def test_labels_that_were_not_printed_cannot_be_spoiled(
    staff: TestClient, desk: Desk, database: Database, labels: str
) -> None:
    page = print_labels(staff, desk)
    assert staff.post(f"{page}/spoiled", data={"labels": labels}).status_code == 422
    assert job_of(database, page).outcome is None


def test_the_labels_of_a_large_printing_are_typed(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk, count=500)
    assert 'id="labels" name="labels" type="text"' in staff.get(f"{page}/spoiled").text
    staff.post(f"{page}/spoiled", data={"labels": "5-12, 40; 400 – 402"})
    assert job_of(database, page).spoiled_cells == "5-12 40 400-402"


def test_the_sheet_shows_its_labels_where_they_lie(staff: TestClient, desk: Desk) -> None:
    html = staff.get(f"{print_labels(staff, desk)}/spoiled").text
    assert (html.count('type="checkbox"'), html.count('class="cell blank"')) == (10, 12 + 3)


def test_the_log_says_who_printed_what(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk)
    print_again(staff, page, start=23)
    html = staff.get(f"{desk.home}/prints").text
    said = ["Anh Sáng", desk.batch.lot, job_of(database, page).code_text, "từ ô 13", "bản in lại", "A4 65 tem"]
    assert [part for part in said if part not in html] == []


def test_a_long_log_takes_as_many_queries_as_a_short_one(staff: TestClient, desk: Desk, database: Database) -> None:
    print_labels(staff, desk)
    with counted(database) as few:
        staff.get(f"{desk.home}/prints")
    for number in (2, 3):
        print_labels(staff, desk, once=number)
    with counted(database) as many:
        staff.get(f"{desk.home}/prints")
    assert len(many) == len(few)


def test_the_log_can_be_read_but_not_used_by_an_inspector(
    staff: TestClient, client: TestClient, desk: Desk, world: World
) -> None:
    page = print_labels(staff, desk)
    inspector = sign_in(client, world.inspector)
    html = inspector.get(f"{desk.home}/prints").text
    assert (f"{page}/again" in html, inspector.get(page).status_code) == (False, 200)
    assert inspector.post(f"{page}/again", data=order()).status_code == 403


def test_more_labels_of_the_last_batch_take_two_taps(staff: TestClient, desk: Desk, database: Database) -> None:
    print_labels(staff, desk)
    home = staff.get(desk.home).text
    assert desk.page in links(home)
    first_tap = staff.get(desk.page).text
    answer = staff.post(desk.page, data=as_sent(first_tap))
    job = job_of(database, answer.headers["location"].partition("?")[0])
    assert (answer.status_code, job.count, job.start_cell) == (303, 10, 23)


def test_printing_again_takes_two_taps(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk)
    again = next(link for link in links(staff.get(desk.home).text) if link == f"{page}/again")
    answer = staff.post(again, data=as_sent(staff.get(again).text))
    job = job_of(database, answer.headers["location"].partition("?")[0])
    assert (job.count, job.start_cell, job.reprint_of) == (10, 23, page.rsplit("/", 1)[1])
