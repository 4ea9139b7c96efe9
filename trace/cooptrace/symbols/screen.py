"""A QR code to be scanned from a screen."""

from decimal import Decimal

from cooptrace.symbols.picture import Room, matrix_picture
from cooptrace.symbols.qr import qr_symbol
from cooptrace.symbols.svg import svg
from cooptrace.symbols.symbology import Setting, Symbology

_ROOM = Room(Decimal(200), Decimal(200))


def screen_qr_svg(text: str) -> str:
    """A whole SVG document of the QR code of `text`, its modules of retail size in mm. Raises SymbolError: too long."""
    return svg(matrix_picture(qr_symbol(text), Symbology.QR, setting=Setting.RETAIL, room=_ROOM))
