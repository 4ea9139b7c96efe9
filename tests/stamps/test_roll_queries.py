"""Numbers about rolls: each order's own, whatever others have."""

from datetime import timedelta

from cooptrace.stamps.actions import open_stamp
from cooptrace.stamps.epoch_actions import new_epoch
from cooptrace.stamps.forms import StretchForm
from cooptrace.stamps.models import StampAct, StampOrder
from cooptrace.stamps.queries import acts_of, epochs, orders_of, peek, pieces_of, stamps_in_use
from cooptrace.stamps.roll_actions import hold, undo
from cooptrace.stamps.roll_queries import Tally, latest_acts, never_scanned, tallies, tallies_of_rolls, undone_acts
from tests.factories import make_batch
from tests.stamps.rolls import Desk


def scan(desk: Desk, order: StampOrder, *numbers: int) -> None:
    for number in numbers:
        open_stamp(desk.session, desk.keys, desk.code(order, number), device_hash="mine")


def act(desk: Desk, order: StampOrder, kind: str) -> StampAct:
    return next(one for one in acts_of(desk.session, order) if one.kind == kind)


def test_each_order_has_its_own_numbers(desk: Desk, other_desk: Desk) -> None:
    first, second, waiting, foreign = desk.printed(20), desk.printed(30), desk.order(5), other_desk.printed(7)
    desk.activate(first, 0, 9)
    desk.void(first, 15, 17)
    other_desk.activate(foreign, 0, 6)
    scan(desk, first, 0, 0, 4)
    scan(desk, second, 1)
    scan(other_desk, foreign, 2, 3)
    found = tallies(desk.session, [first, second, waiting])
    assert found == {
        first.id: Tally(count=20, waiting=0, active=10, voided=3, scanned=2),
        second.id: Tally(count=30, waiting=0, active=0, voided=0, scanned=1),
        waiting.id: Tally(count=5, waiting=5, active=0, voided=0, scanned=0),
    }
    assert (found[first.id].printed, found[waiting.id].printed) == (20, 0)
    assert tallies(desk.session, []) == {}


def test_each_roll_has_its_own_numbers(desk: Desk, other_desk: Desk) -> None:
    order, foreign = desk.printed(20, per_roll=10), other_desk.printed(10)
    desk.activate(order, 0, 4)
    desk.activate(order, 10, 19)
    scan(desk, order, 1, 2, 11)
    scan(other_desk, foreign, 1)
    assert tallies_of_rolls(desk.session, order) == {
        1: Tally(count=10, active=5, scanned=2),
        2: Tally(count=10, active=10, scanned=1),
    }


def test_a_typed_covered_code_does_not_count_as_scanned(desk: Desk) -> None:
    order = desk.printed(10, covered=True)
    desk.activate(order, 0, 9)
    assert tallies(desk.session, [order])[order.id].scanned == 0
    scan(desk, order, 3)
    assert tallies(desk.session, [order])[order.id].scanned == 1


def test_only_own_stamps_in_use_that_nobody_scanned_are_idle(desk: Desk, other_desk: Desk) -> None:
    order, scanned, foreign = desk.printed(10), desk.printed(10), other_desk.printed(10)
    desk.activate(order, 0, 4)
    desk.activate(scanned, 0, 4)
    other_desk.activate(foreign, 0, 4)
    scan(desk, scanned, 4)
    since = pieces_of(desk.session, order)[0].changed_at
    month = timedelta(days=30)
    found = never_scanned(desk.session, desk.cooperative, at=since + month)
    assert [(one.piece.order_id, one.piece.count) for one in found] == [(order.id, 5)]
    assert (found[0].batch.id, found[0].product.id) == (desk.batch.id, desk.product.id)
    assert never_scanned(desk.session, desk.cooperative, at=since + month - timedelta(seconds=1)) == []


