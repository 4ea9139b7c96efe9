"""The table from what is known of a code to what the page says first."""

from datetime import date

import pytest

from cooptrace.batches.models import BatchStatus
from cooptrace.scans.verdict import STATES, Known, filled, verdict
from cooptrace.web.i18n import LANGUAGES, catalogue

TODAY = date(2026, 11, 25)
YESTERDAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 26)
# Words that would claim more than anybody can know of goods behind a printed code.
CLAIMS = (
    "chính hãng",
    "hàng thật",
    "hàng giả",
    "tem thật",
    "genuine",
    "authentic",
    "fake",
    "正品",
    "真品",
    "假货",
    "假冒",
)


@pytest.mark.parametrize(
    ("known", "key", "status"),
    [
        (Known(TODAY, product=False), "unknown", 404),
        (Known(TODAY, lot_given=False), "product", 200),
        (Known(TODAY, lot_given=False, withdrawn=True), "withdrawn", 200),
        (Known(TODAY), "lot-unknown", 200),
        (Known(TODAY, batch_status=BatchStatus.DRAFT), "draft", 200),
        (Known(TODAY, batch_status=BatchStatus.DRAFT, expires_on=YESTERDAY), "draft", 200),
        (Known(TODAY, batch_status=BatchStatus.ACTIVE, expires_on=TOMORROW), "ok", 200),
        (Known(TODAY, batch_status=BatchStatus.ACTIVE, expires_on=TODAY), "ok", 200),
        (Known(TODAY, batch_status=BatchStatus.ACTIVE), "undated", 200),
        (Known(TODAY, batch_status=BatchStatus.ACTIVE, expires_on=YESTERDAY), "expired", 200),
        (Known(TODAY, batch_status=BatchStatus.ACTIVE, expires_on=TOMORROW, withdrawn=True), "withdrawn", 200),
        (Known(TODAY, batch_status=BatchStatus.CLOSED, expires_on=TOMORROW), "closed", 200),
        (Known(TODAY, batch_status=BatchStatus.CLOSED, expires_on=YESTERDAY), "expired", 200),
        (Known(TODAY, batch_status=BatchStatus.RECALLED, expires_on=YESTERDAY, withdrawn=True), "recalled", 200),
    ],
)
def test_what_is_known_decides_the_state(known: Known, key: str, status: int) -> None:
    state = verdict(known)
    assert (state.key, state.status) == (key, status)


@pytest.mark.parametrize("status", [None, *BatchStatus])
@pytest.mark.parametrize("expires_on", [None, YESTERDAY, TOMORROW])
@pytest.mark.parametrize("withdrawn", [False, True])
@pytest.mark.parametrize("lot_given", [False, True])
def test_every_combination_has_a_state(
    status: str | None, expires_on: date | None, withdrawn: bool, lot_given: bool
) -> None:
    state = verdict(Known(TODAY, lot_given=lot_given, batch_status=status, expires_on=expires_on, withdrawn=withdrawn))
    assert state in STATES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_state_claims_anything_about_the_goods(language: str) -> None:
    say = catalogue(language).say
    words = " ".join(say(text) for state in STATES for text in (state.headline, state.advice)).lower()
    assert [claim for claim in CLAIMS if claim in words] == []


def test_places_without_a_value_are_let_go() -> None:
    state = next(state for state in STATES if state.key == "expired")
    assert str(filled(state.headline, day="24/11/2026", lot="A")) == "Past its use-by date 24/11/2026"


def test_only_what_was_published_tells_about_the_batch() -> None:
    assert {state.key for state in STATES if not state.tells_batch} == {"unknown", "draft", "lot-unknown"}
