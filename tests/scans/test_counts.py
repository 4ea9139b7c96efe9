"""How often codes were opened: the cooperative's page, its columns and what was never scanned."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from alembic import command
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.database import Database, migrate, now
from cooptrace.labels.models import PrintJob
from cooptrace.reports import scan_queries
from cooptrace.reports.scan_queries import Stretch
from cooptrace.scans import count_queries
from cooptrace.scans.count_queries import Question
from cooptrace.scans.models import ScanProvinceDay, ScanWeek
from cooptrace.scans.series import Column, drawing, series
from cooptrace.scans.sums import Counted, count_scans
from cooptrace.stamps.models import StampPlaceDay
from cooptrace.web.formats import date_text, local_today
from tests.factories import make_batch, make_product
from tests.people import World, sign_in
from tests.scans.goods import Goods

TODAY = local_today()


def fill(database: Database, goods: Goods) -> None:
    key = {"cooperative_id": goods.cooperative.id, "product_id": goods.product.id}
    with database.write() as session:
        for days_ago, batch_id, language, count in (
            (0, goods.batch.id, "vi", 3),
            (1, goods.batch.id, "zh", 4),
            (1, "", "vi", 5),
            (40, "", "vi", 99),
        ):
            day = str(TODAY - timedelta(days=days_ago))
            count_scans(session, [Counted(day=day, batch_id=batch_id, language=language, **key)] * count)
        for unit_code, count in (("06838", 2), ("", 1)):
            session.add(StampPlaceDay(day=TODAY, unit_code=unit_code, count=count, **key))


def page(phone: TestClient, goods: Goods, query: str = "") -> str:
    return phone.get(f"/c/{goods.cooperative.id}/scans{query}").text


def print_labels(session: Session, batch: Batch, *, days_ago: int, **details: Any) -> None:
    usual: dict[str, Any] = {"stock": "tomy-145", "design": "batch", "start_cell": 1, "count": 3, "code_text": "x"}
    at = now() - timedelta(days=days_ago)
    own: dict[str, Any] = {"cooperative_id": batch.cooperative_id, "batch_id": batch.id, "printed_at": at}
    session.add(PrintJob(**usual, **own, **details))


def test_scans_are_summed_by_day(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    fill(database, goods)
    sign_in(phone, world.staff)
    text = page(phone, goods)
    assert ("Theo ngày: 12" in text, 'aria-label="9"' in text, 'aria-label="99"' in text) == (True, True, False)
    assert ("Cùng số ngày trước đó: 99" in text, "28 ngày còn lại không có ai quét." in text) == (True, True)


def test_a_longer_time_is_told_by_week(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    fill(database, goods)
    sign_in(phone, world.staff)
    text = page(phone, goods, "?days=90")
    assert ("Theo tuần: 111" in text, "Tuần từ ngày" in text, 'value="90" selected' in text) == (True, True, True)


@pytest.mark.parametrize("days", ["", "0", "-1", "31", "abc", "99999999999"])
def test_times_that_are_not_offered_are_thirty_days(
    phone: TestClient, goods: Goods, world: World, database: Database, days: str
) -> None:
    fill(database, goods)
    sign_in(phone, world.staff)
    assert "Theo ngày: 12" in page(phone, goods, f"?days={days}")


def test_scans_of_one_batch_are_shown_alone(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    fill(database, goods)
    sign_in(phone, world.staff)
    text = page(phone, goods, f"?batch={goods.batch.id}")
    assert ("Theo ngày: 7" in text, f'value="{goods.batch.id}" selected' in text) == (True, True)
    assert "Khách đọc bằng tiếng gì" not in text


def test_scans_are_told_by_product(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    fill(database, goods)
    sign_in(phone, world.staff)
    assert "Theo sản phẩm" not in page(phone, goods)
    with database.write() as session:
        other = make_product(session, goods.cooperative, name="Trà hoa vàng")
        key = {"cooperative_id": goods.cooperative.id, "product_id": other.id}
        count_scans(session, [Counted(day=str(TODAY), batch_id="", language="vi", **key)] * 20)
    text = page(phone, goods)
    by_product = text.split("Theo sản phẩm")[1].split("Theo lô")[0]
    assert by_product.index("Trà hoa vàng") < by_product.index("Miến dong Bình Liêu")
    alone = page(phone, goods, f"?product={other.id}")
    assert ("Theo ngày: 20" in alone, "Theo sản phẩm" in alone) == (True, False)


def test_languages_and_places_are_told(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    fill(database, goods)
    sign_in(phone, world.staff)
    text = page(phone, goods)
    shares = text.split("Khách đọc bằng tiếng gì")[1]
    assert (
        0
        < shares.index("Tiếng Việt")
        < shares.index("中文")
        < shares.index("Xã Bình Liêu")
        < shares.index("ngoài tỉnh")
    )


def test_no_scan_yet_says_what_to_do(phone: TestClient, goods: Goods, world: World) -> None:
    sign_in(phone, world.staff)
    assert "Chưa có ai quét trong thời gian này." in page(phone, goods)


def test_labels_that_nobody_scanned_are_named(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    """Out for two weeks; a reprint is not another printing; one scan ever is enough."""
    fill(database, goods)
    with database.write() as session:
        new, old = (make_batch(session, goods.product, lot=lot) for lot in ("MOI", "CU"))
        print_labels(session, goods.batch, days_ago=100)
        print_labels(session, new, days_ago=13)
        print_labels(session, old, days_ago=15)
        print_labels(session, old, days_ago=1)
        print_labels(session, make_batch(session, goods.product, lot="NHAP"), days_ago=99)
    sign_in(phone, world.staff)
    part = page(phone, goods).split("Đã in mà chưa ai quét")[1]
    assert ("· CU" in part, "6 tem" in part, "· MOI" in part, f"· {goods.batch.lot}" in part) == (
        True,
        True,
        False,
        False,
    )
    assert part.index("· NHAP") < part.index("· CU")


def test_another_cooperatives_batch_counts_nothing_here(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    fill(database, goods)
    stranger = sign_in(phone, world.foreign_manager)
    assert "Theo ngày: 0" in stranger.get(f"/c/{world.foreign.id}/scans?batch={goods.batch.id}").text
    assert stranger.get(f"/c/{goods.cooperative.id}/scans").status_code == 404


def test_weeks_begin_on_mondays_but_for_the_first() -> None:
    first = date(2026, 11, 4)
    found = series({date(2026, 11, 8): 2, date(2026, 11, 9): 3, date(2026, 12, 20): 1}, first, date(2026, 12, 20))
    assert (found.weekly, found.total, found.most, found.quiet) == (True, 6, 3, 4)
    assert found.columns[:2] == (Column(first, 2), Column(date(2026, 11, 9), 3))
    assert [date_text(column.first) for column in found.busy] == ["14/12/2026", "09/11/2026", "04/11/2026"]


def test_a_column_is_as_high_as_its_share_and_never_invisible() -> None:
    found = series({TODAY: 1000, TODAY - timedelta(days=2): 1}, TODAY - timedelta(days=2), TODAY)
    drawn = drawing(found, title="a < b")
    assert ('d="M1 98h8v2h-8zM21 0h8v100h-8z"' in drawn, "<title>a &lt; b</title>" in drawn) == (True, True)


def test_nothing_is_drawn_of_nothing() -> None:
    assert 'd=""' in drawing(series({}, TODAY, TODAY), title="")


def test_sums_say_what_each_scan_would(database: Database, goods: Goods) -> None:
    """Of every batch, week and day, however the period cuts them."""
    own, product = goods.cooperative.id, goods.product.id
    with database.write() as session:
        batches = [goods.batch.id, *(make_batch(session, goods.product, lot=f"L{n}").id for n in range(5))]
        log = [
            Counted(own, str(TODAY - timedelta(days=(7 * n) % 40)), product, batches[n % 6], ("vi", "zh")[n % 5 == 0])
            for n in range(150)
        ]
        for part in (log[:70], log[70:]):
            count_scans(session, part)
    with database.read() as session:
        for first, last, limit in ((39, 0, 20), (20, 3, 20), (25, 0, 2), (8, 8, 1), (3, 0, 3)):
            begin, end = TODAY - timedelta(days=first), TODAY - timedelta(days=last)
            within = [one for one in log if str(begin) <= one.day <= str(end)]
            asked, stretch = Question(own, begin, end), Stretch(begin, end)
            busiest = [(one.id, count) for one, _, count in count_queries.by_batch(session, asked, limit=limit)]
            counts = Counter(one.batch_id for one in within)
            assert sorted(busiest) == sorted(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:limit])
            assert scan_queries.by_cooperative(session, stretch) == ({own: len(within)} if within else {})
            assert dict(scan_queries.by_language(session, stretch)) == Counter(one.language for one in within)
            days = {str(day): count for day, count in scan_queries.by_day(session, stretch).items()}
            assert days == Counter(one.day for one in within)
            assert count_queries.by_day(session, asked) == scan_queries.by_day(session, stretch)


def test_a_printing_after_the_last_scan_is_no_unscanned_batch(database: Database, goods: Goods) -> None:
    key = {"cooperative_id": goods.cooperative.id, "product_id": goods.product.id, "batch_id": goods.batch.id}
    scan = Counted(day=str(TODAY), language="vi", **key)
    with database.write() as session:
        print_labels(session, goods.batch, days_ago=30)
        session.flush()
        assert count_queries.never_scanned_counts(session, before=now()) == {goods.cooperative.id: 1}
        count_scans(session, [scan])
        print_labels(session, goods.batch, days_ago=20)
        session.flush()
        assert count_queries.never_scanned_counts(session, before=now()) == {}
        wanted = select(col(PrintJob.scanned_on)).order_by(col(PrintJob.printed_at))
        assert session.exec(wanted).all() == [TODAY, None]
        count_scans(session, [scan])
        assert session.exec(wanted).all() == [TODAY, TODAY]


def test_sums_of_scans_from_before_are_made_by_the_migration(database: Database, goods: Goods) -> None:
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    key = {"cooperative_id": goods.cooperative.id, "product_id": goods.product.id}
    with database.write() as session:
        print_labels(session, goods.batch, days_ago=30)
        for day, count in ((sunday, 2), (monday, 3)):
            count_scans(session, [Counted(day=str(day), batch_id=goods.batch.id, language="vi", **key)] * count)
    before = kept(database)
    with database.write() as session:
        config = migrate._config()
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "0008")
    migrate.upgrade(database)
    assert kept(database) == before
    assert before[0] == [(monday - timedelta(days=7), 2), (monday, 3)]


def kept(database: Database) -> list[Any]:
    with database.read() as session:
        weeks = [(row.week, row.count) for row in session.exec(select(ScanWeek).order_by(col(ScanWeek.week)))]
        days = sorted((row.day, row.language, row.count) for row in session.exec(select(ScanProvinceDay)))
        return [weeks, days, [job.scanned_on is None for job in session.exec(select(PrintJob))]]
