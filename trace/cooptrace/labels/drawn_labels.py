"""Every label of a job with its symbol drawn, encoded block by block."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from cooptrace.codes import CodeError
from cooptrace.codes.sentences import explain
from cooptrace.labels.barcodes import pictures, place, room_for_bars
from cooptrace.labels.drawing import PlacedBars
from cooptrace.labels.jobs import PreparedJob
from cooptrace.labels.problems import LabelError
from cooptrace.labels.squares import CodeRows, other_kind
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.symbology import Symbology

_BLOCK = 512  # labels encoded at a time
_TOLERANCE_MM = Decimal("0.2")

Bars = tuple[PlacedBars, ...]
Drawn = TypeVar("Drawn")


def square_labels(prepared: PreparedJob, first: Matrix) -> Iterator[tuple[bytes, str]]:
    """The packed modules and the serial of each label. Raises LabelError on `codes` when one is unlike the first."""
    job = prepared.job
    return _blocks(prepared, CodeRows(prepared.first_code, first, design=job.design, level=job.level).rows)


def bar_labels(prepared: PreparedJob) -> Iterator[tuple[Bars, str]]:
    """The barcodes and the serial of each label. Raises LabelError on `codes` when one is wrong or takes more room."""
    return _blocks(prepared, _CodeBars(prepared).bars)


def _blocks(prepared: PreparedJob, draw: Callable[[Sequence[str]], list[Drawn]]) -> Iterator[tuple[Drawn, str]]:
    while block := list(islice(prepared.labels, _BLOCK)):
        yield from zip(draw([code for code, _ in block]), (serial for _, serial in block), strict=True)


class _CodeBars:
    """Barcodes where the first code has its own, and no larger."""

    def __init__(self, prepared: PreparedJob) -> None:
        job = prepared.job
        self._design, self._first_code, self._first = job.design, prepared.first_code, prepared.drawing.bars
        self._room = room_for_bars(job.design, job.stock, job.dots_per_inch)
        self._is_centred = abs(self._middle_mm - job.stock.cell_width_mm / 2) < 1

    def bars(self, codes: Sequence[str]) -> list[Bars]:
        return [self._first if code == self._first_code else self._placed(code) for code in codes]

    @property
    def _middle_mm(self) -> Decimal:
        box = self._first[-1].box
        return box.left_mm + box.width_mm / 2

    def _placed(self, code: str) -> Bars:
        last = self._first[-1]
        room = self._room
        if self._design.symbology is not Symbology.GS1_128:  # the others are all of one width: as large as the first
            room = replace(room, width_mm=last.picture.width_mm)
        try:
            drawn = pictures(code, self._design, room)
        except CodeError as refused:
            raise LabelError("codes", explain(refused)) from refused
        except SymbolError as problem:
            raise LabelError("codes", problem.sentence) from problem
        placed = place(drawn, centre_mm=self._middle_mm, bottom_mm=last.box.bottom_mm, room=room)
        if placed[0].top_mm < self._first[0].top_mm - _TOLERANCE_MM or not self._keeps_off_text(placed):
            raise other_kind()
        return placed

    def _keeps_off_text(self, placed: Bars) -> bool:
        leftmost_mm = min(bars.left_mm for bars in placed)
        return self._is_centred or leftmost_mm >= self._first[-1].left_mm - _TOLERANCE_MM
