"""Putting stamps to use, holding, voiding, undoing; and everything that is refused at its field."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from cooptrace.batches.models import BatchStatus
from cooptrace.errors import Conflict, Invalid, NotAllowed, NotFound
from cooptrace.stamps import roll_actions
from cooptrace.stamps.epoch_actions import mark_leaked
from cooptrace.stamps.forms import ActivationForm, OrderForm, StretchForm, VoidForm
from cooptrace.stamps.models import StampAct, StampEpoch, StampOrder
from cooptrace.stamps.queries import acts_of, open_requests, pieces_of, stamps_in_use
from cooptrace.stamps.roll_actions import hold, resume, undo
from cooptrace.stamps.rules import FOUR_EYES_ABOVE, RollState
from cooptrace.stamps.second_person_actions import activate_or_ask, agree, decline, void_or_ask
from cooptrace.web.formats import local_today
from tests.factories import make_batch, make_product
from tests.people import World
from tests.stamps.rolls import Desk, viewer


def states(desk: Desk, order: StampOrder) -> list[tuple[int, str]]:
    return [(piece.count, piece.state) for piece in pieces_of(desk.session, order)]


def latest(desk: Desk, order: StampOrder, kind: str) -> StampAct:
    return next(act for act in acts_of(desk.session, order) if act.kind == kind)


def refused_fields(desk: Desk, **typed: Any) -> list[str]:
    form = ActivationForm(**{"batch_id": desk.batch.id} | typed)
    with pytest.raises(Invalid) as refused:
        roll_actions.activate(desk.session, desk.keys, desk.cooperative, form, by=desk.by)
    return list(refused.value.fields)


def test_two_codes_put_a_part_of_the_roll_to_use(desk: Desk) -> None:
    order = desk.printed(200)
    desk.activate(order, 50, 149)
    assert states(desk, order) == [(50, RollState.PRINTED), (100, RollState.ACTIVE), (50, RollState.PRINTED)]
    assert stamps_in_use(desk.session, desk.batch) == 100


def test_the_same_activation_twice_is_one(desk: Desk) -> None:
    order = desk.printed(200)
    for _ in range(2):
        desk.activate(order, 0, 99)
    assert [act.kind for act in acts_of(desk.session, order)].count("activate") == 1


def test_a_roll_is_shared_between_batches(desk: Desk) -> None:
    order, second = desk.printed(200), make_batch(desk.session, desk.product, lot="HAI")
    desk.activate(order, 0, 99)
    desk.activate(order, 100, 199, second)
    pieces = pieces_of(desk.session, order)
    assert [(piece.count, piece.batch_id) for piece in pieces] == [(100, desk.batch.id), (100, second.id)]


def test_codes_are_typed_as_people_type_them(desk: Desk) -> None:
    order = desk.printed(20)
    first, last = desk.code(order, 0), f"https://trace.example.vn/Q/{desk.code(order, 19)}"
    form = ActivationForm(first=f" {first[:5]}-{first[5:10].lower()} {first[10:]}", last=last, batch_id=desk.batch.id)
    assert roll_actions.activate(desk.session, desk.keys, desk.cooperative, form, by=desk.by).count == 20


def test_a_mistyped_code_is_said_at_its_field(desk: Desk) -> None:
    order = desk.printed(200)
    typed = desk.typed(order, 0, 9)
    wrong = typed["last"][:-1] + ("0" if typed["last"][-1] != "0" else "1")
    assert refused_fields(desk, **typed | {"last": wrong}) == ["last"]


def test_a_foreign_roll_is_refused_as_if_it_were_not_there(desk: Desk, other_desk: Desk) -> None:
    foreign, own = other_desk.printed(200), desk.printed(200)
    assert refused_fields(desk, **other_desk.typed(foreign, 0, 9)) == ["first"]
    half = {"first": desk.code(own, 0), "last": other_desk.code(foreign, 9)}
    assert refused_fields(desk, **half) == ["last"]
    assert refused_fields(desk, first=half["last"], last=half["first"]) == ["first"]


def test_a_code_that_was_never_ordered_is_refused(desk: Desk) -> None:
    order = desk.printed(200)
    assert refused_fields(desk, first=desk.code(order, 0), last=desk.code(order, 200)) == ["last"]


def test_first_after_last_is_refused(desk: Desk) -> None:
    order = desk.printed(200)
    assert refused_fields(desk, **desk.typed(order, 9, 0)) == ["first"]


def test_stamps_of_two_rolls_are_refused(desk: Desk) -> None:
    order = desk.printed(200, per_roll=100)
    assert refused_fields(desk, **desk.typed(order, 90, 110)) == ["last"]


@pytest.mark.parametrize(("first", "last", "field"), [(40, 60, "last"), (120, 160, "first"), (0, 199, "last")])
def test_an_overlap_is_refused_where_it_lies(desk: Desk, first: int, last: int, field: str) -> None:
    order, second = desk.printed(200), make_batch(desk.session, desk.product, lot="HAI")
    desk.activate(order, 50, 149)
    assert refused_fields(desk, batch_id=second.id, **desk.typed(order, first, last)) == [field]
    assert refused_fields(desk, **desk.typed(order, first, last)) == [field]


def test_stamps_that_are_not_printed_cannot_be_used(desk: Desk) -> None:
    assert refused_fields(desk, **desk.typed(desk.order(10), 0, 9)) == ["first"]


@pytest.mark.parametrize("status", [BatchStatus.DRAFT, BatchStatus.RECALLED, BatchStatus.CLOSED])
def test_a_batch_that_is_not_on_sale_gets_no_stamps(desk: Desk, status: str) -> None:
    order = desk.printed(10)
    desk.batch.status = status
    assert refused_fields(desk, **desk.typed(order, 0, 9)) == ["batch_id"]


def test_a_batch_past_its_date_gets_no_stamps(desk: Desk) -> None:
    order = desk.printed(10)
    desk.batch.expires_on = local_today() - timedelta(days=1)
    assert refused_fields(desk, **desk.typed(order, 0, 9)) == ["batch_id"]


def test_stamps_for_another_product_are_refused(desk: Desk) -> None:
    other = make_product(desk.session, desk.cooperative, name="Chè")
    order = desk.printed(10, product_id=other.id)
    assert refused_fields(desk, **desk.typed(order, 0, 9)) == ["batch_id"]


def test_a_foreign_batch_is_not_there(desk: Desk, other_desk: Desk) -> None:
    order = desk.printed(10)
    with pytest.raises(NotFound):
        desk.activate(order, 0, 9, other_desk.batch)


def test_no_more_stamps_than_packs_and_two_in_a_hundred(desk: Desk) -> None:
    order = desk.printed(400)  # the batch is 200 packs
    desk.activate(order, 0, 199)
    desk.activate(order, 200, 203)
    assert refused_fields(desk, **desk.typed(order, 204, 204)) == ["last"]


def test_a_weight_is_counted_in_packs_of_the_product(desk: Desk) -> None:
    order, heavy = (
        desk.printed(400),
        make_batch(desk.session, desk.product, lot="CAN", quantity=Decimal(100), quantity_unit="kg"),
    )
    desk.activate(order, 0, 203, heavy)  # 204 × 500 g = 102 kg
    assert refused_fields(desk, batch_id=heavy.id, **desk.typed(order, 204, 204)) == ["last"]


def test_voided_stamps_make_room_in_the_batch(desk: Desk) -> None:
    order = desk.printed(400)
    desk.activate(order, 0, 203)
    desk.void(order, 0, 9)
    desk.activate(order, 204, 213)
    assert stamps_in_use(desk.session, desk.batch) == 204


def test_a_stamp_of_a_leaked_key_cannot_be_put_to_use_but_voided(desk: Desk) -> None:
    order = desk.printed(10)
    epoch = desk.session.get_one(StampEpoch, order.epoch)
    mark_leaked(desk.session, desk.keys, epoch, since=epoch.began_at)
    assert refused_fields(desk, **desk.typed(order, 0, 9)) == ["first"]
    desk.void(order, 0, 9, "stolen")
    assert states(desk, order) == [(10, RollState.VOIDED)]


def test_stamps_are_held_and_taken_off_hold(desk: Desk) -> None:
    order = desk.printed(100)
    desk.activate(order, 0, 99)
    middle = StretchForm(**desk.typed(order, 10, 19))
    for _ in range(2):
        hold(desk.session, desk.keys, desk.cooperative, middle, by=desk.by)
    assert states(desk, order) == [(10, RollState.ACTIVE), (10, RollState.SUSPENDED), (80, RollState.ACTIVE)]
    resume(desk.session, desk.keys, desk.cooperative, StretchForm(**desk.typed(order, 0, 99)), by=desk.by)
    assert {state for _count, state in states(desk, order)} == {RollState.ACTIVE}
    assert stamps_in_use(desk.session, desk.batch) == 100


def test_what_is_not_in_use_cannot_be_held(desk: Desk) -> None:
    order = desk.printed(10)
    with pytest.raises(Invalid) as refused:
        hold(desk.session, desk.keys, desk.cooperative, StretchForm(**desk.typed(order, 0, 9)), by=desk.by)
    assert list(refused.value.fields) == ["first"]


def test_one_damaged_stamp_is_voided_alone(desk: Desk) -> None:
    order = desk.printed(10)
    form = VoidForm(first=desk.code(order, 4), reason="damaged")
    roll_actions.void(desk.session, desk.keys, desk.cooperative, form, by=desk.by)
    assert states(desk, order) == [(4, RollState.PRINTED), (1, RollState.VOIDED), (5, RollState.PRINTED)]
    assert pieces_of(desk.session, order)[1].reason == "damaged"


def test_voiding_over_void_ones_changes_the_rest_only(desk: Desk) -> None:
    order = desk.printed(10)
    desk.void(order, 4, 5, "damaged")
    desk.void(order, 0, 9, "lost")
    assert [piece.reason for piece in pieces_of(desk.session, order)] == ["lost", "damaged", "lost"]
    desk.void(order, 0, 9, "stolen")
    assert [act.count for act in acts_of(desk.session, order) if act.kind == "void"] == [8, 2]


def test_an_activation_is_undone(desk: Desk) -> None:
    order = desk.printed(200)
    desk.activate(order, 50, 149)
    for _ in range(2):
        undo(desk.session, latest(desk, order, "activate"), by=desk.by)
    assert states(desk, order) == [(200, RollState.PRINTED)]
    assert [act.kind for act in acts_of(desk.session, order)].count("undo") == 1


def test_an_undone_void_gives_each_stamp_back_what_it_was(desk: Desk) -> None:
    order = desk.printed(100)
    desk.activate(order, 0, 49)
    before = [piece.model_dump(exclude={"id"}) for piece in pieces_of(desk.session, order)]
    desk.void(order, 0, 99, "not-sold")
    undo(desk.session, latest(desk, order, "void"), by=desk.by)
    assert [piece.model_dump(exclude={"id"}) for piece in pieces_of(desk.session, order)] == before


def test_what_was_done_since_must_be_undone_first(desk: Desk) -> None:
    order = desk.printed(100)
    desk.activate(order, 0, 99)
    desk.void(order, 10, 10)
    with pytest.raises(Conflict):
        undo(desk.session, latest(desk, order, "activate"), by=desk.by)
    undo(desk.session, latest(desk, order, "void"), by=desk.by)
    undo(desk.session, latest(desk, order, "activate"), by=desk.by)
    assert states(desk, order) == [(100, RollState.PRINTED)]


@pytest.mark.parametrize("later", [timedelta(days=10, minutes=1), timedelta(days=-1)])
def test_after_ten_days_or_with_the_clock_turned_back_nothing_is_undone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, later: timedelta
) -> None:
    order = desk.printed(10)
    desk.activate(order, 0, 9)
    act = latest(desk, order, "activate")
    monkeypatch.setattr(roll_actions, "now", lambda: act.at + later)
    with pytest.raises(Conflict):
        undo(desk.session, act, by=desk.by)


def large(desk: Desk) -> tuple[StampOrder, dict[str, str]]:
    count = FOUR_EYES_ABOVE + 1
    desk.batch.quantity = Decimal(count)
    order = desk.printed(count)
    return order, desk.typed(order, 0, count - 1)


def test_a_large_activation_waits_for_a_second_person(desk: Desk, world: World) -> None:
    order, typed = large(desk)
    form = ActivationForm(batch_id=desk.batch.id, **typed)
    request = activate_or_ask(desk.session, desk.keys, desk.cooperative, form, by=desk.by)
    assert (request is not None, states(desk, order)[0][1]) == (True, RollState.PRINTED)
    assert request is not None
    with pytest.raises(NotAllowed):
        agree(desk.session, desk.keys, desk.cooperative, request, by=desk.by)
    for _ in range(2):
        agree(desk.session, desk.keys, desk.cooperative, request, by=viewer(world.operator))
    assert states(desk, order) == [(order.count, RollState.ACTIVE)]
    assert (request.agreed, open_requests(desk.session, desk.cooperative)) == (True, [])


def test_a_declined_act_does_not_happen(desk: Desk, world: World) -> None:
    order, typed = large(desk)
    request = void_or_ask(desk.session, desk.keys, desk.cooperative, VoidForm(reason="lost", **typed), by=desk.by)
    assert request is not None
    decline(desk.session, request, by=viewer(world.operator))
    agree(desk.session, desk.keys, desk.cooperative, request, by=viewer(world.operator))
    assert (request.agreed, states(desk, order)) == (False, [(order.count, RollState.PRINTED)])


def test_a_large_void_is_carried_out_by_the_second_person(desk: Desk, world: World) -> None:
    order, typed = large(desk)
    request = void_or_ask(desk.session, desk.keys, desk.cooperative, VoidForm(reason="lost", **typed), by=desk.by)
    assert request is not None
    agree(desk.session, desk.keys, desk.cooperative, request, by=viewer(world.operator))
    assert (states(desk, order), latest(desk, order, "void").person_name) == (
        [(order.count, RollState.VOIDED)],
        "Anh Minh",
    )


def test_small_acts_happen_at_once(desk: Desk) -> None:
    order = desk.printed(10)
    typed = desk.typed(order, 0, 9)
    form = ActivationForm(batch_id=desk.batch.id, **typed)
    assert activate_or_ask(desk.session, desk.keys, desk.cooperative, form, by=desk.by) is None
    assert void_or_ask(desk.session, desk.keys, desk.cooperative, VoidForm(reason="lost", **typed), by=desk.by) is None
    assert states(desk, order) == [(10, RollState.VOIDED)]


@pytest.mark.parametrize(
    ("typed", "count"), [("200", 200), ("1.000", 1000), ("1,000", 1000), (" 2 000 ", 2000), ("2.000.000", 2_000_000)]
)
def test_numbers_of_stamps_are_read_as_people_write_them(typed: str, count: int) -> None:
    assert OrderForm.model_validate({"count": typed}).count == count


@pytest.mark.parametrize("typed", ["0", "-5", "2000001", "1000000000", "1" * 40, "ba trăm", "٢٠٠", "1e6"])
def test_impossible_numbers_of_stamps_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="count"):
        OrderForm.model_validate({"count": typed})


def test_every_act_is_in_the_log(desk: Desk) -> None:
    order = desk.printed(10)
    desk.activate(order, 0, 9)
    desk.void(order, 3, 3)
    logged = desk.session.exec(select(StampAct.kind, StampAct.count).where(StampAct.order_id == order.id)).all()
    assert sorted(logged) == [("activate", 10), ("order", 10), ("print", 10), ("release", 10), ("void", 1)]
