"""A picture as SVG at its size in mm, one path for all bars."""

import re
from decimal import Decimal
from xml.sax.saxutils import escape

from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.picture import Label, Picture
from cooptrace.symbols.symbology import QUIET, Symbology

_TEXT_SHARE = 0.82
_runs = re.compile("0+|1+").findall


def svg(picture: Picture) -> str:
    """A whole SVG document, white behind the quiet zones."""
    bars = "".join(f"M{bar.left} {bar.top}h{bar.width}v{bar.height}h-{bar.width}z" for bar in picture.bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width_mm:.3f}mm" height="{picture.height_mm:.3f}mm"'
        f' viewBox="0 0 {picture.width} {picture.height}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{picture.width}v{picture.height}H0z"/><path d="{bars}"/>'
        f"{''.join(map(_text, picture.labels))}</svg>"
    )


def matrix_svg(symbol: Matrix, symbology: Symbology, *, module_mm: Decimal) -> str:
    """A whole SVG document of a square symbol with its quiet zone, without going by a picture: ten times faster."""
    quiet = QUIET[symbology].left
    width, height = symbol.width + 2 * quiet, symbol.height + 2 * quiet
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * module_mm:.3f}mm" height="{height * module_mm:.3f}mm"'
        f' viewBox="0 0 {width} {height}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{width}v{height}H0z"/>'
        f'<path d="{matrix_path(symbol, quiet)}"/></svg>'
    )


def matrix_path(symbol: Matrix, quiet: int = 0) -> str:
    """The dark modules as the data of an SVG path, one unit a module, a rectangle for each stretch of a row."""
    step = _STEPS.__getitem__
    rows = [f"M{quiet} {row}{''.join(map(step, _runs(line)))}" for row, line in enumerate(symbol.bits(), start=quiet)]
    return "".join(rows)


class _Steps(dict[str, str]):
    """How to draw a stretch of equal modules and move past it; a closed path ends where it began."""

    def __missing__(self, run: str) -> str:
        length = len(run)
        self[run] = f"h{length}v1h-{length}zm{length} 0" if run[0] == "1" else f"m{length} 0"
        return self[run]


_STEPS = _Steps()


def _text(label: Label) -> str:
    size = label.height * _TEXT_SHARE
    length = min(label.width, 0.6 * size * len(label.text))
    return (
        f'<text x="{label.left + label.width / 2:g}" y="{label.top + size:g}" font-family="sans-serif"'
        f' font-size="{size:g}" text-anchor="middle" textLength="{length:g}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(label.text)}</text>'
    )
