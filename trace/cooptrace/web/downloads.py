"""File names in the header of a download: plain ASCII for old programs, UTF-8 for the rest (RFC 6266, RFC 8187)."""

import unicodedata
from urllib.parse import quote


def attachment(name: str) -> str:
    """The value of Content-Disposition for a file that is saved."""
    return _disposition("attachment", name)


def inline(name: str) -> str:
    """The value of Content-Disposition for a file that is looked at in the browser."""
    return _disposition("inline", name)


def _disposition(kind: str, name: str) -> str:
    return f"{kind}; filename=\"{_ascii(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _ascii(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(char for char in letters if unicodedata.category(char) != "Mn")
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "_" for char in bare)
    stem, dot, ending = plain.rpartition(".")
    return plain if stem.strip("._-") else f"file{dot}{ending}"
