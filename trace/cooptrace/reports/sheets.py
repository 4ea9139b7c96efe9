"""The board as three tables for the province's report. Pure. Reports of the authorities are in Vietnamese, always."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cooptrace.cooperatives.kinds import COOPERATIVE_KINDS
from cooptrace.errors import Sentence
from cooptrace.onboarding.figures import Figures
from cooptrace.onboarding.queries import Standing
from cooptrace.onboarding.rounds import commune_name
from cooptrace.onboarding.steps import STATES, STEPS, State
from cooptrace.reports.coverage import UnitRow
from cooptrace.training.kinds import OUTCOMES, REASONS
from cooptrace.web.formats import local_date

Cell: TypeAlias = str | int | float | date | None
SCANNED_LATELY_DAYS = 30


@dataclass(frozen=True)
class Sheet:
    """A ratio is a float from 0 to 1; nothing else is a float."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


Words = Callable[[Sentence], str]


def summary(rows: Iterable[UnitRow], standings: Iterable[Standing], today: date) -> Sheet:
    met: dict[str, int] = {}
    scanned: dict[str, int] = {}
    for one in standings:
        code = one.cooperative.unit_code
        met[code] = met.get(code, 0) + bool(one.facts.met_at)
        scanned[code] = scanned.get(code, 0) + _scanned_lately(one, today)
    columns = (
        "TT", "Xã/phường/đặc khu", "Mục tiêu", "Tổng cơ sở", "Đã gặp", "Đã đăng nhập", "Có sản phẩm", "Có lô",
        "Đã in tem", "Có khách quét 30 ngày", "Tự làm được", "Tỷ lệ đã in tem", "Xong cả 7 bước", "Đang làm", "Kẹt",
        "Chưa bắt đầu",
    )  # fmt: skip
    lines = [_summary_line(number, row, met, scanned) for number, row in enumerate(rows, start=1)]
    return Sheet("Tổng hợp", columns, lines)


def _summary_line(number: int, row: UnitRow, met: Mapping[str, int], scanned: Mapping[str, int]) -> tuple[Cell, ...]:
    figures, code = row.figures, row.unit.code
    reached = [figures.reached[key] for key in ("sign-in", "product", "batch", "print")]
    ratio = figures.printed / row.goal if row.goal else None
    counts = (figures.total, met.get(code, 0), *reached, scanned.get(code, 0), figures.reached["alone"])
    return (number, row.unit.name, row.target, *counts, ratio, *(figures.states[state] for state in State))


def cooperatives(standings: Iterable[Standing], producers: Mapping[str, Figures], today: date, words: Words) -> Sheet:
    """How many producers, and how many of them have labels printed: two columns, as spreadsheets read 2/5 as a day."""
    steps = tuple(f"{number}. {words(step.title)}" for number, step in enumerate(STEPS, start=1))
    before = ("TT", "Xã/phường/đặc khu", "Cơ sở", "Loại", "Địa chỉ")
    after = ("Tình trạng", "Số ngày chờ", "Lần gặp gần nhất", "Kết quả", "Hộ đã in tem (bước 5)", "Tổng số hộ")
    lines = [
        (*_line(*pair, today, words), *_of_producers(producers.get(pair[1].cooperative.id)))
        for pair in enumerate(standings, start=1)
    ]
    return Sheet("Danh sách", (*before, *steps, *after), lines)


def _of_producers(found: Figures | None) -> tuple[Cell, ...]:
    return (found.printed, found.total) if found else (0, 0)


def _line(number: int, one: Standing, today: date, words: Words) -> tuple[Cell, ...]:
    visit, progress, cooperative = one.last_visit, one.progress, one.cooperative
    return (
        number,
        commune_name(one),
        cooperative.name,
        words(COOPERATIVE_KINDS[cooperative.kind]),
        cooperative.address,
        *(local_date(moment) if moment else None for moment in progress.reached),
        words(STATES[progress.state(today)]),
        progress.waiting_days(today) if progress.step else None,
        local_date(visit.visited_at) if visit else None,
        words(OUTCOMES[visit.outcome]) if visit else None,
    )


def stuck(standings: Iterable[Standing], today: date, words: Words) -> Sheet:
    columns = (
        "TT", "Xã/phường/đặc khu", "Cơ sở", "Kẹt ở bước", "Từ ngày", "Số ngày", "Lý do", "Lần gặp gần nhất", "Hẹn lại",
    )  # fmt: skip
    waiting = [one for one in standings if one.progress.state(today) is State.STUCK]
    waiting.sort(key=lambda one: -one.progress.waiting_days(today))
    return Sheet("Kẹt", columns, [_stuck_line(*pair, today, words) for pair in enumerate(waiting, start=1)])


def _stuck_line(number: int, one: Standing, today: date, words: Words) -> tuple[Cell, ...]:
    visit, step = one.last_visit, one.progress.step
    return (
        number,
        commune_name(one),
        one.cooperative.name,
        f"{(one.progress.current or 0) + 1}. {words(step.title)}" if step else "",
        local_date(one.progress.since),
        one.progress.waiting_days(today),
        words(REASONS[visit.reason]) if visit and visit.reason in REASONS else None,
        local_date(visit.visited_at) if visit else None,
        visit.next_on if visit else None,
    )


def _scanned_lately(one: Standing, today: date) -> bool:
    last = one.facts.last_scanned_on
    return last is not None and (today - last).days <= SCANNED_LATELY_DAYS
