"""The life of a roll as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from cooptrace.stamps.rules import (
    ACTS,
    MOVES,
    ORDER_STATES,
    STATES,
    UNDOABLE,
    VOID_REASONS,
    Act,
    OrderState,
    RollState,
    may_undo,
    needs_second_person,
)

DONE_AT = datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_every_state_and_act_has_a_name() -> None:
    assert (set(STATES), set(ACTS), set(ORDER_STATES)) == (set(RollState), set(Act), set(OrderState))


def test_the_reasons_of_the_law_are_there() -> None:
    wanted = {"stolen", "lost", "damaged", "misprint", "overprint", "not-sold", "order-cancelled", "counterfeit-seen"}
    assert set(VOID_REASONS) == wanted


def test_nothing_leads_out_of_void_but_an_undo() -> None:
    assert [act for act, move in MOVES.items() if RollState.VOIDED in move.sources] == []
    assert Act.VOID in UNDOABLE


def test_only_printed_stamps_can_be_put_to_use() -> None:
    assert MOVES[Act.ACTIVATE].sources == {RollState.PRINTED, RollState.DELIVERED}


def test_holding_and_resuming_are_each_others_way_back() -> None:
    hold, resume = MOVES[Act.SUSPEND], MOVES[Act.RESUME]
    assert (hold.sources, resume.sources) == (frozenset({resume.target}), frozenset({hold.target}))


@pytest.mark.parametrize(
    ("after", "allowed"),
    [
        (timedelta(0), True),
        (timedelta(days=10), True),
        (timedelta(days=10, seconds=1), False),
        (timedelta(seconds=-1), False),
    ],
)
def test_an_act_can_be_undone_for_ten_days_by_the_clock_it_was_done_by(after: timedelta, allowed: bool) -> None:
    assert may_undo(Act.VOID, acted_at=DONE_AT, at=DONE_AT + after) is allowed


def test_printing_cannot_be_undone() -> None:
    assert not may_undo(Act.PRINT, acted_at=DONE_AT, at=DONE_AT)


def test_large_acts_need_a_second_person() -> None:
    assert [needs_second_person(count, above=500) for count in (500, 501)] == [False, True]
