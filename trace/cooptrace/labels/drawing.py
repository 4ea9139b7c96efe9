"""One label laid out: where the symbols and each line of text stand in the cell. Pure geometry, for every output."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from cooptrace.labels.content import grouped
from cooptrace.labels.designs import Shows
from cooptrace.labels.fonts import PT_MM, Weight, face
from cooptrace.labels.geometry import Box
from cooptrace.labels.text_fit import width_mm
from cooptrace.symbols.picture import Picture
from cooptrace.symbols.qr import QUIET_ZONE

INCH_MM = Decimal("25.4")


@dataclass(frozen=True, slots=True)
class TextRun:
    """One line of text in a cell: its left end and baseline in mm from the cell's top left corner.

    `shows` is None for what is written under bars.
    """

    shows: Shows | None
    weight: Weight
    text: str
    size_pt: float
    left_mm: float
    baseline_mm: float


@dataclass(frozen=True, slots=True)
class SymbolBox:
    """The dark part of a square symbol in a cell, in mm; its quiet zone (in modules) lies around it."""

    left_mm: Decimal
    top_mm: Decimal
    module_mm: Decimal
    modules: int
    quiet: int = QUIET_ZONE

    @property
    def side_mm(self) -> Decimal:
        return self.module_mm * self.modules

    @property
    def quiet_box(self) -> Box:
        quiet_mm = self.module_mm * self.quiet
        side_mm = self.side_mm + 2 * quiet_mm
        return Box(self.left_mm - quiet_mm, self.top_mm - quiet_mm, side_mm, side_mm)


@dataclass(frozen=True, slots=True)
class PlacedBars:
    """A barcode in a cell: its picture with quiet zones, the top left corner of that in mm, and the text under it."""

    picture: Picture
    left_mm: Decimal
    top_mm: Decimal
    captions: tuple[TextRun, ...]

    @property
    def box(self) -> Box:
        return Box(self.left_mm, self.top_mm, self.picture.width_mm, self.picture.height_mm)


@dataclass(frozen=True)
class Drawing:
    """One laid-out cell, with a square symbol or with bars: those of the first code.

    The runs showing the serial hold stand-in letters, to be replaced label by label.
    """

    width_mm: Decimal
    height_mm: Decimal
    runs: tuple[TextRun, ...]
    symbol: SymbolBox | None = None
    bars: tuple[PlacedBars, ...] = ()

    @property
    def fixed_runs(self) -> tuple[TextRun, ...]:
        return tuple(run for run in self.runs if run.shows is not Shows.SERIAL)

    @property
    def serial_runs(self) -> tuple[TextRun, ...]:
        return tuple(run for run in self.runs if run.shows is Shows.SERIAL)

    @property
    def module_mm(self) -> Decimal:
        """The width of a module of the symbol, or of the last of the barcodes."""
        return self.symbol.module_mm if self.symbol else self.bars[-1].picture.module_mm


def serial_runs(drawing: Drawing, serial: str) -> tuple[TextRun, ...]:
    """The lines of one label's serial, in groups of five; none for an empty serial."""
    groups = iter(grouped(serial))
    return tuple(
        replace(run, text=" ".join(islice(groups, run.text.count(" ") + 1))) for run in drawing.serial_runs if serial
    )


def ink_box(run: TextRun) -> Box:
    """The box in the cell that the run's letters cover, in mm."""
    style, em_mm = face(run.weight), run.size_pt * PT_MM
    top_mm = run.baseline_mm - style.top_em(run.text) * em_mm
    height_mm = (style.top_em(run.text) + style.bottom_em(run.text)) * em_mm
    length_mm = width_mm(run.text, face=style, size_pt=run.size_pt)
    return Box(Decimal(run.left_mm), Decimal(top_mm), Decimal(length_mm), Decimal(height_mm))
