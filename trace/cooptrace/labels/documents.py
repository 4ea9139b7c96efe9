"""A print job as a PDF, sent while it is made: the same job gives the same bytes, so it need not be kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import SupportsFloat

from cooptrace.labels.content import SERIAL_LETTERS, grouped
from cooptrace.labels.drawing import Drawing, PlacedBars, SymbolBox, TextRun
from cooptrace.labels.drawn_labels import bar_labels, square_labels
from cooptrace.labels.fonts import Subset, Weight, font_subset
from cooptrace.labels.jobs import Calibration, LabelJob, PreparedJob, prepare
from cooptrace.labels.pdf import PT_PER_MM, PdfFile, number
from cooptrace.labels.pdf_fonts import write_font
from cooptrace.labels.stocks import Stock
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.pdf_operators import pdf_operators

_CAPTION_LETTERS = "".join(map(chr, range(32, 127)))
_FONT_NAMES = {Weight.REGULAR: b"/R", Weight.BOLD: b"/B"}


def label_pdf(job: LabelJob) -> Iterator[bytes]:
    """The job as PDF bytes, page by page. Raises LabelError or SymbolError at once for what is wrong with the job;
    for a wrong code or serial after the first, when its page is reached.
    """
    return _written(prepare(job))


def _written(prepared: PreparedJob) -> Iterator[bytes]:
    file, stock = PdfFile(), prepared.job.stock
    yield file.start()
    shared = write_shared(file, prepared)
    yield shared.written
    ink = LabelInk(prepared.drawing, stock, shared.fonts)
    for content in _pages(prepared.job, ink, symbols(prepared, shared.fonts)):
        yield file.page(content)
    yield from finished(file, stock, resources=shared.resources, title=prepared.title)


@dataclass(frozen=True)
class Shared:
    """What all labels of a job refer to: fonts, the form with their words (/L) and the first symbol (/C)."""

    fonts: dict[Weight, Subset]
    resources: bytes
    # To be sent on before the pages.
    written: bytes


def write_shared(file: PdfFile, prepared: PreparedJob) -> Shared:
    fonts = _fonts(prepared.drawing)
    references, parts = [], []
    for weight, font in fonts.items():
        reference, written = write_font(file, font)
        references.append(b"%s %d 0 R" % (_FONT_NAMES[weight], reference))
        parts.append(written)
    font_resources = b"/Font<<%s>>" % b"".join(references)
    cell_form, shared_symbol = file.reserve(), file.reserve()
    words = _fixed_text(prepared.drawing, fonts)
    parts.append(file.stream(cell_form, form_entries(prepared.drawing, font_resources), words))
    parts.append(file.stream(shared_symbol, *_shared_symbol(prepared, fonts, font_resources)))
    resources = b"%s/XObject<</L %d 0 R/C %d 0 R>>" % (font_resources, cell_form, shared_symbol)
    return Shared(fonts, resources, b"".join(parts))


def finished(file: PdfFile, stock: Stock, *, resources: bytes, title: str) -> Iterator[bytes]:
    """The end of a file whose pages are those of the paper."""
    size = {"width_pt": float(stock.page_width_mm) * PT_PER_MM, "height_pt": float(stock.page_height_mm) * PT_PER_MM}
    return file.finish(**size, resources=resources, title=title)


def _shared_symbol(prepared: PreparedJob, fonts: dict[Weight, Subset], font_resources: bytes) -> tuple[bytes, bytes]:
    """The first code's symbol, which every label with the same code refers to: an image, or a form with bars."""
    if prepared.symbol:
        return _mask_entries(prepared.symbol), prepared.symbol.rows
    drawing = prepared.drawing
    return form_entries(drawing, font_resources), _bars(drawing.bars, drawing, fonts)


def symbols(prepared: PreparedJob, fonts: dict[Weight, Subset]) -> Iterator[tuple[bytes, str]]:
    """The operators that draw each label's symbol, and its serial."""
    drawing, symbol = prepared.drawing, prepared.symbol
    if symbol and drawing.symbol:
        ink = _SquareInk(drawing.symbol, drawing, shared_rows=symbol.rows)
        return ((ink.operators(rows), serial) for rows, serial in square_labels(prepared, symbol))
    return (
        (b"/C Do Q\n" if bars is drawing.bars else _bars(bars, drawing, fonts) + b"Q\n", serial)
        for bars, serial in bar_labels(prepared)
    )


def _pages(job: LabelJob, ink: "LabelInk", drawn_symbols: Iterator[tuple[bytes, str]]) -> Iterator[bytes]:
    matrix, first = calibrated(job.calibration, job.stock), job.start - 1
    while drawn := [
        ink.label(first + cell, *symbol)
        for cell, symbol in enumerate(islice(drawn_symbols, job.stock.per_page - first))
    ]:
        yield matrix + b"".join(drawn)
        first = 0


