"""Codes that nobody knows can be reported too: to the officers and the operator, and only by hand."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database
from cooptrace.files.models import Photo
from cooptrace.scans.models import ProblemReport
from tests.people import World, sign_in
from tests.scans.goods import FREE_GTIN, Goods
from tests.scans.test_reports import picture

CODE = "6JJP3K4JC"  # well-formed, and in no sample
SHORT, LINK = f"/Q/{CODE}", f"/01/{FREE_GTIN}/10/A1"
STAMP = "/Q/000000000000000"


def reports(database: Database) -> list[ProblemReport]:
    with database.read() as session:
        return list(session.exec(select(ProblemReport)))


def send(phone: TestClient, path: str = SHORT, **more: str) -> Any:
    return phone.post("/report", data={"path": path, "text": "Dán trên gói miến ở chợ", "once": "1"} | more)


def add(database: Database, goods: Goods | None = None) -> str:
    with database.write() as session:
        report = ProblemReport(cooperative_id=goods.cooperative.id if goods else None, code=SHORT, text="Mã lạ")
        session.add(report)
        session.flush()
        return report.id


@pytest.mark.parametrize("address", [SHORT, SHORT.lower(), f"/p{LINK}"])
def test_the_page_of_an_unknown_code_asks_where_it_was_found(phone: TestClient, goods: Goods, address: str) -> None:
    page = phone.get(address)
    path = LINK if LINK in address else SHORT
    assert (page.status_code, f'name="path" value="{path}"' in page.text) == (404, True)
    assert "Gửi phản ánh" in page.text


@pytest.mark.parametrize("address", ["/Q/NOPE", "/p/none"])
def test_what_is_no_code_cannot_be_reported(phone: TestClient, address: str) -> None:
    assert 'action="/report' not in phone.get(address).text


@pytest.mark.parametrize("path", [SHORT, f"/p{LINK}", LINK])
def test_a_report_about_an_unknown_code_is_kept(phone: TestClient, goods: Goods, database: Database, path: str) -> None:
    answer = send(phone, path, contact="0900 000 123")
    (report,) = reports(database)
    assert answer.headers["location"] == "/?said=code-reported"
    assert (report.cooperative_id, report.product_id, report.code) == (None, None, path.removeprefix("/p"))
    assert "Những người vận hành đã nhận được." in phone.get(answer.headers["location"]).text


def test_the_language_is_kept(phone: TestClient) -> None:
    answer = phone.post("/report?lang=en", data={"path": SHORT, "text": "At the market"})
    assert answer.headers["location"] == "/?lang=en&said=code-reported"


def test_it_may_bring_a_photo(phone: TestClient, database: Database) -> None:
    files = {"photo": ("a.jpg", picture(), "image/jpeg")}
    phone.post("/report", data={"path": SHORT, "text": "Mã lạ"}, files=files)
    with database.read() as session:
        photo = session.get_one(Photo, reports(database)[0].photo_id)
    assert photo.cooperative_id is None


@pytest.mark.parametrize(("more", "marked"), [({"text": " "}, "text"), ({"contact": "x" * 121}, "contact")])
def test_a_refused_report_keeps_what_was_typed(
    phone: TestClient, database: Database, more: dict[str, str], marked: str
) -> None:
    answer = send(phone, **({"contact": "Chị Lan"} | more))
    assert (answer.status_code, f'id="{marked}-error"' in answer.text, reports(database)) == (422, True, [])
    assert ("Dán trên gói miến ở chợ" in answer.text, "Chị Lan" in answer.text) == (marked != "text", marked == "text")
    assert f'name="path" value="{SHORT}"' in answer.text


def test_a_stamp_that_was_not_issued_can_be_reported(phone: TestClient, goods: Goods, database: Database) -> None:
    page = phone.get(STAMP)
    assert (page.status_code, f'name="path" value="{STAMP}"' in page.text) == (404, True)
    assert (send(phone, STAMP).status_code, reports(database)[0].code) == (303, STAMP)


def test_a_flood_is_stopped(phone: TestClient, database: Database) -> None:
    answers = [send(phone, once=str(number)) for number in range(8)]
    assert ([answer.status_code for answer in answers], len(reports(database))) == ([303] * 6 + [429] * 2, 6)


def test_officers_and_operators_answer_them(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    report_id = add(database)
    for person in (world.officer, world.operator):
        assert "Mã lạ" in sign_in(phone, person).get("/reports").text
        phone.post(f"/reports/{report_id}/answer", data={"answer": "Đã báo quản lý thị trường"})
        assert reports(database)[0].handled_by == person.id
        phone.post(f"/reports/{report_id}/reopening")
        assert reports(database)[0].handled_at is None


def test_those_who_answer_are_told_where_they_begin(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    add(database)
    assert "1 phản ánh về mã lạ đang chờ trả lời" in sign_in(phone, world.officer).get("/board").text
    assert "1 chờ trả lời" in sign_in(phone, world.operator).get("/operate").text
    assert "mã lạ đang chờ" not in sign_in(phone, world.inspector).get("/board").text


def test_a_long_list_says_how_many_it_leaves_out(phone: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        session.add_all(ProblemReport(code=SHORT, text="Mã lạ") for _ in range(203))
    text = sign_in(phone, world.officer).get("/reports").text
    assert (text.count("Mã lạ"), "Đang hiện 200 trong tổng số 203." in text) == (200, True)


def test_an_empty_answer_is_refused_at_its_report(phone: TestClient, world: World, database: Database) -> None:
    report_id = add(database)
    answer = sign_in(phone, world.officer).post(f"/reports/{report_id}/answer", data={})
    assert (answer.status_code, f'aria-describedby="error-{report_id}"' in answer.text) == (422, True)


def test_nobody_else_reads_them(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    add(database)
    for person in (world.staff, world.manager, world.trainer, world.inspector):
        assert sign_in(phone, person).get("/reports").status_code == 403


def test_reports_of_a_cooperative_are_not_answered_here(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    report_id = add(database, goods)
    sign_in(phone, world.officer)
    assert "Mã lạ" not in phone.get("/reports").text
    for act in ("answer", "reopening"):
        assert phone.post(f"/reports/{report_id}/{act}", data={"answer": "x"}).status_code == 404
    assert phone.post(f"/c/{goods.cooperative.id}/reports/{add(database)}/answer").status_code == 403


def test_a_cooperative_cannot_reach_them(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    report_id = add(database)
    answer = sign_in(phone, world.staff).post(
        f"/c/{goods.cooperative.id}/reports/{report_id}/answer", data={"answer": "x"}
    )
    assert (answer.status_code, reports(database)[0].handled_at) == (404, None)
