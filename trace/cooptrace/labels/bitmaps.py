"""A print job as black and white dots: PNG, ZPL and TSPL for thermal printers, whose own fonts lack Vietnamese.

One picture is one page: one row of labels on a roll. Text is drawn larger and brought down to dots, so that it keeps
the measured width; modules are whole dots.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, islice

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from cooptrace.labels.code_rows import drawn_labels
from cooptrace.labels.content import grouped
from cooptrace.labels.drawing import INCH_MM, Drawing, TextRun
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

    Raises LabelError on `dots_per_inch` unless it is 150 to 1200, and otherwise as `label_pdf` does.
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
    fixed = _written(raster, prepared.drawing.fixed_runs)
    labels = drawn_labels(prepared)
    places = [
        (raster.dots(cell.top_mm + job.calibration.dy_mm), raster.dots(cell.left_mm + job.calibration.dx_mm))
        for cell in job.stock.cells
    ]
    size = raster.dots(job.stock.page_height_mm), raster.dots(job.stock.page_width_mm)
    first = job.start - 1
    while block := list(islice(labels, job.stock.per_page - first)):
        page = np.zeros(size, dtype=np.bool_)
        for (top, left), (rows, serial) in zip(places[first:], block, strict=False):
            _put(page, _cell(raster, fixed, rows, serial), top=top, left=left)
        yield Matrix(size[1], size[0], np.packbits(page, axis=1).tobytes())
        first = 0


def _cell(raster: _Raster, fixed: Dots, rows: bytes, serial: str) -> Dots:
    cell = fixed.copy()
    if serial:
        cell |= _written(raster, _with_serial(raster.drawing, serial))
    box = raster.drawing.symbol
    stride = (box.modules + 7) // 8
    packed = np.frombuffer(rows, dtype=np.uint8).reshape(box.modules, stride)
    modules = np.unpackbits(packed, axis=1)[:, : box.modules].astype(np.bool_)
    dots = round(box.module_mm * raster.density / INCH_MM)
    _put(
        cell,
        modules.repeat(dots, axis=0).repeat(dots, axis=1),
        top=raster.dots(box.top_mm),
        left=raster.dots(box.left_mm),
    )
    return cell


def _put(page: Dots, part: Dots, *, top: int, left: int) -> None:
    """Ink `part` onto the page; what a moved page pushes off the paper is lost, as it would be in the printer."""
    rows, columns = max(0, -top), max(0, -left)
    inside = part[rows : max(rows, page.shape[0] - top), columns : max(columns, page.shape[1] - left)]
    page[top + rows : top + rows + inside.shape[0], left + columns : left + columns + inside.shape[1]] |= inside


def _with_serial(drawing: Drawing, serial: str) -> list[TextRun]:
    groups = iter(grouped(serial))
    return [replace(run, text=" ".join(islice(groups, run.text.count(" ") + 1))) for run in drawing.serial_runs]


def _written(raster: _Raster, runs: Iterable[TextRun]) -> Dots:
    height, width = raster.cell
    image = Image.new("L", (width * _OVERSAMPLED, height * _OVERSAMPLED), 0)
    pen, scale = ImageDraw.Draw(image), raster.density * _OVERSAMPLED
    for run in runs:
        place = (run.left_mm * scale / 25.4, run.baseline_mm * scale / 25.4)
        pen.text(place, run.text, fill=255, font=_font(run.weight, run.size_pt * scale / 72), anchor="ls")
    covered: Dots = np.asarray(image.reduce(_OVERSAMPLED)) > 255 * _INK_SHARE
    return covered


def _font(weight: Weight, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(face(weight).data), size, layout_engine=ImageFont.Layout.BASIC)
