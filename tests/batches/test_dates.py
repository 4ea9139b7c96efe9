"""The dates of a batch: harvest ≤ production ≤ packing ≤ tomorrow, expiry after production."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.batches.dates import BatchDates, check_dates, expiry

TODAY = date(2026, 11, 25)
DAYS = st.dates(TODAY - timedelta(days=800), TODAY + timedelta(days=800))


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        (BatchDates(day(0)), []),
        (BatchDates(day(1)), []),
        (BatchDates(day(2)), ["produced_on"]),
        (BatchDates(date(206, 11, 25)), ["produced_on"]),
        (BatchDates(day(-3), harvested_on=day(-3), packed_on=day(-3), expires_on=day(-2)), []),
        (BatchDates(day(-3), harvested_on=day(-2)), ["harvested_on"]),
        (BatchDates(day(-3), harvested_on=date(206, 1, 1)), ["harvested_on"]),
        (BatchDates(day(-3), packed_on=day(-4)), ["packed_on"]),
        (BatchDates(day(-3), packed_on=day(2)), ["packed_on"]),
        (BatchDates(day(-3), expires_on=day(-3)), ["expires_on"]),
    ],
)
def test_each_date_that_breaks_the_order_is_named(dates: BatchDates, wrong: list[str]) -> None:
    assert list(check_dates(dates, today=TODAY)) == wrong


@given(produced=DAYS, harvested=st.none() | DAYS, packed=st.none() | DAYS, ends=st.none() | DAYS)
def test_dates_pass_only_in_their_order(
    produced: date, harvested: date | None, packed: date | None, ends: date | None
) -> None:
    in_order = (
        (harvested or produced) <= produced <= (packed or produced)
        and max(produced, packed or produced) <= day(1)
        and (ends is None or ends > produced)
    )
    assert (not check_dates(BatchDates(produced, harvested, packed, ends), today=TODAY)) == in_order


def test_the_use_by_date_comes_from_the_shelf_life() -> None:
    assert (expiry(TODAY, 365), expiry(TODAY, None)) == (date(2027, 11, 25), None)
