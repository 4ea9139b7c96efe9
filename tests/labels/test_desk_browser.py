"""The print desk on a phone: in few taps, with the keyboard, without a script, good for everybody."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cooptrace.people.models import Person
from tests.conftest import Live
from tests.factories import make_batch
from tests.labels.desk import Desk, confirm_address, make_desk
from tests.live import DESKTOP, NARROW, PHONE, sideways_px, sign_in_browser, small_targets, violations
from tests.people import World

pytestmark = pytest.mark.browser
PRINT, AGAIN, MORE = "In", "In lại", "In thêm tem"


@pytest.fixture
def desk(live: Live, world: World) -> Desk:
    confirm_address(live.database)
    return make_desk(live.database, world.own)


def entered(context: BrowserContext, live: Live, person: Person) -> Page:
    sign_in_browser(context, live.url, live.database, person)
    return context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).click()


PATHS = (
    "",
    "/more",
    "/print?labels-{batch}=5",
    "/designs",
    "/designs/new",
    "/designs/new?based_on=retail",
    "/printers",
    "/printers/new",
    "/prints",
    "/stocks",
    "/stocks/new",
    "{job}",
    "{job}/again",
    "{job}/spoiled",
    "{job}/together",
    "{print}",
)


@pytest.fixture
def printed(context: BrowserContext, live: Live, desk: Desk, world: World) -> Page:
    """The page of a job of ten labels."""
    page = entered(context, live, world.staff)
    page.goto(f"{live.url}{desk.page}?count=10&start=13")
    press(page, PRINT)
    page.wait_for_url("**/prints/*")
    return page


def test_the_pages_are_good_for_everybody(printed: Page, live: Live, desk: Desk) -> None:
    job = printed.url.partition("?")[0].removeprefix(live.url + desk.home)
    found: dict[str, object] = {}
    for path in PATHS:
        printed.goto(
            live.url + desk.home + path.format(job=job, batch=desk.batch.id, print=desk.page.removeprefix(desk.home))
        )
        wrong = [*violations(printed), *small_targets(printed)]
        for size in (NARROW, DESKTOP, PHONE):
            printed.set_viewport_size({"width": size["width"], "height": size["height"]})
            wrong += [f"{sideways_px(printed)} px sideways at {size}"] if sideways_px(printed) else []
        found |= {path: wrong} if wrong else {}
    assert found == {}


def test_the_operators_pages_are_good_for_everybody(context: BrowserContext, live: Live, world: World) -> None:
    page = entered(context, live, world.operator)
    found = {}
    for path in ("/operate", "/operate/addresses"):
        page.goto(live.url + path)
        found[path] = [*violations(page), *small_targets(page)]
    assert found == {"/operate": [], "/operate/addresses": []}


def test_a_half_used_sheet_is_printed_in_four_taps_from_the_batch(
    context: BrowserContext, live: Live, desk: Desk, world: World
) -> None:
    page = entered(context, live, world.staff)
    page.goto(f"{live.url}{desk.home}/batches/{desk.batch.id}")
    press(page, "In tem")
    page.get_by_role("radio", name="13", exact=True).check()
    expect(page.locator(".summary")).to_contain_text("từ ô 13")
    press(page, PRINT)
    page.wait_for_url("**/prints/*")
    expect(page.locator("dl")).to_contain_text("từ ô 13")


def test_several_batches_are_printed_on_one_sheet(
    context: BrowserContext, live: Live, desk: Desk, world: World
) -> None:
    with live.database.write() as session:
        other = make_batch(session, session.merge(desk.product), lot="MD261109C")
    page = entered(context, live, world.staff)
    page.goto(live.url + desk.page)
    page.get_by_role("link", name="In nhiều lô trên một tờ").click()
    page.get_by_label(desk.batch.lot).fill("3")
    page.get_by_label(other.lot).fill("4")
    expect(page.locator(".summary")).to_contain_text("7 tem · 1 tờ · từ ô 1")
    press(page, PRINT)
    page.wait_for_url("**/together*")
    expect(page.get_by_role("listitem").filter(has_text=other.lot)).to_contain_text("4 tem · từ ô 4")


def test_a_large_file_says_how_far_it_is_and_other_pages_answer(
    context: BrowserContext, live: Live, desk: Desk, world: World
) -> None:
    page = entered(context, live, world.staff)
    page.goto(f"{live.url}{desk.page}?count=600000&start=1")
    press(page, PRINT)
    page.wait_for_url("**/prints/*")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp về").click()
    expect(page.locator("file-progress .figure")).to_contain_text("Đã làm")
    assert violations(page) == []
    answer = page.request.get(f"{live.url}/q/{desk.batch.short_code}")
    assert (answer.status, page.locator("file-progress [role=status]").text_content()) == (200, "")
    expect(page.locator("file-progress [role=status]")).to_have_text("Tệp đã xong.", timeout=60_000)
    with Path(download.value.path()).open("rb") as file:
        file.seek(-6, os.SEEK_END)
        assert file.read() == b"%%EOF\n"


def test_more_labels_of_the_last_batch_take_two_taps(printed: Page, live: Live, desk: Desk) -> None:
    printed.goto(live.url + desk.home)
    press(printed, MORE)
    press(printed, PRINT)
    printed.wait_for_url("**/prints/*")
    expect(printed.locator("dl")).to_contain_text("từ ô 23")


def test_the_preview_follows_what_is_typed(context: BrowserContext, live: Live, desk: Desk, world: World) -> None:
    page = entered(context, live, world.staff)
    page.goto(live.url + desk.page)
    page.get_by_label("Số tem").fill("80")
    expect(page.locator(".summary")).to_contain_text("80 tem · 2 tờ · từ ô 1")
    assert "count=80" in str(page.locator(".pages img").first.get_attribute("src"))
    page.get_by_label("Loại giấy").select_option("a4-24")
    expect(page.locator(".summary")).to_contain_text("80 tem · 4 tờ · từ ô 1")
    expect(page.locator(".cell")).to_have_count(24)
    page.get_by_label("Số tem").fill("0")
    expect(page.locator("#live [role=status]")).to_contain_text("Mỗi lần in từ 1")


def test_an_own_design_is_seen_while_it_is_chosen(
    context: BrowserContext, live: Live, desk: Desk, world: World
) -> None:
    page = entered(context, live, world.staff)
    page.goto(f"{live.url}{desk.home}/designs/new")
    page.get_by_label("Bề rộng mã, nhiều nhất").fill("95")
    expect(page.locator("#live [role=status]")).to_contain_text("Hãy ghi số từ 20 đến 90.")
    page.get_by_label("Bề rộng mã, nhiều nhất").fill("40")
    picture = page.locator("#live img")
    expect(picture).to_be_visible()
    assert "symbol_percent=40" in str(picture.get_attribute("src"))
    page.get_by_label("Tên kiểu tem").fill("Mã nhỏ")
    press(page, "Lưu")
    expect(page.get_by_role("link", name="Mã nhỏ")).to_be_visible()


def test_the_cell_is_chosen_with_the_keyboard(context: BrowserContext, live: Live, desk: Desk, world: World) -> None:
    page = entered(context, live, world.staff)
    page.goto(live.url + desk.page)
    page.locator("#cell-1").focus()
    for number in (2, 3, 4):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".summary")).to_contain_text(f"từ ô {number}")
        expect(page.locator(f"#cell-{number}")).to_be_focused()


def test_all_works_without_a_script(browser: Browser, live: Live, desk: Desk, world: World) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="vi-VN")
    page = entered(context, live, world.staff)
    page.goto(live.url + desk.page)
    page.get_by_label("Số tem").fill("12")
    page.get_by_role("radio", name="13", exact=True).check()
    press(page, "Xem trước")
    expect(page.locator(".summary")).to_contain_text("12 tem · 1 tờ · từ ô 13")
    press(page, PRINT)
    press(page, "Hỏng một phần…")
    page.get_by_role("checkbox", name="2", exact=True).check()
    press(page, "In lại các tem này")
    press(page, PRINT)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 tem đã sẵn sàng")
    context.close()
