"""Figures of communes, summed from how far each cooperative has got, and the order they are shown in. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cooptrace.onboarding.figures import Figures, figures
from cooptrace.onboarding.queries import Standing
from cooptrace.onboarding.steps import State
from cooptrace.places.units import Unit, current_units
from cooptrace.text import fold


@dataclass(frozen=True)
class UnitRow:
    """One commune: its figures and what it is measured by."""

    unit: Unit
    figures: Figures
    target: int | None

    @property
    def goal(self) -> int:
        """The target, or, where none is set, all cooperatives that are registered."""
        return self.figures.total if self.target is None else self.target

    @property
    def order(self) -> tuple[int, int]:
        return -self.figures.stuck, -self.figures.total


def unit_rows(standings: Iterable[Standing], targets: Mapping[str, int], today: date) -> list[UnitRow]:
    """All communes, those with most stuck first, else in Vietnamese order."""
    inside: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        inside[one.cooperative.unit_code].append(one)
    rows = [UnitRow(unit, figures(inside[unit.code], today), targets.get(unit.code)) for unit in current_units()]
    return sorted(rows, key=lambda row: row.order)


def matching(rows: Iterable[UnitRow], text: str, *, state: State | None = None) -> list[UnitRow]:
    """Rows whose name contains what was typed (accents do not matter), and where somebody is in this state."""
    wanted = fold(text)
    return [row for row in rows if wanted in fold(row.unit.name) and (state is None or row.figures.states[state])]


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def stuck_longest_first(standings: Iterable[Standing], today: date) -> list[Standing]:
    return sorted(standings, key=lambda one: one.progress.order(today))
