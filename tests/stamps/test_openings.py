"""Opening a stamp: what is answered, what is counted, what becomes a case; the covered code."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from cooptrace.batches.models import BatchStatus
from cooptrace.codes.short_code import check_symbol
from cooptrace.errors import Invalid, NotFound
from cooptrace.stamps.actions import open_stamp, tries_of, type_pin
from cooptrace.stamps.case_actions import close_case
from cooptrace.stamps.epoch_actions import mark_leaked
from cooptrace.stamps.forms import CloseCaseForm, StretchForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampCase, StampDevice, StampEpoch, StampMiss, StampOrder, StampRange, StampSeen
from cooptrace.stamps.pins import PinAnswer
from cooptrace.stamps.queries import Named, Peek, cases_of, peek
from cooptrace.stamps.roll_actions import hold
from cooptrace.stamps.signals import Place, Signal
from cooptrace.stamps.verdict import Kind, verdict
from cooptrace.web.formats import local_today
from tests.factories import make_product
from tests.stamps.rolls import Desk

NOW = datetime(2026, 11, 25, 5, tzinfo=UTC)
GTIN = "09520001000010"


@pytest.fixture
def order(desk: Desk) -> StampOrder:
    """200 stamps, the first hundred in use."""
    order = desk.printed(200, covered=True)
    desk.activate(order, 0, 99)
    return order


def opened(desk: Desk, code: str, device: str | None = "mine", at: datetime = NOW, **more: Any) -> Peek:
    return open_stamp(desk.session, desk.keys, code, device_hash=device, at=at, **more)


def kind(found: Peek) -> Kind:
    return verdict(found.facts).kind


def seen(desk: Desk, order: StampOrder, number: int) -> StampSeen | None:
    key = (order.epoch, order.first + number)
    return desk.session.get(StampSeen, key, populate_existing=True)


def cases(desk: Desk) -> list[StampCase]:
    return cases_of(desk.session, desk.cooperative)


def test_the_first_scan_makes_the_row(desk: Desk, order: StampOrder) -> None:
    assert desk.session.exec(select(StampSeen)).all() == []
    assert kind(opened(desk, desk.code(order, 5))) is Kind.FIRST
    row = seen(desk, order, 5)
    assert row is not None
    assert (row.times, row.first_at, row.last_at) == (1, NOW, NOW)


def test_a_second_phone_is_told_of_the_first(desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 5)
    opened(desk, code)
    found = opened(desk, code, "other", NOW + timedelta(days=1))
    assert (kind(found), found.facts.times, found.facts.first_at) == (Kind.AGAIN, 1, NOW)
    assert kind(opened(desk, code, "third", NOW + timedelta(days=2))) is Kind.AGAIN
    row = seen(desk, order, 5)
    assert row is not None
    assert row.times == 3


def test_the_same_phone_is_told_of_itself_and_counts_once(desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 5)
    opened(desk, code)
    found = opened(desk, code, at=NOW + timedelta(minutes=3))
    assert (kind(found), found.facts.yours_at) == (Kind.YOURS, NOW)
    row = seen(desk, order, 5)
    assert row is not None
    assert row.times == 1


def test_peeking_changes_nothing(desk: Desk, order: StampOrder) -> None:
    for _ in range(2):
        assert kind(peek(desk.session, desk.keys, desk.code(order, 5), at=NOW)) is Kind.FIRST
    assert desk.session.exec(select(StampSeen)).all() == []


def test_what_a_stamp_stands_for_comes_with_it(desk: Desk, order: StampOrder) -> None:
    found = opened(desk, desk.code(order, 5))
    assert (found.cooperative, found.batch, found.product) == (desk.cooperative, desk.batch, desk.product)


def test_stamps_not_yet_in_use_say_so_and_make_a_case(desk: Desk, order: StampOrder) -> None:
    assert kind(opened(desk, desk.code(order, 150))) is Kind.INACTIVE
    assert [case.signals for case in cases(desk)] == [[Signal.INACTIVE]]


def test_a_code_never_issued_is_not_ours_and_counted(desk: Desk, order: StampOrder) -> None:
    body = order.epoch + "CFGHJKMNPRTVX"
    assert kind(opened(desk, body + check_symbol(body))) is Kind.NOT_OURS
    assert kind(opened(desk, "T" + "0" * 13 + check_symbol("T" + "0" * 13))) is Kind.NOT_OURS
    misses = desk.session.exec(select(StampMiss)).one()
    assert (misses.hour, misses.count) == (NOW, 2)


def test_unknown_codes_are_summed_by_the_hour(desk: Desk, order: StampOrder) -> None:
    body = order.epoch + "CFGHJKMNPRTVX"
    code = body + check_symbol(body)
    late = timedelta(minutes=59, seconds=59, microseconds=999_999)
    for at in (NOW, NOW + timedelta(minutes=7, seconds=3), NOW + late, NOW + timedelta(hours=1)):
        opened(desk, code, at=at)
    sums = [(miss.hour, miss.count) for miss in desk.session.exec(select(StampMiss).order_by(col(StampMiss.hour)))]
    assert sums == [(NOW, 3), (NOW + timedelta(hours=1), 1)]


def test_a_serial_behind_the_last_order_is_not_ours(desk: Desk, order: StampOrder) -> None:
    assert kind(opened(desk, desk.code(order, 200))) is Kind.NOT_OURS


def test_a_mistyped_code_is_not_a_miss(desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 5)
    assert kind(opened(desk, code[:-1] + ("0" if code[-1] != "0" else "1"))) is Kind.MISTYPED
    assert desk.session.exec(select(StampMiss)).all() == []


def test_recalled_expired_held_and_voided_stamps_say_so(desk: Desk, order: StampOrder) -> None:
    desk.void(order, 0, 0, "stolen")
    hold(desk.session, desk.keys, desk.cooperative, StretchForm(first=desk.code(order, 1)), by=desk.by)
    assert [kind(opened(desk, desk.code(order, number))) for number in (0, 1)] == [Kind.VOIDED, Kind.ON_HOLD]
    desk.batch.expires_on = local_today() - timedelta(days=1)
    assert kind(peek(desk.session, desk.keys, desk.code(order, 2))) is Kind.EXPIRED
    desk.batch.status = BatchStatus.RECALLED
    assert kind(opened(desk, desk.code(order, 2))) is Kind.RECALLED
    assert [case.signals for case in cases(desk)] == [[Signal.VOIDED], [Signal.RECALLED]]


def test_long_past_its_date_is_a_sign_and_shortly_after_is_not(desk: Desk, order: StampOrder) -> None:
    desk.batch.expires_on = local_today()
    at = datetime.now(UTC)
    opened(desk, desk.code(order, 2), at=at + timedelta(days=30))
    assert cases(desk) == []
    opened(desk, desk.code(order, 3), at=at + timedelta(days=31))
    assert [case.signals for case in cases(desk)] == [[Signal.EXPIRED]]


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        (Named(GTIN, "MD261101A"), Kind.FIRST),
        (Named(GTIN.lstrip("0"), None), Kind.FIRST),
        (Named(GTIN, "KHAC"), Kind.OTHER_PRODUCT),
        (Named("09520001000027", "MD261101A"), Kind.OTHER_PRODUCT),
    ],
)
def test_the_product_and_lot_in_the_address_must_be_those_of_the_stamp(
    desk: Desk, order: StampOrder, named: Named, answer: Kind
) -> None:
    desk.product.gtin = GTIN
    assert kind(opened(desk, desk.code(order, 5), named=named)) is answer


def test_a_product_without_gtin_is_found_under_none(desk: Desk, order: StampOrder) -> None:
    assert kind(opened(desk, desk.code(order, 5), named=Named(GTIN))) is Kind.OTHER_PRODUCT


def test_after_a_leak_only_stamps_seen_before_are_confirmed(desk: Desk, order: StampOrder) -> None:
    opened(desk, desk.code(order, 5))
    epoch = desk.session.get_one(StampEpoch, order.epoch)
    mark_leaked(desk.session, desk.keys, epoch, since=NOW + timedelta(hours=1))
    assert kind(opened(desk, desk.code(order, 5), "other")) is Kind.AGAIN
    assert kind(opened(desk, desk.code(order, 6), at=NOW + timedelta(hours=2))) is Kind.UNCONFIRMED
    assert kind(opened(desk, desk.code(order, 6), "other", NOW + timedelta(hours=3))) is Kind.UNCONFIRMED


def test_without_its_key_a_stamp_cannot_be_confirmed(desk: Desk, order: StampOrder) -> None:
    (desk.keys.folder / "stamp-0.key").rename(desk.keys.folder / "elsewhere")
    assert kind(peek(desk.session, KeyRing(desk.keys.folder), desk.code(order, 5))) is Kind.UNCONFIRMED


def test_eight_phones_make_a_case_and_later_visitors_are_told(desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 5)
    for number in range(7):
        opened(desk, code, f"phone {number}", NOW + timedelta(days=number))
    assert cases(desk) == []
    opened(desk, code, "phone 7", NOW + timedelta(days=8))
    case = cases(desk)[0]
    assert (case.code, case.signals, case.score, case.batch_id) == (code, [Signal.DEVICES], 3, desk.batch.id)
    assert kind(opened(desk, code, "phone 8", NOW + timedelta(days=9))) is Kind.MANY_DEVICES
    assert len(cases(desk)) == 1


def test_phones_of_long_ago_are_forgotten(desk: Desk, order: StampOrder) -> None:
    opened(desk, desk.code(order, 5), "old")
    opened(desk, desk.code(order, 5), "new", NOW + timedelta(days=91))
    assert desk.session.exec(select(StampDevice.device_hash)).all() == ["new"]


def test_only_so_many_phones_are_kept_of_one_stamp(desk: Desk, order: StampOrder) -> None:
    for number in range(65):
        opened(desk, desk.code(order, 5), f"phone {number}")
    row = seen(desk, order, 5)
    assert row is not None
    assert (len(desk.session.exec(select(StampDevice)).all()), row.times) == (60, 65)


def test_two_places_too_far_apart_make_a_case(desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 5)
    opened(desk, code, "one", place=Place(21.0, 107.1))
    opened(desk, code, "other", NOW + timedelta(hours=1), place=Place(10.8, 106.7))
    assert [case.signals for case in cases(desk)] == [[Signal.FAR]]


def test_a_scan_never_changes_a_state(desk: Desk, order: StampOrder) -> None:
    before = [(piece.first, piece.state) for piece in desk.session.exec(select(StampRange))]
    for number in range(12):
        opened(desk, desk.code(order, 5), f"phone {number}")
        opened(desk, desk.code(order, 150), f"phone {number}")
    wanted = select(StampRange).execution_options(populate_existing=True)
    assert [(piece.first, piece.state) for piece in desk.session.exec(wanted)] == before


def test_a_closed_case_is_not_opened_again_by_the_same_sign(desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 150)
    opened(desk, code)
    case = cases(desk)[0]
    close_case(desk.session, case, CloseCaseForm(outcome="own-mistake", note="chưa kích hoạt"), by=desk.by)
    opened(desk, code, "other")
    assert [case.closed_by_name for case in cases(desk)] == ["Bà Múi"]
    desk.void(order, 150, 150)
    opened(desk, code, "third")
    assert [(case.closed_at is None, case.signals) for case in cases(desk)] == [
        (True, [Signal.VOIDED]),
        (False, [Signal.INACTIVE]),
    ]


def test_a_case_is_closed_with_a_known_outcome_only(desk: Desk, order: StampOrder) -> None:
    opened(desk, desk.code(order, 150))
    with pytest.raises(Invalid) as refused:
        close_case(desk.session, cases(desk)[0], CloseCaseForm(outcome="genuine"), by=desk.by)
    assert list(refused.value.fields) == ["outcome"]


def test_ten_stamps_of_one_batch_are_a_case_of_the_batch(desk: Desk, order: StampOrder) -> None:
    desk.void(order, 0, 19, "stolen")
    for number in range(9):
        opened(desk, desk.code(order, number))
    assert len(cases(desk)) == 9
    for number in (9, 10):
        opened(desk, desk.code(order, number))
    whole = [case for case in cases(desk) if not case.code]
    assert [(case.batch_id, case.score) for case in whole] == [(desk.batch.id, 33)]


def test_a_foreign_cooperative_sees_no_cases(desk: Desk, other_desk: Desk, order: StampOrder) -> None:
    opened(desk, desk.code(order, 150))
    assert (len(cases(desk)), cases(other_desk)) == (1, [])


def test_the_covered_code_is_opened_first_and_again(desk: Desk, order: StampOrder) -> None:
    code, pin = desk.code(order, 5), desk.keys.codes(order.epoch).pin(order.first + 5)
    first = type_pin(desk.session, desk.keys, code, f" {pin[:4]} {pin[4:]} ", at=NOW)
    again = type_pin(desk.session, desk.keys, code, pin, at=NOW + timedelta(days=1))
    assert (first, again) == (PinAnswer.FIRST, PinAnswer.AGAIN)
    tries = tries_of(desk.session, peek(desk.session, desk.keys, code))
    assert (tries.opened_at, tries.times_opened) == (NOW, 2)
    assert [case.signals for case in cases(desk)] == [[Signal.COVERED_TWICE]]


def test_guessing_the_covered_code_is_shut_for_the_stamp_whoever_tries(desk: Desk, order: StampOrder) -> None:
    code, pin = desk.code(order, 5), desk.keys.codes(order.epoch).pin(order.first + 5)
    wrong = "00000000" if pin != "00000000" else "11111111"
    answers = [type_pin(desk.session, desk.keys, code, wrong, at=NOW) for _ in range(1000)]
    assert [answers.count(answer) for answer in (PinAnswer.WRONG, PinAnswer.LOCKED)] == [5, 995]
    assert type_pin(desk.session, desk.keys, code, pin, at=NOW) is PinAnswer.LOCKED
    assert type_pin(desk.session, desk.keys, code, pin, at=NOW + timedelta(days=1)) is PinAnswer.FIRST


def test_a_typed_covered_code_is_not_a_scan(desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 5)
    type_pin(desk.session, desk.keys, code, "12345678", at=NOW)
    assert kind(opened(desk, code)) is Kind.FIRST


def test_a_stamp_without_a_covered_code_has_none(desk: Desk) -> None:
    order = desk.printed(10)
    with pytest.raises(NotFound):
        type_pin(desk.session, desk.keys, desk.code(order, 5), "12345678")
    with pytest.raises(NotFound):
        type_pin(desk.session, desk.keys, "7K1", "12345678")


def test_only_the_first_scan_costs_a_row(desk: Desk, order: StampOrder) -> None:
    other = make_product(desk.session, desk.cooperative, name="Chè")
    desk.printed(100_000, product_id=other.id)
    opened(desk, desk.code(order, 5))
    rows = desk.session.exec(select(StampSeen).where(col(StampSeen.times) > 0)).all()
    assert len(rows) == 1
