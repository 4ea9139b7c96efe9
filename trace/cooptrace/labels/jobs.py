"""What one printing is: paper, design, words, codes, first cell, and how far the printer is out of place."""

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, repeat

from cooptrace.codes import CodeError
from cooptrace.codes.sentences import explain
from cooptrace.errors import say
from cooptrace.labels.addresses import AddressCheck, for_address
from cooptrace.labels.bar_layout import draw_bars
from cooptrace.labels.content import LabelContent, check_serial, words
from cooptrace.labels.designs import Design, Layout, Takes
from cooptrace.labels.drawing import Drawing
from cooptrace.labels.problems import LabelError
from cooptrace.labels.sheet import MAX_LABELS, check_count, check_start, count_refused
from cooptrace.labels.square_layout import draw_square
from cooptrace.labels.squares import square_symbol
from cooptrace.labels.stocks import Stock
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.qr import Level

MAX_OFFSET_MM = Decimal(20)
DENSITIES = (200, 1200)  # dots per inch of label printers; under 200 the smallest type cannot be read
SCALES = (Decimal("0.9"), Decimal("1.1"))


@dataclass(frozen=True)
class Calibration:
    """How to undo one printer's error: everything stretched from the top left corner, then moved right and down in mm.

    Raises LabelError naming the field beyond 20 mm or a tenth of the size.
    """

    dx_mm: Decimal = Decimal(0)
    dy_mm: Decimal = Decimal(0)
    scale_x: Decimal = Decimal(1)
    scale_y: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        for name in ("dx_mm", "dy_mm"):
            value: Decimal = getattr(self, name)
            if not value.is_finite() or abs(value) > MAX_OFFSET_MM:
                raise LabelError(name, say("A printer can be moved by at most %(most)s mm.", most=MAX_OFFSET_MM))
        for name in ("scale_x", "scale_y"):
            value = getattr(self, name)
            if not value.is_finite() or not SCALES[0] <= value <= SCALES[1]:
                raise LabelError(name, say("A printer can be stretched by at most a tenth."))


@dataclass(frozen=True)
class LabelJob:
    """One printing. `codes` are what the design takes, one for each label; with `serials`, as many of those.

    All codes of a job need the same size of symbol, and all serials the same length. `start` is the first cell, from 1.
    With `dots_per_inch` modules are whole dots of a thermal printer.
    """

    stock: Stock
    design: Design
    content: LabelContent
    codes: Iterable[str] = field(repr=False)
    serials: Iterable[str] | None = field(default=None, repr=False)
    start: int = 1
    calibration: Calibration = Calibration()
    level: Level = Level.M
    dots_per_inch: int | None = None
    title: str | None = None


@dataclass(frozen=True)
class PreparedJob:
    """A checked job: its first square symbol, the drawing all labels share, and every (code, serial) to come."""

    job: LabelJob
    first_code: str
    symbol: Matrix | None
    drawing: Drawing
    labels: Iterator[tuple[str, str]]

    @property
    def title(self) -> str:
        """For the file's properties, without anything invisible: an XML or PDF file could not hold it."""
        return "".join(filter(str.isprintable, self.job.title or self.job.content.product_name))


def prepare(job: LabelJob) -> PreparedJob:
    """Check everything that can be known before printing and lay out the label. Raises LabelError or SymbolError."""
    check_start(job.stock, job.start)
    if job.dots_per_inch is not None and not DENSITIES[0] <= job.dots_per_inch <= DENSITIES[1]:
        raise density_refused()
    if isinstance(job.codes, Sized):
        check_count(len(job.codes))
    labels = _labels(job)
    first = next(labels, None)
    if first is None:
        raise count_refused()
    code, serial = first
    try:
        symbol, drawing = _drawn(job, code, serial)
    except CodeError as refused:
        raise LabelError("codes", explain(refused)) from refused
    return PreparedJob(job, code, symbol, drawing, chain([first], labels))


def _drawn(job: LabelJob, code: str, serial: str) -> tuple[Matrix | None, Drawing]:
    design, stock, dots = job.design, job.stock, job.dots_per_inch
    texts = words(job.content, design, serial_length=len(serial))
    if design.layout is Layout.BARS:
        return None, draw_bars(texts, design=design, stock=stock, code=code, dots_per_inch=dots)
    symbol = square_symbol(code, design, level=job.level)
    return symbol, draw_square(
        texts, design=for_address(design, code), stock=stock, modules=symbol.width, dots_per_inch=dots
    )


def density_refused() -> LabelError:
    least, most = DENSITIES
    return LabelError(
        "dots_per_inch", say("Give the printer's dots per inch, %(least)d to %(most)d.", least=least, most=most)
    )


def _labels(job: LabelJob) -> Iterator[tuple[str, str]]:
    """Each label's code and serial, checked as they come; the serial is empty for a job without serials."""
    if job.serials is None:
        if job.design.has_serial:
            raise LabelError("serials", say("This design shows a serial on every label."))
        yield from _counted(zip(_codes(job), repeat(""), strict=False))
        return
    length = 0
    for code, serial in _counted(zip(_codes(job), job.serials, strict=False)):
        check_serial(serial)
        length = length or len(serial)
        if len(serial) != length:
            raise LabelError("serials", say("All serials of one printing must have the same length."))
        yield code, serial


def _codes(job: LabelJob) -> Iterable[str]:
    return map(AddressCheck(), job.codes) if job.design.takes is Takes.ADDRESS else job.codes


def _counted(labels: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for count, label in enumerate(labels, start=1):
        if count > MAX_LABELS:
            raise count_refused()
        yield label