class _SquareInk:
    """How packed modules are drawn: as an image in the page, or as the one image that all equal codes share."""

    def __init__(self, box: SymbolBox, drawing: Drawing, *, shared_rows: bytes) -> None:
        side, bottom_mm = _points(box.side_mm), drawing.height_mm - box.top_mm - box.side_mm
        place = b"%s 0 0 %s %s %s cm" % (side, side, _points(box.left_mm), _points(bottom_mm))
        self._shared_rows = shared_rows
        self._inline = b"%s BI/W %d/H %d/IM true/D[1 0]/F/AHx ID " % (place, box.modules, box.modules)
        self._shared = place + b"/C Do Q\n"

    def operators(self, rows: bytes) -> bytes:
        return self._shared if rows == self._shared_rows else self._inline + rows.hex().encode() + b">\nEI Q\n"


class LabelInk:
    """What one label adds to its page: the shared form, its serial, its symbol. Everything constant is made once."""

    def __init__(self, drawing: Drawing, stock: Stock, fonts: dict[Weight, Subset]) -> None:
        page_mm = stock.page_height_mm
        self._places = [
            b"q 1 0 0 1 %s %s cm/L Do " % (_points(cell.left_mm), _points(page_mm - cell.bottom_mm))
            for cell in stock.cells
        ]
        self._serial = _serial_lines(drawing, fonts)

    def label(self, cell: int, symbol: bytes, serial: str) -> bytes:
        """Page operators for the label in a cell (from 0) with these operators of its symbol."""
        start = self._places[cell]
        return start + self._serial_text(serial) + symbol if serial else start + symbol

    def _serial_text(self, serial: str) -> bytes:
        groups, drawn = grouped(serial), b""
        for head, part, glyphs in self._serial:
            drawn += head + b"".join([glyphs[letter] for letter in " ".join(groups[part])]) + b">Tj ET "
        return drawn


def _serial_lines(drawing: Drawing, fonts: dict[Weight, Subset]) -> list[tuple[bytes, slice, dict[str, bytes]]]:
    """For each line of the serial: how it begins, which groups of five it takes, and the glyphs by letter."""
    lines: list[tuple[bytes, slice, dict[str, bytes]]] = []
    group = 0
    for run in drawing.serial_runs:
        taken = run.text.count(" ") + 1
        glyphs = {letter: b"%04X" % glyph for letter, glyph in fonts[run.weight].glyph_ids.items()}
        lines.append((_text_start(run, drawing), slice(group, group + taken), glyphs))
        group += taken
    return lines


def _text_start(run: TextRun, drawing: Drawing) -> bytes:
    return b"BT%s %s Tf %s %s Td<" % (
        _FONT_NAMES[run.weight],
        number(run.size_pt),
        _points(run.left_mm),
        _points(float(drawing.height_mm) - run.baseline_mm),
    )


def _fixed_text(drawing: Drawing, fonts: dict[Weight, Subset]) -> bytes:
    return b"".join(_text(run, drawing, fonts) for run in drawing.fixed_runs)


def _text(run: TextRun, drawing: Drawing, fonts: dict[Weight, Subset]) -> bytes:
    return _text_start(run, drawing) + fonts[run.weight].encode(run.text) + b">Tj ET\n"


def _bars(bars: tuple[PlacedBars, ...], drawing: Drawing, fonts: dict[Weight, Subset]) -> bytes:
    height_mm = drawing.height_mm
    drawn = [
        pdf_operators(one.picture, left_mm=float(one.left_mm), bottom_mm=float(height_mm - one.box.bottom_mm))
        for one in bars
    ]
    return b"".join(drawn + [_text(run, drawing, fonts) for one in bars for run in one.captions])


def _fonts(drawing: Drawing) -> dict[Weight, Subset]:
    letters: dict[Weight, set[str]] = {}
    for run in drawing.runs:
        letters.setdefault(run.weight, set()).update(run.text)
    for run in drawing.serial_runs:
        letters[run.weight].update(SERIAL_LETTERS)
    if drawing.bars:
        letters.setdefault(Weight.REGULAR, set()).update(_CAPTION_LETTERS)
    return {weight: font_subset(weight, frozenset(letters[weight])) for weight in Weight if weight in letters}


def form_entries(drawing: Drawing, font_resources: bytes) -> bytes:
    size = _points(drawing.width_mm) + b" " + _points(drawing.height_mm)
    return b"/Type/XObject/Subtype/Form/BBox[0 0 %s]/Resources<<%s>>" % (size, font_resources)


def _mask_entries(symbol: Matrix) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/ImageMask true/Decode[1 0]" % (symbol.width, symbol.height)


def calibrated(calibration: Calibration, stock: Stock) -> bytes:
    """The matrix that undoes the printer's error. Measured down from the top; PDF counts up from the bottom."""
    if calibration == Calibration():
        return b""
    up_mm = stock.page_height_mm * (1 - calibration.scale_y) - calibration.dy_mm
    return b"%.5f 0 0 %.5f %s %s cm\n" % (
        calibration.scale_x,
        calibration.scale_y,
        _points(calibration.dx_mm),
        _points(up_mm),
    )


def _points(length_mm: SupportsFloat) -> bytes:
    return number(float(length_mm) * PT_PER_MM)
