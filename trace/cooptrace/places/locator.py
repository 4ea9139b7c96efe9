"""A small map of the province: a dot for each commune and one that stands out. A pure builder of SVG text."""

from functools import cache
from html import escape
from math import cos, radians

from cooptrace.places.units import CURRENT, current_units, unit

_SCALE = 100  # drawing units in a degree of latitude
_MARGIN = 8


def locator_svg(unit_code: str, *, title: str) -> str:
    """An `<svg>` element below 3 kB that says `title` to those who cannot see it. Raises UnknownUnit.

    `unit_code` is of the current version. Colours come from CSS: `.locator`, `.locator-units`, `.locator-here`.
    """
    dots = unit_dots()
    x, y = dots[unit(unit_code, CURRENT).code]
    width, height = (max(ends) + _MARGIN for ends in zip(*dots.values(), strict=True))
    # A line of no length with round ends is a dot, in a quarter of the bytes of a circle element.
    others = "".join(f"M{x} {y}h0" for x, y in dots.values())
    return (
        f'<svg class="locator" role="img" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>"
        f'<path class="locator-units" d="{others}" fill="none" stroke="currentColor" stroke-opacity=".35"'
        ' stroke-width="4" stroke-linecap="round"/>'
        f'<circle class="locator-here" cx="{x}" cy="{y}" r="6" fill="currentColor" stroke="#fff" stroke-width="2"/>'
        "</svg>"
    )


@cache
def unit_dots() -> dict[str, tuple[int, int]]:
    """Where each unit's dot is, from the upper left corner: north is up, a kilometre as long both ways."""
    where = {one.code: (one.lon, one.lat) for one in current_units() if one.lon is not None and one.lat is not None}
    west = min(lon for lon, _ in where.values())
    north = max(lat for _, lat in where.values())
    squeeze = cos(radians(north))
    return {
        code: (_MARGIN + round((lon - west) * squeeze * _SCALE), _MARGIN + round((north - lat) * _SCALE))
        for code, (lon, lat) in where.items()
    }
