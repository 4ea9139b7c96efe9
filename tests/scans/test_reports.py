"""Problem reports: from the shopper's form to the cooperative's list, and nowhere else."""

from io import BytesIO
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from sqlmodel import select

from cooptrace.database import Database, now
from cooptrace.scans.models import ProblemReport, Scan
from tests.people import World, sign_in
from tests.scans.goods import GTIN, Goods


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, "JPEG")
    return content.getvalue()


def reports(database: Database) -> list[ProblemReport]:
    with database.read() as session:
        return list(session.exec(select(ProblemReport)))


def typed(goods: Goods, **more: str) -> dict[str, str]:
    return {"path": goods.short, "text": "Hộp bị móp", "once": "1"} | more


def test_a_report_reaches_the_cooperative(phone: TestClient, goods: Goods, database: Database) -> None:
    answer = phone.post("/report?lang=en", data=typed(goods, contact="0900 000 123"))
    assert answer.headers["location"] == f"{goods.short}?lang=en&said=problem-reported"
    (report,) = reports(database)
    assert (report.cooperative_id, report.product_id, report.batch_id) == (
        goods.cooperative.id,
        goods.product.id,
        goods.batch.id,
    )
    assert (report.text, report.contact, report.code, report.photo_id) == (
        "Hộp bị móp",
        "0900 000 123",
        goods.short,
        None,
    )


def test_a_report_may_bring_a_photo(phone: TestClient, goods: Goods, database: Database) -> None:
    phone.post("/report", data=typed(goods), files={"photo": ("a.jpg", picture(), "image/jpeg")})
    (report,) = reports(database)
    assert phone.get(f"/photos/{report.photo_id}-480.webp").headers["content-type"] == "image/webp"


def test_the_way_back_thanks_and_is_not_another_scan(phone: TestClient, goods: Goods, database: Database) -> None:
    answer = phone.get(f"{goods.short}?said=problem-reported")
    assert "Cảm ơn bạn. Hợp tác xã đã nhận được phản ánh." in answer.text
    with database.read() as session:
        assert list(session.exec(select(Scan))) == []


@pytest.mark.parametrize("path", [f"/01/{GTIN}", f"/01/{GTIN}/10/NOPE", "/p/"])
def test_a_report_without_a_lot_is_about_the_product(
    phone: TestClient, goods: Goods, database: Database, path: str
) -> None:
    phone.post("/report", data=typed(goods, path=path if path != "/p/" else path + goods.product.id))
    (report,) = reports(database)
    assert (report.product_id, report.batch_id) == (goods.product.id, None)


def test_the_same_report_sent_twice_is_one(phone: TestClient, goods: Goods, database: Database) -> None:
    answers = [phone.post("/report", data=typed(goods)) for _ in range(2)]
    assert ([answer.status_code for answer in answers], len(reports(database))) == ([303, 303], 1)


@pytest.mark.parametrize(
    ("more", "files", "marked"),
    [
        ({"text": " "}, {}, "text-error"),
        ({"text": "x" * 2001}, {}, "text-error"),
        ({"contact": "x" * 121}, {}, "contact-error"),
        ({}, {"photo": ("a.png", b"no picture", "image/png")}, "photo-error"),
    ],
)
def test_a_wrong_field_is_marked_and_what_was_typed_is_kept(
    phone: TestClient, goods: Goods, database: Database, more: dict[str, str], files: dict[str, Any], marked: str
) -> None:
    answer = phone.post("/report", data=typed(goods, contact="Chị Lan") | more, files=files or None)
    assert (answer.status_code, f'id="{marked}"' in answer.text, reports(database)) == (422, True, [])
    assert '<details id="report" open>' in answer.text
    assert ("Hộp bị móp" in answer.text or "text" in more, "Chị Lan" in answer.text or "contact" in more) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    "path", ["", "/Q/NOPE", "/01/09520001000035", "//evil.example", "https://evil.example/x", "/c/1", "/p/none"]
)
def test_a_report_about_nothing_is_refused(phone: TestClient, goods: Goods, database: Database, path: str) -> None:
    assert phone.post("/report", data=typed(goods, path=path)).status_code == 404
    assert reports(database) == []


def test_a_flood_of_reports_is_stopped(phone: TestClient, goods: Goods, database: Database) -> None:
    answers = [phone.post("/report", data=typed(goods, once=str(number))) for number in range(8)]
    assert [answer.status_code for answer in answers] == [303] * 6 + [429] * 2
    assert (answers[-1].headers["retry-after"].isdecimal(), len(reports(database))) == (True, 6)


def test_another_sites_form_is_refused(phone: TestClient, goods: Goods, database: Database) -> None:
    answer = phone.post("/report", data=typed(goods), headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, reports(database)) == (403, [])


def add(database: Database, goods: Goods, text: str, **details: Any) -> str:
    with database.write() as session:
        report = ProblemReport(
            cooperative_id=goods.cooperative.id,
            product_id=goods.product.id,
            batch_id=goods.batch.id,
            text=text,
            **details,
        )
        session.add(report)
        session.flush()
        return report.id


def test_open_reports_stand_first(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    add(database, goods, "Đã xong rồi", handled_at=now(), answer="Đã gọi")
    add(database, goods, "Còn mở đây")
    text = sign_in(phone, world.staff).get(f"/c/{goods.cooperative.id}/reports").text
    assert 0 < text.index("Còn mở đây") < text.index("Đã xong rồi") < text.index("Đã gọi")


def test_an_answered_report_is_closed_and_can_be_opened_again(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    root = f"/c/{goods.cooperative.id}/reports"
    one = f"{root}/{add(database, goods, 'Hộp bị móp')}"
    sign_in(phone, world.staff)
    answer = phone.post(f"{one}/answer", data={"answer": "Đã đổi hộp mới"})
    (report,) = reports(database)
    assert answer.headers["location"] == f"{root}?said=report-answered"
    assert (report.answer, report.handled_by, report.handled_at is None) == ("Đã đổi hộp mới", world.staff.id, False)
    phone.post(f"{one}/reopening")
    assert reports(database)[0].handled_at is None


def test_an_empty_answer_is_refused_at_its_report(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    report_id = add(database, goods, "Hộp bị móp")
    answer = sign_in(phone, world.staff).post(f"/c/{goods.cooperative.id}/reports/{report_id}/answer", data={})
    assert (answer.status_code, f'aria-describedby="error-{report_id}"' in answer.text) == (422, True)
    assert reports(database)[0].handled_at is None


def test_reports_are_for_their_cooperative_only(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    report_id = add(database, goods, "Hộp bị móp", contact="0900 000 123")
    stranger = sign_in(phone, world.foreign_manager)
    assert stranger.get(f"/c/{goods.cooperative.id}/reports").status_code == 404
    answered = stranger.post(f"/c/{world.foreign.id}/reports/{report_id}/answer", data={"answer": "x"})
    assert (answered.status_code, reports(database)[0].handled_at) == (404, None)
    # A shopper's phone number is no business of officers and inspectors.
    assert sign_in(phone, world.inspector).get(f"/c/{goods.cooperative.id}/reports").status_code == 403
