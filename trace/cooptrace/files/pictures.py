"""From whatever a camera wrote to small, clean WebP: nothing of the original file is kept but its picture. Pure."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore

from PIL import Image

from cooptrace.errors import Sentence, Wrong, say

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 40_000_000
# Wider pictures for wider screens; the smaller the picture, the less its losses show.
QUALITY = {960: 72, 480: 68, 320: 64}
PAPER_WIDTH, PAPER_QUALITY = 1600, 75
TALLEST = 3  # heights in one width: a longer strip is made narrower so that every picture fits a page

EMPTY = say("This file is empty. Please choose the photo again.")
NOT_A_PHOTO = say("This is not a photo we can read. Please choose a JPEG, PNG or WebP picture.")
APPLE_PHOTO = say("This is a HEIC photo of an iPhone. Please send it as JPEG.")
TOO_MANY_PIXELS = say("This picture has too many pixels. Please take it again with the phone's camera.")
DAMAGED = say("This photo arrived damaged or cut off. Please choose it again.")

# EXIF's orientation: how to turn a picture upright; from 5 on it lies on its side.
_ORIENTATION, _LYING = 0x0112, 5
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# A photo of 40 million pixels takes a third of a gigabyte while it is made small.
_FEW_AT_ONCE = BoundedSemaphore(2)

warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Picture:
    """One picture in the three widths that pages use; `width` and `height` are those of the widest."""

    width: int
    height: int
    webp: dict[int, bytes]


def make_picture(content: bytes) -> Picture:
    """Raises Wrong with a sentence for the person who chose the file."""
    image = _decoded(content, width=max(QUALITY))
    webp: dict[int, bytes] = {}
    size = (0, 0)
    for width, quality in QUALITY.items():
        image = _narrowed(image, width)
        size = max(size, image.size)
        webp[width] = _webp(image, quality)
    return Picture(*size, webp)


def make_paper(content: bytes) -> bytes:
    """A photographed document as one WebP on which small print can be read. Raises Wrong."""
    return _webp(_decoded(content, width=PAPER_WIDTH), PAPER_QUALITY)


def _decoded(content: bytes, *, width: int) -> Image.Image:
    """Upright, opaque RGB, at most this wide."""
    if not content:
        raise Wrong(EMPTY)
    if _is_heic(content):
        raise Wrong(APPLE_PHOTO)
    with _refusing(NOT_A_PHOTO), Image.open(BytesIO(content), formats=FORMATS) as image:
        # The header is read, not one pixel: 11 kB can unpack to half a gigabyte.
        if image.width * image.height > MAX_PIXELS:
            raise Wrong(TOO_MANY_PIXELS)
        with _refusing(DAMAGED):
            image.draft("RGB", (width * 2, width * 2))  # a JPEG need not be unpacked in full
            with _FEW_AT_ONCE:
                image.load()
                return _upright(image, width)


class _refusing:  # noqa: N801 (reads as a verb)
    """Pillow raises whatever comes to hand for a broken file: every error in here is the file's."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> None:
        if isinstance(problem, Image.DecompressionBombError | Image.DecompressionBombWarning):
            raise Wrong(TOO_MANY_PIXELS) from problem
        if isinstance(problem, Exception) and not isinstance(problem, Wrong):
            raise Wrong(self.sentence) from problem


def _upright(image: Image.Image, width: int) -> Image.Image:
    """Made small first, then turned and put on white: copies of the large picture would cost the most memory."""
    orientation = image.getexif().get(_ORIENTATION, 1)
    turn = _TURNS.get(orientation)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    flat = image if image.mode == mode else image.convert(mode)
    small = _narrowed(flat, width, lying=orientation >= _LYING)
    upright = small.transpose(turn) if turn is not None else small
    if upright.mode == "RGB":
        return upright
    return Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB")


def _narrowed(image: Image.Image, width: int, *, lying: bool = False) -> Image.Image:
    """Never larger than it is. A lying picture is as wide, once it stands, as it is high now."""
    across, along = reversed(image.size) if lying else image.size
    scale = min(1.0, width / across, TALLEST * width / along)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=quality, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()


def _is_heic(content: bytes) -> bool:
    brands: Iterable[bytes] = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
    return content[4:8] == b"ftyp" and content[8:12] in brands
