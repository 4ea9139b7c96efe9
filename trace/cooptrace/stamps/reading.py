"""From what was typed or scanned to a stamp: which key made the code, and which serial it is."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sqlmodel import Session

from cooptrace.stamps.codes import NotIssued
from cooptrace.stamps.keys import KeyProblem, KeyRing
from cooptrace.stamps.models import StampEpoch
from cooptrace.stamps.repair import readings
from cooptrace.stamps.verdict import Reading


@dataclass(frozen=True)
class Stamp:
    code: str
    epoch: str
    serial: int


@dataclass(frozen=True)
class Read:
    """`stamp` is there when `reading` is FOUND. It may still lie outside everything that was ordered."""

    reading: Reading
    stamp: Stamp | None = None


def read_stamp(session: Session, keys: KeyRing, typed: str) -> Read:
    """Of several things a mangled code may have been meant for, the one that was really made."""
    codes = [code for code in readings(last_part(typed)) if len(code) == 15]
    if not codes:
        return Read(Reading.MISTYPED)
    answers = [_open(session, keys, code) for code in codes]
    return next((answer for answer in answers if answer.reading is not Reading.NOT_OURS), answers[0])


def last_part(typed: str) -> str:
    """A camera gives the whole address: the code is its last part."""
    text = typed.strip()
    if "/" not in text:
        return text
    path = urlsplit(text).path.rstrip("/")
    return unquote(path.rpartition("/")[2]).removesuffix(".txt")


def _open(session: Session, keys: KeyRing, code: str) -> Read:
    epoch = session.get(StampEpoch, code[0])
    if epoch is None:
        return Read(Reading.NOT_OURS)
    try:
        return Read(Reading.FOUND, Stamp(code, epoch.symbol, keys.codes(epoch.symbol).serial(code)))
    except NotIssued:
        return Read(Reading.NOT_OURS)
    except KeyProblem:
        return Read(Reading.UNCONFIRMED)
