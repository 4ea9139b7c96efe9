"""Signs of copying: what is one, what is not, and how grave."""

from datetime import UTC, datetime, timedelta

import pytest

from cooptrace.stamps.signals import (
    DEVICES,
    SCORES,
    SIGNALS,
    Place,
    Sighting,
    Signal,
    distance_km,
    score,
    signals_of,
)

NOW = datetime(2026, 11, 25, 5, tzinfo=UTC)
HA_LONG, HA_NOI, VINH, DA_NANG, CAN_THO = (
    Place(21.0, 107.1),
    Place(21.0, 105.8),
    Place(18.7, 105.7),
    Place(16.1, 108.2),
    Place(10.0, 105.8),
)


def seen(device: str, *, ago: timedelta = timedelta(0), place: Place | None = None) -> Sighting:
    return Sighting(device, NOW - ago, place)


def test_every_sign_has_a_name_and_a_weight() -> None:
    assert (set(SIGNALS), set(SCORES)) == (set(Signal), set(Signal))


def test_eight_phones_are_a_sign_and_seven_are_not() -> None:
    phones = [seen(f"phone {number}") for number in range(DEVICES)]
    assert signals_of(phones[1:], at=NOW) == frozenset()
    assert signals_of(phones, at=NOW) == {Signal.DEVICES}


def test_the_same_phone_again_is_no_sign() -> None:
    assert signals_of([seen("mine", ago=timedelta(hours=hour)) for hour in range(50)], at=NOW) == frozenset()


def test_phones_of_more_than_ninety_days_ago_do_not_count() -> None:
    phones = [seen(f"phone {number}", ago=timedelta(days=number * 13)) for number in range(DEVICES)]
    assert signals_of(phones, at=NOW) == frozenset()


def test_a_phone_of_ninety_days_ago_still_counts() -> None:
    ages = [timedelta(days=90), *[timedelta(0)] * (DEVICES - 1)]
    phones = [seen(f"phone {number}", ago=ago) for number, ago in enumerate(ages)]
    assert signals_of(phones, at=NOW) == {Signal.DEVICES}
    assert signals_of([seen("old", ago=timedelta(days=90, seconds=1)), *phones[1:]], at=NOW) == frozenset()


def test_two_places_too_far_apart_within_two_hours() -> None:
    far = [seen("one", place=HA_LONG), seen("other", ago=timedelta(hours=2), place=DA_NANG)]
    assert signals_of(far, at=NOW) == {Signal.FAR}


@pytest.mark.parametrize(
    "other",
    [
        seen("other", ago=timedelta(hours=2, seconds=1), place=DA_NANG),
        seen("other", place=HA_NOI),
        seen("one", place=DA_NANG),
        seen("other"),
    ],
)
def test_what_can_have_been_one_pack_is_no_sign(other: Sighting) -> None:
    assert signals_of([seen("one", place=HA_LONG), other], at=NOW) == frozenset()


def test_three_places_far_apart_within_a_week() -> None:
    day = timedelta(days=1)
    spread = [
        seen("a", place=HA_LONG),
        seen("b", ago=2 * day, place=VINH),
        seen("c", ago=7 * day, place=CAN_THO),
    ]
    assert signals_of(spread, at=NOW) == {Signal.PLACES}
    assert signals_of(spread[:2], at=NOW) == frozenset()
    late = seen("c", ago=7 * day + timedelta(seconds=1), place=CAN_THO)
    assert signals_of([*spread[:2], late], at=NOW) == frozenset()


def test_three_places_of_which_two_are_near_are_no_sign() -> None:
    day = timedelta(days=1)
    near = [seen("a", place=HA_LONG), seen("b", ago=day, place=Place(20.9, 106.7)), seen("c", ago=2 * day, place=VINH)]
    assert signals_of(near, at=NOW) == frozenset()


def test_distances_are_those_of_the_globe() -> None:
    assert distance_km(HA_NOI, HA_LONG) == pytest.approx(135, abs=3)
    assert distance_km(HA_NOI, CAN_THO) == pytest.approx(1223, abs=5)
    assert distance_km(HA_NOI, HA_NOI) == 0


def test_a_sign_counts_once() -> None:
    assert score(["devices", "devices", "far"]) == SCORES[Signal.DEVICES] + SCORES[Signal.FAR]
    assert score([]) == 0
