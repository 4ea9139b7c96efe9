"""A print job as black and white dots: PNG, ZPL and TSPL for thermal printers, whose own fonts lack Vietnamese.

One picture is one page: one row of labels on a roll. Text is drawn larger and brought down to dots, so that it keeps
the measured width; modules are whole dots.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from cooptrace.labels.drawing import INCH_MM, Drawing, PlacedBars, SymbolBox, TextRun, ink_box, serial_runs
from cooptrace.labels.drawn_labels import bar_labels, square_labels
from cooptrace.labels.fonts import Weight, face
from cooptrace.labels.jobs import LabelJob, PreparedJob, density_refused, prepare
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.png import png
from cooptrace.symbols.tspl import tspl_label
from cooptrace.symbols.zpl import zpl_label

Dots = NDArray[np.bool_]

_OVERSAMPLED = 4
_INK_SHARE = 0.45  # of a dot that ink must cover to print it: a little less than half keeps thin strokes


def label_pngs(job: LabelJob) -> Iterator[bytes]:
    """Each page as a 1-bit PNG that knows its density. Raises LabelError or SymbolError like `label_bitmaps`."""
    pages = label_bitmaps(job)
    return (png(page, dot_mm=INCH_MM / (job.dots_per_inch or 1)) for page in pages)


def label_zpl(job: LabelJob) -> Iterator[bytes]:
    """ZPL, one format for each run of equal pages. Raises LabelError or SymbolError like `label_bitmaps`."""
    return (zpl_label(page, copies=copies) for page, copies in _runs(label_bitmaps(job)))


def label_tspl(job: LabelJob) -> Iterator[bytes]:
    """TSPL, one label for each run of equal pages. Raises LabelError or SymbolError like `label_bitmaps`."""
    stock = job.stock
    return (
        tspl_label(
            page, width_mm=stock.page_width_mm, height_mm=stock.page_height_mm, gap_mm=stock.gap_mm, copies=copies
        )
        for page, copies in _runs(label_bitmaps(job))
    )


def label_bitmaps(job: LabelJob) -> Iterator[Matrix]:
    """Each page in the printer's dots, 1 = black, moved by the calibration but not stretched: dots stay whole.

    Raises LabelError on `dots_per_inch` unless it is 200 to 1200, and otherwise as `label_pdf` does.
    """
    if job.dots_per_inch is None:
        raise density_refused()
    return _pages(prepare(job), job.dots_per_inch)


def _runs(pages: Iterable[Matrix]) -> Iterator[tuple[Matrix, int]]:
    for page, same in groupby(pages):
        yield page, sum(1 for _ in same)


@dataclass(frozen=True)
class _Raster:
    """Lengths in dots of one job."""

    density: int
    drawing: Drawing

    def dots(self, length_mm: Decimal | float) -> int:
        return round(float(length_mm) * self.density / 25.4)

    @property
    def cell(self) -> tuple[int, int]:
        return self.dots(self.drawing.height_mm), self.dots(self.drawing.width_mm)


def _pages(prepared: PreparedJob, density: int) -> Iterator[Matrix]:
    job, raster = prepared.job, _Raster(density, prepared.drawing)
    cells = _cells(prepared, raster)
    places = [
        (raster.dots(cell.top_mm + job.calibration.dy_mm), raster.dots(cell.left_mm + job.calibration.dx_mm))
        for cell in job.stock.cells
    ]
    size = raster.dots(job.stock.page_height_mm), raster.dots(job.stock.page_width_mm)
    first = job.start - 1
    while (cell := next(cells, None)) is not None:
        page = np.zeros(size, dtype=np.bool_)
        # One cell at a time: a large card at 600 dots an inch is 35 MB.
        for (top, left), part in zip(places[first:], chain([cell], cells), strict=False):
            _put(page, part, top=top, left=left)
        yield Matrix(size[1], size[0], np.packbits(page, axis=1).tobytes())
        first = 0


def _cells(prepared: PreparedJob, raster: _Raster) -> Iterator[Dots]:
    drawing, symbol = prepared.drawing, prepared.symbol
    fixed = np.zeros(raster.cell, dtype=np.bool_)
    _write(fixed, raster, drawing.fixed_runs)
    if symbol and drawing.symbol:
        for rows, serial in square_labels(prepared, symbol):
            cell = _with_serial(fixed, raster, serial)
            _put_square(cell, raster, drawing.symbol, rows)
            yield cell
        return
    for bars, serial in bar_labels(prepared):
        cell = _with_serial(fixed, raster, serial)
        for one in bars:
            _put_bars(cell, raster, one)
        yield cell


def _put_square(cell: Dots, raster: _Raster, box: SymbolBox, rows: bytes) -> None:
    stride = (box.modules + 7) // 8
    packed = np.frombuffer(rows, dtype=np.uint8).reshape(box.modules, stride)
    modules = np.unpackbits(packed, axis=1)[:, : box.modules].astype(np.bool_)
    dots = round(box.module_mm * raster.density / INCH_MM)
    large = modules.repeat(dots, axis=0).repeat(dots, axis=1)
    _put(cell, large, top=raster.dots(box.top_mm), left=raster.dots(box.left_mm))


def _put_bars(cell: Dots, raster: _Raster, bars: PlacedBars) -> None:
    top, left = raster.dots(bars.top_mm), raster.dots(bars.left_mm)
    for bar in bars.picture.bars:
        cell[top + bar.top : top + bar.top + bar.height, left + bar.left : left + bar.left + bar.width] = True
    _write(cell, raster, bars.captions)


def _put(page: Dots, part: Dots, *, top: int, left: int) -> None:
    """Ink `part` onto the page; what a moved page pushes off the paper is lost, as it would be in the printer."""
    rows, columns = max(0, -top), max(0, -left)
    inside = part[rows : max(rows, page.shape[0] - top), columns : max(columns, page.shape[1] - left)]
    page[top + rows : top + rows + inside.shape[0], left + columns : left + columns + inside.shape[1]] |= inside


def _with_serial(fixed: Dots, raster: _Raster, serial: str) -> Dots:
    cell = fixed.copy()
    _write(cell, raster, serial_runs(raster.drawing, serial))
    return cell


def _write(cell: Dots, raster: _Raster, runs: Iterable[TextRun]) -> None:
    """Ink each run, drawn larger on an area of whole dots around its letters and brought down."""
    scale = raster.density * _OVERSAMPLED
    for run in runs:
        box = ink_box(run)
        top, left = raster.dots(box.top_mm) - 2, raster.dots(box.left_mm) - 2
        height, width = raster.dots(box.height_mm) + 5, raster.dots(box.width_mm) + 5
        image = Image.new("L", (width * _OVERSAMPLED, height * _OVERSAMPLED), 0)
        place = (
            run.left_mm * scale / 25.4 - left * _OVERSAMPLED,
            run.baseline_mm * scale / 25.4 - top * _OVERSAMPLED,
        )
        font = _font(run.weight, run.size_pt * scale / 72)
        ImageDraw.Draw(image).text(place, run.text, fill=255, font=font, anchor="ls")
        _put(cell, np.asarray(image.reduce(_OVERSAMPLED)) > 255 * _INK_SHARE, top=top, left=left)


@lru_cache(maxsize=64)
def _font(weight: Weight, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(face(weight).data), size, layout_engine=ImageFont.Layout.BASIC)
