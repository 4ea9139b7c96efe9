"""A symbol at its printed size: bars in whole dots, with quiet zones and human-readable text.

A dot is a printer's dot when its density is known; otherwise the finest part of a module, so that vectors stay exact.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from cooptrace.errors import say
from cooptrace.symbols.linear import Linear
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.symbology import QUIET, SIZES, Setting, Sizes, Symbology

INCH_MM = Decimal("25.4")
_WIDE = (Decimal("2.25"), Decimal("2.5"), Decimal("3"))  # GenSpecs 5.3.2.1: narrowest, aim, widest
_GUARD_X = 5  # guard bars of EAN reach 5 X lower (5.2.3.2)
_TEXT_GAP_MM = Decimal("1.02")  # under ITF-14 and GS1-128 (4.14)
_TEXT_MM = Decimal("4.2")  # digits of 3 mm, with room for what hangs under them (6.7)
_LONGEST_GS1_128_MM = Decimal("165.1")  # with quiet zones (5.4.1)
_EAN_TEXT_X = Decimal("8.3")  # with its gap of 1 X: 25.93 mm in all at 100 % (5.2.3.1)
_PARTS = 20  # of a module that a vector drawing counts in


class Bar(NamedTuple):
    """A dark rectangle, in dots from the top left corner."""

    left: int
    top: int
    width: int
    height: int


class Label(NamedTuple):
    """Text centred in a box, in dots."""

    text: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """A drawn symbol of `width` by `height` dots of `dot_mm`, quiet zones and text included."""

    width: int
    height: int
    dot_mm: Decimal
    module_mm: Decimal
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...] = ()

    @property
    def width_mm(self) -> Decimal:
        return self.width * self.dot_mm

    @property
    def height_mm(self) -> Decimal:
        return self.height * self.dot_mm


@dataclass(frozen=True)
class Room:
    """The most a picture may take, in mm, and the dots per inch of the printer, None when it is not known."""

    width_mm: Decimal
    height_mm: Decimal
    dots_per_inch: int | None = None


def linear_picture(symbol: Linear, *, setting: Setting, room: Room) -> Picture:
    """The barcode as near to its target size as the room allows, never under the smallest X nor with shorter bars.

    Raises SymbolError on `size`, saying the smallest size that works, or that this setting does not use the symbology.
    """
    sizes = _sizes(symbol.symbology, setting)
    if symbol.symbology is Symbology.GS1_128:
        room = replace(room, width_mm=min(room.width_mm, _LONGEST_GS1_128_MM))
    return _largest_fitting(partial(_drawn_linear, symbol, sizes), _scales(sizes, room, parts=_PARTS), room)


def matrix_picture(symbol: Matrix, symbology: Symbology, *, setting: Setting, room: Room) -> Picture:
    """The two-dimensional symbol as near to its target size as the room allows; raises like `linear_picture`."""
    sizes = _sizes(symbology, setting)
    return _largest_fitting(partial(_drawn_matrix, symbol, QUIET[symbology].left), _scales(sizes, room, parts=1), room)


class _Scale(NamedTuple):
    """A module as a number of dots."""

    dots: int
    dot_mm: Decimal

    @property
    def module_mm(self) -> Decimal:
        return self.dots * self.dot_mm


def _sizes(symbology: Symbology, setting: Setting) -> Sizes:
    try:
        return SIZES[symbology, setting]
    except KeyError:
        raise SymbolError("size", say("%(symbology)s is not used there.", symbology=symbology.value)) from None


def _scales(sizes: Sizes, room: Room, *, parts: int) -> list[_Scale]:
    """Allowed modules, the nearest to the target first, smaller ones after it."""
    if room.dots_per_inch is None:
        steps = [sizes.target_mm - (sizes.target_mm - sizes.smallest_mm) * step / 20 for step in range(21)]
        return [_Scale(parts, module_mm / parts) for module_mm in steps]
    dot_mm = INCH_MM / room.dots_per_inch
    allowed = [dots for dots in range(1, 200) if sizes.smallest_mm <= dots * dot_mm <= sizes.largest_mm]
    nearest = min(allowed, key=lambda dots: abs(dots * dot_mm - sizes.target_mm), default=0)
    if not nearest:
        raise SymbolError("printer", say("This printer's dots are too coarse for this symbol."))
    return [_Scale(dots, dot_mm) for dots in range(nearest, min(allowed) - 1, -1)]


def _largest_fitting(draw: "partial[Picture]", scales: list[_Scale], room: Room) -> Picture:
    for scale in scales:
        picture = draw(scale)
        if picture.width_mm <= room.width_mm and picture.height_mm <= room.height_mm:
            return picture
    smallest = draw(scales[-1])
    raise SymbolError(
        "size",
        say(
            "This symbol needs at least %(width)s × %(height)s mm.",
            width=smallest.width_mm.quantize(Decimal("0.1"), ROUND_CEILING),
            height=smallest.height_mm.quantize(Decimal("0.1"), ROUND_CEILING),
        ),
    )


def _drawn_linear(symbol: Linear, sizes: Sizes, scale: _Scale) -> Picture:
    quiet, module = QUIET[symbol.symbology], scale.dots
    is_ean = symbol.symbology in (Symbology.EAN_13, Symbology.EAN_8)
    # EAN grows in both directions; the others have one height for every X.
    height_mm = sizes.height_mm * scale.module_mm / sizes.target_mm if is_ean else sizes.height_mm
    high, bearer = _up(height_mm, scale.dot_mm), symbol.bearer_x * module
    wide = _wide(module)
    spans = [module * int(width) if width == int(width) else wide for width in symbol.widths]
    edges = [quiet.left * module + edge for edge in accumulate(spans, initial=0)]
    bars = [
        Bar(edges[number], bearer, spans[number], high + (_GUARD_X * module if number in symbol.guards else 0))
        for number in range(0, len(spans), 2)
    ]
    across = edges[-1] + quiet.right * module
    if bearer:
        bars += [Bar(0, 0, across, bearer), Bar(0, bearer + high, across, bearer)]
    text_top = bearer + high + bearer + (module if is_ean else _up(_TEXT_GAP_MM, scale.dot_mm))
    text_high = int(_EAN_TEXT_X * module) if is_ean else _up(_TEXT_MM, scale.dot_mm)
    labels = [
        Label(
            caption.text,
            (quiet.left + caption.start) * module,
            text_top,
            (caption.end - caption.start) * module,
            text_high,
        )
        for caption in symbol.captions
    ]
    return Picture(across, text_top + text_high, scale.dot_mm, scale.module_mm, tuple(bars), tuple(labels))


def _drawn_matrix(symbol: Matrix, quiet: int, scale: _Scale) -> Picture:
    module = scale.dots
    bars = tuple(
        Bar((quiet + start) * module, (quiet + row) * module, length * module, module)
        for row, start, length in symbol.runs()
    )
    across, down = (symbol.width + 2 * quiet) * module, (symbol.height + 2 * quiet) * module
    return Picture(across, down, scale.dot_mm, scale.module_mm, bars)


def _wide(module: int) -> int:
    """A wide element in dots, as near to 2.5 modules as whole dots go, within 2.25 to 3."""
    low, aim, high = (ratio * module for ratio in _WIDE)
    return min((dots for dots in range(int(low), int(high) + 1) if low <= dots), key=lambda dots: abs(dots - aim))


def _up(length_mm: Decimal, dot_mm: Decimal) -> int:
    return int((length_mm / dot_mm).to_integral_value(ROUND_CEILING))
