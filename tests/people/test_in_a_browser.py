"""People and access in a real browser: good for everybody, on a narrow phone, with a passkey, without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cooptrace.app import create_app
from cooptrace.database import Database
from cooptrace.people import actions
from cooptrace.people.models import Person
from cooptrace.settings import Settings
from cooptrace.web.policy import Role
from cooptrace.web.viewer import Grant, Viewer
from tests.conftest import Live
from tests.live import (
    DESKTOP,
    NARROW,
    PHONE,
    free_port,
    running,
    sideways_px,
    sign_in_browser,
    small_targets,
    violations,
)
from tests.people import World
from tests.people.doors import PASSWORD, give_codes, give_password, sign_in_path

pytestmark = pytest.mark.browser


@pytest.fixture
def at_home(database_url: str, database: Database, tmp_path: Path) -> Iterator[Live]:
    """The service without a configured address, opened on the machine itself: there browsers allow passkeys."""
    port = free_port()
    settings = Settings(data_dir=tmp_path, database_url=database_url)
    with running(create_app(settings, database=database), port):
        yield Live(f"http://localhost:{port}", database)


def check(page: Page) -> None:
    """Good for everybody at all sizes."""
    for size in (NARROW, DESKTOP, PHONE):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert (page.url, sideways_px(page)) == (page.url, 0)
    assert (page.url, violations(page), small_targets(page)) == (page.url, [], [])


def viewer_of(person: Person, role: Role, cooperative_id: str | None = None) -> Viewer:
    return Viewer(person.id, person.name, "vi", "x", (Grant(role, cooperative_id),))


def invitation_path(live: Live, world: World) -> str:
    with live.database.write() as session:
        manager = viewer_of(world.manager, Role.MANAGER, world.own.id)
        token = actions.new_invitation(session, Grant(Role.STAFF, world.own.id), name="Chị Thắm", by=manager)
    return f"/invitation/{token}"


def test_the_doors_are_good_for_everybody(page: Page, live: Live, world: World) -> None:
    for path in ("/sign-in", sign_in_path(live.database, world.staff), invitation_path(live, world)):
        page.goto(live.url + path)
        check(page)


def test_setting_up_is_good_for_everybody(page: Page, live: Live) -> None:
    with live.database.write() as session:
        path = f"/set-up/{actions.new_setup_link(session)}"
    page.goto(live.url + path)
    check(page)
    page.get_by_role("button", name="Hoàn tất").click()
    assert page.url.endswith(path)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        *(("staff", path) for path in ("/me", "/me/password", "/me/codes")),
        *(("operator", path) for path in ("/people?find=hoa", "/people/new", "/people/{trainer}")),
        *(("manager", path) for path in ("/c/{own}/people", "/c/{own}/people/new")),
    ],
)
def test_the_page_is_good_for_everybody(
    context: BrowserContext, live: Live, world: World, role: str, path: str
) -> None:
    sign_in_browser(context, live.url, live.database, getattr(world, role))
    invitation_path(live, world)
    page = context.new_page()
    page.goto(live.url + path.format(own=world.own.id, trainer=world.trainer.id))
    check(page)


def test_both_pages_of_codes_are_good_for_everybody(context: BrowserContext, live: Live, world: World) -> None:
    page = context.new_page()
    for person in (world.operator, world.officer):
        give_password(live.database, person)
    give_codes(live.database, world.operator)
    for person in (world.operator, world.officer):
        page.goto(f"{live.url}/sign-in")
        page.get_by_label("Số điện thoại").fill(person.phone or "")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url("**/sign-in/code?next=%2Fhome")
        check(page)
        page.get_by_role("button", name="Thôi, đăng nhập bằng người khác").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_manager_shows_a_code_and_the_other_phone_is_in(
    browser: Browser, live: Live, world: World, scripts: bool
) -> None:
    manager = browser.new_context(java_script_enabled=scripts, locale="vi")
    sign_in_browser(manager, live.url, live.database, world.manager)
    desk = manager.new_page()
    desk.goto(f"{live.url}/c/{world.own.id}/people")
    desk.get_by_role("button", name="Hiện mã đăng nhập cho Anh Sáng").click()
    expect(desk.get_by_role("img", name="Mã đăng nhập")).to_be_visible()
    expect(desk.get_by_role("button", name="In thẻ")).to_have_count(1 if scripts else 0)
    address = desk.locator("code").inner_text()
    phone = browser.new_context(java_script_enabled=scripts, locale="vi").new_page()
    phone.goto(address)
    phone.get_by_role("button", name="Đúng là tôi").click()
    phone.goto(f"{live.url}/me")
    expect(phone.get_by_role("link", name="Anh Sáng")).to_be_visible()


def add_authenticator(page: Page) -> None:
    """A phone that recognises its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def add_passkey(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/me")
    add_authenticator(page)
    page.get_by_role("button", name="Thêm vân tay hoặc khuôn mặt trên máy này").click()
    page.wait_for_url("**/me?said=passkey-added")


def test_a_fingerprint_is_added_and_opens_the_door(context: BrowserContext, at_home: Live, world: World) -> None:
    sign_in_browser(context, at_home.url, at_home.database, world.staff)
    page = context.new_page()
    add_passkey(page, at_home)
    check(page)
    page.get_by_role("button", name="Đăng xuất khỏi máy này").click()
    page.goto(f"{at_home.url}/sign-in?next=/me")
    check(page)
    page.get_by_role("button", name="Mở bằng vân tay").click()
    page.wait_for_url("**/me")
    expect(page.get_by_text("bằng vân tay hoặc khuôn mặt ·")).to_be_visible()


def test_the_second_factor_is_asked_for_after_a_fingerprint_too(
    context: BrowserContext, at_home: Live, world: World
) -> None:
    sign_in_browser(context, at_home.url, at_home.database, world.operator)
    page = context.new_page()
    add_passkey(page, at_home)
    page.get_by_role("button", name="Đăng xuất khỏi máy này").click()
    page.get_by_role("button", name="Mở bằng vân tay").click()
    page.wait_for_url("**/sign-in/code?next=%2Fhome")
    assert page.get_by_role("heading", level=1).inner_text() == "Cài mã dùng một lần"


def test_a_removed_fingerprint_opens_nothing(context: BrowserContext, at_home: Live, world: World) -> None:
    sign_in_browser(context, at_home.url, at_home.database, world.staff)
    page = context.new_page()
    add_passkey(page, at_home)
    page.get_by_role("button", name="Bỏ đăng nhập bằng vân tay").click()
    page.get_by_role("button", name="Đăng xuất khỏi máy này").click()
    page.get_by_role("button", name="Mở bằng vân tay").click()
    expect(page.get_by_role("status").last).to_have_text("Chưa được. Hãy thử lại hoặc đăng nhập cách khác.")
    assert page.url.startswith(f"{at_home.url}/sign-in")


def test_an_account_that_was_closed_opens_with_no_fingerprint(
    context: BrowserContext, at_home: Live, world: World
) -> None:
    sign_in_browser(context, at_home.url, at_home.database, world.staff)
    page = context.new_page()
    add_passkey(page, at_home)
    with at_home.database.write() as session:
        actions.close_account(
            session, session.get_one(Person, world.staff.id), by=viewer_of(world.operator, Role.OPERATOR)
        )
    page.goto(f"{at_home.url}/sign-in")
    page.get_by_role("button", name="Mở bằng vân tay").click()
    expect(page.get_by_role("status").last).to_have_text("Chưa được. Hãy thử lại hoặc đăng nhập cách khác.")
    with at_home.database.read() as session:
        assert session.get_one(Person, world.staff.id).disabled_at is not None


def test_an_answer_made_for_another_time_is_refused(context: BrowserContext, at_home: Live, world: World) -> None:
    """The browser's answer, sent once more as it was."""
    sign_in_browser(context, at_home.url, at_home.database, world.staff)
    page = context.new_page()
    add_passkey(page, at_home)
    page.get_by_role("button", name="Đăng xuất khỏi máy này").click()
    with page.expect_request(lambda request: "/sign-in/passkey?next=" in request.url) as sent:
        page.get_by_role("button", name="Mở bằng vân tay").click()
    page.wait_for_url(f"**/c/{world.own.id}")
    again = page.request.post(
        sent.value.url,
        data=sent.value.post_data,
        headers={"content-type": "application/json", "accept": "application/json", "sec-fetch-site": "same-origin"},
    )
    assert (again.status, list(again.json())) == (422, ["problem"])
