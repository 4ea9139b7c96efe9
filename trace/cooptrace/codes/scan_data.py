r"""What a barcode scanner transmits: an AIM symbology identifier, then data, with 0x1D for FNC1.

A message is the data as a person writes it down: `^` is FNC1, in first position it says that AIs follow; data that
really begin with `^` are written `\^`; `|` comes between a linear symbol and its 2D composite component.
"""

import re
from collections.abc import Mapping

from cooptrace.codes.application_identifiers import look_up
from cooptrace.codes.check_digits import check_digit
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.digital_link import parse_digital_link
from cooptrace.codes.element_string import GROUP_SEPARATOR, parse_element_string
from cooptrace.codes.linters.check_digits import csum

FNC1 = "^"
COMPOSITE = "]e0"
GTIN14_DIGITS = 14

PLAIN_OR_GS1: Mapping[str, tuple[str, str]] = {"QR": ("]Q1", "]Q3"), "DM": ("]d1", "]d2"), "DotCode": ("]J0", "]J1")}
"""Two-dimensional symbologies: the identifier of plain data and of AIs."""

LINEAR_GS1: Mapping[str, str] = {"GS1_128_CCA": "]C1", "GS1_128_CCC": "]C1", "DataBarExpanded": COMPOSITE}
ONLY_GTIN: Mapping[str, int] = {"DataBarOmni": 14, "DataBarLimited": 14, "EAN13": 13, "UPCA": 12, "UPCE": 12, "EAN8": 8}
"""Symbologies that hold a GTIN and nothing else, and its digits."""

RETAIL: Mapping[str, tuple[str, int]] = {
    "EAN13": ("]E0", 13),
    "UPCA": ("]E0", 13),
    "UPCE": ("]E0", 13),
    "EAN8": ("]E4", 8),
}

_symbologies = {identifiers[0]: name for name, identifiers in PLAIN_OR_GS1.items()}
_gs1_symbologies = {identifiers[1]: name for name, identifiers in PLAIN_OR_GS1.items()} | {
    "]C1": "GS1_128_CCA",
    COMPOSITE: "DataBarExpanded",
}
_escaped = re.compile(r"\\*\^").match
_web_address = re.compile("https?://|HTTPS?://").match


def to_scan_data(symbology: str, message: str) -> str:
    """What a scanner sends for a symbol of this kind.

    Raises CodeError `symbology` for an unknown kind or data it cannot carry, and what `parse_element_string` raises.
    """
    if symbology in PLAIN_OR_GS1:
        plain, gs1 = PLAIN_OR_GS1[symbology]
        if not message.startswith(FNC1):
            return plain + (message[1:] if message.startswith("\\") and _escaped(message) else message)
        return gs1 + _gs1_data(message)
    linear, _, composite = message.partition("|")
    if symbology in LINEAR_GS1 and linear.startswith(FNC1):
        return (COMPOSITE if composite else LINEAR_GS1[symbology]) + _gs1_data(_joined(linear, composite))
    if symbology not in ONLY_GTIN:
        raise CodeError("symbology", detail=f"{symbology} cannot carry this")
    gtin14 = _gtin14(symbology, linear)
    together = _gs1_data(_joined(f"{FNC1}01{gtin14}", composite))
    if symbology not in RETAIL:
        return COMPOSITE + together
    identifier, digits = RETAIL[symbology]
    return identifier + gtin14[-digits:] + (f"|{COMPOSITE}{together[2 + GTIN14_DIGITS :]}" if composite else "")


def from_scan_data(scan: str) -> tuple[str, str]:
    """The symbology and the message of a scan; a web address must be a valid Digital Link.

    Raises CodeError `symbology` for an unknown identifier, and what the parsers of AIs and Digital Links raise.
    """
    identifier, data = scan[:3], scan[3:]
    if identifier in _symbologies:
        if _web_address(data):
            _check_link(data)
        return _symbologies[identifier], "\\" + data if _escaped(data) else data
    if identifier in _gs1_symbologies:
        return _gs1_symbologies[identifier], _message(data, 3)
    for symbology in ("EAN13", "EAN8"):
        if identifier == RETAIL[symbology][0]:
            return symbology, _read_retail(data, digits=RETAIL[symbology][1])
    raise CodeError("symbology", length=len(identifier))


def _check_link(uri: str) -> None:
    try:
        parse_digital_link(uri)
    except CodeError as refused:
        raise refused.moved(3) from None


def _gs1_data(message: str) -> str:
    parse_element_string(message)
    return message[1:].replace(FNC1, GROUP_SEPARATOR)


def _joined(linear: str, composite: str) -> str:
    """One message of both; FNC1 between them only where the last AI of the first needs it."""
    if not composite:
        return linear
    if not composite.startswith(FNC1):
        raise CodeError("symbology", len(linear) + 1, detail="a composite component holds AIs")
    last_ai, _ = parse_element_string(linear)[-1]
    return linear + (composite if look_up(last_ai).separated else composite[1:])


def _gtin14(symbology: str, data: str) -> str:
    digits = data.removeprefix(f"{FNC1}01") if len(data) == len(FNC1) + 2 + GTIN14_DIGITS else data
    length = ONLY_GTIN[symbology]
    if symbology == "EAN13" and len(digits) == length - 1:
        digits += check_digit(digits)
    csum(digits)
    if len(digits.lstrip("0")) > length or len(digits) not in (length, GTIN14_DIGITS):
        raise CodeError("symbology", detail=f"{symbology} holds {length} digits")
    if symbology == "DataBarLimited" and digits > "2":
        raise CodeError("symbology", detail="DataBarLimited begins with 0 or 1")
    return digits.zfill(GTIN14_DIGITS)


def _message(data: str, start: int) -> str:
    """AI data with 0x1D as a message; a `^` in it came from no scanner."""
    if FNC1 in data:
        raise CodeError("invalid_cset82_character", start + data.index(FNC1))
    try:
        parse_element_string(data)
    except CodeError as refused:
        raise refused.moved(start) from None
    return FNC1 + data.replace(GROUP_SEPARATOR, FNC1)


def _read_retail(data: str, *, digits: int) -> str:
    number, bar, composite = data.partition("|")
    if len(number) != digits:
        raise CodeError("length", 3, length=len(number))
    try:
        csum(number)
    except CodeError as refused:
        raise refused.moved(3) from None
    if not bar:
        return number
    if not composite.startswith(COMPOSITE):
        raise CodeError("symbology", 3 + digits + 1)
    return number + bar + _message(composite.removeprefix(COMPOSITE), 3 + digits + 1 + len(COMPOSITE))
