"""Which papers take a printing: for choosing one, and for saying what would do when one is too small."""

from collections.abc import Iterable
from dataclasses import replace

from cooptrace.labels.jobs import LabelJob, prepare
from cooptrace.labels.problems import LabelError
from cooptrace.labels.stocks import Stock
from cooptrace.symbols.problems import SymbolError


def fits(job: LabelJob) -> bool:
    """Whether the first label of the job can be drawn. Takes a few milliseconds, and a label from an iterator."""
    try:
        prepare(job)
    except (LabelError, SymbolError):
        return False
    return True


def stocks_that_fit(job: LabelJob, stocks: Iterable[Stock]) -> list[Stock]:
    """Those of the papers on which the job's labels fit, the smallest label first. Codes must not be an iterator."""
    return sorted((stock for stock in stocks if fits(replace(job, stock=stock, start=1))), key=_area)


def _area(stock: Stock) -> tuple[object, ...]:
    return (stock.cell_width_mm * stock.cell_height_mm, stock.key)
