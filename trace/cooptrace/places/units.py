"""Commune-level units with their version: codes were reused on 2025-07-01, so a code alone says nothing. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cooptrace.text import fold, vi_sort_key

CURRENT = "2025-07-01"
LEGACY = "2022"


class UnknownUnit(LookupError):
    """No unit has this code in this version."""


@dataclass(frozen=True)
class Unit:
    code: str
    version: str
    name: str  # with its kind: Phường Hà Tu
    short: str  # without: Hà Tu
    kind: str  # phường, xã, đặc khu, thị trấn
    lat: float | None  # degrees; only of current units
    lon: float | None
    district: str | None  # only of legacy units: districts ended on 2025-07-01


@dataclass(frozen=True)
class Found:
    """A current unit that fits a search, by its own name or by that of a unit merged into it."""

    unit: Unit
    formerly: Unit | None = None
    split: bool = False  # the old unit went to several new ones: a person must choose


def current_units() -> tuple[Unit, ...]:
    """The units since 2025-07-01, in Vietnamese order."""
    return _table().current


def unit(code: str, version: str) -> Unit:
    """Raises UnknownUnit."""
    try:
        return _table().by_code[version, code]
    except KeyError:
        raise UnknownUnit(f"no unit {code!r} in version {version!r}") from None


def successors(old_code: str) -> tuple[Unit, ...]:
    """What a legacy unit has become, the likeliest first. Raises UnknownUnit."""
    return _table().successors[unit(old_code, LEGACY)]


def predecessors(code: str) -> tuple[Unit, ...]:
    """The legacy units that went into a current one, wholly or in part. Raises UnknownUnit."""
    now = unit(code, CURRENT)
    return tuple(old for old, units in _table().successors.items() if now in units)


def find_units(query: str) -> list[Found]:
    """Current units by new name, then by old name; accents and capitals do not matter. An empty query finds all."""
    words = fold(query).split()
    named = [now for now in current_units() if _has_phrase(now, words)]
    legacy = list(_table().successors) if words else []
    formerly = _found_by_old_name(old for old in legacy if _has_phrase(old, words))
    found = [Found(now) for now in named] + [one for one in formerly if one.split or one.unit not in named]
    return found or _found_by_old_name(old for old in legacy if _has_words(old, words))


def _found_by_old_name(olds: Iterable[Unit]) -> list[Found]:
    return [Found(now, old, split=len(successors(old.code)) > 1) for old in olds for now in successors(old.code)]


def _has_phrase(one: Unit, words: list[str]) -> bool:
    return f" {' '.join(words)}" in f" {_folded(one.name)}"


def _has_words(old: Unit, words: list[str]) -> bool:
    """Every word begins one of the old address: `quan lan van don` for xã Quan Lạn, huyện Vân Đồn."""
    address = _folded(f"{old.name} {old.district}").split()
    return all(any(written.startswith(word) for written in address) for word in words)


_folded = cache(fold)


@dataclass(frozen=True)
class _Table:
    current: tuple[Unit, ...]
    successors: dict[Unit, tuple[Unit, ...]]
    by_code: dict[tuple[str, str], Unit]


@cache
def _table() -> _Table:
    rows = json.loads(Path(__file__).with_name("units_22.json").read_text(encoding="utf-8"))
    current = sorted((_unit(row, CURRENT) for row in rows[CURRENT]), key=_order)
    now = {one.code: one for one in current}
    successors = {_unit(row, LEGACY): tuple(now[code] for code in row["now"]) for row in rows[LEGACY]}
    legacy = sorted(successors, key=_order)
    return _Table(
        tuple(current),
        {old: successors[old] for old in legacy},
        {(one.version, one.code): one for one in (*current, *legacy)},
    )


def _unit(row: dict[str, Any], version: str) -> Unit:
    lat, lon, district = row.get("lat"), row.get("lon"), row.get("district")
    return Unit(row["code"], version, row["name"], row["short"], row["type"], lat, lon, district)


def _order(one: Unit) -> tuple[object, ...]:
    return vi_sort_key(one.short), vi_sort_key(one.name)
