"""A print job as a PDF, sent while it is made: the same job gives the same bytes, so it need not be kept."""

from collections.abc import Iterator
from itertools import islice
from typing import SupportsFloat

from cooptrace.labels.code_rows import drawn_labels
from cooptrace.labels.content import SERIAL_LETTERS, grouped
from cooptrace.labels.drawing import Drawing, TextRun
from cooptrace.labels.fonts import Subset, Weight, font_subset
from cooptrace.labels.jobs import Calibration, LabelJob, PreparedJob, prepare
from cooptrace.labels.pdf import PT_PER_MM, PdfFile, number
from cooptrace.labels.pdf_fonts import write_font
from cooptrace.labels.stocks import Stock
from cooptrace.symbols.matrix import Matrix

_FONT_NAMES = {Weight.REGULAR: b"/R", Weight.BOLD: b"/B"}


def label_pdf(job: LabelJob) -> Iterator[bytes]:
    """The job as PDF bytes, page by page. Raises LabelError or SymbolError at once for what is wrong with the job;
    for a wrong code or serial after the first, when its page is reached.
    """
    return _written(prepare(job))


def _written(prepared: PreparedJob) -> Iterator[bytes]:
    file, stock = PdfFile(), prepared.job.stock
    yield file.start()
    fonts = _fonts(prepared.drawing)
    references: list[bytes] = []
    for weight, font in fonts.items():
        reference, written = write_font(file, font)
        references.append(b"%s %d 0 R" % (_FONT_NAMES[weight], reference))
        yield written
    font_resources = b"/Font<<%s>>" % b"".join(references)
    cell_form, shared_symbol = file.reserve(), file.reserve()
    yield file.stream(cell_form, _form_entries(prepared.drawing, font_resources), _fixed_text(prepared.drawing, fonts))
    yield file.stream(shared_symbol, _mask_entries(prepared.symbol), prepared.symbol.rows)
    labels = LabelInk(prepared.drawing, stock, fonts, prepared.symbol.rows)
    for content in _pages(prepared, labels):
        yield file.page(content)
    yield from file.finish(
        width_pt=float(stock.page_width_mm) * PT_PER_MM,
        height_pt=float(stock.page_height_mm) * PT_PER_MM,
        resources=b"%s/XObject<</L %d 0 R/C %d 0 R>>" % (font_resources, cell_form, shared_symbol),
        title=prepared.job.title or prepared.job.content.product_name,
    )


def _pages(prepared: PreparedJob, ink: "LabelInk") -> Iterator[bytes]:
    job = prepared.job
    matrix = _calibrated(job.calibration, job.stock)
    labels = drawn_labels(prepared)
    first = job.start - 1
    while drawn := [
        ink.label(first + cell, *label) for cell, label in enumerate(islice(labels, job.stock.per_page - first))
    ]:
        yield matrix + b"".join(drawn)
        first = 0


class LabelInk:
    """What one label adds to its page: the shared form, its serial, its symbol. Everything constant is made once."""

    def __init__(self, drawing: Drawing, stock: Stock, fonts: dict[Weight, Subset], shared_rows: bytes) -> None:
        page_mm = stock.page_height_mm
        self._places = [
            b"q 1 0 0 1 %s %s cm/L Do " % (_points(cell.left_mm), _points(page_mm - cell.bottom_mm))
            for cell in stock.cells
        ]
        box, side = drawing.symbol, _points(drawing.symbol.side_mm)
        bottom_mm = drawing.height_mm - box.top_mm - box.side_mm
        self._symbol = b"%s 0 0 %s %s %s cm" % (side, side, _points(box.left_mm), _points(bottom_mm))
        self._shared_rows = shared_rows
        self._inline = b"%s BI/W %d/H %d/IM true/D[1 0]/F/AHx ID " % (self._symbol, box.modules, box.modules)
        self._shared = self._symbol + b"/C Do Q\n"
        self._serial = _serial_lines(drawing, fonts)

    def label(self, cell: int, rows: bytes, serial: str) -> bytes:
        """Page operators for the label in a cell (from 0) with these packed modules."""
        start = self._places[cell]
        if serial:
            start += self._serial_text(serial)
        if rows == self._shared_rows:
            return start + self._shared
        return start + self._inline + rows.hex().encode() + b">\nEI Q\n"

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
    return b"".join(
        _text_start(run, drawing) + fonts[run.weight].encode(run.text) + b">Tj ET\n" for run in drawing.fixed_runs
    )


def _fonts(drawing: Drawing) -> dict[Weight, Subset]:
    letters: dict[Weight, set[str]] = {}
    for run in drawing.runs:
        letters.setdefault(run.weight, set()).update(run.text)
    for run in drawing.serial_runs:
        letters[run.weight].update(SERIAL_LETTERS)
    return {weight: font_subset(weight, frozenset(letters[weight])) for weight in Weight if weight in letters}


def _form_entries(drawing: Drawing, font_resources: bytes) -> bytes:
    size = _points(drawing.width_mm) + b" " + _points(drawing.height_mm)
    return b"/Type/XObject/Subtype/Form/BBox[0 0 %s]/Resources<<%s>>" % (size, font_resources)


def _mask_entries(symbol: Matrix) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/ImageMask true/Decode[1 0]" % (symbol.width, symbol.height)


def _calibrated(calibration: Calibration, stock: Stock) -> bytes:
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
