"""Penalty points of a masked QR symbol (ISO/IEC 18004 clause 7.8.3), for many symbols and masks at once.

The quiet zone counts as light, and a finder-like pattern with light on both sides counts twice; the standard's wording
leaves both open.
"""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cooptrace.symbols.matrix import Matrix

Words = NDArray[np.uint64]

MAX_WIDTH = 56  # version 9: with 4 light modules on either side a line fills one 64-bit word
_GUARD = 4
_N1, _N2, _N3, _N4 = 3, 3, 40, 10

_1, _2, _3, _4, _5, _6, _7 = (np.uint64(shift) for shift in range(1, 8))


def lines(matrix: Matrix) -> Words:
    """Every row, then every column, as one word each: first module at bit 59, four light guards on both sides."""
    rows = matrix.bits()
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    shift = 64 - _GUARD - matrix.width
    return np.array([int(line, 2) << shift for line in rows + columns], dtype=np.uint64)


def penalties(symbols: Words) -> NDArray[np.int32]:
    """Penalty points of symbols given as `lines`: shape (..., 2 * width) in, (...) out. Widths up to MAX_WIDTH."""
    width = symbols.shape[-1] // 2
    pairs = np.uint64(((1 << (width - 1)) - 1) << (64 - _GUARD - width + 1))
    equal = ~(symbols ^ (symbols << _1)) & pairs  # a module and its right neighbour are alike
    three = equal & (equal << _1)
    five = three & (three << _2)
    runs = five & ~(five >> _1)  # the first of each run's windows of five
    light = ~symbols
    light_2 = light & (light << _1)
    light_4 = light_2 & (light_2 << _2)
    finder = symbols & (light << _1) & (symbols << _2) & (symbols << _3) & (symbols << _4) & (light << _5)
    finder &= symbols << _6
    rows, equal_rows = symbols[..., :width], equal[..., :width]
    blocks = equal_rows[..., :-1] & equal_rows[..., 1:] & ~(rows[..., :-1] ^ rows[..., 1:])
    area = width * width
    deviation = np.abs(_ones(rows) * 20 - area * 10) // area  # in steps of 5 %
    points: NDArray[np.int32] = (
        _ones(five)  # N1 and one more for each module past five: N1 - 1 for the run, 1 for each window
        + (_N1 - 1) * _ones(runs)
        + _N2 * _ones(blocks)
        + _N3 * (_ones(finder & (light_4 << _7)) + _ones(finder & (light_4 >> _4)))
        + _N4 * deviation
    )
    return points


def matrix_penalty(matrix: Matrix) -> int:
    """Penalty points of one symbol of any size."""
    if matrix.width <= MAX_WIDTH:
        return int(penalties(lines(matrix)))
    rows = matrix.bits()
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    dark = sum(row.count("1") for row in rows)
    deviation = abs(dark * 20 - matrix.width**2 * 10) // matrix.width**2
    return sum(map(_line_penalty, rows + columns)) + _N2 * _blocks(rows) + _N4 * deviation


def _ones(words: Words) -> NDArray[np.int32]:
    counts: Any = np.bitwise_count(words)
    total: NDArray[np.int32] = counts.sum(axis=-1, dtype=np.int32)
    return total


def _line_penalty(line: str) -> int:
    points = sum(_N1 + len(run) - 5 for run in line.replace("01", "0 1").replace("10", "1 0").split() if len(run) >= 5)
    guarded = "0000" + line + "0000"
    for start in range(len(line)):
        points += _N3 * (guarded.startswith("00001011101", start) + guarded.startswith("10111010000", start + 4))
    return points


def _blocks(rows: list[str]) -> int:
    pairs = pairwise(rows)
    return sum(
        upper[column : column + 2] == lower[column : column + 2] in ("00", "11")
        for upper, lower in pairs
        for column in range(len(upper) - 1)
    )
