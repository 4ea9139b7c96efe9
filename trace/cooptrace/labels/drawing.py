"""One label laid out: where the symbol and each line of text stand in the cell. Pure geometry, for every output."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from cooptrace.errors import say
from cooptrace.labels.content import LabelContent, Words, words
from cooptrace.labels.designs import Design, Overflow, Shows
from cooptrace.labels.fonts import PT_MM, Weight, face
from cooptrace.labels.geometry import Box
from cooptrace.labels.problems import LabelError
from cooptrace.labels.stocks import Stock
from cooptrace.labels.text_fit import shorten, width_mm, wrap, wrap_anywhere
from cooptrace.symbols.qr import QUIET_ZONE

INCH_MM = Decimal("25.4")
SMALLEST_PT = 5.0
LAST_RESORT_PT = 4.5
_STEP = 0.96
_LINE_EM = 1.16
_PARAGRAPH_EM = 0.14
_CLEARANCE_EM = 0.04
_GUTTER_MM = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class TextRun:
    """One line of text in a cell: its left end and baseline in mm from the cell's top left corner."""

    shows: Shows
    weight: Weight
    text: str
    size_pt: float
    left_mm: float
    baseline_mm: float


@dataclass(frozen=True, slots=True)
class SymbolBox:
    """The dark part of a square symbol in a cell, in mm; its quiet zone lies around it."""

    left_mm: Decimal
    top_mm: Decimal
    module_mm: Decimal
    modules: int

    @property
    def side_mm(self) -> Decimal:
        return self.module_mm * self.modules

    @property
    def quiet_box(self) -> Box:
        quiet_mm = self.module_mm * QUIET_ZONE
        side_mm = self.side_mm + 2 * quiet_mm
        return Box(self.left_mm - quiet_mm, self.top_mm - quiet_mm, side_mm, side_mm)


@dataclass(frozen=True)
class Drawing:
    """One laid-out cell. The runs showing the serial hold stand-in letters, to be replaced label by label."""

    width_mm: Decimal
    height_mm: Decimal
    symbol: SymbolBox
    runs: tuple[TextRun, ...]

    @property
    def fixed_runs(self) -> tuple[TextRun, ...]:
        return tuple(run for run in self.runs if run.shows is not Shows.SERIAL)

    @property
    def serial_runs(self) -> tuple[TextRun, ...]:
        return tuple(run for run in self.runs if run.shows is Shows.SERIAL)


@dataclass(frozen=True)
class _Effort:
    """How far to go to make a text fit; tried from the first, most pleasing, to the last."""

    smallest_pt: float
    breaks_words: bool
    shortens: bool


_EFFORTS = (
    _Effort(SMALLEST_PT, breaks_words=False, shortens=False),
    _Effort(SMALLEST_PT, breaks_words=True, shortens=False),
    _Effort(SMALLEST_PT, breaks_words=True, shortens=True),
    _Effort(LAST_RESORT_PT, breaks_words=True, shortens=True),
)


def draw(
    content: LabelContent,
    *,
    design: Design,
    stock: Stock,
    modules: int,
    serial_length: int = 0,
    dots_per_inch: int | None = None,
) -> Drawing:
    """Lay out a cell of `stock` for a QR of `modules` modules a side.

    With `dots_per_inch` a module is a whole number of the printer's dots. Raises LabelError naming `stock` when the
    symbol is too large for the cell, or the field of the content that does not fit.
    """
    texts = words(content, design, serial_length=serial_length)
    cell = Box(Decimal(0), Decimal(0), stock.cell_width_mm, stock.cell_height_mm)
    sizes = _module_sizes(design, stock, modules, dots_per_inch)
    for effort in _EFFORTS:
        for module_mm in sizes:
            symbol, room = _arrange(cell, stock.safe_edge_mm, module_mm, modules)
            runs = _fill(room, texts, design, effort)
            if runs is not None:
                return Drawing(cell.width_mm, cell.height_mm, symbol, tuple(runs))
    raise LabelError(
        _longest(texts), say("This does not fit on the label. Shorten it, or choose a larger label paper.")
    )


