"""Reads about how often codes were opened: from the sums of days only, never from the log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func
from sqlalchemy import select as any_select
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.labels.models import PrintJob
from cooptrace.products.models import Product
from cooptrace.scans.models import ScanDay, ScanLanguageDay
from cooptrace.stamps.models import StampPlaceDay


@dataclass(frozen=True)
class Question:
    """Of one cooperative from the first to the last day. An empty id means all of them."""

    cooperative_id: str
    first: date
    last: date
    product_id: str = ""
    batch_id: str = ""


@dataclass(frozen=True)
class Unscanned:
    """A batch whose labels are out and that nobody has scanned."""

    batch: Batch
    product: str
    printed_at: datetime
    labels: int


def by_day(session: Session, asked: Question) -> dict[date, int]:
    """Days without a scan are left out."""
    table = _table(asked)
    wanted = select(col(table.day), func.sum(table.count)).where(*_asked(asked, table))
    return {day: int(count) for day, count in session.exec(wanted.group_by(col(table.day)))}


def total(session: Session, asked: Question) -> int:
    table = _table(asked)
    return int(session.exec(select(func.sum(table.count)).where(*_asked(asked, table))).one() or 0)


def by_product(session: Session, asked: Question, *, limit: int = 50) -> list[tuple[str, int]]:
    """Names, the busiest first. Of all batches: the sums by language have fewer rows than those by batch."""
    counts = dict(_shares(session, ScanLanguageDay, col(ScanLanguageDay.product_id), asked)[:limit])
    wanted = select(Product.id, Product.name).where(col(Product.id).in_(counts))
    named = [(name, counts[product_id]) for product_id, name in session.exec(wanted)]
    return sorted(named, key=lambda row: (-row[1], row[0]))


def by_batch(session: Session, asked: Question, *, limit: int = 20) -> list[tuple[Batch, str, int]]:
    """With the product's name, the busiest first. Codes without a known lot belong to none of them."""
    count = func.sum(ScanDay.count)
    sums = select(ScanDay.batch_id, count.label("count")).where(*_asked(asked, ScanDay), ScanDay.batch_id != "")
    busiest = sums.group_by(col(ScanDay.batch_id)).order_by(count.desc(), col(ScanDay.batch_id)).limit(limit).subquery()
    wanted = (
        select(Batch, Product.name, busiest.c.count)
        .join(busiest, col(Batch.id) == busiest.c.batch_id)
        .join(Product, col(Product.id) == Batch.product_id)
    )
    rows = session.exec(wanted.order_by(busiest.c.count.desc(), col(Batch.lot))).all()
    return [(batch, name, int(found)) for batch, name, found in rows]


def by_language(session: Session, asked: Question) -> list[tuple[str, int]]:
    return _shares(session, ScanLanguageDay, col(ScanLanguageDay.language), asked)


def by_place(session: Session, asked: Question) -> list[tuple[str, int]]:
    """Codes of communes, "" for outside of the province: of stamps whose finders chose to tell."""
    return _shares(session, StampPlaceDay, col(StampPlaceDay.unit_code), asked)


def never_scanned(session: Session, cooperative_id: str, *, before: datetime, limit: int = 50) -> list[Unscanned]:
    """Printed before that moment and not scanned on any day since; the longest out first."""
    sums = _unscanned(before, col(PrintJob.cooperative_id) == cooperative_id).subquery()
    wanted = (
        select(Batch, Product.name, sums.c.printed_at, sums.c.labels)
        .join(sums, col(Batch.id) == sums.c.batch_id)
        .join(Product, col(Product.id) == Batch.product_id)
    )
    rows = session.exec(wanted.order_by(sums.c.printed_at, col(Batch.id)).limit(limit)).all()
    return [Unscanned(batch, name, printed_at, int(labels)) for batch, name, printed_at, labels in rows]


def never_scanned_counts(
    session: Session, *, before: datetime, cooperative_ids: Collection[str] | None = None
) -> dict[str, int]:
    """How many such batches, by cooperative. None means every cooperative."""
    own = [] if cooperative_ids is None else [col(PrintJob.cooperative_id).in_(cooperative_ids)]
    found = _unscanned(before, *own).subquery()
    wanted = select(found.c.cooperative_id, func.count()).group_by(found.c.cooperative_id)
    return {cooperative_id: int(count) for cooperative_id, count in session.execute(wanted)}


def _table(asked: Question) -> type[ScanDay | ScanLanguageDay]:
    """The sums by language have fewer rows than those by batch, and are of the same scans."""
    return ScanDay if asked.batch_id else ScanLanguageDay


def _asked(asked: Question, table: type[ScanDay | ScanLanguageDay]) -> list[ColumnElement[bool]]:
    """In the order in which the sums lie."""
    found = [
        col(table.cooperative_id) == asked.cooperative_id,
        col(table.day) >= asked.first,
        col(table.day) <= asked.last,
    ]
    if asked.product_id:
        found.append(col(table.product_id) == asked.product_id)
    if asked.batch_id:
        found.append(col(ScanDay.batch_id) == asked.batch_id)
    return found


def _shares(
    session: Session, table: type[ScanLanguageDay | StampPlaceDay], key: Any, asked: Question
) -> list[tuple[str, int]]:
    count = func.sum(table.count)
    wanted = select(key, count).where(
        col(table.cooperative_id) == asked.cooperative_id,
        col(table.day) >= asked.first,
        col(table.day) <= asked.last,
    )
    if asked.product_id:
        wanted = wanted.where(col(table.product_id) == asked.product_id)
    rows = session.execute(wanted.group_by(key).order_by(count.desc(), key))
    return [(name, int(found)) for name, found in rows]


def _unscanned(before: datetime, *own: ColumnElement[bool]) -> Select[Any]:
    scanned = select(ScanDay.batch_id).where(ScanDay.batch_id == PrintJob.batch_id).exists()
    columns: tuple[Any, ...] = (
        col(PrintJob.cooperative_id),
        col(PrintJob.batch_id),
        func.min(PrintJob.printed_at).label("printed_at"),
        func.sum(PrintJob.count).label("labels"),
    )
    # A batch may have been scanned before this printing of it: the mark alone does not tell.
    unmarked = (col(PrintJob.scanned_on).is_(None), col(PrintJob.reprint_of).is_(None))
    wanted: Select[Any] = any_select(*columns).where(*own, *unmarked, ~scanned)
    grouped = wanted.group_by(col(PrintJob.cooperative_id), col(PrintJob.batch_id))
    return grouped.having(func.min(PrintJob.printed_at) < before)
