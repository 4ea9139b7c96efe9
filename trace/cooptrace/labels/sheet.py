"""Which label goes in which cell of which page, also when the first sheet is partly used."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cooptrace.errors import say
from cooptrace.labels.geometry import Box
from cooptrace.labels.problems import LabelError
from cooptrace.labels.stocks import Stock

MAX_LABELS = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where one label goes: page and cell counted from 1, the box in mm on that page."""

    page: int
    cell: int
    box: Box


def check_start(stock: Stock, start: int) -> None:
    """Raises LabelError on `start` unless the stock has that cell (counted from 1)."""
    if not 1 <= start <= stock.per_page:
        raise LabelError("start", say("This paper has labels 1 to %(last)d. Choose one of them.", last=stock.per_page))


def check_count(count: int) -> None:
    """Raises LabelError on `count` unless one print job may have so many labels."""
    if not 1 <= count <= MAX_LABELS:
        raise count_refused()


def count_refused() -> LabelError:
    return LabelError("count", say("One printing has from 1 to %(most)s labels.", most=Decimal(MAX_LABELS)))


def places(stock: Stock, *, start: int, count: int) -> Iterator[Place]:
    """The places of `count` labels beginning at cell `start` (from 1) of the first page.

    Raises LabelError on `start` or `count` at once, not at the first step of the iterator.
    """
    check_start(stock, start)
    check_count(count)
    return _places(stock, start, count)


def page_count(stock: Stock, *, start: int, count: int) -> int:
    """How many sheets (or rows of a roll) the job takes. Raises LabelError like `places`."""
    check_start(stock, start)
    check_count(count)
    return -(-(start - 1 + count) // stock.per_page)


def next_free_cell(stock: Stock, *, start: int, count: int) -> int:
    """The first unused cell after the job: 1 when the last sheet was used up."""
    return (start - 1 + count) % stock.per_page + 1


def _places(stock: Stock, start: int, count: int) -> Iterator[Place]:
    cells, per_page = stock.cells, stock.per_page
    for number in range(start - 1, start - 1 + count):
        page, cell = divmod(number, per_page)
        yield Place(page + 1, cell + 1, cells[cell])
