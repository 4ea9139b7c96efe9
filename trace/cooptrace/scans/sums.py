"""Sums of first openings, kept in the transaction that writes them down: one statement for each table.

Always in the same order: two transactions that add to the same days must not wait for each other.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlmodel import Session

from cooptrace.scans.series import monday
from cooptrace.scans.unfolding import ENGINES, write_rows


class Counted(NamedTuple):
    """What a first opening is counted by; the day as 2026-11-23, ids "" when unknown."""

    cooperative_id: str
    day: str
    product_id: str
    batch_id: str
    language: str


Row = tuple[str | int, ...]


def count_scans(session: Session, first_openings: Iterable[Counted]) -> None:
    """Into the sums of days and weeks; and what was printed of these batches is known to be scanned."""
    counts = Counter(first_openings)
    if not counts:
        return
    for statements, key in _SUMS:
        write_rows(session, statements, _summed(counts, key))
    batches = sorted({(one.cooperative_id, one.batch_id) for one in counts if one.batch_id})
    write_rows(session, _PRINTED, batches, day=max(one.day for one in counts))


@lru_cache(maxsize=100)
def _week_of(day: str) -> str:
    return str(monday(date.fromisoformat(day)))


def _summed(counts: Mapping[Counted, int], key: Callable[[Counted], Row]) -> list[Row]:
    sums: Counter[Row] = Counter()
    for one, count in counts.items():
        sums[key(one)] += count
    return [(*row, count) for row, count in sorted(sums.items())]


_ADD = """
INSERT INTO {table} ({keys}, count) SELECT {values}, {count} FROM {rows} WHERE true
ON CONFLICT ({keys}) DO UPDATE SET count = {table}.count + excluded.count
"""
# Printings that no scan has followed yet are few: an index of their own holds them. One that somebody else changes just
# now is marked by the next scan.
_SCANNED = """
UPDATE print_job SET scanned_on = {given_day} WHERE id IN (
SELECT print_job.id FROM {rows} JOIN print_job ON cooperative_id = value->>0 AND batch_id = value->>1
WHERE scanned_on IS NULL AND reprint_of IS NULL {locked})
"""


def _added(table: str, columns: str) -> dict[str, str]:
    """By engine. The count comes last in a row, the key before it."""
    keys = columns.split()
    found = {}
    for engine, words in ENGINES.items():
        values = [words.day.format(at=at) if key in ("day", "week") else f"value->>{at}" for at, key in enumerate(keys)]
        count = words.number.format(at=len(keys))
        told = {"table": table, "keys": ", ".join(keys), "values": ", ".join(values), "count": count}
        found[engine] = _ADD.format(**told, rows=words.rows)
    return found


_SUMS: tuple[tuple[dict[str, str], Callable[[Counted], Row]], ...] = (
    (
        _added("scan_day", "cooperative_id day product_id batch_id"),
        lambda one: (one.cooperative_id, one.day, one.product_id, one.batch_id),
    ),
    (
        _added("scan_language_day", "cooperative_id day product_id language"),
        lambda one: (one.cooperative_id, one.day, one.product_id, one.language),
    ),
    (_added("scan_week", "week cooperative_id"), lambda one: (_week_of(one.day), one.cooperative_id)),
    (_added("scan_province_day", "day language"), lambda one: (one.day, one.language)),
)
_LOCKED = {"sqlite": "", "postgresql": "ORDER BY print_job.id FOR UPDATE OF print_job SKIP LOCKED"}
_PRINTED = {
    engine: _SCANNED.format(given_day=words.given_day, rows=words.rows, locked=_LOCKED[engine])
    for engine, words in ENGINES.items()
}
