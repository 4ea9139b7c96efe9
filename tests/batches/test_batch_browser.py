"""Pages of batches and events in a browser: good for everybody, with scripts and without."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from cooptrace.batches import actions, queries
from cooptrace.batches.models import Batch
from cooptrace.web.formats import local_today
from tests.conftest import Live
from tests.factories import make_batch, make_event, make_product, make_site
from tests.live import NARROW, PHONE, sideways_px, sign_in_browser, small_targets, violations
from tests.people import World

pytestmark = pytest.mark.browser
LONG = "Miến dong nghệ đặc biệt Bình Liêu loại một gói quà biếu Tết"


@pytest.fixture
def batch(live: Live, world: World) -> Batch:
    with live.database.write() as session:
        batch = make_batch(session, make_product(session, world.own), site=make_site(session, world.own))
        make_batch(session, make_product(session, world.own, name=LONG, photo_id=None), lot="D" * 20, status="draft")
        make_event(session, batch, "pack", details={"quantity": "200", "unit": "gói"}, note="Trời nắng")
        actions.freeze_batch(session, batch)
    return batch


def test_every_page_is_good_for_everybody(page: Page, live: Live, world: World, batch: Batch) -> None:
    sign_in_browser(page.context, live.url, live.database, world.staff)
    root, own = f"{live.url}/c/{world.own.id}/batches", f"{live.url}/c/{world.own.id}/batches/{batch.id}"
    parts = ("", "/edit", "/recall", "/inputs", "/outputs", "/events/new?kind=pack")
    addresses = [root, f"{root}/new", f"{root}/new?like=latest", *(f"{own}{part}" for part in parts)]
    wrong: dict[str, object] = {}
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found = (violations(page), small_targets(page))
        page.set_viewport_size(NARROW)
        if (*found, sideways_px(page)) != ([], [], 0):
            wrong[address] = (*found, sideways_px(page))
        page.set_viewport_size(PHONE)
    assert wrong == {}


@pytest.mark.parametrize("scripts", [True, False])
def test_yesterdays_batch_is_one_tap_more(
    browser: Browser, live: Live, world: World, batch: Batch, scripts: bool
) -> None:
    context = browser.new_context(viewport=PHONE, locale="vi-VN", java_script_enabled=scripts)
    sign_in_browser(context, live.url, live.database, world.staff)
    page = context.new_page()
    page.goto(f"{live.url}/c/{world.own.id}/batches/new?product={batch.product_id}")
    expect(page.locator(".other-day")).to_be_hidden()
    page.get_by_label("Hôm qua").check()
    yesterday = local_today() - timedelta(days=1)
    lot = f"MD{yesterday:%y%m%d}A"
    if scripts:
        expect(page.locator("#worked-out")).to_contain_text(lot)
    page.get_by_role("button", name="Chỉ lưu").click()
    expect(page.locator("main")).to_contain_text(lot)
    context.close()
    with live.database.read() as session:
        made = queries.batches_of(session, world.own)[0]
    assert (made.lot, made.harvested_on) == (lot, yesterday - timedelta(days=2))
