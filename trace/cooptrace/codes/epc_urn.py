"""EPC URNs of RFID and EPCIS (`urn:epc:id:sgtin:...`) as AIs; check digits are computed (TDS 2.3 section 6.3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cooptrace.codes.application_identifiers import look_up
from cooptrace.codes.check_digits import DIGITS, check_digit
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.percent import unescape_path

ANY_SERIAL = "*"
NO_EXTENSION = "0"

_urn = re.compile("urn:epc:(?:id|idpat|class):([a-z]+):(.+)", re.DOTALL).fullmatch


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the dotted fields make the key: `key_digits` with company prefix and reference, indicator digit first or not.

    `serial` is the AI of the serial number; the key's own AI when it ends the key; empty when there is none.
    """

    key: str
    key_digits: int
    serial: str = ""
    indicator_first: bool = False
    before: str = ""
    pieces: int = 0


SCHEMES: Mapping[str, Scheme] = {
    "sgtin": Scheme("01", 13, "21", indicator_first=True),
    "lgtin": Scheme("01", 13, "10", indicator_first=True),
    "upui": Scheme("01", 13, "235", indicator_first=True),
    "itip": Scheme("8006", 13, "21", indicator_first=True, pieces=2),
    "sscc": Scheme("00", 17, indicator_first=True),
    "sgln": Scheme("414", 12, "254"),
    "pgln": Scheme("417", 12),
    "grai": Scheme("8003", 12, "8003", before="0"),
    "gdti": Scheme("253", 12, "253"),
    "sgcn": Scheme("255", 12, "255"),
    "gsrn": Scheme("8018", 17),
    "gsrnp": Scheme("8017", 17),
    "gsin": Scheme("402", 16),
    "giai": Scheme("8004", 0),
    "ginc": Scheme("401", 0),
    "cpi": Scheme("8010", 0, "8011"),
}
"""A key of 0 digits has no check digit: it is company prefix and reference as they are."""


def from_epc_urn(urn: str) -> list[tuple[str, str]]:
    """The AIs of an EPC URN, of a pattern (`*` for any serial) or of an LGTIN class, in path order.

    Raises CodeError `epc_urn` for other URNs and wrong numbers of digits, and the rules of the values.
    """
    found = _urn(urn)
    scheme = SCHEMES.get(found[1]) if found else None
    if not found or not scheme:
        raise CodeError("epc_urn", length=len(urn))
    fields = found[2].split(".", 1 + bool(scheme.serial) + scheme.pieces)
    if len(fields) != 2 + scheme.pieces + bool(scheme.serial):
        raise CodeError("epc_urn", found.start(2), length=len(found[2]), detail="fields are missing")
    key = _key(scheme, fields[0], unescape_path(fields[1]), at=found.start(2))
    key += "".join(fields[2 : 2 + scheme.pieces])
    serial = unescape_path(fields[-1]) if scheme.serial else ""
    if serial == ANY_SERIAL or (scheme.serial == "254" and serial == NO_EXTENSION):
        serial = ""
    ais = [(scheme.key, key + serial if scheme.serial == scheme.key else key)]
    if serial and scheme.serial != scheme.key:
        ais.append((scheme.serial, serial))
    for ai, value in ais:
        _check(ai, value, at=found.start(2), length=len(found[2]))
    return ais


def _key(scheme: Scheme, company: str, reference: str, *, at: int) -> str:
    if not scheme.key_digits:
        return company + reference
    if len(company + reference) != scheme.key_digits or not DIGITS.issuperset(company + reference):
        raise CodeError("epc_urn", at, length=len(company) + 1 + len(reference), detail=f"{scheme.key_digits} digits")
    body = reference[:1] + company + reference[1:] if scheme.indicator_first else company + reference
    return scheme.before + body + check_digit(body)


def _check(ai: str, value: str, *, at: int, length: int) -> None:
    try:
        look_up(ai).check(value)
    except CodeError as refused:
        raise CodeError(refused.rule, at, length=length, ai=ai, detail=refused.detail) from None
