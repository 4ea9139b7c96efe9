"""The seven steps as pure rules: each from its own fact, and who is stuck for how long."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cooptrace.onboarding.steps import STEPS, Facts, PrintedBatch, State, progress

BEGIN = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def day(number: int, hour: int = 3) -> datetime:
    return datetime(2026, 11, number, hour, tzinfo=UTC)


NOTHING = Facts(registered_at=BEGIN)
EVERYTHING = Facts(
    registered_at=BEGIN,
    reachable_at=day(3),
    signed_in_at=day(4),
    product_at=day(5),
    batch_at=day(6),
    printed=(PrintedBatch(day(6), day(7)), PrintedBatch(day(10), day(11))),
    scanned_on=date(2026, 11, 9),
)


def test_there_are_seven_steps_with_different_keys() -> None:
    assert [step.key for step in STEPS] == ["profile", "sign-in", "product", "batch", "print", "scan", "alone"]
    assert [step.stuck_after_days for step in STEPS] == [7, 3, 5, 5, 5, 14, 30]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_no_step_is_reached_by_nothing(step: object) -> None:
    assert [one.reached(NOTHING) for one in STEPS if one is step] == [None]


def test_each_step_has_the_date_of_what_happened() -> None:
    days = [moment and moment.astimezone(UTC).day for moment in progress(EVERYTHING).reached]
    # The scan's day begins at midnight in Vietnam, which is the evening before in UTC.
    assert days == [3, 4, 5, 6, 7, 8, 11]


def test_when_all_are_reached_nobody_is_stuck() -> None:
    done = progress(EVERYTHING)
    assert (done.current, done.step, done.state(TODAY)) == (None, None, State.DONE)


def test_the_current_step_is_the_first_one_missing() -> None:
    assert progress(Facts(BEGIN, reachable_at=BEGIN, product_at=day(5))).current == 1


@pytest.mark.parametrize(("days", "state"), [(3, State.NOT_BEGUN), (4, State.STUCK)])
def test_stuck_begins_after_the_threshold(days: int, state: State) -> None:
    waiting = progress(Facts(BEGIN, reachable_at=BEGIN))
    today = date(2026, 11, 2) + timedelta(days=days)
    assert (waiting.waiting_days(today), waiting.state(today)) == (days, state)


def test_days_count_from_the_last_step_whichever_it_was() -> None:
    waiting = progress(Facts(BEGIN, reachable_at=BEGIN, product_at=day(20)))
    assert (waiting.waiting_days(TODAY), waiting.state(TODAY)) == (3, State.DOING)


def test_a_day_is_a_day_in_vietnam() -> None:
    """18:30 UTC is the next morning there."""
    waiting = progress(Facts(BEGIN, reachable_at=datetime(2026, 11, 19, 18, 30, tzinfo=UTC)))
    assert waiting.waiting_days(date(2026, 11, 20)) == 0


def second_time(*met_at: datetime) -> datetime | None:
    printed = (PrintedBatch(day(6), day(7)), PrintedBatch(day(10), day(12)))
    return progress(Facts(BEGIN, printed=printed, met_at=met_at)).reached[6]


def test_a_second_batch_without_a_visit_is_done_alone() -> None:
    assert second_time(day(7)) == day(12)


@pytest.mark.parametrize("met", [day(9, 4), day(11, 2), day(11, 4), day(13, 2)])
def test_a_visit_within_24_hours_is_not_alone(met: datetime) -> None:
    assert second_time(met) is None


def test_a_third_batch_may_be_the_one_done_alone() -> None:
    printed = tuple(PrintedBatch(day(number), day(number)) for number in (6, 10, 14))
    assert progress(Facts(BEGIN, printed=printed, met_at=(day(10),))).reached[6] == day(14)


def test_printing_the_first_batch_again_is_not_a_second_time() -> None:
    assert progress(Facts(BEGIN, printed=(PrintedBatch(day(6), day(7)),))).reached[6] is None
