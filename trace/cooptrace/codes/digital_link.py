"""GS1 Digital Link URIs: reading them strictly, their canonical form, and building them (URI Syntax 1.7.0)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cooptrace.codes.application_identifiers import APPLICATION_IDENTIFIERS, ApplicationIdentifier, look_up
from cooptrace.codes.associations import check_associations
from cooptrace.codes.check_digits import GTIN_LENGTHS
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.element_string import check_elements
from cooptrace.codes.epc_binary import decode_epc_binary
from cooptrace.codes.percent import escape_path, escape_query, raw_position, unescape_path, unescape_query

CANONICAL_STEM = "https://id.gs1.org"
LONGEST_URI = 8192

_not_uri = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]").search
_scheme = re.compile("https?://|HTTPS?://").match
_not_domain = re.compile(r"[^A-Za-z0-9.:\[\]\-]").search
_parameters = re.compile("[^&;]+").finditer


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """A Digital Link URI that was found valid. `ais`: those of the path, then those of the query, in their order.

    `path_length` of them are the path: the primary key and its qualifiers. `stem` is what stands before the key,
    `other_parameters` are the query parameters that are no AIs (`linkType=all`), verbatim.
    """

    ais: list[tuple[str, str]]
    path_length: int
    stem: str
    other_parameters: tuple[str, ...]

    @property
    def canonical(self) -> str:
        """The form to compare by: id.gs1.org, no other parameters, query AIs in order of their numbers (4.12)."""
        return _write(CANONICAL_STEM, self.ais[: self.path_length], sorted(self.ais[self.path_length :]))


@dataclass(slots=True)
class _Found:
    """AIs read so far, and where each one and its value stand in the URI."""

    ais: list[tuple[str, str]]
    positions: list[int]

    def add(self, entry: ApplicationIdentifier, raw: str, at: int, unescape: Callable[[str], str]) -> None:
        """Takes in the value written as `raw` after the AI that stands at `at`."""
        if not raw:
            raise CodeError("empty_value", at + len(entry.ai) + 1, length=0, ai=entry.ai)
        value = unescape(raw)
        try:
            entry.check(value)
        except CodeError as refused:
            filled_up = max(len(value) - len(raw), 0)
            start = raw_position(raw, refused.position - filled_up)
            end = raw_position(raw, refused.position - filled_up + refused.length)
            place = at + len(entry.ai) + 1 + start
            raise CodeError(refused.rule, place, length=end - start, ai=entry.ai, detail=refused.detail) from None
        self.ais.append((entry.ai, value))
        self.positions.append(at)


def parse_digital_link(uri: str) -> DigitalLink:
    """An uncompressed Digital Link URI, or one whose path ends in an EPC binary string (`/eh...`, `/ex...`).

    The primary key nearest the end of the path counts; what stands before it is the stem. Raises CodeError:
    `uri_character`, `scheme`, `domain`, `no_key`, `empty_value`, `qualifier_order`, `unknown_ai`, `repeated_ai`,
    `not_an_attribute`, `belongs_in_path`, the length and linter rules of values and the rules between AIs. A restricted
    circulation number is well formed and is not refused here: see `prefixes.holds_restricted`.
    """
    path_start = _domain_end(uri)
    address, _, _ = uri.partition("#")
    address, _, query = address.partition("?")
    segments = address[path_start + 1 :].split("/")
    root = _find_root(segments)
    found = _Found([], [])
    if root is None:
        path = _read_epc(segments[-1], len(address) - len(segments[-1]), found)
        stem = address[: len(address) - len(segments[-1]) - 1]
    else:
        at = path_start + 1 + sum(len(segment) + 1 for segment in segments[:root])
        stem = address[: at - 1]
        path = _read_path(segments[root:], at, found)
    others = _read_query(query, len(address) + 1, path, found) if query else ()
    check_associations(found.ais, found.positions)
    return DigitalLink(found.ais, len(path), stem, others)


def to_digital_link(ais: Sequence[tuple[str, str]], stem: str) -> str:
    """The URI of an item under a stem such as `https://id.example.coop`; the first primary key among `ais` leads.

    Query attributes keep their order, those that need no FNC1 first. Raises CodeError with positions as in
    `to_bracketed(ais)`: `no_key`, `not_an_attribute`, `stem`, and what `check_elements` raises.
    """
    check_elements(ais)
    if not _scheme(stem) or _not_uri(stem) or "?" in stem or "#" in stem:
        raise CodeError("stem", detail="an http or https address without query is needed")
    values = dict(ais)
    key = next((APPLICATION_IDENTIFIERS[ai] for ai in values if APPLICATION_IDENTIFIERS[ai].is_key), None)
    if key is None:
        raise CodeError("no_key", length=0)
    branch = max(key.branches, key=lambda branch: len(values.keys() & set(branch)))
    path = [key.ai, *(ai for ai in branch if ai in values)]
    rest = [APPLICATION_IDENTIFIERS[ai] for ai in values if ai not in path]
    for entry in rest:
        if not entry.attribute:
            raise CodeError("not_an_attribute", length=len(entry.ai), ai=entry.ai)
    rest.sort(key=lambda entry: entry.separated)
    stem = stem.removesuffix("/")
    return _write(stem, [(ai, values[ai]) for ai in path], [(entry.ai, values[entry.ai]) for entry in rest])


def _write(stem: str, path: Sequence[tuple[str, str]], query: Sequence[tuple[str, str]]) -> str:
    steps = "".join(f"/{ai}/{escape_path(value)}" for ai, value in path)
    attributes = "&".join(f"{ai}={escape_query(value)}" for ai, value in query)
    return f"{stem}{steps}?{attributes}" if attributes else stem + steps


def _domain_end(uri: str) -> int:
    """Where the path starts."""
    if len(uri) > LONGEST_URI:
        raise CodeError("text_too_long", LONGEST_URI, length=len(uri) - LONGEST_URI)
    if wrong := _not_uri(uri):
        raise CodeError("uri_character", wrong.start())
    scheme = _scheme(uri)
    if not scheme:
        raise CodeError("scheme", length=0, detail="http:// or https:// is needed")
    end = uri.find("/", scheme.end())
    if end <= scheme.end():
        raise CodeError("domain", scheme.end(), length=0, detail="a domain and a path are needed")
    if wrong := _not_domain(uri, scheme.end(), end):
        raise CodeError("domain", wrong.start())
    return end


def _find_root(segments: Sequence[str]) -> int | None:
    """Index of the rightmost primary key, walking back pair by pair over known AIs."""
    for index in range(len(segments) - 2, -1, -2):
        entry = APPLICATION_IDENTIFIERS.get(segments[index])
        if entry is None:
            return None
        if entry.paths:
            return index
    return None


def _read_path(segments: Sequence[str], at: int, found: _Found) -> tuple[str, ...]:
    path = tuple(segments[::2])
    allowed = APPLICATION_IDENTIFIERS[path[0]].paths
    if path not in allowed:
        good = _good_length(path, allowed)
        before = at + sum(len(segment) + 1 for segment in segments[: good * 2])
        detail = f"may not follow {' '.join(f'({ai})' for ai in path[:good])}"
        raise CodeError("qualifier_order", before, length=len(path[good]), ai=path[good], detail=detail)
    for ai, raw in zip(path, segments[1::2], strict=True):
        found.add(APPLICATION_IDENTIFIERS[ai], raw, at, unescape_path)
        at += len(ai) + len(raw) + 2
    return path


def _good_length(path: tuple[str, ...], allowed: frozenset[tuple[str, ...]]) -> int:
    """How many AIs of a wrong path are still the start of an allowed one."""
    return max(size for size in range(len(path)) if any(other[:size] == path[:size] for other in allowed))


def _read_epc(segment: str, at: int, found: _Found) -> tuple[str, ...]:
    try:
        path, attributes = decode_epc_binary(segment)
    except CodeError as refused:
        raise refused.moved(at) from None
    for ai, value in [*path, *attributes]:
        try:
            look_up(ai).check(value)
        except CodeError as refused:
            raise CodeError(refused.rule, at, length=len(segment), ai=ai) from None
        found.ais.append((ai, value))
        found.positions.append(at)
    return tuple(ai for ai, _ in path)


def _read_query(query: str, start: int, path: tuple[str, ...], found: _Found) -> tuple[str, ...]:
    others = []
    for parameter in _parameters(query):
        name, equals, raw = parameter[0].partition("=")
        if not equals or not name.isdecimal():
            others.append(parameter[0])
            continue
        at = start + parameter.start()
        entry = look_up(name, position=at)
        _check_attribute(entry, path, found, at)
        found.add(entry, raw, at, _unescape_gtin if name == "01" else unescape_query)
    return tuple(others)


def _check_attribute(entry: ApplicationIdentifier, path: tuple[str, ...], found: _Found, at: int) -> None:
    name = entry.ai
    if any(ai == name for ai, _ in found.ais):
        raise CodeError("repeated_ai", at, length=len(name), ai=name)
    if not entry.attribute:
        raise CodeError("not_an_attribute", at, length=len(name), ai=name)
    allowed = APPLICATION_IDENTIFIERS[path[0]].paths
    if any((*path[:place], name, *path[place:]) in allowed for place in range(1, len(path) + 1)):
        raise CodeError("belongs_in_path", at, length=len(name), ai=name)


def _unescape_gtin(raw: str) -> str:
    """GTIN-8, -12 and -13 are tolerated in the query, where GS1's reference engine fills them up."""
    digits = unescape_query(raw)
    return digits.zfill(14) if len(digits) in GTIN_LENGTHS else digits
