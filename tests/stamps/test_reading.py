"""From what was typed or scanned to one stamp, and to the pieces of its own roll and no other."""

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from cooptrace.errors import Invalid
from cooptrace.stamps.chosen import choose
from cooptrace.stamps.epoch_actions import new_epoch
from cooptrace.stamps.forms import StretchForm
from cooptrace.stamps.inserts import insert_into
from cooptrace.stamps.models import StampMiss, StampOrder, StampRange
from cooptrace.stamps.pieces import Stretch, piece_at, pieces_within
from cooptrace.stamps.reading import Stamp, last_part, read_stamp
from cooptrace.stamps.repair import readings
from cooptrace.stamps.verdict import Reading
from tests.stamps.rolls import Desk
from tests.stamps.test_repair import VNI, typed_by


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("7K102-3NPF4-5981X", "7K102-3NPF4-5981X"),
        ("  7K1023NPF45981X\n", "7K1023NPF45981X"),
        ("HTTPS://HOST/Q/7K1023NPF45981X", "7K1023NPF45981X"),
        ("https://host/Q/7K1023NPF45981X/", "7K1023NPF45981X"),
        ("https://host/q/7K1023NPF45981X.txt", "7K1023NPF45981X"),
        ("https://host/01/09520001000010/10/L/21/7K1023NPF45981X?a=b#c", "7K1023NPF45981X"),
        ("/Q/7K102%203NPF4", "7K102 3NPF4"),
        ("/", ""),
        ("7K102.txt", "7K102.txt"),
    ],
)
def test_of_an_address_the_last_part_is_read(typed: str, part: str) -> None:
    assert last_part(typed) == part


def test_a_code_is_read_with_its_key_and_serial(desk: Desk) -> None:
    order = desk.order(10)
    code = desk.code(order, 3)
    read = read_stamp(desk.session, desk.keys, f"https://host/Q/{code.lower()}")
    assert (read.reading, read.stamp) == (Reading.FOUND, Stamp(code, order.epoch, order.first + 3))


def test_of_several_readings_the_one_that_was_made_is_taken(desk: Desk) -> None:
    order = desk.order(3000)
    codes = [desk.code(order, number) for number in range(3000)]
    mangled = {code: typed_by(VNI, code.replace("0", "O")) for code in codes}
    unclear = [code for code in codes if (readings(mangled[code]) or [code])[0] != code]
    assert len(unclear) > 0
    for code in unclear[:20]:
        stamp = read_stamp(desk.session, desk.keys, mangled[code]).stamp
        assert stamp is not None
        assert stamp.code == code


def test_of_several_readings_of_which_none_was_made_it_is_not_ours(desk: Desk) -> None:
    desk.order(1)
    assert read_stamp(desk.session, desk.keys, "0" * 15).reading is Reading.NOT_OURS
    assert read_stamp(desk.session, desk.keys, "7K102NPFH").reading is Reading.MISTYPED


def test_rolls_of_two_keys_with_the_same_serials_are_kept_apart(desk: Desk) -> None:
    old = desk.order(20)
    new_epoch(desk.session, desk.keys)
    new = desk.order(20)
    assert (old.first, new.first, old.epoch != new.epoch) == (0, 0, True)
    found = pieces_within(desk.session, Stretch(new.epoch, 5, 9))
    assert [piece.order_id for piece in found] == [new.id]
    for order in (old, new):
        piece = piece_at(desk.session, order.epoch, 7)
        assert piece is not None
        assert piece.order_id == order.id


def test_a_serial_beside_all_rolls_is_on_none(desk: Desk) -> None:
    order = desk.order(20)
    ends = [order.first + number for number in (0, 19, 20)]
    assert [piece_at(desk.session, order.epoch, serial) is not None for serial in ends] == [True, True, False]


@pytest.mark.parametrize(("first", "last", "field"), [("x", "", "first"), ("", "x", "last")])
def test_a_code_that_is_not_theirs_is_said_at_its_field(desk: Desk, first: str, last: str, field: str) -> None:
    order = desk.order(5)
    never = desk.keys.codes(order.epoch).code(order.first + 5)
    typed = StretchForm(first=never if first else desk.code(order, 0), last=never if last else desk.code(order, 1))
    with pytest.raises(Invalid) as refused:
        choose(desk.session, desk.keys, desk.cooperative, typed)
    assert list(refused.value.fields) == [field]


def test_a_roll_that_was_taken_away_meanwhile_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    order = desk.order(5)
    asked: list[int] = []

    def vanishing(session: object, epoch: str, serial: int) -> StampRange | None:
        asked.append(serial)
        return piece_at(desk.session, epoch, serial) if len(asked) <= 2 else None

    monkeypatch.setattr("cooptrace.stamps.chosen.piece_at", vanishing)
    with pytest.raises(Invalid) as refused:
        choose(desk.session, desk.keys, desk.cooperative, StretchForm(**desk.typed(order, 0, 4)))
    assert list(refused.value.fields) == ["first"]


def test_inserts_speak_the_words_of_their_engine(desk: Desk, engine: str) -> None:
    words = {"sqlite": sqlite.Insert, "postgresql": postgresql.Insert}
    assert type(insert_into(desk.session, StampMiss)) is words[engine]
    assert insert_into(desk.session, StampOrder).table.name == "stamp_order"
