"""Signs that a stamp has been copied, from how it was scanned. Pure. A sign opens a case; a person closes it.

What the rules cost and catch: scripts/clone_simulation.py.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations

from cooptrace.errors import Sentence, say

DEVICES = 8
DEVICES_WITHIN = timedelta(days=90)
FAR_KM, FAR_WITHIN = 300.0, timedelta(hours=2)
APART_KM, APART_PLACES, APART_WITHIN = 100.0, 3, timedelta(days=7)
EXPIRED_FOR = timedelta(days=30)
STAMPS_IN_BATCH = 10  # so many cases in one batch: call the cooperative
SURGE_AN_HOUR = 100  # well-formed codes that were never issued
_EARTH_KM = 6371.0


class Signal(StrEnum):
    DEVICES = "devices"
    FAR = "far"
    PLACES = "places"
    RECALLED = "recalled"
    VOIDED = "voided"
    EXPIRED = "expired"
    INACTIVE = "inactive"
    COVERED_TWICE = "covered-twice"
    UNKNOWN_CODES = "unknown-codes"


SCORES: dict[str, int] = {
    Signal.COVERED_TWICE: 5,
    Signal.FAR: 4,
    Signal.VOIDED: 4,
    Signal.DEVICES: 3,
    Signal.PLACES: 3,
    Signal.UNKNOWN_CODES: 3,  # and one more for each further hundred
    Signal.RECALLED: 3,
    Signal.INACTIVE: 2,
    Signal.EXPIRED: 2,
}
SIGNALS: dict[str, Sentence] = {
    Signal.DEVICES: say("Scanned with many different phones"),
    Signal.FAR: say("Scanned at places too far apart within two hours"),
    Signal.PLACES: say("Scanned at three places far apart within a week"),
    Signal.RECALLED: say("Scanned after the recall"),
    Signal.VOIDED: say("Scanned after it was voided"),
    Signal.EXPIRED: say("Scanned long after its use-by date"),
    Signal.INACTIVE: say("Scanned before it was put to use"),
    Signal.COVERED_TWICE: say("The covered code was opened twice"),
    Signal.UNKNOWN_CODES: say("Very many codes that were never issued, within an hour"),
}


@dataclass(frozen=True)
class Place:
    """Rounded to a tenth of a degree (11 km) before it leaves the phone; only when the visitor shares it."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Sighting:
    device: str
    at: datetime
    place: Place | None = None


def score(signals: Iterable[str]) -> int:
    return sum(SCORES.get(signal, 0) for signal in set(signals))


def signals_of(sightings: Sequence[Sighting], *, at: datetime) -> frozenset[Signal]:
    """What the openings of one stamp say together."""
    recent = {one.device for one in sightings if at - one.at <= DEVICES_WITHIN}
    placed = [one for one in sightings if one.place is not None]
    found = {
        Signal.DEVICES: len(recent) >= DEVICES,
        Signal.FAR: _far_apart(placed),
        Signal.PLACES: _many_places([one for one in placed if at - one.at <= APART_WITHIN]),
    }
    return frozenset(signal for signal, is_so in found.items() if is_so)


def distance_km(one: Place, other: Place) -> float:
    """Along the great circle (haversine)."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    across = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    along = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * across
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, along)))


def _far_apart(placed: Sequence[Sighting]) -> bool:
    return any(
        abs(one.at - other.at) <= FAR_WITHIN and _between(one, other) > FAR_KM
        for one, other in combinations(placed, 2)
        if one.device != other.device
    )


def _many_places(placed: Sequence[Sighting]) -> bool:
    """Whether three of them are each far from the other two."""
    return any(
        all(_between(one, other) > APART_KM for one, other in combinations(some, 2))
        for some in combinations(placed, APART_PLACES)
    )


def _between(one: Sighting, other: Sighting) -> float:
    return distance_km(one.place, other.place) if one.place and other.place else 0.0
