"""Stamps and time: the moment that is given counts, not the clock; two at the same moment; the edges of days."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cooptrace.errors import Invalid
from cooptrace.stamps import actions
from cooptrace.stamps.actions import note_place, open_stamp, tries_of, type_pin
from cooptrace.stamps.forms import ActivationForm
from cooptrace.stamps.models import StampDevice, StampMiss, StampOrder, StampSeen
from cooptrace.stamps.pins import MOST_WRONG_A_DAY, PinAnswer, PinTries, pin_words
from cooptrace.stamps.queries import Peek, cases_of, peek
from cooptrace.stamps.roll_actions import activate
from cooptrace.stamps.signals import Place, Sighting, signals_of
from cooptrace.stamps.verdict import Facts, Kind, Reading, verdict
from cooptrace.web.formats import local_today
from tests.factories import make_batch
from tests.stamps.rolls import Desk

THEN = datetime(2020, 3, 1, 5, 20, tzinfo=UTC)


@pytest.fixture
def order(desk: Desk) -> StampOrder:
    found = desk.printed(20, covered=True)
    desk.activate(found, 0, 9)
    return found


def opened(desk: Desk, code: str, device: str | None, at: datetime = THEN) -> Peek:
    return open_stamp(desk.session, desk.keys, code, device_hash=device, at=at)


def test_phones_are_counted_by_the_moment_of_the_scan(desk: Desk, order: StampOrder) -> None:
    for number in range(8):
        opened(desk, desk.code(order, 1), f"phone {number}")
    assert opened(desk, desk.code(order, 1), "one more", THEN + timedelta(days=89)).facts.devices == 8
    assert opened(desk, desk.code(order, 1), "the last", THEN + timedelta(days=91)).facts.devices == 1


def test_of_two_scans_at_the_same_moment_the_second_is_told_of_the_first(
    desk: Desk, order: StampOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the stamp and its counting somebody else scans it."""
    code = desk.code(order, 1)
    others: list[str] = []

    def slow_look(*args: Any, **more: Any) -> Peek:
        found = peek(*args, **more)
        if not others:
            others.append("other")
            opened(desk, code, "other", THEN - timedelta(seconds=1))
        return found

    monkeypatch.setattr(actions, "peek", slow_look)
    facts = opened(desk, code, "mine").facts
    assert (facts.times, facts.first_at) == (1, THEN - timedelta(seconds=1))
    assert verdict(facts).kind is Kind.AGAIN


def test_a_scan_leaves_all_tries_at_the_covered_code(desk: Desk, order: StampOrder) -> None:
    opened(desk, desk.code(order, 1), "mine")
    assert tries_of(desk.session, peek(desk.session, desk.keys, desk.code(order, 1))) == PinTries()
    assert tries_of(desk.session, peek(desk.session, desk.keys, desk.code(order, 2))) == PinTries()
    assert tries_of(desk.session, peek(desk.session, desk.keys, "7K1")) == PinTries()
    row = desk.session.get_one(StampSeen, (order.epoch, order.first + 1))
    assert (row.times, row.first_at, row.last_at, row.pin_times) == (1, THEN, THEN, 0)


def test_a_covered_code_typed_before_any_scan_makes_a_row_without_a_scan(desk: Desk, order: StampOrder) -> None:
    pin = desk.keys.codes(order.epoch).pin(order.first + 1)
    assert type_pin(desk.session, desk.keys, desk.code(order, 1), f" {pin[:4]} {pin[4:]} ", at=THEN) is PinAnswer.FIRST
    row = desk.session.get_one(StampSeen, (order.epoch, order.first + 1))
    assert (row.times, row.first_at, row.last_at, row.pin_wrong, row.pin_wrong_that_day) == (0, THEN, THEN, 0, 0)
    assert (row.pin_opened_at, row.pin_times) == (THEN, 1)


def test_wrong_covered_codes_count_for_the_day_they_were_typed(desk: Desk, order: StampOrder) -> None:
    for _ in range(MOST_WRONG_A_DAY):
        assert type_pin(desk.session, desk.keys, desk.code(order, 1), "1234567", at=THEN) is PinAnswer.WRONG
    assert type_pin(desk.session, desk.keys, desk.code(order, 1), "1234567", at=THEN) is PinAnswer.LOCKED
    tries = tries_of(desk.session, peek(desk.session, desk.keys, desk.code(order, 1)))
    assert (tries.wrong, tries.wrong_on, tries.wrong_that_day) == (5, THEN.date(), 5)
    tomorrow = THEN + timedelta(days=1)
    assert type_pin(desk.session, desk.keys, desk.code(order, 1), "1234567", at=tomorrow) is PinAnswer.WRONG


