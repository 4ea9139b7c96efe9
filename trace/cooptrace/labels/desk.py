"""The print desk's plan: which words and code go on which paper from which cell. No I/O; the pages show it, the
actions carry it out."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import urlsplit

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import say
from cooptrace.labels.code_text import address_codes, trade_code
from cooptrace.labels.content import LabelContent
from cooptrace.labels.designs import Design, Takes
from cooptrace.labels.desk_words import batch_words
from cooptrace.labels.jobs import Calibration, LabelJob, prepare
from cooptrace.labels.models import PrintJob
from cooptrace.labels.pallet_codes import codes_from
from cooptrace.labels.problems import LabelError
from cooptrace.labels.sheet import check_count, check_start, next_free_cell, page_count
from cooptrace.labels.stocks import Stock
from cooptrace.products.models import Product
from cooptrace.symbols.problems import SymbolError
from cooptrace.web.addresses import domain

MOST_SUGGESTED = 3


@dataclass(frozen=True)
class Subject:
    """What is printed: a batch; or, with `again`, labels of an earlier job once more."""

    cooperative: Cooperative
    product: Product
    batch: Batch
    again: PrintJob | None = None


@dataclass(frozen=True)
class Order:
    """What a person chose at the desk. `sheet` is the id of a part-used sheet, or "" for a new one."""

    stock: Stock
    design: Design
    count: int
    start: int
    sheet: str = ""
    printer: "Printer | None" = None
    # Of pallet labels what the first one carries; the number is given out only when they are printed.
    pallet_code: str = ""


@dataclass(frozen=True)
class Printer:
    """A printer profile as plain data, as it is kept with a job."""

    id: str
    name: str
    dots_per_inch: int | None = None
    calibration: Calibration = field(default_factory=Calibration)


@dataclass(frozen=True)
class Plan:
    """A checked order: it will print. `shortened` says that the short code had to stand in for the Digital Link."""

    order: Order
    content: LabelContent
    code_text: str
    pages: int
    shortened: bool = False

    @property
    def next_cell(self) -> int:
        return next_free_cell(self.order.stock, start=self.order.start, count=self.order.count)

    @property
    def shown_pages(self) -> list[int]:
        """Pages to look at before printing: the first and the last; on a roll of single labels they look alike."""
        return [1] if self.order.stock.per_page == 1 else sorted({1, self.pages})


def plan(subject: Subject, order: Order, origin: str) -> Plan:
    """Raises LabelError naming the field of the order that cannot be printed."""
    check_count(order.count)
    check_start(order.stock, order.start)
    codes = _codes(subject, order, origin)
    content = batch_words(
        subject.cooperative,
        subject.product,
        subject.batch,
        domain=domain(origin),
        # A pallet label printed again has a new number: it is no second copy.
        reprint=subject.again is not None and order.design.takes is not Takes.SSCC,
    )
    made = _first_that_fits(order, content, codes)
    return replace(made, shortened=made.code_text != codes[0])


def papers_that_fit(subject: Subject, order: Order, origin: str, papers: Iterable[Stock]) -> list[Stock]:
    """Those with larger labels than the order's paper on which it would print, the smallest first."""
    larger = [paper for paper in papers if _label_area(paper) > _label_area(order.stock)]
    fitting: list[Stock] = []
    for paper in sorted(larger, key=_label_area):
        with suppress(LabelError):
            plan(subject, replace(order, stock=paper, start=1, count=1), origin)
            fitting.append(paper)
        if len(fitting) == MOST_SUGGESTED:
            break
    return fitting


def designs_that_fit(subject: Subject, order: Order, origin: str, designs: Iterable[Design]) -> list[Design]:
    """Other labels with the same kind of code that would print on the order's paper."""
    fitting: list[Design] = []
    for design in designs:
        if design.takes is order.design.takes and design.key != order.design.key and len(fitting) < MOST_SUGGESTED:
            with suppress(LabelError):
                plan(subject, replace(order, design=design, start=1, count=1), origin)
                fitting.append(design)
    return fitting


def planned(order: Order, content: LabelContent, code_text: str) -> Plan:
    """An order that was checked before."""
    return Plan(order, content, code_text, page_count(order.stock, start=order.start, count=order.count))


def origin_of(job: PrintJob | None, *, otherwise: str | None) -> str | None:
    """The address an earlier job was printed with; without one, or when its barcode holds none, the other."""
    parts = urlsplit(job.code_text.lower() if job else "")
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else otherwise


def label_job(made: Plan, *, page: int | None = None) -> LabelJob:
    """The whole printing, or only what stands on one page of it (from 1)."""
    order = made.order
    count, start = order.count, order.start
    before = 0
    if page is not None:
        if not 1 <= page <= made.pages:
            raise LabelError("page", say("This printing has %(pages)d pages.", pages=made.pages))
        before = 0 if page == 1 else order.stock.per_page * (page - 1) - (order.start - 1)
        start = order.start if page == 1 else 1
        count = min(order.count - before, order.stock.per_page - start + 1)
    printer = order.printer or Printer("", "")
    return LabelJob(
        order.stock,
        order.design,
        made.content,
        codes_from(made.code_text, count, before=before),
        start=start,
        calibration=printer.calibration,
        level=order.design.level,
        dots_per_inch=printer.dots_per_inch,
    )


def printed_cells(stock: Stock, *, start: int, count: int) -> list[list[list[int | None]]]:
    """Each page of a printing row by row: the number of the label in a cell (from 1), None where none was printed."""
    pages: list[list[list[int | None]]] = []
    for page in range(page_count(stock, start=start, count=count)):
        first = page * stock.per_page - (start - 1) + 1
        numbers = [number if 1 <= number <= count else None for number in range(first, first + stock.per_page)]
        rows = [numbers[at : at + stock.columns] for at in range(0, stock.per_page, stock.columns)]
        while not any(rows[-1]):
            rows.pop()
        pages.append(rows)
    return pages


def _codes(subject: Subject, order: Order, origin: str) -> list[str]:
    """The codes this may carry, the best first."""
    design = order.design
    if design.takes is Takes.SSCC:
        return [order.pallet_code]
    if subject.again:
        return [subject.again.code_text]
    product, batch = subject.product, subject.batch
    if design.takes is Takes.ADDRESS:
        return address_codes(origin, gtin=product.gtin, lot=batch.lot, short_code=batch.short_code)
    if product.gtin is None:
        raise LabelError("design", say("This label needs a product with a GTIN. Choose another label."))
    expires_on = None if batch.no_expiry else batch.expires_on
    return [trade_code(design.takes, gtin=product.gtin, lot=batch.lot, expires_on=expires_on)]


def _first_that_fits(order: Order, content: LabelContent, codes: Sequence[str]) -> Plan:
    """On the smallest labels the cooperative's name gives way: its page says it too. Raises LabelError for what cannot
    give way."""
    tries = [planned(order, words, code) for words in _contents(content) for code in codes]
    for made in tries[:-1]:
        with suppress(LabelError):
            _check(made)
            return made
    _check(tries[-1])
    return tries[-1]


def _contents(content: LabelContent) -> list[LabelContent]:
    return [content, replace(content, cooperative_name="")]


def _label_area(stock: Stock) -> Decimal:
    return stock.cell_width_mm * stock.cell_height_mm


def _check(made: Plan) -> None:
    """Lay out one label. Raises LabelError on a field of the order: words that do not fit need another paper."""
    try:
        prepare(label_job(replace(made, order=replace(made.order, count=1), pages=1)))
    except (LabelError, SymbolError) as problem:
        raise LabelError("stock", problem.sentence) from problem
