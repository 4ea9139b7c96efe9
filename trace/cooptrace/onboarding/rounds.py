"""Whom a trainer should go to see today, and in which order. Pure: standings in, a round out.

Reports and recalls first, then appointments, then whoever has been stuck longest; neighbours stay together, so that
one trip serves several.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from cooptrace.errors import Sentence, say
from cooptrace.onboarding.queries import Standing
from cooptrace.onboarding.steps import State
from cooptrace.places.units import UnknownUnit, unit
from cooptrace.text import fold
from cooptrace.web.formats import local_date


@dataclass(frozen=True)
class Alarm:
    """What must not wait: reports of shoppers that nobody has answered, batches called back."""

    reports: int = 0
    recalls: int = 0


class Urgency(IntEnum):
    ALARM = 0
    APPOINTMENT = 1
    STUCK = 2


@dataclass(frozen=True)
class Call:
    """One cooperative to go to, and why. `days`: for how long it has been stuck, 0 when it is not."""

    standing: Standing
    urgency: Urgency
    reasons: tuple[Sentence, ...]
    days: int

    @property
    def order(self) -> tuple[int, int, str]:
        return self.urgency, -self.days, self.standing.cooperative.name_folded


@dataclass(frozen=True)
class Commune:
    code: str
    name: str
    calls: tuple[Call, ...]


@dataclass(frozen=True)
class Round:
    communes: tuple[Commune, ...] = ()
    seen: tuple[Standing, ...] = ()
    later: tuple[Standing, ...] = field(default=())

    @property
    def count(self) -> int:
        return sum(len(commune.calls) for commune in self.communes)


def plan(standings: Iterable[Standing], alarms: Mapping[str, Alarm], today: date) -> Round:
    calls: dict[str, list[Call]] = defaultdict(list)
    seen, later = [], []
    for standing in standings:
        if _was_seen(standing, today):
            seen.append(standing)
        elif call := _call(standing, alarms.get(standing.cooperative.id, Alarm()), today):
            calls[standing.cooperative.unit_code].append(call)
        elif _appointment(standing):
            later.append(standing)
    communes = [Commune(code, commune_name(found[0].standing), _by_place(found)) for code, found in calls.items()]
    return Round(tuple(sorted(communes, key=lambda one: one.calls[0].order)), tuple(seen), tuple(later))


def stuck_sentence(standing: Standing) -> Sentence:
    number, step = standing.progress.current, standing.progress.step
    if number is None or step is None:
        return say("all steps done")
    return say("Stuck at step %(number)s: %(missing)s", number=number + 1, missing=step.missing)


def commune_name(standing: Standing) -> str:
    cooperative = standing.cooperative
    try:
        return unit(cooperative.unit_code, cooperative.unit_version).name
    except UnknownUnit:
        return cooperative.unit_code


def _appointment(standing: Standing) -> date | None:
    return standing.last_visit.next_on if standing.last_visit else None


def _was_seen(standing: Standing, today: date) -> bool:
    """Unless they agreed to meet once more on the same day."""
    visit = standing.last_visit
    return visit is not None and local_date(visit.visited_at) == today and visit.next_on != today


def _call(standing: Standing, alarm: Alarm, today: date) -> Call | None:
    reasons = []
    if alarm.reports:
        reasons.append(say("Unanswered reports from shoppers: %(count)s", count=alarm.reports))
    if alarm.recalls:
        reasons.append(say("Batches recalled: %(count)s", count=alarm.recalls))
    urgencies = [Urgency.ALARM] if reasons else []
    meet_on = _appointment(standing)
    if meet_on and meet_on <= today:
        urgencies.append(Urgency.APPOINTMENT)
        reasons.append(say("Appointment today") if meet_on == today else say("Appointment missed"))
    is_stuck = standing.progress.state(today) is State.STUCK
    if is_stuck:
        if meet_on is None or meet_on <= today:
            urgencies.append(Urgency.STUCK)
        reasons.append(stuck_sentence(standing))
    days = standing.progress.waiting_days(today) if is_stuck else 0
    return Call(standing, urgencies[0], tuple(reasons), days) if urgencies else None


def _by_place(calls: list[Call]) -> tuple[Call, ...]:
    """The most urgent first, followed at once by those at the same address."""
    places: dict[str, list[Call]] = defaultdict(list)
    for call in sorted(calls, key=lambda one: one.order):
        places[fold(call.standing.cooperative.address)].append(call)
    return tuple(call for place in places.values() for call in place)
