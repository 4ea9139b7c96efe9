"""Verbs of the public side: a stamp is opened, a covered code is typed, signs of copying become a case."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, delete
from sqlmodel import Session, col, select

from cooptrace.database import now
from cooptrace.errors import NotFound
from cooptrace.stamps.case_actions import note_signals, note_unknown_codes
from cooptrace.stamps.inserts import insert_into
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampDevice, StampMiss, StampSeen
from cooptrace.stamps.pins import PinAnswer, PinTries, after_right, after_wrong, is_locked
from cooptrace.stamps.place_counts import count_place
from cooptrace.stamps.queries import Named, Peek, peek
from cooptrace.stamps.reading import Stamp
from cooptrace.stamps.rules import RollState
from cooptrace.stamps.signals import DEVICES_WITHIN, EXPIRED_FOR, Place, Sighting, Signal, signals_of
from cooptrace.stamps.verdict import Reading
from cooptrace.web.formats import local_date

MOST_DEVICES = 60  # kept of one stamp: far more than any sign needs


def open_stamp(
    session: Session,
    keys: KeyRing,
    typed: str,
    *,
    device_hash: str | None = None,
    at: datetime | None = None,
    named: Named | None = None,
    place: Place | None = None,
) -> Peek:
    """Counts one opening by a person and says what was known before it. The first one makes the stamp's row.

    A scan never changes the state of a stamp; what looks like copying becomes a case for a person.
    """
    moment = at or now()
    found = peek(session, keys, typed, device_hash=device_hash, at=moment, named=named)
    stamp = found.stamp
    if stamp is None:
        if found.facts.reading is Reading.NOT_OURS:
            _count_miss(session, moment)
        return found
    if found.facts.yours_at is None:
        found = _count_seen(session, found, stamp, moment)
    if device_hash:
        _note_device(session, stamp, device_hash, moment, place)
    note_signals(session, found, _signals(session, found, moment), at=moment)
    return found


def note_place(
    session: Session, keys: KeyRing, typed: str, place: Place, *, device_hash: str, at: datetime | None = None
) -> None:
    """A visitor tells roughly where the stamp is that this phone has just scanned. Not one more scan."""
    moment = at or now()
    found = peek(session, keys, typed, device_hash=device_hash, at=moment)
    if found.stamp is None or found.facts.yours_at is None:
        return
    count_place(session, found, place, device_hash=device_hash, at=moment)
    _note_device(session, found.stamp, device_hash, moment, place)
    note_signals(session, found, _signals(session, found, moment), at=moment)


def type_pin(session: Session, keys: KeyRing, typed_code: str, pin: str, *, at: datetime | None = None) -> PinAnswer:
    """Tries the covered code of a stamp; wrong tries count for the stamp, from whatever address they come.

    Raises NotFound for a stamp without one.
    """
    moment = at or now()
    found = peek(session, keys, typed_code, at=moment)
    if found.stamp is None or found.order is None or not found.order.covered:
        raise NotFound
    seen = _seen(session, found.stamp, moment)
    tries = _tries_of(seen)
    if is_locked(tries, moment):
        return PinAnswer.LOCKED
    right = keys.codes(found.stamp.epoch).is_pin(found.stamp.serial, "".join(pin.split()))
    tries = after_right(tries, moment) if right else after_wrong(tries, moment)
    _keep_tries(seen, tries)
    session.flush()
    if not right:
        return PinAnswer.WRONG
    if tries.times_opened > 1:
        note_signals(session, found, frozenset({Signal.COVERED_TWICE}), at=moment)
        return PinAnswer.AGAIN
    return PinAnswer.FIRST


def tries_of(session: Session, found: Peek) -> PinTries:
    """What was tried at the stamp so far."""
    stamp = found.stamp
    seen = session.get(StampSeen, (stamp.epoch, stamp.serial)) if stamp else None
    return _tries_of(seen) if seen else PinTries()


def _count_seen(session: Session, found: Peek, stamp: Stamp, at: datetime) -> Peek:
    """One statement, so that of two phones at the same moment one is the first and the other is told so."""
    insert = insert_into(session, StampSeen).values(
        epoch=stamp.epoch,
        serial=stamp.serial,
        first_at=at,
        last_at=at,
        times=1,
        pin_wrong=0,
        pin_wrong_that_day=0,
        pin_times=0,
    )
    again = {"times": StampSeen.times + 1, "last_at": at}
    counted = insert.on_conflict_do_update(index_elements=["epoch", "serial"], set_=again)
    times, first_at = session.execute(counted.returning(col(StampSeen.times), col(StampSeen.first_at))).one()
    earlier = replace(found.facts, times=times - 1, first_at=first_at if times > 1 else None)
    return replace(found, facts=earlier)


def _note_device(session: Session, stamp: Stamp, device_hash: str, at: datetime, place: Place | None) -> None:
    mine = and_(col(StampDevice.epoch) == stamp.epoch, col(StampDevice.serial) == stamp.serial)
    session.execute(delete(StampDevice).where(mine, col(StampDevice.last_at) < at - DEVICES_WITHIN))
    known = session.exec(select(StampDevice.device_hash).where(mine).limit(MOST_DEVICES)).all()
    if len(known) >= MOST_DEVICES and device_hash not in known:
        return
    where = {"latitude": place.latitude, "longitude": place.longitude} if place else {}
    insert = insert_into(session, StampDevice).values(
        epoch=stamp.epoch, serial=stamp.serial, device_hash=device_hash, first_at=at, last_at=at, **where
    )
    key = ["epoch", "serial", "device_hash"]
    session.execute(insert.on_conflict_do_update(index_elements=key, set_={"last_at": at, **where}))


def _count_miss(session: Session, at: datetime) -> None:
    hour = at.replace(minute=0, second=0, microsecond=0)
    insert = insert_into(session, StampMiss).values(hour=hour, count=1)
    counted = insert.on_conflict_do_update(index_elements=["hour"], set_={"count": StampMiss.count + 1})
    count = session.execute(counted.returning(col(StampMiss.count))).scalar_one()
    note_unknown_codes(session, before=count - 1, now_in_all=count, at=at)


def _signals(session: Session, found: Peek, at: datetime) -> frozenset[Signal]:
    if found.stamp is None or found.piece is None:
        return frozenset()
    wanted = select(StampDevice).where(StampDevice.epoch == found.stamp.epoch, StampDevice.serial == found.stamp.serial)
    rows = session.exec(wanted.execution_options(populate_existing=True))
    sightings = [Sighting(row.device_hash, row.last_at, _place_of(row)) for row in rows]
    expires_on = found.facts.expires_on
    found_now = {
        Signal.RECALLED: found.facts.recalled,
        Signal.VOIDED: found.piece.state == RollState.VOIDED,
        Signal.EXPIRED: expires_on is not None and local_date(at) > expires_on + EXPIRED_FOR,
        Signal.INACTIVE: found.piece.state in (RollState.ISSUED, RollState.PRINTED, RollState.DELIVERED),
    }
    return signals_of(sightings, at=at) | {signal for signal, is_so in found_now.items() if is_so}


def _place_of(row: StampDevice) -> Place | None:
    return Place(row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None


def _seen(session: Session, stamp: Stamp, at: datetime) -> StampSeen:
    """The stamp's row, held until the transaction ends; made when nobody has scanned the code itself."""
    insert = insert_into(session, StampSeen).values(
        epoch=stamp.epoch,
        serial=stamp.serial,
        first_at=at,
        last_at=at,
        times=0,
        pin_wrong=0,
        pin_wrong_that_day=0,
        pin_times=0,
    )
    session.execute(insert.on_conflict_do_nothing())
    wanted = select(StampSeen).where(StampSeen.epoch == stamp.epoch, StampSeen.serial == stamp.serial)
    return session.exec(wanted.with_for_update().execution_options(populate_existing=True)).one()


def _tries_of(seen: StampSeen) -> PinTries:
    return PinTries(seen.pin_wrong, seen.pin_wrong_on, seen.pin_wrong_that_day, seen.pin_opened_at, seen.pin_times)


def _keep_tries(seen: StampSeen, tries: PinTries) -> None:
    seen.pin_wrong, seen.pin_wrong_on, seen.pin_wrong_that_day = tries.wrong, tries.wrong_on, tries.wrong_that_day
    seen.pin_opened_at, seen.pin_times = tries.opened_at, tries.times_opened
