"""Counts along a stretch of days as columns: each day, or each week where days would be too many; and their drawing.
Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

MOST_DAYS = 31
_COLUMN, _GAP, _HEIGHT = 10, 2, 100


@dataclass(frozen=True)
class Column:
    """`first` is the day, or the Monday of the week; a week that has begun before the stretch begins with it."""

    first: date
    count: int


@dataclass(frozen=True)
class Series:
    weekly: bool
    # Oldest first, without a gap.
    columns: tuple[Column, ...]

    @property
    def total(self) -> int:
        return sum(column.count for column in self.columns)

    @property
    def most(self) -> int:
        return max((column.count for column in self.columns), default=0)

    @property
    def busy(self) -> list[Column]:
        """Those with a count, newest first: the rest need no line in a table."""
        return [column for column in reversed(self.columns) if column.count]

    @property
    def quiet(self) -> int:
        return len(self.columns) - len(self.busy)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def series(counts: Mapping[date, int], first: date, last: date) -> Series:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if len(days) <= MOST_DAYS:
        return Series(weekly=False, columns=tuple(Column(day, counts.get(day, 0)) for day in days))
    weeks: dict[date, int] = {}
    for day in days:
        begin = max(monday(day), first)
        weeks[begin] = weeks.get(begin, 0) + counts.get(day, 0)
    return Series(weekly=True, columns=tuple(Column(day, count) for day, count in weeks.items()))


def drawing(found: Series, *, title: str) -> str:
    """Columns as SVG text; each says nothing of itself, the table beside it does."""
    most = found.most or 1
    drawn = []
    for number, column in enumerate(found.columns):
        # One scan among thousands is still to be seen.
        high = max(round(_HEIGHT * column.count / most), 2) if column.count else 0
        if high:
            drawn.append(
                f"M{number * _COLUMN + _GAP / 2:g} {_HEIGHT - high}h{_COLUMN - _GAP}v{high}h-{_COLUMN - _GAP}z"
            )
    width = len(found.columns) * _COLUMN
    return (
        f'<svg class="columns-drawn" role="img" viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none">'
        f'<title>{escape(title)}</title><path d="{"".join(drawn)}"/></svg>'
    )
