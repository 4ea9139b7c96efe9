"""The modules of a two-dimensional symbol, packed one bit each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_OTHERS = bytes(byte ^ 0xFF for byte in range(256))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Modules without quiet zone. `rows`: `height` rows of `stride` bytes, first module in the highest bit, 1 = dark.

    This is at once the data of a PDF image mask, a 1-bit PNG row (inverted) and a ZPL graphic.
    """

    width: int
    height: int
    rows: bytes

    @property
    def stride(self) -> int:
        """Bytes of one row."""
        return (self.width + 7) // 8

    @property
    def inverted(self) -> bytes:
        """The rows with 0 = dark, spare bits at their ends too."""
        return self.rows.translate(_OTHERS)

    def is_dark(self, column: int, row: int) -> bool:
        return bool(self.rows[row * self.stride + column // 8] >> (7 - column % 8) & 1)

    def bits(self) -> list[str]:
        """One string of 0 and 1 for each row."""
        stride, width = self.stride, self.width
        return [
            bin(1 << 8 * stride | int.from_bytes(self.rows[start : start + stride]))[3 : 3 + width]
            for start in range(0, len(self.rows), stride)
        ]

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Each stretch of dark modules: its row, where it starts, how long it is."""
        for row, line in enumerate(self.bits()):
            start = 0
            for kind, cells in groupby(line):
                length = len(list(cells))
                if kind == "1":
                    yield row, start, length
                start += length


def pack(modules: Sequence[Iterable[object]]) -> Matrix:
    """Rows of truth values (or of "0"/"1" letters) as a Matrix."""
    lines = ["".join("0" if cell in (0, "0", False) else "1" for cell in row) for row in modules]
    width = len(lines[0])
    stride = (width + 7) // 8
    packed = b"".join(int(line.ljust(8 * stride, "0"), 2).to_bytes(stride) for line in lines)
    return Matrix(width, len(lines), packed)
