"""A print job as SVG, one document for each page: true size in mm, letters as outlines, so that every program draws
them alike.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import SupportsFloat
from xml.sax.saxutils import escape

from cooptrace.labels.drawing import PlacedBars, SymbolBox, TextRun, serial_runs
from cooptrace.labels.drawn_labels import bar_labels, square_labels
from cooptrace.labels.fonts import PT_MM, Weight, face, outline
from cooptrace.labels.jobs import LabelJob, PreparedJob, prepare
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.svg import matrix_path

_UNITS = 1000  # an em, in which letters are drawn


def label_svgs(job: LabelJob) -> Iterator[bytes]:
    """Each page as a whole SVG document. Raises LabelError or SymbolError like `label_pdf`."""
    return _pages(prepare(job))


def _pages(prepared: PreparedJob) -> Iterator[bytes]:
    stock, first = prepared.job.stock, prepared.job.start - 1
    labels = _labels(prepared)
    while block := list(islice(labels, stock.per_page - first)):
        letters = _Letters()
        fixed = letters.text(prepared.drawing.fixed_runs)
        drawn = [
            f'<g transform="translate({_mm(cell.left_mm)} {_mm(cell.top_mm)})"><use xlink:href="#label"/>'
            f"{letters.text(runs)}{symbol}</g>"
            for cell, (symbol, runs) in zip(stock.cells[first:], block, strict=False)
        ]
        yield _document(prepared, f'{letters.outlines}<g id="label">{fixed}</g>', "".join(drawn)).encode()
        first = 0


def _document(prepared: PreparedJob, defined: str, drawn: str) -> str:
    stock, shift = prepared.job.stock, prepared.job.calibration
    width, height = _mm(stock.page_width_mm), _mm(stock.page_height_mm)
    matrix = f"{shift.scale_x:f} 0 0 {shift.scale_y:f} {_mm(shift.dx_mm)} {_mm(shift.dy_mm)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}mm"'
        f' height="{height}mm" viewBox="0 0 {width} {height}"><title>{escape(prepared.title)}</title>'
        f'<defs>{defined}</defs><path fill="#fff" d="M0 0H{width}V{height}H0z"/>'
        f'<g transform="matrix({matrix})">{drawn}</g></svg>'
    )


def _labels(prepared: PreparedJob) -> Iterator[tuple[str, Iterable[TextRun]]]:
    """What each label adds to the words all share: its symbol, and the lines of its serial or under its bars."""
    drawing, symbol = prepared.drawing, prepared.symbol
    if symbol and drawing.symbol:
        for rows, serial in square_labels(prepared, symbol):
            yield _square(drawing.symbol, rows), serial_runs(drawing, serial)
        return
    for bars, serial in bar_labels(prepared):
        captions = [run for one in bars for run in one.captions]
        yield "".join(map(_bars, bars)), [*serial_runs(drawing, serial), *captions]


def _square(box: SymbolBox, rows: bytes) -> str:
    return _path(box.left_mm, box.top_mm, box.module_mm, matrix_path(Matrix(box.modules, box.modules, rows)))


def _bars(bars: PlacedBars) -> str:
    path = "".join(f"M{bar.left} {bar.top}h{bar.width}v{bar.height}h-{bar.width}z" for bar in bars.picture.bars)
    return _path(bars.left_mm, bars.top_mm, bars.picture.dot_mm, path)


def _path(left_mm: SupportsFloat, top_mm: SupportsFloat, scale: SupportsFloat, path: str) -> str:
    place = f"translate({_mm(left_mm)} {_mm(top_mm)}) scale({float(scale):.6g})"
    return f'<path transform="{place}" shape-rendering="crispEdges" d="{path}"/>'


class _Letters:
    """Text as references to outlines, each kept once a page."""

    def __init__(self) -> None:
        self._used: dict[tuple[Weight, str], str] = {}

    def text(self, runs: Iterable[TextRun]) -> str:
        return "".join(map(self._run, runs))

    @property
    def outlines(self) -> str:
        return "".join(
            f'<path id="{name}" transform="scale(1 -1)" d="{outline(weight, letter)}"/>'
            for (weight, letter), name in self._used.items()
        )

    def _run(self, run: TextRun) -> str:
        style, place, drawn = face(run.weight), 0.0, ""
        for letter in run.text:
            if letter != " ":
                name = self._used.setdefault((run.weight, letter), f"{run.weight.value[0]}{ord(letter):x}")
                drawn += f'<use xlink:href="#{name}" x="{place:g}"/>'
            place += style.glyph(letter).advance * _UNITS
        scale = f"{run.size_pt * PT_MM / _UNITS:.6g}"
        return f'<g transform="translate({_mm(run.left_mm)} {_mm(run.baseline_mm)}) scale({scale})">{drawn}</g>'


def _mm(length_mm: SupportsFloat) -> str:
    return f"{float(length_mm):.4f}".rstrip("0").rstrip(".")
