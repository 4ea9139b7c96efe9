"""When an event may have happened: not in the future, on the right side of production, stages in their order. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from cooptrace.errors import Sentence, say
from cooptrace.events.kinds import KINDS, EventKind
from cooptrace.web.formats import local_date, moment_text

# A phone's clock may be a little ahead.
AHEAD = timedelta(minutes=10)
OLDEST = timedelta(days=20 * 366)


def time_problem(
    kind: type[EventKind], at: datetime, *, produced_on: date, others: Iterable[tuple[str, datetime]], now: datetime
) -> Sentence | None:
    """What to tell the person, or None. `others` are the kinds and times of the batch's standing events."""
    if at > now + AHEAD:
        return say("This time has not come yet.")
    if at < now - OLDEST:
        return say("This is more than 20 years ago. Please check the year.")
    day, made = local_date(at), produced_on.strftime("%d/%m/%Y")
    if kind.side == "before" and day > produced_on:
        return say("The batch was made on %(day)s; this cannot have been later.", day=made)
    if kind.side == "after" and day < produced_on:
        return say("The batch was made on %(day)s; this cannot have been earlier.", day=made)
    return _order_problem(kind, at, _firsts(others))


def _order_problem(kind: type[EventKind], at: datetime, firsts: Mapping[str, datetime]) -> Sentence | None:
    first = min(at, firsts.get(kind.key, at))
    for key in kind.follows:
        if key in firsts and firsts[key] > first:
            return say(
                "This cannot be before: %(kind)s, %(time)s.", kind=KINDS[key].name, time=moment_text(firsts[key])
            )
    for later in KINDS.values():
        if kind.key in later.follows and later.key in firsts and first > firsts[later.key]:
            time = moment_text(firsts[later.key])
            return say("This cannot be after: %(kind)s, %(time)s.", kind=later.name, time=time)
    return None


def _firsts(events: Iterable[tuple[str, datetime]]) -> dict[str, datetime]:
    firsts: dict[str, datetime] = {}
    for key, at in events:
        firsts[key] = min(at, firsts.get(key, at))
    return firsts
