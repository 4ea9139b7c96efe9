"""Bars and the small map of the board as SVG text. Pure; what they show stands in words beside them."""

from collections.abc import Iterable
from html import escape

from cooptrace.onboarding.figures import Figures
from cooptrace.onboarding.steps import State
from cooptrace.places.locator import unit_dots
from cooptrace.reports.coverage import UnitRow

_RADII = ((0, 2.5), (1, 4), (2, 5.5), (5, 7))  # from so many stuck cooperatives on, this radius
_MARGIN = 8


def share_bar(figures: Figures) -> str:
    """One bar in four parts, a hundred units wide."""
    parts, left = [], 0.0
    for state in State:
        width = 100 * figures.states[state] / figures.total if figures.total else 0
        if width:
            parts.append(f'<rect class="{state}" x="{left:.1f}" width="{width:.1f}" height="10"/>')
        left += width
    return (
        f'<svg class="shares" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'
    )


def province_map(rows: Iterable[UnitRow], *, title: str) -> str:
    """A dot for each commune: an empty ring without cooperatives, a disc with some, larger where more are stuck."""
    dots = unit_dots()
    width, height = (max(ends) + _MARGIN for ends in zip(*dots.values(), strict=True))
    drawn = "".join(_dot(row, dots[row.unit.code]) for row in rows if row.unit.code in dots)
    return (
        f'<svg class="province" role="img" viewBox="0 0 {width} {height}"><title>{escape(title)}</title>{drawn}</svg>'
    )


def _dot(row: UnitRow, where: tuple[int, int]) -> str:
    look = "stuck" if row.figures.stuck else "fine" if row.figures.total else "none"
    radius = max(size for least, size in _RADII if row.figures.stuck >= least)
    return f'<circle class="{look}" cx="{where[0]}" cy="{where[1]}" r="{radius}"/>'
