"""When an event may have happened."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.events.kinds import KINDS, RECORDED
from cooptrace.events.order import time_problem
from cooptrace.web.formats import local_date

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
MADE = local_date(NOW)
KEYS = st.sampled_from([kind.key for kind in RECORDED])
HOURS = st.integers(0, 23)


def problem(key: str, hours: float, *others: tuple[str, float]) -> str:
    at, known = NOW + timedelta(hours=hours), [(other, NOW + timedelta(hours=when)) for other, when in others]
    found = time_problem(KINDS[key], at, produced_on=MADE, others=known, now=NOW)
    return found.msgid if found else ""


@pytest.mark.parametrize(
    ("key", "hours", "others", "wanted"),
    [
        ("harvest", 0, [], ""),
        ("harvest", 0.1, [], ""),
        ("harvest", 1, [], "This time has not come yet."),
        ("harvest", -21 * 366 * 24, [], "This is more than 20 years ago. Please check the year."),
        ("pack", -24, [], "The batch was made on %(day)s; this cannot have been earlier."),
        ("process", -24, [], ""),
        ("pack", -3, [("harvest", -5)], ""),
        ("pack", -3, [("harvest", -1)], "This cannot be before: %(kind)s, %(time)s."),
        ("harvest", -1, [("pack", -3)], "This cannot be after: %(kind)s, %(time)s."),
        ("harvest", -1, [("harvest", -5), ("pack", -3)], ""),
        ("ship", -1, [("ship", -2), ("pack", -3)], ""),
    ],
)
def test_a_time_is_taken_or_it_is_said_why_not(
    key: str, hours: float, others: list[tuple[str, float]], wanted: str
) -> None:
    assert problem(key, hours, *others) == wanted


def test_a_harvest_is_not_after_the_batch_was_made() -> None:
    found = time_problem(KINDS["harvest"], NOW, produced_on=MADE - timedelta(days=1), others=[], now=NOW)
    assert found is not None
    assert found.values == {"day": "24/11/2026"}


@given(st.lists(st.tuples(KEYS, HOURS), max_size=12))
def test_events_that_were_let_in_have_their_stages_in_order(events: list[tuple[str, int]]) -> None:
    kept: list[tuple[str, datetime]] = []
    for key, hours in events:
        at = NOW - timedelta(hours=hours)
        if time_problem(KINDS[key], at, produced_on=MADE, others=kept, now=NOW) is None:
            kept.append((key, at))
    firsts = {key: min(at for other, at in kept if other == key) for key, _ in kept}
    wrong = [
        (key, before)
        for key, first in firsts.items()
        for before in KINDS[key].follows
        if firsts.get(before, first) > first
    ]
    assert wrong == []
