"""Values that carry their own check: mod 10 digits, the GMN character pair, IBAN; and GS1 Company Prefixes."""

from cooptrace.codes.check_digits import check_digit
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.linters.character_sets import CSET82_SYMBOLS, cset82, csetnumeric
from cooptrace.codes.linters.lists import ISO3166_ALPHA2

SHORTEST_COMPANY_PREFIX = 4
CHECK_PAIR_SYMBOLS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CHECK_PAIR_MODULUS = 1021
LONGEST_WITH_CHECK_PAIR = 99
IBAN_LENGTHS = range(11, 35)

_VALUES_82 = {symbol: value for value, symbol in enumerate(CSET82_SYMBOLS)}
_PRIMES = [n for n in range(2, 510) if all(n % d for d in range(2, int(n**0.5) + 1))]
_DIGITS_AND_CAPITALS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def csum(value: str) -> None:
    if not value:
        raise CodeError("too_short_for_check_digit", length=0)
    csetnumeric(value)
    if value[-1] != check_digit(value[:-1]):
        raise CodeError("incorrect_check_digit", len(value) - 1)


def check_pair(text: str) -> str:
    """The two check characters that belong after `text` (CSET 82, up to 97 characters). Source: GenSpecs 7.9.5."""
    weighted = zip(_PRIMES, reversed(text), strict=False)
    total = sum(prime * _VALUES_82[character] for prime, character in weighted) % CHECK_PAIR_MODULUS
    return CHECK_PAIR_SYMBOLS[total >> 5] + CHECK_PAIR_SYMBOLS[total & 31]


def csumalpha(value: str) -> None:
    if len(value) < 2:
        raise CodeError("too_short_for_check_pair", length=len(value))
    if len(value) > LONGEST_WITH_CHECK_PAIR:
        raise CodeError("too_long_for_check_pair_implementation", length=len(value))
    cset82(value[:-2])
    if value[-2:] != check_pair(value[:-2]):
        raise CodeError("incorrect_check_pair", len(value) - 2, length=2)


def gcppos1(value: str) -> None:
    """The value opens with a GS1 Company Prefix. Which prefixes are issued is not published: only the digits count."""
    if len(value) < SHORTEST_COMPANY_PREFIX:
        raise CodeError("too_short_for_gcp", length=len(value))
    for position, character in enumerate(value[:SHORTEST_COMPANY_PREFIX]):
        if not "0" <= character <= "9":
            raise CodeError("invalid_gcp_prefix", position)


def gcppos2(value: str) -> None:
    try:
        gcppos1(value[1:])
    except CodeError as refused:
        raise refused.moved(min(1, len(value))) from None


def iban(value: str) -> None:
    if len(value) < 4:
        raise CodeError("iban_too_short", length=len(value))
    if value[:2] not in ISO3166_ALPHA2:
        raise CodeError("illegal_iban_country_code", length=2)
    if len(value) not in IBAN_LENGTHS:
        rule = "iban_too_long" if len(value) >= IBAN_LENGTHS.stop else "iban_too_short"
        raise CodeError(rule, length=len(value))
    for position, character in enumerate(value):
        if character not in _DIGITS_AND_CAPITALS:
            raise CodeError("invalid_iban_character", position)
    if int("".join(str(int(character, 36)) for character in value[4:] + value[:4])) % 97 != 1:
        raise CodeError("incorrect_iban_checksum", 2, length=2)
