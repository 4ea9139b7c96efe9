"""Pictures for tests: good ones as phones take them, and bad ones as people and attackers send them."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 900), **options: object) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def phone_photo() -> bytes:
    """Lying on its side, as phones store it, with the place it was taken at."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 31.0, 12.5), 3: "E", 4: (107.0, 23.0, 44.5)})
    return picture(exif=exif)


def png_bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """A few kilobytes that say they are hundreds of millions of pixels."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * 1000), 9)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
