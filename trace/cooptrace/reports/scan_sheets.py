"""Scans as tables for Excel, of a cooperative or of the province. Pure. In Vietnamese, as all reports here are."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.reports.sheets import Cell, Sheet, Words
from cooptrace.scans.count_pages import Share
from cooptrace.scans.count_queries import Unscanned
from cooptrace.web.formats import local_date

SCANS = "Lượt quét"


def days(counts: Mapping[date, int], first: date, last: date) -> Sheet:
    """Every day, those without a scan too: a file is reckoned with."""
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return Sheet("Theo ngày", ("TT", "Ngày", SCANS), [(n, day, counts.get(day, 0)) for n, day in enumerate(every, 1)])


def shares(name: str, head: str, rows: Iterable[Share], words: Words) -> Sheet:
    lines: list[tuple[Cell, ...]] = [
        (number, row.name if isinstance(row.name, str) else words(row.name), row.count)
        for number, row in enumerate(rows, 1)
    ]
    return Sheet(name, ("TT", head, SCANS), lines)


def batches(rows: Iterable[tuple[Batch, str, int]]) -> Sheet:
    lines: list[tuple[Cell, ...]] = [
        (number, name, batch.lot, count) for number, (batch, name, count) in enumerate(rows, 1)
    ]
    return Sheet("Theo lô", ("TT", "Sản phẩm", "Lô", SCANS), lines)


def unscanned(rows: Iterable[Unscanned]) -> Sheet:
    columns = ("TT", "Sản phẩm", "Lô", "In ngày", "Số tem")
    lines: list[tuple[Cell, ...]] = [
        (number, one.product, one.batch.lot, local_date(one.printed_at), one.labels)
        for number, one in enumerate(rows, 1)
    ]
    return Sheet("Chưa ai quét", columns, lines)


def cooperatives(rows: Iterable[tuple[Cooperative, str, int, int]]) -> Sheet:
    columns = ("TT", "Xã/phường/đặc khu", "Cơ sở", SCANS, "Lô đã in chưa ai quét")
    lines: list[tuple[Cell, ...]] = [
        (number, unit, one.name, count, never) for number, (one, unit, count, never) in enumerate(rows, 1)
    ]
    return Sheet("Theo cơ sở", columns, lines)
