"""GS1-128 (GenSpecs 5.4): element strings for cases and pallets, and the SSCC of a logistic unit."""

from collections.abc import Sequence
from functools import cache

from barcode.charsets import code128

from cooptrace.codes import to_element_string, to_human_readable
from cooptrace.codes.application_identifiers import look_up
from cooptrace.errors import say
from cooptrace.symbols.linear import Caption, Linear, widths_of
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.symbology import Symbology

LONGEST_DATA = 48  # characters, AIs and separators included but not the first FNC1 (5.4.1)

_FNC1 = 102
_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}


def gs1_128(ais: Sequence[tuple[str, str]]) -> Linear:
    """AIs and values, those of fixed length first.

    Raises CodeError like `to_element_string`, SymbolError on `content` when longer than 48 characters.
    """
    ordered = sorted(ais, key=lambda element: look_up(element[0]).separated)
    data = to_element_string(ordered)
    data = data.removeprefix("\x1d")
    if len(data) > LONGEST_DATA:
        raise SymbolError(
            "content",
            say("GS1-128 holds %(most)d characters, these are %(count)d.", most=LONGEST_DATA, count=len(data)),
        )
    widths = widths_of(code_128_modules(data))
    caption = Caption("".join(line.replace(" ", "", 1) for line in to_human_readable(ordered)), 0, int(sum(widths)))
    return Linear(Symbology.GS1_128, widths, (caption,))


def sscc(number: str) -> Linear:
    """The SSCC (18 digits) of a pallet or case. Raises CodeError when it is not one."""
    return gs1_128([("00", number)])


def code_128_modules(data: str) -> str:
    """Modules, 1 = dark, of GS1 data after the first FNC1; 0x1D stands for FNC1. The fewest code words possible."""
    starts = [(_START[code_set], _FNC1, *_fewest(data, code_set)) for code_set in "CB"]
    words = min(starts, key=len)
    check = (words[0] + sum(place * word for place, word in enumerate(words))) % 103
    modules: list[str] = [code128.CODES[word] for word in (*words, check)]
    return "".join([*modules, code128.STOP, "11"])


def _fewest(data: str, start: str) -> tuple[int, ...]:
    """The fewest code words for the data, begun in a code set (ISO/IEC 15417 annex E)."""

    @cache
    def rest(place: int, code_set: str) -> tuple[int, ...]:
        if place == len(data):
            return ()
        other = "B" if code_set == "C" else "C"
        ways = [(word, *rest(place + taken, code_set)) for word, taken in _words(data, place, code_set)]
        ways += [(_SWITCH[other], word, *rest(place + taken, other)) for word, taken in _words(data, place, other)]
        return min(ways, key=len)

    return rest(0, start)


def _words(data: str, place: int, code_set: str) -> list[tuple[int, int]]:
    """The code word that can come next in a code set, with the characters it takes."""
    if data[place] == "\x1d":
        return [(_FNC1, 1)]
    if code_set == "B":
        return [(ord(data[place]) - 32, 1)]
    pair = data[place : place + 2]
    return [(int(pair), 2)] if len(pair) == 2 and pair.isdigit() else []