def test_words_about_a_code_never_opened_have_no_moment() -> None:
    said = [pin_words(answer, PinTries())[1].values.get("moment") for answer in PinAnswer]
    assert said == ["", "", None, None]


def test_unknown_codes_are_counted_in_their_hour(desk: Desk, order: StampOrder) -> None:
    for minutes in (0, 39, 40):
        opened(desk, "0" * 15, None, THEN + timedelta(minutes=minutes))
    hours = {hour: desk.session.get_one(StampMiss, THEN.replace(hour=hour, minute=0)).count for hour in (5, 6)}
    assert hours == {5: 2, 6: 1}


def test_a_phone_keeps_the_first_and_the_last_moment_and_the_last_place(desk: Desk, order: StampOrder) -> None:
    code, later = desk.code(order, 1), THEN + timedelta(days=2)
    opened(desk, code, "mine")
    note_place(desk.session, desk.keys, code, Place(21.0, 107.1), device_hash="mine", at=later)
    key = (order.epoch, order.first + 1, "mine")
    row = desk.session.get_one(StampDevice, key, populate_existing=True)
    assert (row.first_at, row.last_at, row.latitude, row.longitude) == (THEN, later, 21.0, 107.1)
    opened(desk, code, "mine", later)
    row = desk.session.get_one(StampDevice, key, populate_existing=True)
    assert (row.latitude, row.longitude) == (21.0, 107.1)


def test_a_sign_is_noted_at_the_moment_of_the_scan(desk: Desk, order: StampOrder) -> None:
    opened(desk, desk.code(order, 15), "mine")
    case = cases_of(desk.session, desk.cooperative)[0]
    assert (case.opened_at, case.changed_at, case.signals) == (THEN, THEN, ["inactive"])


def test_ten_stamps_of_one_lot_are_a_case_about_it_and_nine_with_one_of_another_are_none(desk: Desk) -> None:
    order, other = desk.printed(40), make_batch(desk.session, desk.product, lot="KHAC")
    desk.activate(order, 0, 19)
    desk.activate(order, 20, 29, other)
    desk.void(order, 0, 29)
    for number in [*range(9), 20]:
        opened(desk, desk.code(order, number), "mine")
    assert [case for case in cases_of(desk.session, desk.cooperative) if not case.code] == []
    opened(desk, desk.code(order, 9), "mine")
    about = [case for case in cases_of(desk.session, desk.cooperative) if not case.code]
    assert [(case.batch_id, case.score, case.signals) for case in about] == [(desk.batch.id, 30, [])]


def test_on_its_last_day_a_lot_still_gets_stamps(desk: Desk) -> None:
    order = desk.printed(20)
    for number, (days, is_taken) in enumerate([(0, True), (-1, False)]):
        batch = make_batch(desk.session, desk.product, lot=f"LO{number}")
        batch.expires_on = local_today() + timedelta(days=days)
        form = ActivationForm(batch_id=batch.id, first=desk.code(order, number), last=desk.code(order, number))
        if is_taken:
            activate(desk.session, desk.keys, desk.cooperative, form, by=desk.by)
            continue
        with pytest.raises(Invalid) as refused:
            activate(desk.session, desk.keys, desk.cooperative, form, by=desk.by)
        assert list(refused.value.fields) == ["batch_id"]


def test_on_its_last_day_a_stamp_is_not_past_its_date() -> None:
    def kind(days: int) -> Kind:
        today = local_today()
        return verdict(Facts(Reading.FOUND, today, state="active", expires_on=today + timedelta(days=days))).kind

    assert [kind(days) for days in (1, 0, -1)] == [Kind.FIRST, Kind.FIRST, Kind.EXPIRED]


def test_phones_without_a_place_are_nowhere() -> None:
    nowhere = [Sighting(f"phone {number}", THEN) for number in range(3)]
    here = Sighting("mine", THEN, Place(0.0, 0.0))
    assert signals_of([*nowhere, here], at=THEN) == frozenset()
