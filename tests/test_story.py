"""The whole story on a phone, in Vietnamese: from a sign-in code to a scanned label and the trainer's board."""

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cooptrace.cooperatives.models import Cooperative
from cooptrace.people.actions import new_sign_in_link
from tests.conftest import Live
from tests.live import NARROW, PHONE, sideways_px, sign_in_browser, violations
from tests.people import World

LABELS, FIRST_CELL = 10, 13


@dataclass(frozen=True)
class Phone:
    """A phone in Vietnam, in one person's hand."""

    context: BrowserContext
    page: Page
    url: str
    scripts: bool

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)

    def fill(self, **typed: str) -> None:
        for name, text in typed.items():
            self.page.locator(f"[name={name}]").fill(text)

    def tap(self, text: str) -> None:
        self.page.get_by_role("main").get_by_text(text, exact=True).first.click()

    def check_page(self) -> None:
        """Good for everybody, and it fits the narrowest phone. axe is a script: it needs them."""
        if not self.scripts:
            return
        assert violations(self.page) == []
        self.page.set_viewport_size(NARROW)
        assert sideways_px(self.page) == 0
        self.page.set_viewport_size(PHONE)


def new_phone(browser: Browser, live: Live, *, scripts: bool) -> Phone:
    context = browser.new_context(
        viewport=PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", java_script_enabled=scripts
    )
    return Phone(context, context.new_page(), live.url, scripts)


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [False, True], ids=["without a script", "with scripts"])
def test_from_sign_in_code_to_scanned_label(
    scripts: bool, browser: Browser, live: Live, world: World, tmp_path: Path
) -> None:
    with live.database.write() as session:
        session.get_one(Cooperative, world.own.id).phone = "+84900000021"
        token = new_sign_in_link(session, world.manager, by=None)
    staff = new_phone(browser, live, scripts=scripts)
    sign_in(staff, token)
    add_site(staff, world)
    add_product(staff, world, photo_file(tmp_path))
    add_batch(staff)
    pdf = print_labels(staff, live)
    codes = read_codes(pdf)
    assert codes == [codes[0]] * LABELS
    shopper = new_phone(browser, live, scripts=scripts)
    shopper.page.goto(codes[0])
    check_origin_page(shopper)
    trainer = new_phone(browser, live, scripts=scripts)
    sign_in_browser(trainer.context, live.url, live.database, world.trainer)
    check_board(trainer, world)


def sign_in(phone: Phone, token: str) -> None:
    phone.go(f"/sign-in/link/{token}")
    phone.tap("Đúng là tôi")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("HTX Khe Vằn (mẫu)")


def add_site(phone: Phone, world: World) -> None:
    phone.go(f"/c/{world.own.id}/sites/new")
    phone.page.locator("[name=kind]").select_option("growing-area")
    phone.fill(name="Vườn Nà Làng", place="binh lieu")
    if not phone.scripts:  # with them the choices come while one types
        phone.page.get_by_role("button", name="Tìm").click()
    phone.page.get_by_label("Xã Bình Liêu").first.check()
    phone.tap("Lưu")
    expect(phone.page.get_by_text("Vườn Nà Làng")).to_be_visible()


def add_product(phone: Phone, world: World, photo: Path) -> None:
    phone.go(f"/c/{world.own.id}/products/new")
    phone.page.locator("[name=photo]").set_input_files(photo)
    phone.fill(name="Miến dong Bình Liêu", net_amount="500", net_unit="g")
    if phone.page.locator("[name=shelf_life_days]").is_hidden():
        phone.page.locator("summary").first.click()
    phone.fill(shelf_life_days="365")
    phone.page.locator("[name=standards_not_declared]").check()
    phone.tap("Lưu")
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("Miến dong Bình Liêu")


def add_batch(phone: Phone) -> None:
    """From the cooperative's front page, with what is asked there."""
    phone.go("/home")
    phone.page.locator("a.primary").first.click()
    phone.page.locator("[name=when][value=today]").check()
    phone.fill(quantity="200", quantity_unit="gói")
    phone.page.locator("[name=site_id]").select_option(label="Vườn Nà Làng")
    phone.check_page()
    phone.tap("Lưu và in")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("In tem")


def print_labels(phone: Phone, live: Live) -> bytes:
    phone.fill(count=str(LABELS))
    phone.page.locator(f"label:has(#cell-{FIRST_CELL})").click()
    phone.page.locator("[name=address]").check()
    phone.check_page()
    phone.page.get_by_role("button", name="In", exact=True).click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(f"{LABELS} tem đã sẵn sàng")
    phone.check_page()
    address = phone.page.locator("a.primary").first.get_attribute("href")
    return phone.context.request.get(f"{live.url}{address}").body()


def read_codes(pdf: bytes) -> list[str]:
    """What the printed page says, in reading order; the first twelve cells are empty."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72).to_pil()
    found = zxingcpp.read_barcodes(page)
    cells = sorted(round((code.position.top_left.y / 300 * 25.4 - 10.7) // 21.2) for code in found)
    assert cells == [2, 2, 2, 3, 3, 3, 3, 3, 4, 4]
    return [code.text for code in found]


def check_origin_page(phone: Phone) -> None:
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Miến dong Bình Liêu")
    expect(phone.page.get_by_role("status").first).to_contain_text("HTX Khe Vằn (mẫu)")
    phone.check_page()


def check_board(phone: Phone, world: World) -> None:
    """Steps 3 to 6: product, batch, labels, a shopper's scan."""
    phone.go(f"/c/{world.own.id}/onboarding")
    rows = phone.page.locator("ol.steps > li")
    states = [rows.nth(number).get_attribute("class") for number in range(rows.count())]
    assert states[2:6] == ["done"] * 4
    phone.check_page()


def photo_file(folder: Path) -> Path:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1200, 900)).convert("RGB").save(out, "JPEG")
    file = folder / "ảnh sản phẩm.jpg"
    file.write_bytes(out.getvalue())
    return file
