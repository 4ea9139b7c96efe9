"""Pages no domain owns, as a person meets them."""

import pytest
from playwright.sync_api import Page

from tests.conftest import Live
from tests.live import NARROW, sideways_px, small_targets, violations


@pytest.mark.browser
def test_a_page_that_is_not_there_is_friendly(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/none-such")
    assert (violations(page), small_targets(page)) == ([], [])
    page.set_viewport_size(NARROW)
    assert sideways_px(page) == 0
