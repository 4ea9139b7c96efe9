"""From two typed stamps to the stretch of one roll between them, or to the sentence beside the field that is wrong."""

from dataclasses import dataclass

from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.stamps.forms import StretchForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampEpoch, StampOrder, StampRange
from cooptrace.stamps.pieces import Stretch, locked_order, piece_at, pieces_within
from cooptrace.stamps.reading import Stamp, read_stamp
from cooptrace.stamps.verdict import Reading

WITHDRAWN = say("Stamps of this series can no longer be used: their key is lost or has leaked.")
_WRONG: dict[Reading, Sentence] = {
    Reading.MISTYPED: say("This code is not right. It has 15 letters and digits; please compare it with the stamp."),
    Reading.NOT_OURS: say("This is not a stamp of your cooperative."),
    Reading.UNCONFIRMED: WITHDRAWN,
}


@dataclass(frozen=True)
class Chosen:
    """The order is held until the transaction ends; `pieces` are its rows that touch the stretch."""

    order: StampOrder
    stretch: Stretch
    pieces: list[StampRange]


def choose(session: Session, keys: KeyRing, cooperative: Cooperative, typed: StretchForm) -> Chosen:
    """Raises Invalid: on `first` or `last` for a code that is not theirs, on `last` for two that do not go together."""
    first = _own(session, keys, cooperative, "first", typed.first)
    last = _own(session, keys, cooperative, "last", typed.last or typed.first)
    starts, ends = piece_at(session, first.epoch, first.serial), piece_at(session, last.epoch, last.serial)
    if starts is None or ends is None:
        raise Invalid({"first": _WRONG[Reading.NOT_OURS]})
    if (starts.order_id, starts.roll) != (ends.order_id, ends.roll):
        raise Invalid(
            {"last": say("These two stamps are not from the same roll. Please take one roll after the other.")}
        )
    if first.serial > last.serial:
        raise Invalid({"first": say("This stamp comes after the last one on the roll. Please swap the two.")})
    order = locked_order(session, starts.order_id)
    stretch = Stretch(first.epoch, first.serial, last.serial)
    return Chosen(order, stretch, pieces_within(session, stretch))


def refuse_withdrawn(session: Session, chosen: Chosen) -> None:
    """Stamps of a leaked key may be voided, but not put to use. Raises Invalid on `first`."""
    epoch = session.get_one(StampEpoch, chosen.stretch.epoch)
    if epoch.leaked_since is not None:
        raise Invalid({"first": WITHDRAWN})


def _own(session: Session, keys: KeyRing, cooperative: Cooperative, field: str, typed: str) -> Stamp:
    read = read_stamp(session, keys, typed)
    if read.stamp is None:
        raise Invalid({field: _WRONG[read.reading]})
    piece = piece_at(session, read.stamp.epoch, read.stamp.serial)
    if piece is None or piece.cooperative_id != cooperative.id:
        raise Invalid({field: _WRONG[Reading.NOT_OURS]})
    return read.stamp
