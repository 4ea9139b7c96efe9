"""EPC binary strings (`eh` + hex, `ex` + base64url) as the AIs of a Digital Link (GS1 EPCB 1.0.0, TDS 2.3)."""

import re

from cooptrace.codes.bits import BASE64_URL, Bits
from cooptrace.codes.check_digits import check_digit
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.epc_schemes import (
    COMPANY_PREFIX_BITS,
    DATE_AIS,
    PART_TEXT,
    PARTITIONED,
    PLUS_PLUS_HEADERS,
    PLUS_SCHEMES,
    Partitioned,
    Plus,
)

Elements = list[tuple[str, str]]

QUALIFIER_OF = {"01": "21", "414": "254", "8006": "21", "8010": "8011"}
"""The AI a serial is written with; other keys carry it inside their value."""

NO_EXTENSION = "0"

_is_hex = re.compile("eh[0-9A-Fa-f]+").fullmatch
_is_base64 = re.compile("ex[A-Za-z0-9_-]+").fullmatch


def decode_epc_binary(segment: str) -> tuple[Elements, Elements]:
    """The AIs for the path and for the query of the last path segment of a compressed Digital Link.

    `eh` and `ex` are lower case; hex digits may be of either case. Host names and further AIs that may follow the
    identifier are not read. Raises CodeError `no_key` when it is no EPC binary string, `epc_binary` when it is a broken
    one or of a scheme without a GS1 key. The values are not linted here.
    """
    bits = Bits(_to_bits(segment))
    header = bits.take(8)
    if header in PARTITIONED:
        return _read_partitioned(bits, PARTITIONED[header]), []
    if header in PLUS_SCHEMES:
        return _read_plus(bits, PLUS_SCHEMES[header], extended=False)
    if header in PLUS_PLUS_HEADERS:
        return _read_plus(bits, PLUS_SCHEMES[PLUS_PLUS_HEADERS[header]], extended=True)
    raise CodeError("epc_binary", length=len(segment), detail=f"header {header:02X} has no GS1 key")


def _to_bits(segment: str) -> str:
    if _is_hex(segment):
        return "".join(f"{int(digit, 16):04b}" for digit in segment[2:])
    if _is_base64(segment):
        return "".join(f"{BASE64_URL.index(character):06b}" for character in segment[2:])
    raise CodeError("no_key", length=len(segment))


def _read_partitioned(bits: Bits, scheme: Partitioned) -> Elements:
    bits.take(3)
    partition = bits.take(3)
    if partition >= len(COMPANY_PREFIX_BITS):
        raise CodeError("epc_binary", detail="a reserved partition")
    company = _digits(bits.take(COMPANY_PREFIX_BITS[partition]), 12 - partition)
    reference = _read_reference(bits, scheme, partition)
    pieces = f"{bits.take(7):02}{bits.take(7):02}" if scheme.key == "8006" else ""
    serial = _read_serial(bits, scheme)
    if scheme.total_bits > len(bits.bits):
        raise CodeError("epc_binary", detail="it ends too early")
    bits.end()
    key = _assemble(scheme.key, company, reference) + pieces
    if scheme.key not in QUALIFIER_OF:
        return [(scheme.key, key + serial)]
    if scheme.key == "414" and serial == NO_EXTENSION:
        return [("414", key)]
    return [(scheme.key, key), (QUALIFIER_OF[scheme.key], serial)]


def _read_reference(bits: Bits, scheme: Partitioned, partition: int) -> str:
    width = scheme.reference.bits[partition]
    match scheme.key:
        case "8010" if scheme.reference is PART_TEXT:
            return bits.six_bit_text()
        case "8010":
            return str(bits.take(width))
        case "8004":
            return bits.padded_text(width) if scheme.reference.digits else str(bits.take(width))
        case _:
            return _digits(bits.take(width), scheme.reference.digits + partition)


def _read_serial(bits: Bits, scheme: Partitioned) -> str:
    match scheme.serial:
        case "integer":
            return str(bits.take(scheme.serial_bits))
        case "text":
            return bits.padded_text(scheme.serial_bits)
        case "digits":
            marked = str(bits.take(scheme.serial_bits))
            if marked[0] != "1":
                raise CodeError("epc_binary", detail="a number without its leading 1")
            return marked[1:]
        case _:
            bits.take(scheme.serial_bits)
            return ""


def _assemble(key: str, company: str, reference: str) -> str:
    """The key's value from company prefix and reference; the first digit of some references leads the whole."""
    match key:
        case "01" | "00" | "8006":
            body = reference[0] + company + reference[1:]
        case "8003":
            return "0" + company + reference + check_digit(company + reference)
        case "8004" | "8010":
            return company + reference
        case _:
            body = company + reference
    return body + check_digit(body)


def _read_plus(bits: Bits, scheme: Plus, *, extended: bool) -> tuple[Elements, Elements]:
    more = bits.take(1) or extended
    bits.take(3)
    attributes = []
    if scheme.dated:
        kind = bits.take(4)
        if kind >= len(DATE_AIS):
            raise CodeError("epc_binary", detail="a reserved kind of date")
        attributes.append((DATE_AIS[kind], bits.date()))
    values: dict[str, str] = {}
    for ai, encoding in scheme.fields:
        values[ai] = values.get(ai, "") + _read_value(bits, encoding)
    if not more:
        bits.end()
    if values.get("254") == NO_EXTENSION:
        del values["254"]
    return list(values.items()), attributes


def _read_value(bits: Bits, encoding: str) -> str:
    name, size = encoding.rstrip("0123456789"), int(encoding.lstrip("abcdefghijklmnopqrstuvwxyz_"))
    match name:
        case "fixed":
            return bits.characters(size, width=4, alphabet="0123456789")
        case "digits":
            return bits.digits(size)
        case "leading_digits":
            return bits.leading_digits(size)
        case _:
            return bits.text(size)


def _digits(number: int, length: int) -> str:
    """As many digits as the partition gives room for; a field of no digits must be zero."""
    text = str(number).zfill(length) if length else ""
    if len(text) > length or (not length and number):
        raise CodeError("epc_binary", detail="a number is too large for its field")
    return text
