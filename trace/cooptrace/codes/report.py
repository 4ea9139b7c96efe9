"""What any text is, as data for the command line: its kind, its AIs and canonical form, or what is wrong and where."""

import re
from collections.abc import Callable, Mapping
from typing import TypedDict

from cooptrace.codes.check_digits import GTIN_LENGTHS, check_gtin
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.digital_link import CANONICAL_STEM, parse_digital_link, to_digital_link
from cooptrace.codes.element_string import parse_bracketed, parse_element_string
from cooptrace.codes.epc_urn import from_epc_urn
from cooptrace.codes.prefixes import holds_restricted, is_demo
from cooptrace.codes.short_code import GROUP_SIZES, check_short_code, grouped


class ErrorReport(TypedDict):
    """Where and why a text was refused."""

    rule: str
    position: int
    length: int
    ai: str
    message: str


class Report(TypedDict, total=False):
    """`error` is there exactly when the text was refused; `restricted` marks a number that may not be sold under."""

    kind: str
    ais: list[tuple[str, str]]
    canonical: str | None
    restricted: bool
    demo: bool
    error: ErrorReport


_address = re.compile("https?://", re.IGNORECASE).match
_short_link = re.compile(r"https?://[^/?#]+/[qs]/([^/?#]+)/?", re.IGNORECASE).fullmatch
_digits_and_spaces = re.compile("[0-9 ]+").fullmatch


def describe(text: str) -> Report:
    """Never raises: a text that is no code at all is reported as a refused one of the likeliest kind."""
    kind = _kind(text)
    report: Report = {"kind": kind}
    try:
        report.update(_READERS[kind](text))
    except CodeError as refused:
        report["error"] = {
            "rule": refused.rule,
            "position": refused.position,
            "length": refused.length,
            "ai": refused.ai,
            "message": str(refused),
        }
    return report


def _kind(text: str) -> str:
    if _short_link(text):
        return "short_link"
    if _address(text):
        return "digital_link"
    if text.startswith("urn:"):
        return "epc_urn"
    if text.startswith("("):
        return "bracketed"
    if _digits_and_spaces(text) and len(text.replace(" ", "")) in GTIN_LENGTHS:
        return "gtin"
    if len(re.sub("[ -]", "", text)) in GROUP_SIZES and not text.startswith(("]", "^")):
        return "short_code"
    return "element_string"


def _read_link(text: str) -> Report:
    link = parse_digital_link(text)
    return _with_ais(link.ais, link.canonical)


def _read_elements(parse: Callable[[str], list[tuple[str, str]]]) -> Callable[[str], Report]:
    def read(text: str) -> Report:
        ais = parse(text)
        return _with_ais(ais, _canonical(ais))

    return read


def _canonical(ais: list[tuple[str, str]]) -> str | None:
    """None where the AIs make no Digital Link: no key, or one that may not stand in a query."""
    try:
        return parse_digital_link(to_digital_link(ais, CANONICAL_STEM)).canonical
    except CodeError:
        return None


def _read_gtin(text: str) -> Report:
    gtin14 = check_gtin(text)
    return _with_ais([("01", gtin14)], f"{CANONICAL_STEM}/01/{gtin14}")


def _read_short_code(text: str) -> Report:
    return {"canonical": grouped(check_short_code(text))}


def _read_short_link(text: str) -> Report:
    found = _short_link(text)
    start = found.start(1) if found else 0
    try:
        return _read_short_code(found[1] if found else text)
    except CodeError as refused:
        raise refused.moved(start) from None


def _with_ais(ais: list[tuple[str, str]], canonical: str | None) -> Report:
    demo = any(ai == "01" and is_demo(value) for ai, value in ais)
    return {"ais": ais, "canonical": canonical, "restricted": holds_restricted(ais), "demo": demo}


_READERS: Mapping[str, Callable[[str], Report]] = {
    "bracketed": _read_elements(parse_bracketed),
    "digital_link": _read_link,
    "element_string": _read_elements(parse_element_string),
    "epc_urn": _read_elements(from_epc_urn),
    "gtin": _read_gtin,
    "short_code": _read_short_code,
    "short_link": _read_short_link,
}
