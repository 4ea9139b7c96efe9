"""QR codes (ISO/IEC 18004) for one text at a time; a series of like texts is in qr_series.py."""

from enum import IntEnum, StrEnum
from functools import lru_cache

import qrcode
import qrcode.constants
import qrcode.exceptions
from qrcode import util

from cooptrace.errors import say
from cooptrace.symbols.matrix import Matrix, pack
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.qr_penalty import matrix_penalty

QUIET_ZONE = 4  # modules on every side, clause 9.1
MASKS = range(8)  # clause 7.8.2
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # clause 7.3.4, in order of value


class Level(StrEnum):
    """Error correction, clause 7.5.1: L mends about 7 % of a symbol, M 15 %, Q 25 %, H 30 %."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


class Mode(IntEnum):
    """How the characters of a text become bits, clause 7.3; one mode for the whole text."""

    NUMERIC = util.MODE_NUMBER
    ALPHANUMERIC = util.MODE_ALPHA_NUM
    BYTE = util.MODE_8BIT_BYTE


_CORRECTION = {
    Level.L: qrcode.constants.ERROR_CORRECT_L,
    Level.M: qrcode.constants.ERROR_CORRECT_M,
    Level.Q: qrcode.constants.ERROR_CORRECT_Q,
    Level.H: qrcode.constants.ERROR_CORRECT_H,
}


def mode_of(text: str) -> Mode:
    """The smallest mode for the text. Raises SymbolError on `content` unless it is printable ASCII."""
    if not text or not text.isascii() or not text.isprintable():
        raise SymbolError("content", say("Only plain letters, digits and signs can go into this code."))
    if text.isdigit():
        return Mode.NUMERIC
    return Mode.ALPHANUMERIC if set(text) <= set(ALPHANUMERIC) else Mode.BYTE


@lru_cache(maxsize=256)
def qr_symbol(text: str, *, level: Level = Level.M) -> Matrix:
    """The QR code of a text, smallest version, with the mask of lowest penalty (clause 7.8.3).

    Capitals, digits and `$%*+-./:` alone take the smaller alphanumeric mode. Raises SymbolError on `content` for
    anything but printable ASCII, and when the text is too long for any version.
    """
    mode = mode_of(text)
    return min((masked(text.encode(), mode=mode, level=level, mask=mask) for mask in MASKS), key=matrix_penalty)


def masked(data: bytes, *, mode: Mode, level: Level, mask: int, version: int | None = None) -> Matrix:
    """The symbol for `data` with a given mask (0 to 7), in the smallest version unless one is given."""
    symbol = qrcode.QRCode(version=version, error_correction=_CORRECTION[level], border=0, mask_pattern=mask)
    symbol.add_data(util.QRData(data, mode=mode, check_data=False))
    try:
        symbol.make(fit=version is None)
    except (qrcode.exceptions.DataOverflowError, ValueError) as problem:
        raise SymbolError("content", say("This is too long for one QR code.")) from problem
    return pack(symbol.modules)
