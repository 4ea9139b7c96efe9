"""Reads about scans in the whole province, or in the cooperatives a trainer works with: from sums of days only."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy import select as any_select
from sqlmodel import Session, col

from cooptrace.scans.models import ScanLanguageDay, ScanProvinceDay, ScanWeek
from cooptrace.scans.series import monday
from cooptrace.stamps.models import StampPlaceDay

DAY = timedelta(days=1)
# Each has a day or a week, and a count.
_Table = Any


@dataclass(frozen=True)
class Stretch:
    """`cooperative_ids` None means the whole province."""

    first: date
    last: date
    cooperative_ids: Collection[str] | None = None


def by_day(session: Session, asked: Stretch) -> dict[date, int]:
    table = _table(asked)
    return _sums(session, asked, table, table.day)


def by_cooperative(session: Session, asked: Stretch) -> dict[str, int]:
    """Whole weeks at once, the days before and after them one by one."""
    begin, end = monday(asked.first + timedelta(days=6)), monday(asked.last + timedelta(days=1))
    if begin >= end:
        return _sums(session, asked, ScanLanguageDay, ScanLanguageDay.cooperative_id)
    found = Counter(_sums(session, replace(asked, last=begin - DAY), ScanLanguageDay, ScanLanguageDay.cooperative_id))
    found.update(_sums(session, replace(asked, first=end), ScanLanguageDay, ScanLanguageDay.cooperative_id))
    weeks = replace(asked, first=begin, last=end - DAY)
    found.update(_sums(session, weeks, ScanWeek, ScanWeek.cooperative_id))
    return dict(found)


def by_language(session: Session, asked: Stretch) -> list[tuple[str, int]]:
    table = _table(asked)
    return _ordered(_sums(session, asked, table, table.language))


def by_place(session: Session, asked: Stretch) -> list[tuple[str, int]]:
    return _ordered(_sums(session, asked, StampPlaceDay, StampPlaceDay.unit_code))


def _table(asked: Stretch) -> type[ScanLanguageDay | ScanProvinceDay]:
    return ScanProvinceDay if asked.cooperative_ids is None else ScanLanguageDay


def _sums(session: Session, asked: Stretch, table: _Table, key: Any) -> dict[Any, int]:
    day = col(table.week if table is ScanWeek else table.day)
    wanted: Select[Any] = any_select(col(key), func.sum(table.count)).where(day >= asked.first, day <= asked.last)
    if asked.cooperative_ids is not None:
        wanted = wanted.where(col(table.cooperative_id).in_(asked.cooperative_ids))
    return {found: int(count) for found, count in session.execute(wanted.group_by(col(key)))}


def _ordered(sums: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(sums.items(), key=lambda row: (-row[1], row[0]))
