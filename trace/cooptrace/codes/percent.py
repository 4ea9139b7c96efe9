"""Percent-encoding in Digital Link URIs: one byte is one character, since GS1 values are ASCII."""

import re

UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

_IN_PATH = {byte: f"%{byte:02X}" for byte in range(256) if chr(byte) not in UNRESERVED}
_IN_QUERY = _IN_PATH | {ord(" "): "+"}

_escape = re.compile("%([0-9A-Fa-f]{2})")


def escape_path(text: str) -> str:
    return text.translate(_IN_PATH)


def escape_query(text: str) -> str:
    return text.translate(_IN_QUERY)


def unescape_path(raw: str) -> str:
    """A `%` that no two hex digits follow stays as it is, as in GS1's reference engine."""
    return _escape.sub(lambda found: chr(int(found[1], 16)), raw) if "%" in raw else raw


def unescape_query(raw: str) -> str:
    """As in the path, but `+` is a space."""
    return unescape_path(raw.replace("+", " "))


def raw_position(raw: str, position: int) -> int:
    """Where in `raw` the character starts that decoded to index `position`."""
    place = 0
    for _ in range(position):
        place += 3 if _escape.match(raw, place) else 1
    return min(place, len(raw))
