"""Verbs about keys: taking serials from the current one, a new one every year, what a leaked or lost key means."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session, col, select

from cooptrace.codes.short_code import ALPHABET
from cooptrace.database import now
from cooptrace.errors import Conflict, say
from cooptrace.stamps.codes import KNOWN_SERIAL
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampEpoch

USED_FOR = timedelta(days=365)


def take_serials(session: Session, keys: KeyRing, count: int) -> tuple[str, int]:
    """The key's symbol and the first of `count` serials that nobody else gets."""
    epoch = _with_room(session, keys, count)
    first = max(epoch.next_serial, keys.next_serial(epoch.symbol))
    epoch.next_serial = first + count
    keys.note_next_serial(epoch.symbol, epoch.next_serial)
    session.flush()
    return epoch.symbol, first


def new_epoch(session: Session, keys: KeyRing) -> StampEpoch:
    """The next order is made with a new key; stamps of the earlier ones stay good. Raises Conflict after 23 keys."""
    used = set(session.exec(select(StampEpoch.symbol)))
    free = [symbol for symbol in ALPHABET if symbol not in used and not keys.is_lost(symbol)]
    if not free:
        raise Conflict(say("All 23 keys for stamps are used up."))
    for earlier in session.exec(select(StampEpoch).where(col(StampEpoch.closed_at).is_(None))):
        earlier.closed_at = now()
    epoch = StampEpoch(symbol=free[0], known_code=keys.make(free[0]).code(KNOWN_SERIAL))
    session.add(epoch)
    session.flush()
    return epoch


def mark_leaked(session: Session, keys: KeyRing, epoch: StampEpoch, *, since: datetime) -> None:
    """Somebody else may make codes with this key: what was first scanned after `since` cannot be confirmed."""
    epoch.leaked_since = min(since, epoch.leaked_since or since)
    session.flush()
    if epoch.closed_at is None:
        new_epoch(session, keys)


def check_keys(session: Session, keys: KeyRing) -> None:
    """Every key the database knows is there and makes its known code. Raises KeyProblem; the service must not start."""
    for epoch in session.exec(select(StampEpoch)):
        keys.check(epoch.symbol, epoch.known_code)


def _with_room(session: Session, keys: KeyRing, count: int) -> StampEpoch:
    _one_after_the_other(session)
    wanted = select(StampEpoch).where(col(StampEpoch.closed_at).is_(None))
    epoch = session.exec(wanted.execution_options(populate_existing=True)).first()
    if epoch is None or epoch.began_at < now() - USED_FOR or keys.is_lost(epoch.symbol):
        return new_epoch(session, keys)
    taken = max(epoch.next_serial, keys.next_serial(epoch.symbol))
    return epoch if taken + count <= KNOWN_SERIAL else new_epoch(session, keys)


def _one_after_the_other(session: Session) -> None:
    """Orders wait here for each other until their transactions end. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE stamp_epoch IN SHARE ROW EXCLUSIVE MODE"))
