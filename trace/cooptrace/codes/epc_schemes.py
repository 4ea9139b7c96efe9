"""How each EPC scheme of the Tag Data Standard (TDS 2.3) lays a GS1 key out in bits, by its 8-bit header."""

from collections.abc import Mapping
from dataclasses import dataclass

COMPANY_PREFIX_BITS = (40, 37, 34, 30, 27, 24, 20)
"""By partition value; the company prefix has 12 digits at partition 0, 6 at partition 6."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The field after the company prefix: its bits by partition, and its digits at partition 0 (one more each)."""

    bits: tuple[int, ...]
    digits: int


ITEM = Reference((4, 7, 10, 14, 17, 20, 24), 1)
SERVICE = Reference((18, 21, 24, 28, 31, 34, 38), 5)
LOCATION = Reference((1, 4, 7, 11, 14, 17, 21), 0)
ASSET_TYPE = Reference((4, 7, 10, 14, 17, 20, 24), 0)
ASSET = Reference((42, 45, 48, 52, 55, 58, 62), 0)
ASSET_TEXT = Reference((148, 151, 154, 158, 161, 164, 168), 18)
PART = Reference((11, 14, 17, 21, 24, 27, 31), 0)
PART_TEXT = Reference((18, 19, 20, 21, 22, 23, 24), 0)


@dataclass(frozen=True, slots=True)
class Partitioned:
    """A scheme older than TDS 2.0: filter, partition, company prefix, reference, then a serial of `serial_bits`.

    `serial`: integer, digits (after a leading 1 that keeps zeros), text (7 bits a character) or none.
    """

    key: str
    reference: Reference
    total_bits: int
    serial: str
    serial_bits: int


PARTITIONED: Mapping[int, Partitioned] = {
    0x2C: Partitioned("253", LOCATION, 96, "integer", 41),
    0x2D: Partitioned("8018", SERVICE, 96, "none", 24),
    0x2E: Partitioned("8017", SERVICE, 96, "none", 24),
    0x30: Partitioned("01", ITEM, 96, "integer", 38),
    0x31: Partitioned("00", SERVICE, 96, "none", 24),
    0x32: Partitioned("414", LOCATION, 96, "integer", 41),
    0x33: Partitioned("8003", ASSET_TYPE, 96, "integer", 38),
    0x34: Partitioned("8004", ASSET, 96, "none", 0),
    0x36: Partitioned("01", ITEM, 198, "text", 140),
    0x37: Partitioned("8003", ASSET_TYPE, 170, "text", 112),
    0x38: Partitioned("8004", ASSET_TEXT, 202, "none", 0),
    0x39: Partitioned("414", LOCATION, 195, "text", 140),
    0x3A: Partitioned("253", LOCATION, 113, "digits", 58),
    0x3C: Partitioned("8010", PART, 96, "integer", 31),
    0x3D: Partitioned("8010", PART_TEXT, 0, "integer", 40),
    0x3E: Partitioned("253", LOCATION, 174, "text", 119),
    0x3F: Partitioned("255", LOCATION, 96, "digits", 41),
    0x40: Partitioned("8006", ITEM, 110, "integer", 38),
    0x41: Partitioned("8006", ITEM, 212, "text", 140),
}


@dataclass(frozen=True, slots=True)
class Plus:
    """A scheme of TDS 2.0 (`+`) or, with a host name after it, 2.3 (`++`): whole AI values one after the other."""

    fields: tuple[tuple[str, str], ...]
    dated: bool = False


_SERIAL = ("21", "text20")
PLUS_SCHEMES: Mapping[int, Plus] = {
    0xF0: Plus((("8010", "leading_digits30"), ("8011", "digits12"))),
    0xF1: Plus((("8003", "fixed14"), ("8003", "text16"))),
    0xF2: Plus((("414", "fixed13"), ("254", "text20"))),
    0xF3: Plus((("8006", "fixed18"), _SERIAL)),
    0xF4: Plus((("8018", "fixed18"),)),
    0xF5: Plus((("8017", "fixed18"),)),
    0xF6: Plus((("253", "fixed13"), ("253", "text17"))),
    0xF7: Plus((("01", "fixed14"), _SERIAL)),
    0xF8: Plus((("255", "fixed13"), ("255", "digits12"))),
    0xF9: Plus((("00", "fixed18"),)),
    0xFA: Plus((("8004", "leading_digits30"),)),
    0xFB: Plus((("01", "fixed14"), _SERIAL), dated=True),
}

PLUS_PLUS_HEADERS: Mapping[int, int] = {
    0xE6: 0xF0,
    0xE7: 0xF4,
    0xE8: 0xF5,
    0xE9: 0xF2,
    0xEA: 0xF6,
    0xEB: 0xF1,
    0xEC: 0xF8,
    0xED: 0xF3,
    0xEE: 0xFA,
    0xEF: 0xF9,
    0xFC: 0xFB,
    0xFD: 0xF7,
}
"""Each `++` header and the `+` scheme it extends."""

DATE_AIS = ("11", "13", "15", "16", "17", "7006", "7007")
"""By the date type of DSGTIN+ (TDS 14.5.3)."""
