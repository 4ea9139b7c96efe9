"""Short codes printed on labels: 8 random symbols and a check symbol; stamp codes share the alphabet and the check."""

import secrets
import unicodedata

from cooptrace.codes.code_error import CodeError

ALPHABET = (
    "0123456789CFGHJKMNPRTVX"  # no vowels, nothing Vietnamese typing rewrites, no L I O Q S Z B (read as 1 0 5 2 8)
)
BATCH_CODE_LENGTH = 9
STAMP_CODE_LENGTH = 15
GROUP_SIZES = {BATCH_CODE_LENGTH: 3, STAMP_CODE_LENGTH: 5}
LONGEST_TYPED = 64

_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_BASE = len(ALPHABET)
_LOOK_ALIKES = dict(zip("OQILZSB", "0011258", strict=True))
_SEPARATORS = frozenset(" -._\t\r\n\u00a0\u00ad\u2010\u2011\u2012\u2013\u2014\u200b\ufeff")


def new_batch_code() -> str:
    """A fresh random code of 9 symbols; 23^8 = 7.8e10 are possible, so the caller still checks that it is unused."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BATCH_CODE_LENGTH - 1))
    return body + check_symbol(body)


def check_symbol(body: str) -> str:
    """The symbol after `body` that makes the sum of value times place (from 1) a multiple of 23.

    23 is prime and places differ, so any one wrong symbol and any swap of two neighbours is found.
    """
    total = _weighted_sum(body)
    return ALPHABET[-total * pow(len(body) + 1, -1, _BASE) % _BASE]


def check_short_code(text: str) -> str:
    """A typed or scanned batch code (9 symbols) or stamp code (15) in its one true spelling.

    Case, spaces, hyphens and look-alike letters do not matter. Raises CodeError `length` for the wrong number of
    symbols and `mistyped` for a foreign symbol (at its position) or a check symbol that does not fit.
    """
    symbols = [(position, symbol) for position, symbol in _read(text) if symbol not in _SEPARATORS]
    if len(symbols) not in GROUP_SIZES:
        raise CodeError("length", length=len(text), detail=f"{len(symbols)} symbols")
    for position, symbol in symbols:
        if symbol not in _VALUES:
            raise CodeError("mistyped", position)
    code = "".join(symbol for _, symbol in symbols)
    if _weighted_sum(code) % _BASE:
        raise CodeError("mistyped", length=len(text), detail="the check symbol does not fit")
    return code


def grouped(code: str) -> str:
    """The code as it is printed for people: `7K1-02N-PF4`, or three groups of five for a stamp code."""
    size = GROUP_SIZES[len(code)]
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def _read(text: str) -> list[tuple[int, str]]:
    if len(text) > LONGEST_TYPED:
        raise CodeError("length", LONGEST_TYPED, length=len(text) - LONGEST_TYPED)
    symbols = []
    for position, character in enumerate(text):
        symbol = unicodedata.normalize("NFKC", character).upper()
        symbols.append((position, _LOOK_ALIKES.get(symbol, symbol)))
    return symbols


def _weighted_sum(code: str) -> int:
    return sum(place * _VALUES[symbol] for place, symbol in enumerate(code, start=1))
