"""Every GS1 Application Identifier (AI) of the Syntax Dictionary: its parts, value rules and where it may stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path

from cooptrace.codes.code_error import CodeError
from cooptrace.codes.linters import LINTERS, Linter

DICTIONARY = Path(__file__).with_name("gs1_syntax_dictionary.txt")

CHARACTER_SETS = {"N": "csetnumeric", "X": "cset82", "Y": "cset39", "Z": "cset64"}

_read_part = re.compile(r"(\[?)([NXYZ])(\.\.)?(\d+)\]?((?:,[a-z0-9]+)*)").fullmatch

Alternative = tuple[frozenset[str], ...]
"""AIs that must all be there; each may be any one of a set."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a value: how many characters, and the linters that judge it, its character set first."""

    shortest: int
    longest: int
    optional: bool
    linters: tuple[Linter, ...]


@dataclass(frozen=True, slots=True)
class ApplicationIdentifier:
    """One AI. `separated`: FNC1 must follow it unless it is last. `attribute`: may stand in a Digital Link query.

    `paths`: for a primary key, every allowed sequence of AIs in a Digital Link path, itself first.
    `requires`: of each group one alternative must be present. `excludes`: none of these may be.
    """

    ai: str
    title: str
    separated: bool
    attribute: bool
    parts: tuple[Part, ...]
    branches: tuple[tuple[str, ...], ...]
    paths: frozenset[tuple[str, ...]]
    requires: tuple[tuple[str, tuple[Alternative, ...]], ...]
    excludes: frozenset[str]
    shortest: int
    longest: int

    @property
    def is_key(self) -> bool:
        return bool(self.paths)

    def check(self, value: str) -> None:
        """Raises CodeError with the dictionary's rule and the position inside `value`."""
        if len(value) < self.shortest:
            raise CodeError("value_too_short", len(value), length=0, ai=self.ai)
        if len(value) > self.longest:
            raise CodeError("value_too_long", self.longest, length=len(value) - self.longest, ai=self.ai)
        start = 0
        for part in self.parts:
            text = value[start : start + part.longest]
            if not text and part.optional:
                return
            try:
                for linter in part.linters:
                    linter(text)
            except CodeError as refused:
                raise refused.moved(start, ai=self.ai) from None
            if len(text) < part.shortest:
                raise CodeError("value_length", start, length=len(text), ai=self.ai)
            start += part.longest


def _read_parts(spec: list[str]) -> Iterator[Part]:
    for text in spec:
        found = _read_part(text)
        if not found:
            raise ValueError(text)
        bracket, kind, upto, length, linters = found.groups()
        names = [CHARACTER_SETS[kind], *linters.split(",")[1:]]
        shortest = 1 if upto else int(length)
        yield Part(shortest, int(length), bool(bracket), tuple(LINTERS[name] for name in names))


def _branches(rules: list[str]) -> Iterator[tuple[str, ...]]:
    for rule in rules:
        name, _, choices = rule.partition("=")
        if name == "dlpkey":
            yield from (tuple(choice.split(",")) if choice else () for choice in choices.split("|"))


def _paths(ai: str, branches: tuple[tuple[str, ...], ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(
        (ai, *chosen) for branch in branches for size in range(len(branch) + 1) for chosen in combinations(branch, size)
    )


def _matching(pattern: str, known: list[str]) -> frozenset[str]:
    """The AIs that `310n` or `31nn` stand for."""
    prefix = pattern.rstrip("n")
    return frozenset(ai for ai in known if ai.startswith(prefix) and len(ai) == len(pattern))


def _requires(
    rules: list[str], known: list[str], qualified: frozenset[str]
) -> Iterator[tuple[str, tuple[Alternative, ...]]]:
    """`qualified`: the keys this AI may follow in a path, which content it: the dictionary forgets 8006 for 22."""
    for rule in rules:
        if rule.startswith("req="):
            wanted = rule.removeprefix("req=").split(",")
            single = qualified.union(*(_matching(one, known) for one in wanted if "+" not in one))
            several = [tuple(_matching(ai, known) for ai in one.split("+")) for one in wanted if "+" in one]
            yield rule.removeprefix("req="), ((single,), *several) if single else tuple(several)


def _excludes(rules: list[str], known: list[str]) -> frozenset[str]:
    patterns = [p for rule in rules if rule.startswith("ex=") for p in rule.removeprefix("ex=").split(",")]
    return frozenset[str]().union(*(_matching(pattern, known) for pattern in patterns))


def _expand(ai_or_range: str) -> list[str]:
    first, _, last = ai_or_range.partition("-")
    return [str(number).zfill(len(first)) for number in range(int(first), int(last or first) + 1)]


def read_dictionary(text: str) -> Mapping[str, ApplicationIdentifier]:
    rows = [line.partition(" # ") for line in text.splitlines() if not line.startswith("#")]
    fields = [(left.split(), title) for left, _, title in rows]
    known = [ai for words, _ in fields for ai in _expand(words[0])]
    keys = {words[0]: set(chain.from_iterable(_branches(words[2:]))) for words, _ in fields}
    table = {}
    for (name, flags, *rest), title in fields:
        parts = tuple(_read_parts([word for word in rest if _read_part(word)]))
        rules = [word for word in rest if not _read_part(word)]
        branches = tuple(_branches(rules))
        qualified = frozenset(key for key, qualifiers in keys.items() if name in qualifiers)
        requires = tuple(_requires(rules, known, qualified))
        excludes = _excludes(rules, known)
        for ai in _expand(name):
            table[ai] = ApplicationIdentifier(
                ai=ai,
                title=title,
                separated="*" not in flags,
                attribute="?" in flags,
                parts=parts,
                branches=branches,
                paths=_paths(ai, branches),
                requires=requires,
                excludes=excludes - {ai},
                shortest=sum(part.shortest for part in parts if not part.optional),
                longest=sum(part.longest for part in parts),
            )
    return table


APPLICATION_IDENTIFIERS = read_dictionary(DICTIONARY.read_text(encoding="utf-8"))

LENGTHS_BY_PREFIX = {ai[:2]: len(ai) for ai in APPLICATION_IDENTIFIERS}
"""How long an AI is follows from its first two digits."""


def look_up(ai: str, *, position: int = 0) -> ApplicationIdentifier:
    """The AI's entry; raises CodeError `unknown_ai` at `position`."""
    try:
        return APPLICATION_IDENTIFIERS[ai]
    except KeyError:
        raise CodeError("unknown_ai", position, length=len(ai), ai=ai) from None
