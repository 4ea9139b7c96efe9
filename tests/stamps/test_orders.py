"""Orders and the print shop's work order: serials, release, locked downloads, printed, received."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid
from cooptrace.stamps.codes import KNOWN_SERIAL
from cooptrace.stamps.epoch_actions import USED_FOR, check_keys, mark_leaked, new_epoch
from cooptrace.stamps.keys import KeyProblem, KeyRing
from cooptrace.stamps.models import StampAct, StampEpoch, StampOrder, StampRange, StampSeen
from cooptrace.stamps.order_actions import check_total, mark_printed, mark_received, release_file, take_download
from cooptrace.stamps.queries import acts_of, pieces_of
from cooptrace.stamps.rules import OrderState, RollState
from cooptrace.web.models import PublicAddress
from tests.stamps.rolls import ORIGIN, Desk


def rolls(desk: Desk, order: StampOrder) -> list[tuple[int, int, int, str]]:
    return [(one.roll, one.first - order.first, one.count, one.state) for one in pieces_of(desk.session, order)]


def test_a_million_stamps_are_one_row(desk: Desk) -> None:
    order = desk.order(1_000_000)
    assert rolls(desk, order) == [(1, 0, 1_000_000, RollState.ISSUED)]
    assert desk.session.exec(select(StampSeen)).all() == []


def test_an_order_is_cut_into_rolls(desk: Desk) -> None:
    order = desk.order(2500, per_roll=1000)
    assert [(one[0], one[2]) for one in rolls(desk, order)] == [(1, 1000), (2, 1000), (3, 500)]


def test_orders_never_share_a_serial(desk: Desk, other_desk: Desk) -> None:
    orders = [desk.order(10), other_desk.order(20), desk.order(1)]
    starts = [(order.epoch, order.first) for order in orders]
    assert starts == [("0", 0), ("0", 10), ("0", 30)]


def test_more_than_a_thousand_rolls_are_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.order(2001, per_roll=2)
    assert list(refused.value.fields) == ["per_roll"]


def test_a_database_from_an_older_backup_gives_no_serial_twice(desk: Desk) -> None:
    order = desk.order(500)
    desk.session.get_one(StampEpoch, order.epoch).next_serial = 0
    assert desk.order(5).first == 500


def test_every_key_serves_a_year(desk: Desk) -> None:
    order = desk.order(10)
    epoch = desk.session.get_one(StampEpoch, order.epoch)
    epoch.began_at -= USED_FOR + timedelta(days=1)
    later = desk.order(10)
    assert (later.epoch, later.first) == ("1", 0)
    assert desk.session.get_one(StampEpoch, order.epoch).closed_at is not None


def test_a_key_without_room_is_followed_by_another(desk: Desk) -> None:
    order = desk.order(10)
    desk.session.get_one(StampEpoch, order.epoch).next_serial = KNOWN_SERIAL - 9
    assert desk.order(10).epoch == "1"


def test_the_last_serial_before_the_known_one_is_given_out(desk: Desk) -> None:
    order = desk.order(10)
    desk.session.get_one(StampEpoch, order.epoch).next_serial = KNOWN_SERIAL - 10
    assert (desk.order(10).epoch, desk.order(1).epoch) == ("0", "1")


def test_a_leaked_key_makes_no_more_stamps(desk: Desk) -> None:
    order = desk.order(10)
    epoch = desk.session.get_one(StampEpoch, order.epoch)
    mark_leaked(desk.session, desk.keys, epoch, since=epoch.began_at)
    assert desk.order(10).epoch == "1"


def test_after_23_keys_there_are_no_more(desk: Desk) -> None:
    for _ in range(23):
        new_epoch(desk.session, desk.keys)
    with pytest.raises(Conflict):
        new_epoch(desk.session, desk.keys)


def test_the_keys_of_the_database_are_checked_by_a_known_code(desk: Desk) -> None:
    desk.order(10)
    check_keys(desk.session, KeyRing(desk.keys.folder))
    (desk.keys.folder / "stamp-0.key").write_bytes(bytes(32))
    with pytest.raises(KeyProblem, match="is not the one"):
        check_keys(desk.session, KeyRing(desk.keys.folder))


def test_a_missing_key_is_refused_until_it_is_given_up(desk: Desk) -> None:
    desk.order(10)
    (desk.keys.folder / "stamp-0.key").unlink()
    keys = KeyRing(desk.keys.folder)
    with pytest.raises(KeyProblem, match="is missing"):
        check_keys(desk.session, keys)
    keys.give_up("0")
    check_keys(desk.session, keys)
    assert new_epoch(desk.session, keys).symbol == "1"


def test_stamps_of_a_lost_or_leaked_key_are_not_handed_out(desk: Desk) -> None:
    order, keys = desk.order(10), desk.keys
    mark_leaked(desk.session, keys, desk.session.get_one(StampEpoch, order.epoch), since=now())
    with pytest.raises(Conflict):
        release_file(desk.session, keys, order, by=desk.by)
    later = desk.order(10)
    keys.give_up(later.epoch)
    with pytest.raises(Conflict):
        release_file(desk.session, KeyRing(keys.folder), later, by=desk.by)
    assert (order.state, later.state) == (OrderState.NEW, OrderState.NEW)


def test_a_file_is_downloaded_once_and_it_is_known_by_whom(desk: Desk) -> None:
    order = desk.order(10)
    release_file(desk.session, desk.keys, order, by=desk.by)
    assert (order.state, order.open_formats, order.origin) == (OrderState.READY, ["csv", "xlsx", "pdf"], ORIGIN)
    take_download(desk.session, order, "csv", by=desk.by)
    with pytest.raises(Conflict):
        take_download(desk.session, order, "csv", by=desk.by)
    act = acts_of(desk.session, order)[0]
    assert (act.kind, act.details, act.person_name) == ("download", {"format": "csv"}, "Bà Múi")


def test_a_file_that_was_not_released_is_not_handed_out(desk: Desk) -> None:
    with pytest.raises(Conflict):
        take_download(desk.session, desk.order(10), "csv", by=desk.by)


def test_releasing_it_again_takes_a_reason(desk: Desk) -> None:
    order = desk.order(10)
    release_file(desk.session, desk.keys, order, by=desk.by)
    take_download(desk.session, order, "csv", by=desk.by)
    with pytest.raises(Invalid) as refused:
        release_file(desk.session, desk.keys, order, by=desk.by)
    assert list(refused.value.fields) == ["note"]
    release_file(desk.session, desk.keys, order, by=desk.by, note="Nhà in làm mất tệp")
    take_download(desk.session, order, "csv", by=desk.by)
    assert acts_of(desk.session, order)[0].kind == "download"


def test_handing_out_the_file_locks_the_printed_address(desk: Desk) -> None:
    order = desk.order(10)
    release_file(desk.session, desk.keys, order, by=desk.by)
    assert desk.session.get_one(PublicAddress, ORIGIN).locked_at is None
    take_download(desk.session, order, "csv", by=desk.by)
    assert desk.session.get_one(PublicAddress, ORIGIN).locked_at is not None


def test_printed_and_received_are_noted_once(desk: Desk) -> None:
    order = desk.order(10)
    release_file(desk.session, desk.keys, order, by=desk.by)
    for _ in range(2):
        mark_printed(desk.session, order, by=desk.by)
    for _ in range(2):
        mark_received(desk.session, order, by=desk.by)
    assert rolls(desk, order) == [(1, 0, 10, RollState.DELIVERED)]
    assert sorted(act.kind for act in acts_of(desk.session, order)) == ["order", "print", "receive", "release"]


def test_steps_cannot_be_skipped(desk: Desk) -> None:
    order = desk.order(10)
    with pytest.raises(Conflict):
        mark_printed(desk.session, order, by=desk.by)
    with pytest.raises(Conflict):
        mark_received(desk.session, order, by=desk.by)
    release_file(desk.session, desk.keys, order, by=desk.by)
    mark_printed(desk.session, order, by=desk.by)
    with pytest.raises(Conflict):
        release_file(desk.session, desk.keys, order, by=desk.by, note="thử lại")


def test_voided_stamps_of_an_order_stay_void_when_the_rest_is_printed(desk: Desk) -> None:
    order = desk.order(10)
    desk.void(order, 0, 1, "order-cancelled")
    release_file(desk.session, desk.keys, order, by=desk.by)
    mark_printed(desk.session, order, by=desk.by)
    assert rolls(desk, order) == [(1, 0, 2, RollState.VOIDED), (1, 2, 8, RollState.PRINTED)]


def test_the_check_total_is_of_all_codes_in_their_order(desk: Desk) -> None:
    order, other = desk.order(3), desk.order(3)
    codes = desk.keys.codes(order.epoch)
    assert check_total(codes, order) == check_total(codes, order)
    assert check_total(codes, order) != check_total(codes, other)
    assert len(check_total(codes, order)) == 14


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_log_cannot_be_changed(desk: Desk, act: str) -> None:
    desk.order(3)
    noted = desk.session.exec(select(StampAct)).one()
    if act == "update":
        noted.note = "sửa"
    else:
        desk.session.delete(noted)
    with pytest.raises(DBAPIError, match="append-only"):
        desk.session.flush()


def test_ranges_cannot_begin_at_the_same_serial(desk: Desk) -> None:
    order = desk.order(3)
    piece = pieces_of(desk.session, order)[0]
    desk.session.add(StampRange(**piece.model_dump(exclude={"id"})))
    with pytest.raises(DBAPIError):
        desk.session.flush()
