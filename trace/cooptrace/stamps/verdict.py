"""What a shopper is told about a stamp: one table, first row that applies. Pure.

Only what is known of the stamp is said; whether the goods are genuine is never claimed, nor that they are fake.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cooptrace.errors import Sentence, say
from cooptrace.stamps.rules import VOID_REASONS, RollState
from cooptrace.web.formats import date_text, moment_text

MANY_DEVICES = 8


class Reading(StrEnum):
    """What became of the code itself."""

    FOUND = "found"
    MISTYPED = "mistyped"
    NOT_OURS = "not-ours"
    # Its key leaked before this stamp was first seen, or is lost.
    UNCONFIRMED = "unconfirmed"
    # The database cannot be asked.
    UNREACHABLE = "unreachable"


class Kind(StrEnum):
    MISTYPED = "mistyped"
    NOT_OURS = "not-ours"
    UNREACHABLE = "unreachable"
    UNCONFIRMED = "unconfirmed"
    RECALLED = "recalled"
    VOIDED = "voided"
    ON_HOLD = "on-hold"
    INACTIVE = "inactive"
    OTHER_PRODUCT = "other-product"
    EXPIRED = "expired"
    MANY_DEVICES = "many-devices"
    YOURS = "yours"
    FIRST = "first"
    AGAIN = "again"


@dataclass(frozen=True)
class Facts:
    """All that is known before this opening is counted. Times are None for what never happened."""

    reading: Reading
    today: date
    state: str | None = None
    void_reason: str = ""
    cooperative: str = ""
    phone: str = ""
    recalled: bool = False
    expires_on: date | None = None
    # The stamp was asked for under a GTIN or lot that is not its batch's.
    under_other_product: bool = False
    times: int = 0
    first_at: datetime | None = None
    devices: int = 0
    yours_at: datetime | None = None
    covered: bool = False


@dataclass(frozen=True)
class Verdict:
    """`tone` is how it is drawn: ok, warn, stop, info."""

    kind: Kind
    tone: str
    headline: Sentence
    advice: Sentence | None = None


@dataclass(frozen=True)
class Row:
    kind: Kind
    tone: str
    applies: Callable[[Facts], bool]
    headline: Callable[[Facts], Sentence]
    advice: Callable[[Facts], Sentence | None]


def verdict(facts: Facts) -> Verdict:
    row = next(row for row in TABLE if row.applies(facts))
    return Verdict(row.kind, row.tone, row.headline(facts), row.advice(facts))


def _reads(reading: Reading) -> Callable[[Facts], bool]:
    return lambda facts: facts.reading is reading


def _always(sentence: Sentence) -> Callable[[Facts], Sentence]:
    return lambda _facts: sentence


def _voided(facts: Facts) -> Sentence:
    reason = VOID_REASONS.get(facts.void_reason)
    if reason is None:
        return say("This stamp was voided and must not be on goods any more.")
    return say("This stamp was voided and must not be on goods any more. Reason: %(reason)s.", reason=reason)


def _call(facts: Facts) -> Sentence:
    if facts.phone:
        return say("Do not use the goods. Ask %(cooperative)s: %(phone)s.", **_names(facts))
    return say("Do not use the goods. Ask where you bought them.")


def _again(facts: Facts) -> Sentence:
    if facts.times == 1:
        return say("Scanned once before, on %(day)s.", day=date_text(facts.first_at))
    return say("Scanned %(times)s times before, first on %(day)s.", times=facts.times, day=date_text(facts.first_at))


def _first_buyer(facts: Facts) -> Sentence:
    if facts.covered:
        return say("If you are the first buyer, uncover the hidden code and type it below.")
    return say("If you have just opened the pack for the first time, compare it with the picture and tell us.")


def _many(facts: Facts) -> Sentence:
    return say("%(devices)s phones have scanned this stamp, the first on %(day)s.", **_counts(facts))


def _names(facts: Facts) -> dict[str, object]:
    return {"cooperative": facts.cooperative, "phone": facts.phone}


def _counts(facts: Facts) -> dict[str, object]:
    return {"devices": facts.devices, "day": date_text(facts.first_at)}


def _is_expired(facts: Facts) -> bool:
    return facts.expires_on is not None and facts.today > facts.expires_on


_COMPARE = say("Compare the product with the picture below.")
_REPORT = say("Please tell us where you found it.")
_ASK_SELLER = say("The stamp may have been copied. Ask the seller, or tell us where you bought it.")
_READ_AGAIN = say("Please compare every symbol with the stamp. There is no letter O and no letter I in it.")

TABLE: tuple[Row, ...] = (
    Row(
        Kind.MISTYPED,
        "warn",
        _reads(Reading.MISTYPED),
        _always(say("The code was not typed correctly.")),
        _always(_READ_AGAIN),
    ),
    Row(
        Kind.UNREACHABLE,
        "info",
        _reads(Reading.UNREACHABLE),
        _always(say("This stamp cannot be checked right now.")),
        _always(say("This says nothing about the stamp. Please try again in a few minutes.")),
    ),
    Row(
        Kind.NOT_OURS,
        "stop",
        _reads(Reading.NOT_OURS),
        _always(say("This code was not issued here.")),
        _always(say("Please report it to us.")),
    ),
    Row(
        Kind.UNCONFIRMED,
        "warn",
        _reads(Reading.UNCONFIRMED),
        _always(say("This stamp cannot be confirmed.")),
        _always(say("Stamps of this series are no longer checked. Ask the seller, or tell us where you bought it.")),
    ),
    Row(
        Kind.RECALLED,
        "stop",
        lambda facts: facts.recalled,
        _always(say("Recalled. Do not use this product.")),
        _call,
    ),
    Row(Kind.VOIDED, "stop", lambda facts: facts.state == RollState.VOIDED, _voided, _always(_REPORT)),
    Row(
        Kind.ON_HOLD,
        "warn",
        lambda facts: facts.state == RollState.SUSPENDED,
        _always(say("The producer has put this stamp on hold.")),
        _call,
    ),
    Row(
        Kind.INACTIVE,
        "warn",
        lambda facts: facts.state != RollState.ACTIVE,
        _always(say("This stamp has not been put to use by the producer.")),
        _always(_REPORT),
    ),
    Row(
        Kind.OTHER_PRODUCT,
        "stop",
        lambda facts: facts.under_other_product,
        _always(say("This stamp belongs to another product or batch than the code says.")),
        _always(_REPORT),
    ),
    Row(
        Kind.EXPIRED,
        "stop",
        _is_expired,
        lambda facts: say("Past its use-by date %(day)s.", day=date_text(facts.expires_on)),
        _call,
    ),
    Row(Kind.MANY_DEVICES, "warn", lambda facts: facts.devices >= MANY_DEVICES, _many, _always(_ASK_SELLER)),
    Row(
        Kind.YOURS,
        "ok",
        lambda facts: facts.yours_at is not None,
        lambda facts: say(
            "You scanned this stamp at %(moment)s.", moment=moment_text(facts.yours_at) if facts.yours_at else ""
        ),
        _always(_COMPARE),
    ),
    Row(
        Kind.FIRST,
        "ok",
        lambda facts: facts.times == 0,
        lambda facts: say("Stamp issued by %(cooperative)s. First scan.", cooperative=facts.cooperative),
        _always(_COMPARE),
    ),
    Row(Kind.AGAIN, "warn", lambda _facts: True, _again, _first_buyer),
)