def test_the_longest_idle_come_first(desk: Desk) -> None:
    order = desk.printed(30)
    other = make_batch(desk.session, desk.product, lot="KHAC")
    for number, batch in enumerate([desk.batch, other]):
        desk.activate(order, number * 10, number * 10 + 4, batch)
    older, newer = (piece for piece in pieces_of(desk.session, order) if piece.batch_id)
    newer.changed_at = older.changed_at - timedelta(days=1)
    desk.session.flush()
    found = never_scanned(desk.session, desk.cooperative, at=older.changed_at + timedelta(days=40))
    assert [one.batch.lot for one in found] == ["KHAC", desk.batch.lot]


def test_what_was_undone_is_known_by_order(desk: Desk) -> None:
    order, other = desk.printed(10), desk.printed(10)
    for one in (order, other):
        desk.activate(one, 0, 9)
    undone = act(desk, order, "activate")
    undo(desk.session, undone, by=desk.by)
    assert undone_acts(desk.session, order) == {undone.id}
    assert undone_acts(desk.session, other) == frozenset()


def test_the_latest_acts_are_those_nothing_has_touched_since(desk: Desk) -> None:
    order = desk.printed(10)
    desk.activate(order, 0, 4)
    desk.activate(order, 5, 9)
    first, second = (one for one in reversed(acts_of(desk.session, order)) if one.kind == "activate")
    assert {first.id, second.id} <= latest_acts(desk.session, order)
    hold(
        desk.session,
        desk.keys,
        desk.cooperative,
        StretchForm(**desk.typed(order, first.first - order.first, first.first - order.first)),
        by=desk.by,
    )
    assert first.id not in latest_acts(desk.session, order)
    assert {second.id, act(desk, order, "suspend").id} <= latest_acts(desk.session, order)


def test_what_a_batch_has_in_use_counts_held_ones_and_no_void_ones(desk: Desk) -> None:
    order, other = desk.printed(20), make_batch(desk.session, desk.product, lot="KHAC")
    desk.activate(order, 0, 9)
    desk.activate(order, 10, 12, other)
    hold(desk.session, desk.keys, desk.cooperative, StretchForm(**desk.typed(order, 0, 1)), by=desk.by)
    desk.void(order, 5, 7)
    assert [stamps_in_use(desk.session, batch) for batch in (desk.batch, other)] == [7, 3]


def test_lists_are_in_order_and_no_longer_than_asked(desk: Desk, other_desk: Desk) -> None:
    made = [desk.order(1) for _ in range(3)]
    for number, order in enumerate(made):
        order.ordered_at += timedelta(minutes=number)
    other_desk.order(1)
    desk.session.flush()
    assert [one.id for one in orders_of(desk.session, desk.cooperative)] == [one.id for one in reversed(made)]
    assert len(orders_of(desk.session, desk.cooperative, limit=2)) == 2
    assert len(acts_of(desk.session, desk.printed(1), limit=1)) == 1


def test_the_newest_key_comes_first(desk: Desk) -> None:
    first = new_epoch(desk.session, desk.keys)
    second = new_epoch(desk.session, desk.keys)
    second.began_at = first.began_at + timedelta(days=1)
    desk.session.flush()
    assert [one.symbol for one in epochs(desk.session)] == [second.symbol, first.symbol]
    second.began_at = first.began_at
    desk.session.flush()
    assert [one.symbol for one in epochs(desk.session)] == sorted([first.symbol, second.symbol])


def test_looking_at_a_stamp_says_what_was_counted_and_counts_nothing(desk: Desk) -> None:
    order = desk.printed(10)
    desk.activate(order, 0, 9)
    code = desk.code(order, 3)
    fresh = peek(desk.session, desk.keys, code, device_hash="mine").facts
    assert (fresh.times, fresh.first_at, fresh.devices, fresh.yours_at) == (0, None, 0, None)
    scan(desk, order, 3)
    for device, is_mine in (("mine", True), ("other", False), (None, False)):
        facts = peek(desk.session, desk.keys, code, device_hash=device).facts
        assert (facts.times, facts.first_at is not None, facts.devices) == (1, True, 1)
        assert (facts.yours_at is not None) == is_mine
