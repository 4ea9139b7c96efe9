"""A key written on paper: four lines in the stamps' alphabet, each with a check symbol, and a check of the whole."""

import hashlib

from cooptrace.codes.short_code import ALPHABET, check_symbol
from cooptrace.stamps.keys import KEY_BYTES

LINES = 4
_LINE_SYMBOLS = 15
_CHECK_BITS = 15  # 256 + 15 bits just fit into 60 symbols: 23^60 = 2^271.4
_BASE = len(ALPHABET)


class PaperProblem(ValueError):
    """`line` is the number of the line that is wrong, from 1; 0 when the lines do not belong together."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is not right" if line else "these lines do not make one key")
        self.line = line


def write_key(master: bytes) -> list[str]:
    """`K1MX 0PVC …`: groups of four, the last symbol of a line checks it."""
    number = int.from_bytes(master) << _CHECK_BITS | _checksum(master)
    symbols = ""
    for _ in range(LINES * _LINE_SYMBOLS):
        number, value = divmod(number, _BASE)
        symbols = ALPHABET[value] + symbols
    lines = [symbols[start : start + _LINE_SYMBOLS] for start in range(0, len(symbols), _LINE_SYMBOLS)]
    return [_in_fours(line + check_symbol(line)) for line in lines]


def read_key(lines: list[str]) -> bytes:
    """Raises PaperProblem."""
    if len(lines) != LINES:
        raise PaperProblem(0)
    number = 0
    for place, typed in enumerate(lines, start=1):
        for symbol in _checked(place, "".join(typed.upper().split())):
            number = number * _BASE + ALPHABET.index(symbol)
    master_number, checksum = number >> _CHECK_BITS, number & (1 << _CHECK_BITS) - 1
    if master_number >> 8 * KEY_BYTES or checksum != _checksum(master_number.to_bytes(KEY_BYTES)):
        raise PaperProblem(0)
    return master_number.to_bytes(KEY_BYTES)


def _checked(place: int, line: str) -> str:
    body, check = line[:-1], line[-1:]
    if len(body) != _LINE_SYMBOLS or not set(body) <= set(ALPHABET) or check_symbol(body) != check:
        raise PaperProblem(place)
    return body


def _checksum(master: bytes) -> int:
    return int.from_bytes(hashlib.sha256(master).digest()[:2]) >> 16 - _CHECK_BITS


def _in_fours(line: str) -> str:
    return " ".join(line[start : start + 4] for start in range(0, len(line), 4))
