"""GS1-128 (GenSpecs 5.4): element strings for cases and pallets, and the SSCC of a logistic unit."""

from collections.abc import Callable, Sequence
from functools import cache

from barcode.charsets import code128

from cooptrace.codes import check_elements, to_human_readable
from cooptrace.codes.application_identifiers import look_up
from cooptrace.errors import say
from cooptrace.symbols.linear import Caption, Linear, widths_of
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.symbology import Symbology

LONGEST_DATA = 48  # characters, AIs and separators included but not the first FNC1 (5.4.1)

SSCC = "00"

_FNC1 = 102
_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}


def gs1_128(ais: Sequence[tuple[str, str]]) -> Linear:
    """AIs and values, those of fixed length first.

    Raises CodeError like `to_element_string`, SymbolError on `content` when longer than 48 characters.
    """
    check_elements(ais)
    return _drawn(ais)


def gs1_128_barcodes(ais: Sequence[tuple[str, str]], *, fits: Callable[[Linear], bool]) -> list[Linear]:
    """The elements of one label in as few barcodes as fit, in their order; an SSCC alone and last (6.4.2).

    An element too long for `fits` has a barcode of its own all the same. Raises like `gs1_128`.
    """
    check_elements(ais)
    groups: list[list[tuple[str, str]]] = []
    for element in (element for element in ais if element[0] != SSCC):
        together = [*groups[-1], element] if groups else []
        if together and len(_data(together)) <= LONGEST_DATA and fits(_drawn(together)):
            groups[-1] = together
        else:
            groups.append([element])
    groups += [[element] for element in ais if element[0] == SSCC]
    return [_drawn(group) for group in groups]


def _data(ais: Sequence[tuple[str, str]]) -> str:
    """What follows the first FNC1: fixed lengths first, 0x1D for FNC1 after each other value but the last."""
    pieces = [(ai + value, look_up(ai).separated) for ai, value in _ordered(ais)]
    return "".join(text + ("\x1d" if separated else "") for text, separated in pieces).removesuffix("\x1d")


def _ordered(ais: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(ais, key=lambda element: look_up(element[0]).separated)


def _drawn(ais: Sequence[tuple[str, str]]) -> Linear:
    data = _data(ais)
    if len(data) > LONGEST_DATA:
        raise SymbolError(
            "content",
            say("GS1-128 holds %(most)d characters, these are %(count)d.", most=LONGEST_DATA, count=len(data)),
        )
    widths = widths_of(code_128_modules(data))
    text = "".join(line.replace(" ", "", 1) for line in to_human_readable(_ordered(ais)))
    return Linear(Symbology.GS1_128, widths, (Caption(text, 0, int(sum(widths))),))


def sscc(number: str) -> Linear:
    """The SSCC (18 digits) of a pallet or case. Raises CodeError when it is not one."""
    return gs1_128([(SSCC, number)])


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
