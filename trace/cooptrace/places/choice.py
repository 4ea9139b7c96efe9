"""Choosing a commune by typing any of its names, new or old, with or without accents. Pure.

A form has three fields for it: `place` (what was typed), `unit` (the code that was picked from the offer) and
`unit_for` (the text the offer was made for, so that a pick for an earlier text does not count).
"""

from cooptrace.errors import Invalid, say
from cooptrace.places.units import CURRENT, Found, Unit, UnknownUnit, find_units, unit
from cooptrace.text import fold
from cooptrace.web.forms import Submitted

MOST_OFFERED = 12


def offered_units(place: str) -> tuple[Found, ...]:
    """What fits the typed name, each current unit once. Nothing for an empty name."""
    if not fold(place):
        return ()
    once: dict[str, Found] = {}
    for found in find_units(place):
        once.setdefault(found.unit.code, found)
    return tuple(once.values())[:MOST_OFFERED]


def chosen_unit(form: Submitted) -> Found:
    """The one that was picked, or the only one that can be meant. Raises Invalid at `place`."""
    place = form.text("place")
    if not place.strip():
        raise Invalid({"place": say("Please type the commune, ward or special zone.")})
    offered = offered_units(place)
    picked = form.text("unit") if fold(form.text("unit_for")) == fold(place) else ""
    for found in offered:
        if found.unit.code == picked or (not picked and _is_meant(found, place, offered)):
            return found
    if offered:
        raise Invalid({"place": say("Several communes fit this name. Please pick the right one below.")})
    raise Invalid({"place": say("No commune of Quảng Ninh has this name. Please type its new or old name.")})


def _is_meant(found: Found, place: str, offered: tuple[Found, ...]) -> bool:
    """Alone, or called exactly so while no old unit of that name was split among several."""
    split = any(one.split for one in offered)
    return len(offered) == 1 or (not split and fold(found.unit.name) == fold(place))


def unit_name(code: str, version: str = CURRENT) -> str:
    try:
        return unit(code, version).name
    except UnknownUnit:
        return ""


def old_address(formerly: Unit | None) -> str:
    """What to keep when a place was found by the name it had before 2025-07-01."""
    return ", ".join(part for part in (formerly.name, formerly.district) if part) if formerly else ""


def as_filled(code: str, version: str = CURRENT) -> dict[str, str]:
    """The three fields for a unit that was chosen before."""
    name = unit_name(code, version)
    return {"place": name, "unit": code, "unit_for": name}
