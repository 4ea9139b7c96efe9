"""Pictures of the sample products, drawn here: nobody's photographs, and each says that it is a sample."""

import io
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 900
_WALL, _TABLE, _SHADOW = "#efece1", "#d9c7a3", "#c6b389"
_PAPER, _INK = "#fffdf6", "#20302a"
_FONT = "BeVietnamPro-SemiBold.ttf"

Brush = ImageDraw.ImageDraw
Shape = Callable[[Brush, str, str], tuple[int, int, int, int]]


def product_picture(name: str, *, shape: str, colour: str, second: str) -> bytes:
    """A PNG of 1200 × 900: the product in its pack on a table, with its name on the label."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _WALL)
    brush = ImageDraw.Draw(image)
    _box(brush, (0, 640, WIDTH, HEIGHT), _TABLE)
    label = SHAPES[shape](brush, colour, second)
    _write(brush, name, label)
    _write(brush, "ảnh mẫu", (980, 840, 1180, 880), colour="#6b5a34")
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _pouch(brush: Brush, colour: str, second: str) -> tuple[int, int, int, int]:
    _oval(brush, (330, 740, 900, 820), _SHADOW)
    _box(brush, (360, 120, 840, 780), colour, radius=40)
    _box(brush, (360, 120, 840, 200), second, radius=20)
    for left in range(400, 820, 40):
        _box(brush, (left, 560, left + 18, 740), second, radius=9)
    return 400, 260, 800, 520


def _jar(brush: Brush, colour: str, second: str) -> tuple[int, int, int, int]:
    _oval(brush, (370, 740, 840, 820), _SHADOW)
    _box(brush, (400, 220, 800, 790), colour, radius=70)
    _box(brush, (430, 130, 770, 230), second, radius=24)
    return 400, 380, 800, 640


def _bottle(brush: Brush, colour: str, second: str) -> tuple[int, int, int, int]:
    _oval(brush, (420, 750, 800, 820), _SHADOW)
    _box(brush, (560, 70, 640, 320), colour, radius=20)
    _box(brush, (545, 50, 655, 130), second, radius=14)
    _box(brush, (450, 260, 750, 790), colour, radius=80)
    return 450, 420, 750, 680


def _box_pack(brush: Brush, colour: str, second: str) -> tuple[int, int, int, int]:
    _oval(brush, (290, 730, 930, 820), _SHADOW)
    _box(brush, (320, 220, 880, 780), colour, radius=16)
    _box(brush, (320, 220, 880, 300), second, radius=16)
    for centre in (390, 600, 810):
        _oval(brush, (centre - 34, 680, centre + 34, 748), second)
    return 380, 360, 820, 640


def _heap(brush: Brush, colour: str, second: str) -> tuple[int, int, int, int]:
    """A basket full of round things, with a card leaning on it."""
    _oval(brush, (190, 730, 1010, 830), _SHADOW)
    for row, (top, first, many) in enumerate(((250, 480, 3), (330, 400, 4), (420, 320, 5))):
        for place in range(many):
            left = first + place * 110 - row * 10
            _oval(brush, (left, top, left + 150, top + 150), second if (place + row) % 3 == 0 else colour)
    _box(brush, (220, 520, 980, 790), "#a97c43", radius=60)
    for top in range(550, 780, 40):
        _box(brush, (235, top, 965, top + 12), "#8f6632", radius=6)
    return 380, 560, 820, 750


SHAPES: dict[str, Shape] = {"pouch": _pouch, "jar": _jar, "bottle": _bottle, "box": _box_pack, "heap": _heap}


def _write(brush: Brush, text: str, place: tuple[int, int, int, int], *, colour: str = _INK) -> None:
    """The text as large as it fits the place, broken between words, on a paper label where the place is one."""
    left, top, right, bottom = place
    if bottom - top > 60:
        _box(brush, place, _PAPER, radius=14)
    for size in range(64, 14, -2):
        font = _font(size)
        lines = _wrapped(brush, text, font, right - left - 30)
        high = len(lines) * size * 1.25
        if lines and high <= bottom - top - 10:
            break
    middle = (top + bottom - high) / 2
    for number, line in enumerate(lines):
        wide = brush.textlength(line, font=font)
        where = ((left + right) / 2 - wide / 2, middle + number * size * 1.25)
        brush.text(where, line, font=font, fill=colour)


def _wrapped(brush: Brush, text: str, font: ImageFont.FreeTypeFont, most: float) -> list[str]:
    """Empty when one word alone is too wide."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and brush.textlength(longer, font=font) <= most:
            lines[-1] = longer
        elif brush.textlength(word, font=font) <= most:
            lines.append(word)
        else:
            return []
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("fontpkg_be_vietnam_pro")) as folder:
        return ImageFont.truetype(next(folder.rglob(_FONT)), size)


def _box(brush: Brush, place: tuple[int, int, int, int], colour: str, *, radius: int = 0) -> None:
    brush.rounded_rectangle(place, radius, fill=colour)


def _oval(brush: Brush, place: tuple[int, int, int, int], colour: str) -> None:
    brush.ellipse(place, fill=colour)
