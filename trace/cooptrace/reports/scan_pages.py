"""Scans in the province: over time, by cooperative, language and place. Trainers see their communes' cooperatives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session, col, select
from starlette.responses import Response

from cooptrace.cooperatives.access import SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.cooperatives.queries import cooperatives_of_units
from cooptrace.database import now
from cooptrace.errors import Sentence, say
from cooptrace.places.units import UnknownUnit, unit
from cooptrace.reports import scan_queries as queries
from cooptrace.reports.pages import WHOLE_PROVINCE
from cooptrace.reports.scan_queries import Stretch
from cooptrace.scans.count_pages import OUT_FOR, PERIODS, USUAL, Share, languages, places
from cooptrace.scans.count_queries import never_scanned_counts
from cooptrace.scans.series import Series, drawing, series
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Filled
from cooptrace.web.i18n import translator
from cooptrace.web.policy import BOARD, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Viewer

router = APIRouter()
LISTED = 100


@dataclass(frozen=True)
class Row:
    """A cooperative with its scans, and its batches whose labels nobody scanned."""

    cooperative: Cooperative
    unit: str
    count: int
    unscanned: int


@dataclass(frozen=True)
class ProvinceScansPage(Page):
    template: ClassVar[str] = "reports/scans.html"
    form: Filled
    days: Series
    chart: str
    first: date
    last: date
    before: int
    rows: list[Row]
    rows_count: int
    per_language: list[Share]
    per_place: list[Share]
    unscanned: int
    whole: bool
    periods: tuple[tuple[str, Sentence], ...] = tuple(PERIODS.items())


@router.get("/scans")
@allow(BOARD)
def show_scans(request: Request, session: Db, viewer: SignedIn, days: str = USUAL) -> Response:
    asked = stretch(session, viewer, days)
    found = series(queries.by_day(session, asked), asked.first, asked.last)
    length = asked.last - asked.first + timedelta(days=1)
    earlier = Stretch(asked.first - length, asked.last - length, asked.cooperative_ids)
    rows = rows_of(session, asked)
    page = ProvinceScansPage(
        form=Filled({"days": days if days in PERIODS else USUAL}),
        days=found,
        chart=drawing(found, title=translator(request)(say("Scans over time; the figures are in the table below"))),
        first=asked.first,
        last=asked.last,
        before=sum(queries.by_day(session, earlier).values()),
        rows=rows[:LISTED],
        rows_count=len(rows),
        per_language=languages(queries.by_language(session, asked)),
        per_place=places(queries.by_place(session, asked)),
        unscanned=sum(row.unscanned for row in rows),
        whole=asked.cooperative_ids is None,
    )
    return render(request, page)


def stretch(session: Session, viewer: Viewer, days: str) -> Stretch:
    last = local_today()
    first = last - timedelta(days=int(days if days in PERIODS else USUAL) - 1)
    if viewer.has(*WHOLE_PROVINCE):
        return Stretch(first, last)
    own = cooperatives_of_units(session, viewer.unit_codes)
    return Stretch(first, last, frozenset(one.id for one in own))


def rows_of(session: Session, asked: Stretch) -> list[Row]:
    """The busiest first; those that print and are never scanned are among them."""
    counts = queries.by_cooperative(session, asked)
    never = never_scanned_counts(session, before=now() - OUT_FOR, cooperative_ids=asked.cooperative_ids)
    named = _named(session, [*counts, *never])
    rows = [Row(one, _unit_name(one), counts.get(one.id, 0), never.get(one.id, 0)) for one in named]
    return sorted(rows, key=lambda row: (-row.count, -row.unscanned, row.cooperative.name_folded))


def _named(session: Session, ids: Sequence[str]) -> list[Cooperative]:
    return list(session.exec(select(Cooperative).where(col(Cooperative.id).in_(dict.fromkeys(ids)))))


def _unit_name(cooperative: Cooperative) -> str:
    try:
        return unit(cooperative.unit_code, cooperative.unit_version).name
    except UnknownUnit:
        return cooperative.unit_code
