"""The pages of trainers and officers on a phone: good for everybody, nothing sideways, one tap, without a script."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cooptrace.people.models import Person
from cooptrace.training.models import Team, TeamMember, TeamUnit
from tests.conftest import Live
from tests.factories import make_batch, make_product
from tests.live import DESKTOP, NARROW, sideways_px, sign_in_browser, small_targets, violations
from tests.onboarding.rows import days_ago, make_producer, print_labels, report_problem, visit
from tests.people import OWN_UNIT, World, add_cooperative

pytestmark = pytest.mark.browser


@pytest.fixture
def busy_world(live: Live, world: World) -> World:
    with live.database.write() as session:
        team = Team(name="Tổ công nghệ số cộng đồng thôn Nà Làng", members_count=9)
        session.add(team)
        session.flush()
        session.add(TeamUnit(team_id=team.id, unit_code=OWN_UNIT))
        session.add(TeamMember(team_id=team.id, person_id=world.trainer.id))
        for number in range(3):
            one = add_cooperative(session, f"HTX Số {number} (mẫu)", OWN_UNIT)
            one.created_at, one.phone = days_ago(30), f"+8490000012{number}"
        print_labels(session, make_batch(session, make_product(session, one)), days_ago(20))
        visit(session, one, "away", days_ago(2))
        report_problem(session, world.own)
        for number in range(14):
            make_producer(session, world.own, f"Bà Chíu Tài Múi thôn Nà Làng {number}")
    return world


def entered(context: BrowserContext, live: Live, person: Person) -> Page:
    sign_in_browser(context, live.url, live.database, person)
    return context.new_page()


PATHS = {
    "trainer": ("/today", "/board", f"/board/{OWN_UNIT}", "/c/{own}/onboarding"),
    "officer": ("/board", f"/board/{OWN_UNIT}", "/teams", "/teams/new", "/c/{own}/onboarding"),
    "staff": ("/c/{own}/onboarding",),
}


@pytest.mark.parametrize(("role", "path"), [(role, path) for role, paths in PATHS.items() for path in paths])
def test_the_page_is_good_for_everybody(
    context: BrowserContext, live: Live, busy_world: World, role: str, path: str
) -> None:
    page = entered(context, live, getattr(busy_world, role))
    page.goto(live.url + path.format(own=busy_world.own.id))
    assert (violations(page), small_targets(page), sideways_px(page)) == ([], [], 0)
    for size in (NARROW, DESKTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert sideways_px(page) == 0
    assert violations(page) == []


def test_the_open_details_of_a_call_are_good_too(context: BrowserContext, live: Live, busy_world: World) -> None:
    page = entered(context, live, busy_world.trainer)
    page.goto(f"{live.url}/today")
    page.locator(".call summary").first.click()
    assert (violations(page), small_targets(page), sideways_px(page)) == ([], [], 0)


def test_one_tap_without_a_script_writes_the_visit_down(browser: Browser, live: Live, busy_world: World) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = entered(context, live, busy_world.trainer)
    page.goto(f"{live.url}/today")
    before = page.locator(".call").count()
    page.locator(".call").first.get_by_role("button", name="Vắng nhà").click()
    expect(page.get_by_role("status")).to_have_text("Đã ghi lần gặp.")
    assert page.locator(".call").count() == before - 1
    page.get_by_role("button", name="Hoàn tác").click()
    assert page.locator(".call").count() == before
    context.close()


def test_communes_are_filtered_without_accents_and_ticked_ones_stay(
    context: BrowserContext, live: Live, busy_world: World
) -> None:
    page = entered(context, live, busy_world.officer)
    page.goto(f"{live.url}/teams/new")
    page.get_by_label("Xã Ba Chẽ").check()
    page.get_by_label("Tìm xã, phường").fill("van don")
    assert page.locator(".ticks li:visible").all_inner_texts() == ["Xã Ba Chẽ", "Đặc khu Vân Đồn"]
    page.get_by_label("Tìm xã, phường").press("Enter")
    assert page.url.endswith("/teams/new")
