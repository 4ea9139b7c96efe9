"""The covered code: how often it may be tried, and what its openings mean. Pure; the code itself is in codes.py."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from cooptrace.errors import Sentence, say
from cooptrace.web.formats import local_date, moment_text

MOST_WRONG_A_DAY = 5
MOST_WRONG = 20


class PinAnswer(StrEnum):
    FIRST = "first"
    AGAIN = "again"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class PinTries:
    """What was tried at one stamp, from any address."""

    wrong: int = 0
    wrong_on: date | None = None
    wrong_that_day: int = 0
    opened_at: datetime | None = None
    times_opened: int = 0


def is_locked(tries: PinTries, at: datetime) -> bool:
    return tries.wrong >= MOST_WRONG or _wrong_today(tries, local_date(at)) >= MOST_WRONG_A_DAY


def after_right(tries: PinTries, at: datetime) -> PinTries:
    return replace(tries, opened_at=tries.opened_at or at, times_opened=tries.times_opened + 1)


def after_wrong(tries: PinTries, at: datetime) -> PinTries:
    today = local_date(at)
    day = max(today, tries.wrong_on) if tries.wrong_on else today
    return replace(tries, wrong=tries.wrong + 1, wrong_on=day, wrong_that_day=_wrong_today(tries, today) + 1)


def pin_words(answer: PinAnswer, tries: PinTries) -> tuple[str, Sentence]:
    """How it is drawn, and what is said; `tries` as they are after this one."""
    moment = moment_text(tries.opened_at) if tries.opened_at else ""
    if answer is PinAnswer.FIRST:
        return "ok", say("The covered code is right and was opened for the first time, at %(moment)s.", moment=moment)
    if answer is PinAnswer.AGAIN:
        again = say(
            "The covered code was already opened at %(moment)s. If that was not you, the stamp may have been copied.",
            moment=moment,
        )
        return "warn", again
    if answer is PinAnswer.WRONG:
        return "warn", say("This is not the covered code of this stamp. Please compare the eight digits.")
    return "stop", say("The covered code was typed wrongly too often. Please try again tomorrow.")


def _wrong_today(tries: PinTries, today: date) -> int:
    """A clock that was turned back does not give new tries."""
    return tries.wrong_that_day if tries.wrong_on is not None and tries.wrong_on >= today else 0
