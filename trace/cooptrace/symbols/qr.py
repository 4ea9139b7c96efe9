"""QR codes (ISO/IEC 18004) for one text at a time; a series of like texts is in qr_series.py."""

from enum import StrEnum
from functools import lru_cache

import qrcode
import qrcode.constants
import qrcode.exceptions

from cooptrace.errors import say
from cooptrace.symbols.matrix import Matrix, pack
from cooptrace.symbols.problems import SymbolError

QUIET_ZONE = 4  # modules on every side, clause 9.1
MASKS = range(8)


class Level(StrEnum):
    """Error correction: M mends about 15 % of a symbol, Q about 25 %."""

    M = "M"
    Q = "Q"


_CORRECTION = {Level.M: qrcode.constants.ERROR_CORRECT_M, Level.Q: qrcode.constants.ERROR_CORRECT_Q}


def check_text(text: str) -> None:
    """Raises SymbolError on `content` unless the text is printable ASCII, as every printed web address is."""
    if not text or not text.isascii() or not text.isprintable():
        raise SymbolError("content", say("Only plain letters, digits and signs can go into this code."))


def masked(text: str, *, level: Level, mask: int, version: int | None = None) -> Matrix:
    """The symbol with a given mask (0 to 7), in one mode for the whole text, smallest version unless given."""
    symbol = qrcode.QRCode(version=version, error_correction=_CORRECTION[level], border=0, mask_pattern=mask)
    symbol.add_data(text, optimize=0)
    try:
        symbol.make(fit=version is None)
    except (qrcode.exceptions.DataOverflowError, ValueError) as problem:
        raise SymbolError("content", say("This is too long for one QR code.")) from problem
    return pack(symbol.modules)


@lru_cache(maxsize=256)
def qr_symbol(text: str, *, level: Level = Level.M) -> Matrix:
    """The QR code of a text of printable ASCII; capitals, digits and $%*+-./: alone take the smaller alphanumeric mode.

    Raises SymbolError on `content` for other letters and when the text is too long for any version.
    """
    check_text(text)
    return masked(text, level=level, mask=3)
