"""A picture as black and white dots, for thermal printers and PNG."""

import io
from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.picture import Label, Picture

_SHARE = 0.82  # of the box's height that digits fill


def bitmap(picture: Picture) -> Matrix:
    """Every dot of the picture, quiet zones included; 1 = dark. Text is drawn without grey."""
    image = Image.new("1", (picture.width, picture.height), 1)
    pen = ImageDraw.Draw(image)
    for bar in picture.bars:
        pen.rectangle((bar.left, bar.top, bar.left + bar.width - 1, bar.top + bar.height - 1), fill=0)
    for label in picture.labels:
        _write(pen, label)
    return from_image(image)


def from_image(image: Image.Image) -> Matrix:
    """A 1-bit image, black as dark."""
    inverted = bytes(byte ^ 0xFF for byte in image.tobytes())
    stride, spare = (image.width + 7) // 8, -image.width % 8
    keep = 0xFF << spare & 0xFF
    rows = bytearray(inverted)
    for end in range(stride - 1, len(rows), stride):
        rows[end] &= keep
    return Matrix(image.width, image.height, bytes(rows))


def to_image(dots: Matrix) -> Image.Image:
    return Image.frombytes("1", (dots.width, dots.height), dots.inverted)


@cache
def _font_bytes() -> bytes:
    return (files("fontpkg_be_vietnam_pro") / "files" / "BeVietnamPro-Regular.ttf").read_bytes()


def _write(pen: ImageDraw.ImageDraw, label: Label) -> None:
    size = max(1, int(label.height * _SHARE))
    font = ImageFont.truetype(io.BytesIO(_font_bytes()), size)
    length = font.getlength(label.text)
    if length > label.width:
        font = ImageFont.truetype(io.BytesIO(_font_bytes()), max(1, int(size * label.width / length)))
    pen.fontmode = "1"
    pen.text((label.left + label.width / 2, label.top + label.height / 2), label.text, fill=0, font=font, anchor="mm")
