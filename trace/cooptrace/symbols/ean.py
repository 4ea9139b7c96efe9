"""EAN-13 and EAN-8 (GenSpecs 5.2), for goods at the till."""

from barcode.ean import EuropeanArticleNumber8, EuropeanArticleNumber13

from cooptrace.codes import CodeError, check_digit, check_gtin
from cooptrace.errors import say
from cooptrace.symbols.linear import Caption, Linear, bars_inside, widths_of
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.symbology import Symbology

_ENCODERS = {13: EuropeanArticleNumber13, 8: EuropeanArticleNumber8}


def ean_13(gtin: str) -> Linear:
    """A GTIN-12, -13 or -14 that begins with 0. Raises CodeError like `check_gtin`, SymbolError on `content`."""
    digits = check_gtin(gtin)
    if digits[0] != "0":
        raise SymbolError("content", say("A GTIN-14 of a case does not fit EAN-13. Use ITF-14 or GS1-128."))
    if digits.startswith("000000"):
        raise SymbolError("content", say("A GTIN of 8 digits goes into EAN-8."))
    widths = widths_of(ean_modules(digits[1:]))
    guards = bars_inside(widths, start=0, end=3) | bars_inside(widths, start=45, end=50)
    guards |= bars_inside(widths, start=92, end=95)
    captions = (Caption(digits[1], -9, -2), Caption(digits[2:8], 3, 45), Caption(digits[8:], 50, 92))
    return Linear(Symbology.EAN_13, widths, captions, guards)


def ean_8(gtin: str) -> Linear:
    """A GTIN-8. Raises CodeError like `check_gtin`, SymbolError on `content` for a longer one."""
    digits = check_gtin(gtin)
    if not digits.startswith("000000"):
        raise SymbolError("content", say("EAN-8 takes a GTIN of 8 digits only."))
    widths = widths_of(ean_modules(digits[6:]))
    guards = bars_inside(widths, start=0, end=3) | bars_inside(widths, start=31, end=36)
    guards |= bars_inside(widths, start=64, end=67)
    return Linear(Symbology.EAN_8, widths, (Caption(digits[6:10], 3, 31), Caption(digits[10:], 36, 64)), guards)


def ean_modules(digits: str) -> str:
    """Modules, 1 = dark, of 8 or 13 digits. Raises CodeError `length` or `incorrect_check_digit`.

    python-barcode mends a wrong check digit without a word, so it is checked here first.
    """
    if len(digits) not in _ENCODERS:
        raise CodeError("length", length=len(digits), detail=f"{len(digits)} digits, not 8 or 13")
    if check_digit(digits[:-1]) != digits[-1]:
        raise CodeError("incorrect_check_digit", len(digits) - 1)
    return str(_ENCODERS[len(digits)](digits).build()[0])
