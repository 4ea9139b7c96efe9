"""A QR code for the screen, as the address of a picture that stands in the page itself."""

from base64 import b64encode
from decimal import Decimal

from cooptrace.symbols.picture import Room, matrix_picture
from cooptrace.symbols.qr import qr_symbol
from cooptrace.symbols.svg import svg
from cooptrace.symbols.symbology import Setting, Symbology

_SCREEN = Room(Decimal(200), Decimal(200))


def qr_image(text: str) -> str:
    picture = matrix_picture(qr_symbol(text), Symbology.QR, setting=Setting.RETAIL, room=_SCREEN)
    return f"data:image/svg+xml;base64,{b64encode(svg(picture).encode()).decode()}"
