"""Drawings the public page fetches only when they are looked at: the map, and its own QR code on a wide screen."""

from decimal import Decimal

from cooptrace.places.locator import locator_svg
from cooptrace.places.units import CURRENT, unit
from cooptrace.symbols.picture import Room, matrix_picture
from cooptrace.symbols.qr import qr_symbol
from cooptrace.symbols.svg import svg
from cooptrace.symbols.symbology import Setting, Symbology

_SCREEN = Room(Decimal(200), Decimal(200))
_MAP_STYLE = (
    "<style>.locator{color:#4f5e57;background:#fafaf5}.locator-here{color:#a8201a}"
    "@media(prefers-color-scheme:dark){.locator{color:#a9b8b0;background:#101614}.locator-here{color:#ff9b92}}</style>"
)


def qr_svg(text: str) -> str:
    """Opens the same page on a phone."""
    return svg(matrix_picture(qr_symbol(text), Symbology.QR, setting=Setting.RETAIL, room=_SCREEN))


def locator_picture(unit_code: str) -> str:
    """Stands alone, so it brings its colours. Raises UnknownUnit."""
    return locator_svg(unit_code, title=unit(unit_code, CURRENT).name).replace("<title>", _MAP_STYLE + "<title>", 1)
