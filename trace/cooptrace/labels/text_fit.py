"""Fitting a text into a width: on one line or several, measured with the font. Never clips."""

import re
from collections.abc import Iterator

from cooptrace.labels.fonts import PT_MM, Face

ELLIPSIS = "…"
_BALANCING_STEPS = 6
# A number keeps its unit on its line: never "500" and then "g" alone.
_BREAK = re.compile(r" (?!(?:kg|g|mg|ml|l|lít|cm|%)(?: |$))", re.IGNORECASE)


def width_mm(text: str, *, face: Face, size_pt: float) -> float:
    return face.width_em(text) * size_pt * PT_MM


def wrap(text: str, *, face: Face, room_em: float, max_lines: int) -> list[str] | None:
    """The text broken at spaces into lines no wider than `room_em`, or None when that takes more than `max_lines`."""
    return _gather(_BREAK.split(text), face, room_em, max_lines)


def wrap_evenly(text: str, *, face: Face, room_em: float, max_lines: int) -> list[str] | None:
    """Like `wrap`, in as many lines, all as nearly of one length as spaces allow: no single word left over."""
    lines = wrap(text, face=face, room_em=room_em, max_lines=max_lines)
    if lines is None or len(lines) == 1:
        return lines
    words, widest = _BREAK.split(text), max(map(face.width_em, lines))
    low, high, best = widest / len(lines), widest, lines
    for _ in range(_BALANCING_STEPS):
        middle = (low + high) / 2
        tried = _gather(words, face, middle, len(lines))
        if tried is None:
            low = middle
        else:
            best, high = tried, middle
    return best


def wrap_anywhere(text: str, *, face: Face, room_em: float, max_lines: int) -> list[str] | None:
    """Like `wrap`, but a word too wide for a line of its own is broken between letters."""
    pieces = [piece for word in _BREAK.split(text) for piece in _pieces(word, face, room_em)]
    return _gather(pieces, face, room_em, max_lines)


def shorten(text: str, *, face: Face, room_em: float, max_lines: int) -> list[str]:
    """The last resort: as much of the text as fits, then an ellipsis."""
    for length in range(len(text), 0, -1):
        lines = wrap_anywhere(text[:length].rstrip() + ELLIPSIS, face=face, room_em=room_em, max_lines=max_lines)
        if lines is not None:
            return lines
    return []


def _gather(words: list[str], face: Face, room_em: float, max_lines: int) -> list[str] | None:
    space = face.width_em(" ")
    lines: list[list[str]] = []
    used = 0.0
    for word in words:
        width = face.width_em(word)
        if width > room_em:
            return None
        if lines and used + space + width <= room_em:
            lines[-1].append(word)
            used += space + width
        else:
            lines.append([word])
            used = width
        if len(lines) > max_lines:
            return None
    return [" ".join(line) for line in lines]


def _pieces(word: str, face: Face, room_em: float) -> Iterator[str]:
    piece, used = "", 0.0
    for letter in word:
        width = face.width_em(letter)
        if piece and used + width > room_em:
            yield piece
            piece, used = "", 0.0
        piece += letter
        used += width
    yield piece
