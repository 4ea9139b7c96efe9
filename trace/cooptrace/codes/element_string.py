"""Element strings: AIs and values in brackets for people, or run together with FNC1 as barcodes carry them."""

import re
from collections.abc import Sequence

from cooptrace.codes.application_identifiers import LENGTHS_BY_PREFIX, ApplicationIdentifier, look_up
from cooptrace.codes.associations import check_associations
from cooptrace.codes.code_error import CodeError

GROUP_SEPARATOR = "\x1d"
FNC1_SIGNS = frozenset(GROUP_SEPARATOR + "^")
SCANNER_PREFIXES = ("]C1", "]e0", "]d2", "]Q3", "]J1")
LONGEST_TEXT = 8192

Elements = list[tuple[str, str]]

_value_end = re.compile("[\x1d^]").search
_bracket = re.compile(r"\\?\(").finditer


def parse_bracketed(text: str) -> Elements:
    r"""`(01)09521234567899(10)A\(1` as `[("01", "09521234567899"), ("10", "A(1")]`.

    A bracket inside a value is written `\(`. Raises CodeError: `bracket`, `unknown_ai`, `value_too_short` and the like,
    any linter's rule, or a rule between AIs (see `check_associations`).
    """
    _limit(text)
    opens = [found.start() for found in _bracket(text) if found[0] == "("]
    if not opens or opens[0]:
        raise CodeError("bracket", length=0, detail="an opening bracket is missing")
    ais, positions = [], []
    for start, end in zip(opens, [*opens[1:], len(text)], strict=True):
        ai, closing, written = text[start + 1 : end].partition(")")
        if not closing:
            raise CodeError("bracket", end, length=0, detail="a closing bracket is missing")
        entry = look_up(ai, position=start + 1)
        value = written.replace(r"\(", "(")
        try:
            entry.check(value)
        except CodeError as refused:
            raise _among_escapes(refused, written).moved(start + 2 + len(ai)) from None
        ais.append((ai, value))
        positions.append(start + 1)
    check_associations(ais, positions)
    return ais


def parse_element_string(text: str) -> Elements:
    """What a scanner sends, with or without its symbology identifier, as AIs and values.

    FNC1 is 0x1D or `^`, one may stand at the start. Raises CodeError as `parse_bracketed` does, and `separator` where
    FNC1 is missing or not wanted.
    """
    _limit(text)
    position = 3 if text.startswith(SCANNER_PREFIXES) else 0
    if text[position : position + 1] in FNC1_SIGNS:
        position += 1
    if position == len(text):
        raise CodeError("empty", position, length=0)
    ais, positions = [], []
    while position < len(text):
        length = LENGTHS_BY_PREFIX.get(text[position : position + 2], 2)
        entry = look_up(text[position : position + length], position=position)
        positions.append(position)
        position += length
        value = _take_value(text, position, entry)
        ais.append((entry.ai, value))
        position += len(value)
        if text[position : position + 1] in FNC1_SIGNS:
            position += 1
    check_associations(ais, positions)
    return ais


def check_elements(ais: Sequence[tuple[str, str]]) -> None:
    """Values and associations of AIs that come from our own records.

    Positions in its CodeErrors count as in `to_bracketed(ais)`.
    """
    positions, position = [], 0
    for ai, value in ais:
        entry = look_up(ai, position=position + 1)
        try:
            entry.check(value)
        except CodeError as refused:
            before = value[: refused.position].count("(")
            raise refused.moved(position + 2 + len(ai) + before) from None
        positions.append(position + 1)
        position += 2 + len(ai) + len(value) + value.count("(")
    check_associations(ais, positions)


def to_element_string(ais: Sequence[tuple[str, str]]) -> str:
    """The data of a barcode with FNC1 in first position, 0x1D between values where one is needed; checked first."""
    check_elements(ais)
    pieces = []
    for ai, value in ais:
        pieces += [ai, value, GROUP_SEPARATOR if look_up(ai).separated else ""]
    return "".join(pieces[:-1])


def to_bracketed(ais: Sequence[tuple[str, str]]) -> str:
    r"""`(01)09521234567899(10)A\(1`: read back by `parse_bracketed`."""
    return "".join(f"({ai})" + value.replace("(", r"\(") for ai, value in ais)


def to_human_readable(ais: Sequence[tuple[str, str]]) -> list[str]:
    """The lines to print under a barcode: `(01) 09521234567899` (GenSpecs 4.14)."""
    return [f"({ai}) {value}" for ai, value in ais]


def _take_value(text: str, start: int, entry: ApplicationIdentifier) -> str:
    found = _value_end(text, start)
    end = found.start() if found else len(text)
    if not entry.separated:
        end = min(end, start + entry.longest)
    try:
        entry.check(text[start:end])
    except CodeError as refused:
        raise refused.moved(start) from None
    return text[start:end]


def _among_escapes(refused: CodeError, written: str) -> CodeError:
    """The refusal of a value, moved on by the backslashes that were written before that place."""
    decoded = 0
    for place, character in enumerate(written):
        if decoded == refused.position:
            return refused.moved(place - decoded)
        decoded += not (character == "\\" and written[place + 1 : place + 2] == "(")
    return refused.moved(len(written) - decoded)


def _limit(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise CodeError("text_too_long", LONGEST_TEXT, length=len(text) - LONGEST_TEXT)
