"""The life of stamps as people see it: ordered, printed, put to use, scanned twice, voided, a case closed."""

import json
import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import Session, select

from cooptrace.database import Database
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampOrder, StampRange
from tests.conftest import Live
from tests.live import NARROW, PHONE, sideways_px, sign_in_browser, small_targets, violations
from tests.people import World
from tests.stamps.rolls import Desk, make_desk

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(live: Live, world: World, keys_folder: KeyRing) -> Desk:
    with live.database.write() as session:
        return make_desk(session, keys_folder.folder.parent, world.own, world.manager)


def order_of(database: Database) -> StampOrder:
    with database.read() as session:
        return session.exec(select(StampOrder)).one()


def with_code(desk: Desk, order: StampOrder, number: int) -> str:
    return desk.keys.codes(order.epoch).code(order.first + number)


def stranger(browser: Browser) -> Page:
    """A shopper with a phone of their own."""
    return browser.new_context(viewport=PHONE, locale="vi-VN").new_page()


def faults(page: Page) -> list[str]:
    """What is wrong with the page for somebody; on a narrow phone too."""
    found = violations(page) + small_targets(page)
    page.set_viewport_size(NARROW)
    found += [f"sideways {sideways_px(page)} px"] if sideways_px(page) else []
    page.set_viewport_size(PHONE)
    return found


def banner(page: Page) -> str:
    return page.locator(".banner b").first.inner_text()


def test_the_life_of_stamps(page: Page, browser: Browser, live: Live, world: World, desk: Desk) -> None:
    root = f"{live.url}/c/{world.own.id}/stamps"
    sign_in_browser(page.context, live.url, live.database, world.manager)
    order_and_print(page, root)
    order = order_of(live.database)
    put_to_use(page, desk, with_code(desk, order, 0), with_code(desk, order, 199).lower())

    address = f"{live.url}/Q/{with_code(desk, order, 0)}"
    first, second = stranger(browser), stranger(browser)
    first.goto(address)
    assert banner(first) == "Tem do HTX Khe Vằn (mẫu) phát hành. Lần quét đầu tiên."
    assert faults(first) == []
    second.goto(address)
    assert banner(second).startswith("Đã quét 1 lần, lần đầu ngày ")
    first.goto(address)
    assert banner(first).startswith("Bạn đã quét tem này lúc ")

    void_stolen(page, with_code(desk, order, 190), with_code(desk, order, 199))
    second.goto(f"{live.url}/Q/{with_code(desk, order, 195)}")
    assert banner(second) == "Tem này đã huỷ, không được dùng trên hàng nữa. Lý do: bị mất cắp."
    assert faults(second) == []

    page.goto(root)
    close_the_case(page)
    with live.database.read() as session:
        states = [(piece.count, piece.state) for piece in pieces(session)]
    assert states == [(190, "active"), (10, "voided")]


def order_and_print(page: Page, root: str) -> None:
    page.goto(root)
    page.get_by_role("link", name="Đặt tem").click()
    page.get_by_label("Số tem", exact=True).fill("200")
    assert faults(page) == []
    page.get_by_role("button", name="Đặt tem").click()
    page.get_by_role("button", name="Mở tệp để in").click()
    assert faults(page) == []
    page.get_by_role("link", name="Tự in tem").click()
    assert faults(page) == []
    page.get_by_label("Loại giấy").select_option("tomy-145")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp PDF").click()
    assert re.fullmatch(r"tem-200-[0-9A-F]{12}\.pdf", download.value.suggested_filename)
    page.goto(page.url.removesuffix("/labels"))
    page.get_by_role("button", name="Đã in xong").click()


def put_to_use(page: Page, desk: Desk, first: str, last: str) -> None:
    page.get_by_role("link", name="Kích hoạt tem").click()
    page.get_by_label("Tem đầu").fill(first)
    page.get_by_label("Tem cuối").fill(last)
    page.get_by_label("Cho lô").select_option(desk.batch.id)
    assert faults(page) == []
    page.get_by_role("button", name="Kích hoạt").click()
    assert page.get_by_role("status").inner_text() == "Xong. Các tem này đã gắn với lô."
    assert faults(page) == []


def void_stolen(page: Page, first: str, last: str) -> None:
    page.get_by_role("link", name="Huỷ tem").click()
    page.get_by_label("Tem đầu").fill(first)
    page.get_by_label("Tem cuối").fill(last)
    page.get_by_label("bị mất cắp").check()
    assert faults(page) == []
    page.get_by_role("button", name="Huỷ các tem này").click()


