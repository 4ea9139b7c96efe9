"""1-bit PNG (ISO/IEC 15948) straight from packed rows, with its density so that it prints at its size."""

import struct
import zlib
from decimal import Decimal

from cooptrace.symbols.matrix import Matrix

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY_1_BIT = b"\x01\x00\x00\x00\x00"


def png(dots: Matrix, *, dot_mm: Decimal) -> bytes:
    """Dark as black, on white; `dot_mm` is the width of one dot."""
    stride, rows = dots.stride, dots.inverted
    lines = b"".join([b"\x00" + rows[start : start + stride] for start in range(0, len(rows), stride)])
    per_metre = round(1000 / dot_mm)
    return (
        _SIGNATURE
        + _chunk(b"IHDR", struct.pack(">II", dots.width, dots.height) + _GREY_1_BIT)
        + _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
        + _chunk(b"IDAT", zlib.compress(lines, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
