"""The covered code: first and later openings, wrong tries, and when it is shut."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cooptrace.stamps.pins import PinAnswer, PinTries, after_right, after_wrong, is_locked, pin_words

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


def wrong(times: int, *, at: datetime = NOON, tries: PinTries | None = None) -> PinTries:
    tries = tries or PinTries()
    for _ in range(times):
        tries = after_wrong(tries, at)
    return tries


def test_five_wrong_tries_shut_it_for_the_day() -> None:
    assert (is_locked(wrong(4), NOON), is_locked(wrong(5), NOON)) == (False, True)


def test_the_next_day_gives_five_more() -> None:
    tomorrow = NOON + timedelta(days=1)
    tries = wrong(5)
    assert not is_locked(tries, tomorrow)
    assert is_locked(wrong(5, at=tomorrow, tries=tries), tomorrow)


def test_twenty_wrong_tries_shut_it_for_good() -> None:
    tries = PinTries()
    for day in range(4):
        tries = wrong(5, at=NOON + timedelta(days=day), tries=tries)
    assert (tries.wrong, is_locked(tries, NOON + timedelta(days=400))) == (20, True)


def test_the_day_is_the_day_in_vietnam() -> None:
    before_midnight = datetime(2026, 11, 25, 16, 59, tzinfo=UTC)
    assert is_locked(wrong(5, at=before_midnight), before_midnight)
    assert not is_locked(wrong(5, at=before_midnight), before_midnight + timedelta(minutes=2))


def test_a_clock_turned_back_gives_no_new_tries() -> None:
    yesterday = NOON - timedelta(days=1)
    assert is_locked(wrong(5), yesterday)
    assert is_locked(wrong(1, at=yesterday, tries=wrong(4)), NOON)


def test_first_and_later_openings_are_told_apart() -> None:
    first = after_right(PinTries(), NOON)
    again = after_right(first, NOON + timedelta(days=3))
    assert (first.opened_at, first.times_opened) == (NOON, 1)
    assert (again.opened_at, again.times_opened) == (NOON, 2)


def test_every_answer_has_its_words() -> None:
    opened = after_right(PinTries(), NOON)
    assert {answer: pin_words(answer, opened)[0] for answer in PinAnswer} == {
        PinAnswer.FIRST: "ok",
        PinAnswer.AGAIN: "warn",
        PinAnswer.WRONG: "warn",
        PinAnswer.LOCKED: "stop",
    }
    assert str(pin_words(PinAnswer.FIRST, opened)[1]).endswith("at 12:00 25/11/2026.")
    assert "12:00 25/11/2026" in str(pin_words(PinAnswer.AGAIN, opened)[1])


@given(st.lists(st.integers(0, 40), max_size=60))
def test_nobody_gets_more_than_five_tries_a_day_and_twenty_in_all(days: list[int]) -> None:
    tries = PinTries()
    made: dict[int, int] = {}
    for day in sorted(days):
        at = NOON + timedelta(days=day)
        if not is_locked(tries, at):
            tries, made[day] = after_wrong(tries, at), made.get(day, 0) + 1
    assert max(made.values(), default=0) <= 5
    assert sum(made.values()) <= 20
