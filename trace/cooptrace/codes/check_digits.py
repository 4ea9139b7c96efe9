"""Check digits (mod 10, weights 3 and 1 from the right) and typed-in GTINs and GLNs."""

from cooptrace.codes.code_error import CodeError
from cooptrace.codes.prefixes import is_restricted

DIGITS = frozenset("0123456789")
GTIN_LENGTHS = (8, 12, 13, 14)
GLN_LENGTHS = (13,)
LONGEST_TYPED = 64


def check_digit(digits: str) -> str:
    """The check digit that belongs after `digits` (any number of ASCII digits).

    Raises CodeError `non_digit_character`. Source: GenSpecs 7.9.1.
    """
    for position, character in enumerate(digits):
        if character not in DIGITS:
            raise CodeError("non_digit_character", position)
    odd = sum(map(int, digits[-1::-2]))
    even = sum(map(int, digits[-2::-2]))
    return str(-(odd * 3 + even) % 10)


def has_right_check_digit(digits: str) -> bool:
    """True when the last of these ASCII digits is the check digit of the others."""
    return len(digits) > 1 and digits[-1] == check_digit(digits[:-1])


def check_gtin(text: str) -> str:
    """A typed GTIN-8, -12, -13 or -14, spaces allowed, as GTIN-14.

    Raises CodeError `non_digit_character`, `length`, `incorrect_check_digit` or `restricted`. Prefix 952 is let
    through: ask `is_demo` where demonstration numbers are not wanted.
    """
    digits = _typed_number(text, GTIN_LENGTHS)
    if is_restricted(digits):
        raise CodeError("restricted", _first_digit(text), length=len(digits.lstrip("0")[:2]))
    return digits.zfill(14)


def check_gln(text: str) -> str:
    """A typed GLN (13 digits), spaces allowed, without the spaces.

    Raises CodeError `non_digit_character`, `length` or `incorrect_check_digit`.
    """
    return _typed_number(text, GLN_LENGTHS)


def _typed_number(text: str, lengths: tuple[int, ...]) -> str:
    if len(text) > LONGEST_TYPED:
        raise CodeError("length", LONGEST_TYPED, length=len(text) - LONGEST_TYPED)
    for position, character in enumerate(text):
        if character not in DIGITS and character != " ":
            raise CodeError("non_digit_character", position)
    digits = text.replace(" ", "")
    if len(digits) not in lengths:
        detail = f"{len(digits)} digits, not {' or '.join(map(str, lengths))}"
        raise CodeError("length", _first_digit(text), length=len(text.strip()), detail=detail)
    if not has_right_check_digit(digits):
        raise CodeError("incorrect_check_digit", len(text.rstrip()) - 1, detail=f"should be {check_digit(digits[:-1])}")
    return digits


def _first_digit(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