def close_the_case(page: Page) -> None:
    page.get_by_role("link", name="Xem danh sách").click()
    assert faults(page) == []
    page.locator("main .list a.item").click()
    page.get_by_label("Đã thấy tem bị sao chép").check()
    assert faults(page) == []
    page.get_by_role("button", name="Đóng vụ việc").click()
    assert page.locator("main .state.ok").inner_text() == "đã đóng vụ"


def pieces(session: Session) -> list[StampRange]:
    return sorted(session.exec(select(StampRange)), key=lambda piece: piece.first)


def test_a_stamp_is_found_without_a_camera(page: Page, live: Live, desk: Desk) -> None:
    with live.database.write() as session:
        now = replace(desk, session=session)
        order = now.printed(10, covered=True)
        now.activate(order, 0, 9)
    code = with_code(desk, order, 3)
    page.goto(live.url)
    page.get_by_label("Gõ mã in dưới tem").fill(code.replace("0", "o").lower())
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live.url}/Q/{code}")
    page.get_by_label("Mã cào, tám chữ số").fill(desk.keys.codes(order.epoch).pin(order.first + 3))
    assert faults(page) == []
    page.get_by_role("button", name="Kiểm tra mã").click()
    assert page.locator(".note").inner_text().startswith("Mã cào đúng và được mở lần đầu, lúc ")
    assert faults(page) == []


# A camera that sees the codes one after the other, each for several looks, as a hand that moves along a roll.
CAMERA = """
  navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
  HTMLMediaElement.prototype.play = async () => {};
  let looks = 0;
  window.BarcodeDetector = class {
    async detect() {
      const code = CODES[Math.floor(looks++ / 3)];
      return code ? [{rawValue: code}] : [];
    }
  }
"""


def scan(page: Page, path: str, codes: list[str]) -> None:
    page.add_init_script(CAMERA.replace("CODES", json.dumps(codes)))
    page.goto(path)
    page.get_by_role("button", name="Quét bằng máy ảnh").click()


def test_many_stamps_are_scanned_in_a_row_and_each_is_taken_once(
    page: Page, live: Live, world: World, desk: Desk
) -> None:
    with live.database.write() as session:
        now = replace(desk, session=session)
        order = now.printed(10)
        now.activate(order, 0, 4)
    sign_in_browser(page.context, live.url, live.database, world.manager)
    codes = [f"{live.url.upper()}/Q/{with_code(desk, order, number)}" for number in (0, 7, 0, 3)]
    scan(page, f"{live.url}/c/{world.own.id}/stamps/check", codes)
    page.get_by_text("Đã đọc 3 mã").wait_for()
    assert page.get_by_label("Mã tem", exact=True).input_value().split() == [codes[0], codes[1], codes[3]]
    assert faults(page) == []
    page.locator("main form button.primary").click()
    assert page.locator("main .item").count() == 3


def test_first_and_last_are_scanned_with_one_camera(page: Page, live: Live, world: World, desk: Desk) -> None:
    with live.database.write() as session:
        order = replace(desk, session=session).printed(10)
    sign_in_browser(page.context, live.url, live.database, world.manager)
    codes = [with_code(desk, order, 0), with_code(desk, order, 9)]
    scan(page, f"{live.url}/c/{world.own.id}/stamps/activation", codes)
    page.get_by_role("button", name="Quét bằng máy ảnh").wait_for()
    page.wait_for_function("document.getElementById('last').value !== ''")
    assert [page.locator(field).input_value() for field in ("#first", "#last")] == codes
    assert page.locator("stamp-scanner video").count() == 0


def test_the_camera_is_offered_only_where_the_browser_can_read_codes(
    page: Page, live: Live, world: World, desk: Desk
) -> None:
    sign_in_browser(page.context, live.url, live.database, world.manager)
    path = f"{live.url}/c/{world.own.id}/stamps/activation"
    page.add_init_script("delete window.BarcodeDetector")
    page.goto(path)
    assert page.locator("stamp-scanner button").count() == 0
    page.add_init_script("window.BarcodeDetector = class { detect() { return Promise.resolve([]) } }")
    page.goto(path)
    assert page.get_by_role("button", name="Quét bằng máy ảnh").count() == 1
