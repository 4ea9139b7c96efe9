"""A linear barcode as bars and spaces, before it has a size."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby

from cooptrace.symbols.symbology import Symbology


@dataclass(frozen=True)
class Caption:
    """Human-readable text under a symbol, over the modules from `start` to `end` (negative: in the quiet zone)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Linear:
    """Bars and spaces in turn, first and last a bar. `widths` are in X; ITF-14 has wide ones, drawn as 2.25 to 3 X.

    `guards` are the numbers (among `widths`) of the bars that reach down between the digits; `bearer_x` is the
    thickness in X of bars along top and bottom, 0 for none.
    """

    symbology: Symbology
    widths: tuple[Decimal, ...]
    captions: tuple[Caption, ...]
    guards: frozenset[int] = frozenset()
    bearer_x: int = 0

    @property
    def width_x(self) -> Decimal:
        """Width without quiet zones, in X."""
        return sum(self.widths, Decimal(0))


def widths_of(modules: str) -> tuple[Decimal, ...]:
    """Runs of 1 (bar) and 0 (space) as widths in modules; must begin and end with a bar."""
    return tuple(Decimal(len(list(run))) for _, run in groupby(modules))


def bars_inside(widths: tuple[Decimal, ...], *, start: int, end: int) -> frozenset[int]:
    """The numbers of the bars that lie within modules `start` to `end`."""
    edges = [Decimal(0), *accumulate(widths)]
    bars = range(0, len(widths), 2)
    return frozenset(bar for bar in bars if start <= edges[bar] and edges[bar + 1] <= end)
