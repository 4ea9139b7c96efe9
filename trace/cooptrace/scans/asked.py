"""From the address that was opened to what it asks for: a product, a lot of it, or a short code. Pure."""

import re
from dataclasses import dataclass, field

from cooptrace.codes import (
    CodeError,
    DigitalLink,
    check_gtin,
    check_short_code,
    holds_restricted,
    parse_digital_link,
)
from cooptrace.codes.sentences import explain
from cooptrace.codes.short_code import STAMP_CODE_LENGTH
from cooptrace.errors import Sentence, say

# Any host will do to parse with: the one in the request is never used.
_ORIGIN = "https://x"
_GTIN_LENGTHS = (8, 12, 13)
_gtin_in_path = re.compile(r"/01/([^/]*)(.*)", re.DOTALL).fullmatch


@dataclass(frozen=True)
class Asked:
    """`path` is the form to print and to link to; `ais` the key and its qualifiers. Without a GTIN `gtin` is ""."""

    form: str  # gs1, short
    path: str
    gtin: str = ""
    lot: str | None = None
    code: str = ""
    serial: str | None = None
    ais: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def page(self) -> str:
        """Where the page of it stands: the Digital Link itself only leads there."""
        return f"/p{self.path}" if self.form == "gs1" else self.path

    @property
    def is_stamp(self) -> bool:
        return len(self.code) == STAMP_CODE_LENGTH


class Malformed(Exception):
    """The address breaks a rule: a sentence for people, rule and place for machines, and what was perhaps meant."""

    def __init__(self, sentence: Sentence, *, rule: str, position: int, suggestion: str = "") -> None:
        super().__init__(rule)
        self.sentence = sentence
        self.rule = rule
        self.position = position
        self.suggestion = suggestion


def read_link(raw_path: str, query: str) -> Asked:
    """A Digital Link as it came, still percent-encoded; one trailing slash is let pass. Raises Malformed."""
    path = raw_path[:-1] if raw_path.endswith("/") else raw_path
    try:
        link = parse_digital_link(f"{_ORIGIN}{path}?{query}" if query else _ORIGIN + path)
        if link.stem != _ORIGIN:
            raise CodeError("no_key", len(_ORIGIN))
        if holds_restricted(link.ais):
            raise CodeError("restricted", len(_ORIGIN) + 4)
    except CodeError as refused:
        raise _malformed(refused, path) from refused
    path_ais = tuple(link.ais[: link.path_length])
    key = dict(path_ais)
    serial = key.get("21")
    return Asked("gs1", _path_of(link), gtin=key.get("01", ""), lot=key.get("10"), serial=serial, ais=path_ais)


def read_short(typed: str) -> Asked:
    """A batch or stamp code in any case, with or without hyphens. Raises Malformed."""
    try:
        code = check_short_code(typed.strip("/"))
    except CodeError as refused:
        raise Malformed(explain(refused), rule=refused.rule, position=refused.position) from refused
    return Asked("short", f"/Q/{code}", code=code)


def read_typed(typed: str) -> str:
    """The path for what somebody typed into the box: a short code, a GTIN, or an address that was copied whole."""
    text = typed.strip()
    if address := re.match(r"(?i)https?://[^/]+(/(?:q|01)/\S+)", text):
        return read_short(address[1][3:]).path if address[1][1] in "qQ" else read_link(*_parted(address[1])).path
    digits = re.sub(r"[\s.-]", "", text)
    if digits.isascii() and digits.isdecimal() and len(digits) in (*_GTIN_LENGTHS, 14):
        return read_link(f"/01/{digits.zfill(14)}", "").path
    return read_short(text).path


def _parted(address: str) -> tuple[str, str]:
    path, _, query = address.partition("#")[0].partition("?")
    return path, query


def _path_of(link: DigitalLink) -> str:
    return link.canonical.removeprefix("https://id.gs1.org").partition("?")[0]


def _malformed(refused: CodeError, path: str) -> Malformed:
    position = max(refused.position - len(_ORIGIN), 0)
    found = _gtin_in_path(path)
    if found is None or not found[1].isdecimal() or not found[1].isascii() or len(found[1]) == 14:
        return Malformed(explain(refused), rule=refused.rule, position=position)
    sentence = say("A GTIN in an address has 14 digits; this one has %(count)s.", count=len(found[1]))
    suggestion = f"/01/{found[1].zfill(14)}{found[2]}" if _is_gtin(found[1]) else ""
    return Malformed(sentence, rule=refused.rule, position=position, suggestion=suggestion)


def _is_gtin(digits: str) -> bool:
    if len(digits) not in _GTIN_LENGTHS:
        return False
    try:
        check_gtin(digits)
    except CodeError:
        return False
    return True
