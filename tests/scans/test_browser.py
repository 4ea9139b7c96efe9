"""The public pages in a browser: every state, three languages, light and dark, from 320 px to a desktop."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from sqlmodel import select

from cooptrace.database import Database
from cooptrace.scans.models import ProblemReport
from cooptrace.web.i18n import LANGUAGES
from tests.conftest import Live
from tests.live import DESKTOP, NARROW, PHONE, sideways_px, sign_in_browser, small_targets, violations
from tests.people import World
from tests.scans.banner_states import states_of
from tests.scans.test_reports import picture

pytestmark = pytest.mark.browser
SMALLEST_TEXT_PX = 17
TEXT_SIZES = """() => [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility())
    .map(e => parseFloat(getComputedStyle(e).fontSize))"""


@pytest.fixture
def states(live: Live, world: World, tmp_path: Path) -> dict[str, str]:
    """The path of a page in each state; `live` keeps its keys there too."""
    with live.database.write() as session:
        return states_of(session, world, tmp_path)


@pytest.fixture(params=["light", "dark"])
def coloured(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    scheme: Literal["light", "dark"] = request.param
    context = browser.new_context(viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
    yield context
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_good_for_everybody(
    coloured: BrowserContext, live: Live, states: dict[str, str], language: str
) -> None:
    page = coloured.new_page()
    wrong: list[str] = []
    page.goto(live.url + states["stamp-yours"])
    for name, path in states.items():
        page.goto(f"{live.url}{path}{'&' if '?' in path else '?'}lang={language}&said=")
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        wrong += [f"{name}: {found}" for found in (*violations(page), *small_targets(page))]
        wrong += [f"{name}: text of {size} px" for size in page.evaluate(TEXT_SIZES) if size < SMALLEST_TEXT_PX]
        for window in (NARROW, DESKTOP, PHONE):
            page.set_viewport_size(window)
            wrong += [f"{name}: {over} px too wide"] if (over := sideways_px(page)) else []
    assert wrong == []


def test_the_page_asks_only_this_service_and_breaks_no_policy(page: Page, live: Live, states: dict[str, str]) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(_site(request)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.set_viewport_size(DESKTOP)
    page.goto(live.url + states["ok"])
    page.wait_for_load_state("networkidle")
    assert (set(asked), complaints) == ({live.url}, [])


def _site(request: Request) -> str:
    return "/".join(request.url.split("/")[:3])


def test_a_chip_opens_its_proof(page: Page, live: Live, states: dict[str, str]) -> None:
    page.goto(live.url + states["ok"])
    expect(page.get_by_text("3102/QĐ-UBND")).to_be_hidden()
    page.get_by_role("link", name="OCOP ★★★★").click()
    expect(page.get_by_text("3102/QĐ-UBND")).to_be_visible()


def test_a_recall_is_said_aloud_first(page: Page, live: Live, states: dict[str, str]) -> None:
    page.goto(live.url + states["recalled"])
    expect(page.get_by_role("alert")).to_contain_text("ĐÃ THU HỒI – không sử dụng")
    top = page.get_by_role("alert").bounding_box()
    picture_box = page.locator(".hero").bounding_box()
    assert top is not None
    assert picture_box is not None
    assert top["y"] < picture_box["y"]


def test_a_report_without_script_reaches_the_cooperative(browser: Browser, live: Live, states: dict[str, str]) -> None:
    context = browser.new_context(viewport=PHONE, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(live.url + states["ok"])
    page.get_by_text("Báo vấn đề").click()
    page.get_by_label("Có vấn đề gì?").fill("Gói bị rách")
    page.get_by_label("Ảnh, nếu có").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    page.get_by_role("button", name="Gửi hợp tác xã").click()
    expect(page.get_by_text("Cảm ơn bạn.")).to_be_visible()
    context.close()
    assert [(report.text, bool(report.photo_id)) for report in reports(live.database)] == [("Gói bị rách", True)]


def reports(database: Database) -> list[ProblemReport]:
    with database.read() as session:
        return list(session.exec(select(ProblemReport)))


def test_a_large_photo_is_made_smaller_before_it_travels(page: Page, live: Live, states: dict[str, str]) -> None:
    page.goto(live.url + states["ok"])
    page.get_by_text("Báo vấn đề").click()
    content = BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(content, "JPEG", quality=95)
    page.get_by_label("Ảnh, nếu có").set_input_files(
        {"name": "big.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}
    )
    expect(page.locator("#photo")).to_have_value(r"C:\fakepath\photo.jpg")


def test_typed_letters_lead_to_the_page(page: Page, live: Live, states: dict[str, str]) -> None:
    code = states["ok"].removeprefix("/Q/")
    page.goto(live.url)
    page.get_by_label("Gõ mã in dưới tem").fill(f"{code[:3]} {code[3:6]} {code[6:]}".lower())
    page.get_by_role("button", name="Xem nguồn gốc").click()
    expect(page).to_have_url(live.url + states["ok"])
    expect(page.get_by_role("status")).to_contain_text("khai báo")


def test_the_pages_of_staff_are_good_for_everybody(
    page: Page, context: BrowserContext, live: Live, world: World, states: dict[str, str]
) -> None:
    sign_in_browser(context, live.url, live.database, world.staff)
    page.goto(live.url + states["ok"])
    root = f"{live.url}/c/{world.own.id}"
    wrong: list[str] = []
    for address in (live.url + states["ok"], f"{root}/reports", f"{root}/scans"):
        page.goto(address)
        wrong += [*violations(page), *small_targets(page)]
        page.set_viewport_size(NARROW)
        wrong += [f"{address} is too wide"] if sideways_px(page) else []
        page.set_viewport_size(PHONE)
    assert wrong == []
