"""Verbs of forgetting: each does one small slice in one transaction, so that scans are written in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, tuple_, update
from sqlmodel import Session, col, select

from cooptrace.database import Database
from cooptrace.scans.models import Scan
from cooptrace.stamps.models import StampDevice
from cooptrace.tidy import periods
from cooptrace.tidy.models import TidyMark
from cooptrace.web.models import TakenForm

SLICE = 2000
# Clocks that were wrong for a while must not keep everything behind them for ever.
_FUTURE = timedelta(days=1)


@dataclass(frozen=True)
class Job:
    """`slice` does some of what is due at a moment and says how much that was; 0 when nothing is left."""

    name: str
    told: str
    slice: Callable[[Session, datetime], int]


def forget_scan_devices(session: Session, at: datetime) -> int:
    """The log lies in the order of time, so a mark of how far this has got is enough; it has no index."""
    mark = session.get(TidyMark, "scan-devices") or TidyMark(name="scan-devices")
    last = _last_before(session, at - periods.SCAN_DEVICES, at, after=mark.done_to)
    if last is None:
        return 0
    due = (col(Scan.id) > mark.done_to, col(Scan.id) <= last)
    session.execute(update(Scan).where(*due, col(Scan.device_hash).is_not(None)).values(device_hash=None))
    done = last - mark.done_to
    mark.done_to, mark.at = last, at
    session.add(mark)
    session.flush()
    return done


def drop_scans(session: Session, at: datetime) -> int:
    last = _last_before(session, at - periods.SCANS, at, after=0)
    return 0 if last is None else _count(session.execute(delete(Scan).where(col(Scan.id) <= last)))


def drop_stamp_devices(session: Session, at: datetime) -> int:
    key = tuple_(col(StampDevice.epoch), col(StampDevice.serial), col(StampDevice.device_hash))
    due = select(StampDevice.epoch, StampDevice.serial, StampDevice.device_hash).where(
        StampDevice.last_at < at - periods.STAMP_DEVICES
    )
    return _count(session.execute(delete(StampDevice).where(key.in_(due.limit(SLICE)))))


def drop_taken_forms(session: Session, at: datetime) -> int:
    due = select(TakenForm.number).where(TakenForm.taken_at < at - periods.TAKEN_FORMS).limit(SLICE)
    return _count(session.execute(delete(TakenForm).where(col(TakenForm.number).in_(due))))


JOBS = (
    Job("scan-devices", "scans that no longer tell their phone", forget_scan_devices),
    Job("scans", "scans older than 400 days dropped", drop_scans),
    Job("stamp-devices", "phones of stamps forgotten", drop_stamp_devices),
    Job("taken-forms", "numbers of old forms dropped", drop_taken_forms),
)


def tidy(database: Database, *, at: datetime, go_on: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Does what is due, slice by slice, while `go_on` says so. How much, by job; done twice it does nothing more."""
    done = dict.fromkeys((job.name for job in JOBS), 0)
    for job in JOBS:
        while go_on():
            with database.write_aside() as session:
                count = job.slice(session, at)
            done[job.name] += count
            if not count:
                break
    return done


def _last_before(session: Session, moment: datetime, at: datetime, *, after: int) -> int | None:
    """The last id of the next slice of the log before the first scan that is younger than `moment`."""
    rows = session.exec(select(Scan.id, Scan.at).where(col(Scan.id) > after).order_by(col(Scan.id)).limit(SLICE))
    last = None
    for scan_id, scanned_at in rows:
        if moment <= scanned_at <= at + _FUTURE:
            break
        last = scan_id
    return last


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
