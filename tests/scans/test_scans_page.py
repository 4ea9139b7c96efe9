"""The cooperative's page of how often its codes were opened."""

from datetime import timedelta

from fastapi.testclient import TestClient

from cooptrace.database import Database
from cooptrace.scans.models import ScanDay
from cooptrace.web.formats import local_today
from tests.people import World, sign_in
from tests.scans.goods import Goods


def fill(database: Database, goods: Goods) -> None:
    with database.write() as session:
        for days_ago, batch_id, count in ((0, goods.batch.id, 3), (1, goods.batch.id, 4), (1, "", 5), (40, "", 99)):
            session.add(
                ScanDay(
                    day=local_today() - timedelta(days=days_ago),
                    cooperative_id=goods.cooperative.id,
                    product_id=goods.product.id,
                    batch_id=batch_id,
                    count=count,
                )
            )


def test_scans_are_summed_by_day(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    fill(database, goods)
    text = sign_in(phone, world.staff).get(f"/c/{goods.cooperative.id}/scans").text
    assert ("Theo ngày: 12" in text, 'aria-label="9"' in text, 'aria-label="99"' in text) == (True, True, False)


def test_scans_of_one_batch_are_shown_alone(phone: TestClient, goods: Goods, world: World, database: Database) -> None:
    fill(database, goods)
    text = sign_in(phone, world.staff).get(f"/c/{goods.cooperative.id}/scans?batch={goods.batch.id}").text
    assert ("Theo ngày: 7" in text, f'value="{goods.batch.id}" selected' in text) == (True, True)


def test_no_scan_yet_says_what_to_do(phone: TestClient, goods: Goods, world: World) -> None:
    assert "Chưa có ai quét." in sign_in(phone, world.staff).get(f"/c/{goods.cooperative.id}/scans").text


def test_another_cooperatives_batch_counts_nothing_here(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    fill(database, goods)
    stranger = sign_in(phone, world.foreign_manager)
    assert "Theo ngày: 0" in stranger.get(f"/c/{world.foreign.id}/scans?batch={goods.batch.id}").text
    assert stranger.get(f"/c/{goods.cooperative.id}/scans").status_code == 404
