"""Scans are written down before the answer: persons once a day, nobody else; and the page comes even when it fails."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import select

from cooptrace.database import Database
from cooptrace.scans import count_queries, queries
from cooptrace.scans.count_queries import Question
from cooptrace.scans.models import Scan, ScanDay
from cooptrace.scans.visitor import Visitor
from cooptrace.web.formats import local_today
from tests.people import World, sign_in
from tests.scans.goods import GTIN, Goods


def scans(database: Database) -> list[Scan]:
    with database.read() as session:
        return list(session.exec(select(Scan).order_by(Scan.id)))  # type: ignore[arg-type]


def day_sums(database: Database) -> list[tuple[str, int]]:
    with database.read() as session:
        return [(row.batch_id, row.count) for row in session.exec(select(ScanDay).order_by(ScanDay.batch_id))]


def test_a_scan_is_in_the_log_and_in_the_sum_of_its_day(phone: TestClient, goods: Goods, database: Database) -> None:
    phone.get(f"{goods.short}?lang=zh")
    (scan,) = scans(database)
    assert (scan.cooperative_id, scan.product_id, scan.batch_id) == (
        goods.cooperative.id,
        goods.product.id,
        goods.batch.id,
    )
    assert (scan.form, scan.visitor, scan.language) == ("short", Visitor.PERSON, "zh")
    assert day_sums(database) == [(goods.batch.id, 1)]


def test_the_two_printed_forms_are_told_apart(phone: TestClient, goods: Goods, database: Database) -> None:
    phone.get(goods.link, follow_redirects=True)
    phone.get(f"/01/{GTIN}/10/NOPE", follow_redirects=True)
    assert [(scan.form, scan.batch_id) for scan in scans(database)] == [("gs1", goods.batch.id), ("gs1", None)]
    assert sorted(day_sums(database)) == sorted([("", 1), (goods.batch.id, 1)])


def test_the_same_phone_within_a_day_is_marked_and_not_counted_again(
    phone: TestClient, goods: Goods, database: Database
) -> None:
    first = phone.get(goods.short)
    again = phone.get(goods.link, follow_redirects=True)
    assert [scan.visitor for scan in scans(database)] == [Visitor.PERSON, Visitor.REPEAT]
    assert len({scan.device_hash for scan in scans(database)}) == 1
    assert day_sums(database) == [(goods.batch.id, 1)]
    assert ["Bạn đã mở mã này lúc" in answer.text for answer in (first, again)] == [False, True]


def test_another_phone_counts(phone: TestClient, goods: Goods, database: Database) -> None:
    phone.get(goods.short)
    phone.cookies.clear()
    assert "Lô này đã được quét 2 lần" in phone.get(goods.short).text
    assert day_sums(database) == [(goods.batch.id, 2)]


def test_only_the_hash_of_the_phones_token_is_kept_and_for_thirty_days(
    phone: TestClient, goods: Goods, database: Database
) -> None:
    cookie = phone.get(goods.short).headers["set-cookie"]
    token = cookie.removeprefix("device=").partition(".")[0]
    assert token not in repr(scans(database))
    assert [part in cookie for part in ("HttpOnly", "Max-Age=2592000", "SameSite=lax")] == [True] * 3


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "facebookexternalhit/1.1"},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"sec-purpose": "prefetch"},
        {"purpose": "prefetch"},
    ],
)
def test_previews_robots_and_prefetch_are_not_counted(
    phone: TestClient, goods: Goods, database: Database, headers: dict[str, str]
) -> None:
    answer = phone.get(goods.short, headers=headers)
    assert (answer.status_code, "set-cookie" in answer.headers, scans(database)) == (200, False, [])


def test_head_is_not_counted(phone: TestClient, goods: Goods, database: Database) -> None:
    assert (phone.head(goods.short).status_code, scans(database)) == (200, [])


@pytest.mark.parametrize(("role", "counted"), [("staff", 0), ("trainer", 0), ("officer", 0), ("foreign_manager", 1)])
def test_those_whose_work_it_is_are_not_counted(
    phone: TestClient, goods: Goods, world: World, database: Database, role: str, counted: int
) -> None:
    sign_in(phone, getattr(world, role)).get(goods.short)
    assert len(scans(database)) == counted


def test_what_is_not_found_is_not_counted(phone: TestClient, goods: Goods, database: Database) -> None:
    assert [phone.get(path).status_code for path in ("/Q/none", "/01/09520001000034")] == [400, 404]
    assert scans(database) == []


def test_the_page_comes_without_counts_when_the_scan_cannot_be_written(
    phone: TestClient, goods: Goods, database: Database
) -> None:
    with database.write() as session:
        session.execute(text("ALTER TABLE scan RENAME TO scan_away"))
    answer = phone.get(goods.short)
    assert (answer.status_code, "đã được quét" in answer.text, goods.product.name in answer.text) == (200, False, True)


def test_the_page_comes_when_another_writer_holds_the_database(
    phone: TestClient, goods: Goods, database: Database, database_url: str, engine: str
) -> None:
    if engine != "sqlite":
        pytest.skip("PostgreSQL has many writers")
    with database.writing_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=20")  # the only writing connection; a phone would wait longer
    other = Database(database_url)
    with other.write() as session:
        session.execute(text("UPDATE scan_day SET count = count"))
        answer = phone.get(goods.short)
    other.close()
    assert (answer.status_code, "đã được quét" in answer.text) == (200, False)
    assert scans(database) == []


def test_a_scan_that_cannot_be_summed_is_not_in_the_log_either(
    phone: TestClient, goods: Goods, database: Database
) -> None:
    with database.write() as session:
        session.execute(text("ALTER TABLE scan_day RENAME COLUMN count TO counted"))
    phone.get(f"/01/{GTIN}")
    assert scans(database) == []


def test_sums_answer_how_often_and_on_which_days(phone: TestClient, goods: Goods, database: Database) -> None:
    phone.get(goods.short)
    today = local_today()
    with database.read() as session:
        assert queries.scan_counts(session, [goods.batch.id, "none"]) == {goods.batch.id: 1, "none": 0}
        asked = Question(goods.cooperative.id, today - timedelta(days=1), today)
        assert count_queries.by_day(session, asked) == {today: 1}
        assert count_queries.total(session, replace(asked, batch_id=goods.batch.id)) == 1
        assert count_queries.by_day(session, replace(asked, cooperative_id="none")) == {}
