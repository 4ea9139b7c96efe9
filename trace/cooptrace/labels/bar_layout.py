"""A label with barcodes: under the text, or, where a single one then leaves the text more room, to the right of it."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_UP, Decimal

from cooptrace.errors import say
from cooptrace.labels.barcodes import height_mm, place, room_for_bars, smaller_pictures
from cooptrace.labels.content import Words
from cooptrace.labels.designs import Design, Shows
from cooptrace.labels.drawing import Drawing, PlacedBars, TextRun
from cooptrace.labels.geometry import Box
from cooptrace.labels.problems import LabelError
from cooptrace.labels.stocks import Stock
from cooptrace.labels.text_block import EFFORTS, Effort, fill, no_room
from cooptrace.symbols.picture import Picture, Room
from cooptrace.symbols.problems import SymbolError

_GUTTER_MM = Decimal("1.5")
_EVERY = 4

_Laid = tuple[tuple[PlacedBars, ...], tuple[TextRun, ...]]


def draw_bars(texts: Sequence[Words], *, design: Design, stock: Stock, code: str, dots_per_inch: int | None) -> Drawing:
    """Lay out a cell of `stock` for the barcodes of a code.

    Raises LabelError naming `stock` when they are too large for the cell, saying the smallest size that works,
    `dots_per_inch` when the printer is too coarse, or the field of the content that does not fit; CodeError for a wrong
    code.
    """
    room = room_for_bars(design, stock, dots_per_inch)
    try:
        sizes = list(smaller_pictures(code, design, room))
    except SymbolError as problem:
        raise _on_field(problem) from problem
    needed_mm = height_mm(sizes[-1]) + 2 * stock.safe_edge_mm
    if needed_mm > stock.cell_height_mm:
        high_mm = needed_mm.quantize(Decimal("0.1"), ROUND_UP)
        raise LabelError("stock", say("The barcodes of this code need a label %(high)s mm high.", high=high_mm))
    fitting = [drawn for drawn in sizes if height_mm(drawn) <= room.height_mm]
    # A twentieth smaller makes no difference to the eye, but each size is laid out anew.
    sizes = [*fitting[:-1:_EVERY], fitting[-1]]
    for effort in EFFORTS:
        laid = [found for drawn in sizes for found in _laid(drawn, texts, design, stock, room, effort)]
        if laid:
            bars, runs = _best(laid, design)
            return Drawing(stock.cell_width_mm, stock.cell_height_mm, runs, bars=bars)
    raise no_room(texts)


def _on_field(problem: SymbolError) -> LabelError:
    fields = {"size": "stock", "printer": "dots_per_inch"}
    return LabelError(fields.get(problem.field, "codes"), problem.sentence)


def _best(laid: Sequence[_Laid], design: Design) -> _Laid:
    """The largest symbol that leaves most of the text a comfortable size, else the one with the largest text."""
    comfortable = [found for found in laid if _text_pt(found) >= design.comfortable_pt]
    return max(comfortable, key=_shown) if comfortable else max(laid, key=_text_pt)


def _shown(found: _Laid) -> tuple[int, int]:
    """How many letters are shown, and no dates broken; `max` takes the first, the largest symbol."""
    letters = sum(len(run.text.replace(" ", "")) for run in found[1])
    return letters, -sum(run.shows is Shows.FACTS for run in found[1])


def _text_pt(found: _Laid) -> float:
    return max((run.size_pt for run in found[1]), default=144.0)


def _laid(
    drawn: tuple[Picture, ...], texts: Sequence[Words], design: Design, stock: Stock, room: Room, effort: Effort
) -> list[_Laid]:
    """The ways to place these pictures in which the text fits, the one with the larger text first."""
    found = []
    for bars, text_room, share in _placements(drawn, stock, room):
        block = fill(text_room, texts, design, effort)
        if block is not None:
            spare_mm = (float(text_room.height_mm) - block.height_mm) * share
            found.append((bars, block.at(float(text_room.left_mm), float(text_room.top_mm) + spare_mm)))
    return sorted(found, key=_text_pt, reverse=True)


def _placements(
    drawn: tuple[Picture, ...], stock: Stock, room: Room
) -> Iterator[tuple[tuple[PlacedBars, ...], Box, float]]:
    """Where the pictures can stand, the room that leaves for text, and how much of what that spares goes over it."""
    cell = Box(Decimal(0), Decimal(0), stock.cell_width_mm, stock.cell_height_mm)
    safe = cell.inset(stock.safe_edge_mm)
    bars = place(drawn, centre_mm=cell.width_mm / 2, bottom_mm=safe.bottom_mm, room=room)
    yield bars, Box(safe.left_mm, safe.top_mm, safe.width_mm, bars[0].top_mm - _GUTTER_MM - safe.top_mm), 0.0
    if len(drawn) == 1:
        (picture,) = drawn
        spare_mm = cell.width_mm - room.width_mm
        centre_mm = cell.width_mm - spare_mm / 2 - picture.width_mm / 2
        bars = place(drawn, centre_mm=centre_mm, bottom_mm=(cell.height_mm + picture.height_mm) / 2, room=room)
        width_mm = bars[0].left_mm - safe.left_mm - (_GUTTER_MM if room.width_mm == safe.width_mm else 0)
        yield bars, Box(safe.left_mm, safe.top_mm, width_mm, safe.height_mm), 0.5
