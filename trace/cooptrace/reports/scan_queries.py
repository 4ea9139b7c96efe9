"""Reads about scans in the whole province, or in the cooperatives a trainer works with: from sums of days only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy import select as any_select
from sqlmodel import Session, col

from cooptrace.scans.models import ScanLanguageDay
from cooptrace.stamps.models import StampPlaceDay


@dataclass(frozen=True)
class Stretch:
    """`cooperative_ids` None means the whole province."""

    first: date
    last: date
    cooperative_ids: Collection[str] | None = None


def by_day(session: Session, asked: Stretch) -> dict[date, int]:
    return _sums(session, asked, ScanLanguageDay, ScanLanguageDay.day)


def by_cooperative(session: Session, asked: Stretch) -> dict[str, int]:
    return _sums(session, asked, ScanLanguageDay, ScanLanguageDay.cooperative_id)


def by_language(session: Session, asked: Stretch) -> list[tuple[str, int]]:
    return _ordered(_sums(session, asked, ScanLanguageDay, ScanLanguageDay.language))


def by_place(session: Session, asked: Stretch) -> list[tuple[str, int]]:
    return _ordered(_sums(session, asked, StampPlaceDay, StampPlaceDay.unit_code))


def _sums(session: Session, asked: Stretch, table: type[ScanLanguageDay | StampPlaceDay], key: Any) -> dict[Any, int]:
    wanted: Select[Any] = any_select(col(key), func.sum(table.count))
    wanted = wanted.where(col(table.day) >= asked.first, col(table.day) <= asked.last)
    if asked.cooperative_ids is not None:
        wanted = wanted.where(col(table.cooperative_id).in_(asked.cooperative_ids))
    return {found: int(count) for found, count in session.execute(wanted.group_by(col(key)))}


def _ordered(sums: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(sums.items(), key=lambda row: (-row[1], row[0]))
