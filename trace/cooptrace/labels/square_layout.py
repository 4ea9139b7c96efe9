"""A label with a square symbol: text beside or under it, or a card with text over and under it."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from cooptrace.errors import say
from cooptrace.labels.content import Words
from cooptrace.labels.designs import Design, Layout
from cooptrace.labels.drawing import INCH_MM, Drawing, SymbolBox, TextRun
from cooptrace.labels.geometry import Box
from cooptrace.labels.problems import LabelError
from cooptrace.labels.stocks import Stock
from cooptrace.labels.text_block import EFFORTS, Align, Block, Effort, fill, largest, no_room, set_block
from cooptrace.labels.text_fit import wrap_evenly
from cooptrace.symbols.symbology import QUIET

_GUTTER_MM = Decimal("0.5")
_TO_TEXT_MM = Decimal("1.8")  # at least, from the modules on
_CARD_GUTTER_MM = 1.5
_SIZE_STEP = Decimal("0.0001")


def draw_square(
    texts: Sequence[Words], *, design: Design, stock: Stock, modules: int, dots_per_inch: int | None
) -> Drawing:
    """Lay out a cell of `stock` for a symbol of `modules` modules a side.

    With `dots_per_inch` a module is a whole number of the printer's dots. Raises LabelError naming `stock` when the
    symbol is too large for the cell, or the field of the content that does not fit.
    """
    cell = Box(Decimal(0), Decimal(0), stock.cell_width_mm, stock.cell_height_mm)
    sizes = _module_sizes(design, stock, modules, dots_per_inch)
    arrange = _card if design.layout is Layout.CARD else _beside
    for effort in EFFORTS:
        for module_mm in sizes:
            symbol = SymbolBox(Decimal(0), Decimal(0), module_mm, modules, QUIET[design.symbology].left)
            arranged = arrange(cell, stock.safe_edge_mm, symbol, texts, design, effort)
            if arranged is not None:
                symbol, runs = arranged
                return Drawing(cell.width_mm, cell.height_mm, runs, symbol=symbol)
    raise no_room(texts)


def _module_sizes(design: Design, stock: Stock, modules: int, dots_per_inch: int | None) -> list[Decimal]:
    """Module sizes to try in mm, the most pleasing first."""
    with_quiet = modules + 2 * QUIET[design.symbology].left
    pleasing_mm, possible_mm = _room_for_module(design, stock, modules, with_quiet)
    smallest_mm, largest_mm = design.min_module_mm, design.max_module_mm
    if dots_per_inch is None:
        best_mm = min(largest_mm, max(pleasing_mm, min(smallest_mm, possible_mm)))
        wanted = [best_mm, (best_mm + smallest_mm) / 2, smallest_mm]
        sizes = [min(size_mm, best_mm).quantize(_SIZE_STEP, ROUND_DOWN) for size_mm in wanted]
    else:
        whole = [dots * INCH_MM / dots_per_inch for dots in range(1, dots_per_inch // 4)]
        possible = [size_mm for size_mm in whole if size_mm <= max(pleasing_mm, possible_mm)]
        sizes = sorted(possible, key=lambda size_mm: (size_mm > pleasing_mm, abs(size_mm - pleasing_mm)))
    allowed = [size_mm for size_mm in dict.fromkeys(sizes) if smallest_mm <= size_mm <= largest_mm]
    if not allowed:
        raise _too_small(smallest_mm, largest_mm, with_quiet, dots_per_inch)
    return allowed


def _room_for_module(design: Design, stock: Stock, modules: int, with_quiet: int) -> tuple[Decimal, Decimal]:
    """The module that looks best in this cell, and the widest that could stand in it, in mm."""
    width_mm, height_mm, edge_mm = stock.cell_width_mm, stock.cell_height_mm, stock.safe_edge_mm
    across_mm, along_mm = width_mm - 2 * edge_mm, height_mm - 2 * edge_mm
    upright = design.layout is Layout.CARD or _is_upright(width_mm, height_mm)
    side_mm, shared_mm = (across_mm, along_mm) if upright else (along_mm, across_mm)
    pleasing_mm = min(side_mm, shared_mm * design.symbol_share) / with_quiet
    # The quiet zone is blank anyway: on the smallest labels it may reach over the safe edge to the cut.
    cell_side_mm = min(width_mm, height_mm)
    return pleasing_mm, min(cell_side_mm / with_quiet, (cell_side_mm - 2 * edge_mm) / modules)


def _too_small(smallest_mm: Decimal, largest_mm: Decimal, with_quiet: int, dots_per_inch: int | None) -> LabelError:
    dot_mm = INCH_MM / dots_per_inch if dots_per_inch else smallest_mm
    module_mm = (smallest_mm / dot_mm).to_integral_value(ROUND_UP) * dot_mm
    if module_mm > largest_mm:
        return LabelError("dots_per_inch", say("This printer's dots are too coarse for this symbol."))
    needed_mm = (module_mm * with_quiet).quantize(Decimal("0.1"), ROUND_UP)
    return LabelError(
        "stock", say("This label is too small for its code, which needs %(needed)s mm.", needed=needed_mm)
    )


def _is_upright(width_mm: Decimal, height_mm: Decimal) -> bool:
    return height_mm > width_mm * Decimal("1.2")


_Arranged = tuple[SymbolBox, tuple[TextRun, ...]] | None


def _beside(
    cell: Box, edge_mm: Decimal, symbol: SymbolBox, texts: Sequence[Words], design: Design, effort: Effort
) -> _Arranged:
    """The symbol on the left and text in the room that is left; on an upright cell one over the other."""
    if _is_upright(cell.width_mm, cell.height_mm):
        return _one_over_the_other(cell, edge_mm, symbol, texts, design, effort)
    taken_mm, quiet_mm = symbol.quiet_box.height_mm, symbol.module_mm * symbol.quiet
    # On a cell so small that the quiet zone crosses the safe edge, the symbol moves to the edge by as much.
    left_mm = max(edge_mm, min(edge_mm, (cell.height_mm - taken_mm) / 2) + quiet_mm)
    placed, safe = _moved(symbol, left_mm, (cell.height_mm - symbol.side_mm) / 2), cell.inset(edge_mm)
    start_mm = placed.quiet_box.right_mm + max(_GUTTER_MM, _TO_TEXT_MM - quiet_mm)
    room = Box(start_mm, safe.top_mm, safe.right_mm - start_mm, safe.height_mm)
    block = fill(room, texts, design, effort)
    if block is None:
        return None
    return placed, block.at(float(room.left_mm), float(room.top_mm) + (float(room.height_mm) - block.height_mm) / 2)


def _one_over_the_other(
    cell: Box, edge_mm: Decimal, symbol: SymbolBox, texts: Sequence[Words], design: Design, effort: Effort
) -> _Arranged:
    """The symbol over the text, both in the middle, what is spare shared out over, between and under them."""
    safe, taken_mm = cell.inset(edge_mm), symbol.quiet_box.height_mm
    room = Box(safe.left_mm, safe.top_mm, safe.width_mm, safe.height_mm - taken_mm - _GUTTER_MM)
    block = fill(room, texts, design, effort, align=Align.CENTRE)
    if block is None:
        return None
    gap_mm = (float(room.height_mm) - block.height_mm) / 3
    top_mm = safe.top_mm + Decimal(gap_mm)
    placed = _moved(symbol, (cell.width_mm - symbol.side_mm) / 2, top_mm + symbol.module_mm * symbol.quiet)
    return placed, block.at(float(safe.left_mm), float(top_mm + taken_mm + _GUTTER_MM) + gap_mm)


def _card(
    cell: Box, edge_mm: Decimal, symbol: SymbolBox, texts: Sequence[Words], design: Design, effort: Effort
) -> _Arranged:
    """The symbol in the middle of the width, text centred over and under it, what is spare shared out between them."""
    safe, taken_mm = cell.inset(edge_mm), symbol.quiet_box.width_mm
    room_mm, high_mm = float(safe.width_mm), float(safe.height_mm - taken_mm)

    def fitted(chosen: Sequence[Words], size_pt: float) -> tuple[Block, Block, float] | None:
        parts = [[part for part in chosen if (part.line.shows in design.above) is over] for over in (True, False)]
        over, under = (set_block(part, room_mm, size_pt, effort, Align.CENTRE) for part in parts)
        if over is None or under is None:
            return None
        spare_mm = high_mm - over.height_mm - under.height_mm
        if spare_mm < 2 * _CARD_GUTTER_MM:
            return None
        even = [set_block(part, room_mm, size_pt, effort, Align.CENTRE, wrapped=wrap_evenly) for part in parts]
        return even[0] or over, even[1] or under, spare_mm

    found = largest(texts, design, effort, fitted)
    if found is None or taken_mm > safe.width_mm:
        return None
    over, under, spare_mm = found
    gap_mm = spare_mm / (2 + bool(over.runs) + bool(under.runs))
    left_mm, top_mm = float(safe.left_mm), float(safe.top_mm) + gap_mm
    symbol_top_mm = top_mm + over.height_mm + (gap_mm if over.runs else 0)
    under_top_mm = symbol_top_mm + float(taken_mm) + gap_mm
    quiet_mm = symbol.module_mm * symbol.quiet
    placed = _moved(symbol, (cell.width_mm - symbol.side_mm) / 2, Decimal(symbol_top_mm) + quiet_mm)
    return placed, over.at(left_mm, top_mm) + under.at(left_mm, under_top_mm)


def _moved(symbol: SymbolBox, left_mm: Decimal, top_mm: Decimal) -> SymbolBox:
    return SymbolBox(left_mm, top_mm, symbol.module_mm, symbol.modules, symbol.quiet)
