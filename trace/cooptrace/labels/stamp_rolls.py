"""Which stamps a name at the command line means: an order by its check total, one of its rolls, or a stretch of one."""

import re

from sqlmodel import Session, select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, say
from cooptrace.stamps.chosen import choose
from cooptrace.stamps.forms import StretchForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampOrder
from cooptrace.stamps.pieces import Stretch, piece_at
from cooptrace.stamps.reading import read_stamp

_TOTAL = re.compile(r"([0-9A-F]{4}) ?([0-9A-F]{4}) ?([0-9A-F]{4})(?:/([0-9]{1,4}))?", re.IGNORECASE)
_TO = ".."


def named_stamps(session: Session, keys: KeyRing, name: str) -> tuple[StampOrder, Stretch]:
    """Raises Invalid on `range`."""
    if total := _TOTAL.fullmatch(name.strip()):
        return _of_order(session, f"{total[1]} {total[2]} {total[3]}".upper(), roll=int(total[4]) if total[4] else None)
    first, to, last = name.partition(_TO)
    return _of_stamps(session, keys, StretchForm(first=first[:300], last=last[:300] if to else None))


def _of_order(session: Session, check_total: str, *, roll: int | None) -> tuple[StampOrder, Stretch]:
    found = session.exec(select(StampOrder).where(StampOrder.check_total == check_total)).all()
    if len(found) != 1:
        raise Invalid({"range": say("No order of stamps has this check total.")})
    (order,) = found
    if roll is None:
        return order, Stretch(order.epoch, order.first, order.first + order.count - 1)
    return order, _roll(order, roll)


def _of_stamps(session: Session, keys: KeyRing, typed: StretchForm) -> tuple[StampOrder, Stretch]:
    """One stamp stands for its whole roll."""
    read = read_stamp(session, keys, typed.first)
    piece = piece_at(session, read.stamp.epoch, read.stamp.serial) if read.stamp else None
    if piece is None:
        raise Invalid({"range": say("This names no stamps. Give the check total of their order, or a stamp.")})
    cooperative = session.get_one(Cooperative, piece.cooperative_id)
    try:
        chosen = choose(session, keys, cooperative, typed)
    except Invalid as problem:
        raise Invalid({"range": problem.sentence}) from problem
    return chosen.order, chosen.stretch if typed.last else _roll(chosen.order, piece.roll)


def _roll(order: StampOrder, number: int) -> Stretch:
    first, end = order.first + (number - 1) * order.per_roll, order.first + order.count
    if not order.first <= first < end:
        rolls = -(-order.count // order.per_roll)
        raise Invalid({"range": say("This order has rolls 1 to %(last)d.", last=rolls)})
    return Stretch(order.epoch, first, min(first + order.per_roll, end) - 1)
