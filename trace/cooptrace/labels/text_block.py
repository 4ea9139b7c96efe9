"""Lines of a design set into a room as large as they go: shrunk first, then wrapped, then broken; never clipped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from cooptrace.errors import say
from cooptrace.labels.content import SERIAL_LETTERS, Words
from cooptrace.labels.designs import Design, Overflow, Shows
from cooptrace.labels.drawing import TextRun
from cooptrace.labels.fonts import PT_MM, Face, face
from cooptrace.labels.geometry import Box
from cooptrace.labels.problems import LabelError
from cooptrace.labels.text_fit import shorten, width_mm, wrap, wrap_anywhere, wrap_evenly

SMALLEST_PT = 5.0
LAST_RESORT_PT = 4.5
_STEP = 0.96
_LINE_EM = 1.16
_PARAGRAPH_EM = 0.14
_CLEARANCE_EM = 0.04
_CENTRED_SERIAL = 0.7  # of the room: as its letters differ, what stands in the middle needs some to spare

Found = TypeVar("Found")


class Wrap(Protocol):
    """How a text becomes lines: `wrap`, or `wrap_evenly` for good once the size is known."""

    def __call__(self, text: str, *, face: Face, room_em: float, max_lines: int) -> list[str] | None: ...


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True)
class Effort:
    """How far to go to make a text fit; tried from the first, most pleasing, to the last."""

    smallest_pt: float
    breaks_words: bool
    shortens: bool
    # What may be shortened gives up all but one of its lines.
    to_one_line: bool = False


EFFORTS = (
    Effort(SMALLEST_PT, breaks_words=False, shortens=False),
    Effort(SMALLEST_PT, breaks_words=True, shortens=False),
    Effort(SMALLEST_PT, breaks_words=True, shortens=True),
    Effort(LAST_RESORT_PT, breaks_words=True, shortens=True),
    Effort(LAST_RESORT_PT, breaks_words=True, shortens=True, to_one_line=True),
)


@dataclass(frozen=True)
class Block:
    """Set lines, from the top left corner of the block."""

    runs: tuple[TextRun, ...]
    height_mm: float

    def at(self, left_mm: float, top_mm: float) -> tuple[TextRun, ...]:
        return tuple(
            replace(run, left_mm=run.left_mm + left_mm, baseline_mm=run.baseline_mm + top_mm) for run in self.runs
        )


def fill(
    room: Box, texts: Sequence[Words], design: Design, effort: Effort, *, align: Align = Align.LEFT
) -> Block | None:
    """Lines as large as they go in a room of that size; None when they do not fit."""
    if room.width_mm <= 0 or room.height_mm <= 0:
        return None
    wide_mm, high_mm = float(room.width_mm), float(room.height_mm)

    def fitted(chosen: Sequence[Words], size_pt: float) -> Block | None:
        block = set_block(chosen, wide_mm, size_pt, effort, align)
        if block is None or block.height_mm > high_mm:
            return None
        return set_block(chosen, wide_mm, size_pt, effort, align, wrapped=wrap_evenly)

    return largest(texts, design, effort, fitted)


def largest(
    texts: Sequence[Words], design: Design, effort: Effort, fitted: Callable[[Sequence[Words], float], Found | None]
) -> Found | None:
    """What `fitted` makes of the texts at the largest size it takes, leaving out from the end what may be left out."""
    optional = [part for part in texts if part.line.overflow is Overflow.LEAVE_OUT]
    for kept in range(len(optional), -1, -1):
        chosen = [part for part in texts if part not in optional[kept:]]
        size_pt = float(design.largest_pt)
        floor_pt = float(design.comfortable_pt) if kept else effort.smallest_pt
        while size_pt >= floor_pt:
            found = fitted(chosen, size_pt)
            if found is not None:
                return found
            size_pt = max(size_pt * _STEP, floor_pt) if size_pt > floor_pt else 0
    return None


def set_block(
    texts: Sequence[Words],
    room_mm: float,
    size_pt: float,
    effort: Effort,
    align: Align = Align.LEFT,
    *,
    wrapped: Wrap = wrap,
) -> Block | None:
    """The texts at one size, no wider than `room_mm`; None when a text cannot be broken like that."""
    runs: list[TextRun] = []
    baseline_mm = hanging_mm = 0.0
    for part in texts:
        part_pt = max(effort.smallest_pt, size_pt * part.line.scale)
        em_mm, style = part_pt * PT_MM, face(part.line.weight)
        room_em = (
            room_mm / em_mm * (_CENTRED_SERIAL if align is Align.CENTRE and part.line.shows is Shows.SERIAL else 1)
        )
        lines = _lines(part, room_em, effort if part_pt == effort.smallest_pt else EFFORTS[0], wrapped)
        if lines is None:
            return None
        for number, text in enumerate(lines):
            top_mm = style.top_em(part.ink) * em_mm
            if runs:
                gap_mm = _PARAGRAPH_EM * em_mm if number == 0 else 0.0
                top_mm = max(_LINE_EM * em_mm, hanging_mm + top_mm + _CLEARANCE_EM * em_mm) + gap_mm
            baseline_mm += top_mm
            hanging_mm = style.bottom_em(part.ink) * em_mm
            left_mm = _centring_mm(part, text, room_mm, part_pt) if align is Align.CENTRE else 0.0
            runs.append(TextRun(part.line.shows, part.line.weight, text, part_pt, left_mm, baseline_mm))
    return Block(tuple(runs), baseline_mm + hanging_mm)


def _centring_mm(part: Words, text: str, room_mm: float, size_pt: float) -> float:
    """Where a line in the middle begins. A serial's stand-in is the widest there is: most are narrower by a third."""
    style = face(part.line.weight)
    spare_mm = room_mm - width_mm(text, face=style, size_pt=size_pt)
    if part.line.shows is not Shows.SERIAL:
        return spare_mm / 2
    widest_em = style.width_em(text.replace(" ", "")[:1])
    usual_em = style.width_em(SERIAL_LETTERS) / len(SERIAL_LETTERS)
    narrower_mm = (widest_em - usual_em) * len(text.replace(" ", "")) * size_pt * PT_MM
    return min((spare_mm + narrower_mm) / 2, spare_mm)


def no_room(texts: Sequence[Words]) -> LabelError:
    """The refusal of texts that fit at no size, on the field of the longest."""
    longest = max(texts, key=lambda part: len(part.text)).line.shows.value
    return LabelError(longest, say("This does not fit on the label. Shorten it, or choose a larger label paper."))


def _lines(part: Words, room_em: float, effort: Effort, wrapped: Wrap) -> list[str] | None:
    style, may_shorten = face(part.line.weight), part.line.overflow is Overflow.SHORTEN
    most = 1 if effort.to_one_line and may_shorten else part.line.max_lines
    plain = wrap if part.line.shows is Shows.SERIAL else wrapped
    lines = plain(part.text, face=style, room_em=room_em, max_lines=most)
    if lines is None and effort.breaks_words and part.line.shows is not Shows.SERIAL:
        lines = wrap_anywhere(part.text, face=style, room_em=room_em, max_lines=most)
    if lines is None and effort.shortens and may_shorten:
        lines = shorten(part.text, face=style, room_em=room_em, max_lines=most)
    return lines