def _longest(texts: Sequence[Words]) -> str:
    return max(texts, key=lambda part: len(part.text)).line.shows.value


def _module_sizes(design: Design, stock: Stock, modules: int, dots_per_inch: int | None) -> list[Decimal]:
    """Module sizes to try in mm, the most pleasing first."""
    with_quiet = modules + 2 * QUIET_ZONE
    width_mm, height_mm, edge_mm = stock.cell_width_mm, stock.cell_height_mm, stock.safe_edge_mm
    across_mm, along_mm = width_mm - 2 * edge_mm, height_mm - 2 * edge_mm
    side_mm, shared_mm = (across_mm, along_mm) if _is_upright(width_mm, height_mm) else (along_mm, across_mm)
    pleasing_mm = min(side_mm, shared_mm * design.symbol_share) / with_quiet
    # The quiet zone is blank anyway: on the smallest labels it may reach over the safe edge to the cut.
    cell_side_mm = min(width_mm, height_mm)
    possible_mm = min(cell_side_mm / with_quiet, (cell_side_mm - 2 * edge_mm) / modules)
    smallest_mm, largest_mm = design.min_module_mm, design.max_module_mm
    if dots_per_inch is None:
        best_mm = min(largest_mm, max(pleasing_mm, min(smallest_mm, possible_mm)))
        wanted = [best_mm, (best_mm + smallest_mm) / 2, smallest_mm]
        sizes = [min(size_mm, best_mm).quantize(Decimal("0.0001"), ROUND_DOWN) for size_mm in wanted]
    else:
        whole = [dots * INCH_MM / dots_per_inch for dots in range(1, dots_per_inch // 10)]
        possible = [size_mm for size_mm in whole if size_mm <= max(pleasing_mm, possible_mm)]
        sizes = sorted(possible, key=lambda size_mm: (size_mm > pleasing_mm, abs(size_mm - pleasing_mm)))
    allowed = [size_mm for size_mm in dict.fromkeys(sizes) if smallest_mm <= size_mm <= largest_mm]
    if not allowed:
        dot_mm = INCH_MM / dots_per_inch if dots_per_inch else smallest_mm
        module_mm = (smallest_mm / dot_mm).to_integral_value(ROUND_UP) * dot_mm
        needed_mm = (module_mm * with_quiet).quantize(Decimal("0.1"), ROUND_UP)
        raise LabelError(
            "stock", say("This label is too small for its code, which needs %(needed)s mm.", needed=needed_mm)
        )
    return allowed


def _is_upright(width_mm: Decimal, height_mm: Decimal) -> bool:
    return height_mm > width_mm * Decimal("1.2")


def _arrange(cell: Box, edge_mm: Decimal, module_mm: Decimal, modules: int) -> tuple[SymbolBox, Box]:
    """The symbol on the left, or on top of an upright cell, and the room that is left for text."""
    quiet_mm = module_mm * QUIET_ZONE
    taken_mm = module_mm * (modules + 2 * QUIET_ZONE)
    safe = cell.inset(edge_mm)
    if _is_upright(cell.width_mm, cell.height_mm):
        top_mm = safe.top_mm + quiet_mm
        symbol = SymbolBox((cell.width_mm - taken_mm) / 2 + quiet_mm, top_mm, module_mm, modules)
        start_mm = safe.top_mm + taken_mm + _GUTTER_MM
        return symbol, Box(safe.left_mm, start_mm, safe.width_mm, safe.bottom_mm - start_mm)
    # On a cell so small that the quiet zone crosses the safe edge, the symbol moves to the edge by as much.
    left_mm = max(edge_mm, min(edge_mm, (cell.height_mm - taken_mm) / 2) + quiet_mm)
    symbol = SymbolBox(left_mm, (cell.height_mm - module_mm * modules) / 2, module_mm, modules)
    start_mm = symbol.quiet_box.right_mm + _GUTTER_MM
    return symbol, Box(start_mm, safe.top_mm, safe.right_mm - start_mm, safe.height_mm)


def _fill(room: Box, texts: Sequence[Words], design: Design, effort: _Effort) -> list[TextRun] | None:
    """Lines for `room` as large as they go, leaving out from the end what may be left out."""
    if room.width_mm <= 0 or room.height_mm <= 0:
        return None
    optional = [part for part in texts if part.line.overflow is Overflow.LEAVE_OUT]
    for kept in range(len(optional), -1, -1):
        chosen = [part for part in texts if part not in optional[kept:]]
        size_pt = float(design.largest_pt)
        floor_pt = float(design.comfortable_pt) if kept else effort.smallest_pt
        while size_pt >= floor_pt:
            runs = _set(room, chosen, size_pt, effort)
            if runs is not None:
                return runs
            size_pt = max(size_pt * _STEP, floor_pt) if size_pt > floor_pt else 0
    return None


def _set(room: Box, texts: Sequence[Words], size_pt: float, effort: _Effort) -> list[TextRun] | None:
    """The texts at one size, block centred in the room from top to bottom; None when they do not fit."""
    runs: list[TextRun] = []
    left_mm, height_mm = float(room.left_mm), float(room.height_mm)
    previous_mm = hanging_mm = 0.0
    for part in texts:
        part_pt = max(effort.smallest_pt, size_pt * part.line.scale)
        em_mm, style = part_pt * PT_MM, face(part.line.weight)
        lines = _lines(part, float(room.width_mm) / em_mm, effort if part_pt == effort.smallest_pt else _EFFORTS[0])
        if lines is None:
            return None
        for number, text in enumerate(lines):
            top_mm = style.top_em(part.ink) * em_mm
            if runs:
                gap_mm = _PARAGRAPH_EM * em_mm if number == 0 else 0.0
                step_mm = max(_LINE_EM * em_mm, hanging_mm + top_mm + _CLEARANCE_EM * em_mm) + gap_mm
            else:
                step_mm = top_mm
            previous_mm += step_mm
            hanging_mm = style.bottom_em(part.ink) * em_mm
            if previous_mm + hanging_mm > height_mm:
                return None
            runs.append(TextRun(part.line.shows, part.line.weight, text, part_pt, left_mm, previous_mm))
    shift_mm = float(room.top_mm) + (height_mm - previous_mm - hanging_mm) / 2
    return [
        TextRun(run.shows, run.weight, run.text, run.size_pt, run.left_mm, run.baseline_mm + shift_mm) for run in runs
    ]


def _lines(part: Words, room_em: float, effort: _Effort) -> list[str] | None:
    style, most = face(part.line.weight), part.line.max_lines
    lines = wrap(part.text, face=style, room_em=room_em, max_lines=most)
    if lines is None and effort.breaks_words and part.line.shows is not Shows.SERIAL:
        lines = wrap_anywhere(part.text, face=style, room_em=room_em, max_lines=most)
    if lines is None and effort.shortens and part.line.overflow is Overflow.SHORTEN:
        lines = shorten(part.text, face=style, room_em=room_em, max_lines=most)
    return lines


def ink_box(run: TextRun) -> Box:
    """The box in the cell that the run's letters cover, in mm."""
    style, em_mm = face(run.weight), run.size_pt * PT_MM
    top_mm = run.baseline_mm - style.top_em(run.text) * em_mm
    height_mm = (style.top_em(run.text) + style.bottom_em(run.text)) * em_mm
    length_mm = width_mm(run.text, face=style, size_pt=run.size_pt)
    return Box(Decimal(run.left_mm), Decimal(top_mm), Decimal(length_mm), Decimal(height_mm))
