"""How often the codes of a cooperative were opened: by day, product, batch, language and place, and which never."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.batches.models import Batch
from cooptrace.batches.queries import batches_of
from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import Sentence, say
from cooptrace.places.units import CURRENT, UnknownUnit, unit
from cooptrace.products.models import Product
from cooptrace.products.queries import products_of
from cooptrace.scans import count_queries as queries
from cooptrace.scans.count_queries import Question, Unscanned
from cooptrace.scans.series import Series, drawing, series
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Filled
from cooptrace.web.i18n import LANGUAGES, translator
from cooptrace.web.policy import READ, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/scans")
PERIODS: dict[str, Sentence] = {
    "7": say("7 days"),
    "30": say("30 days"),
    "90": say("90 days"),
    "365": say("a year"),
}
USUAL = "30"
BATCHES_LISTED = 100
# Goods need some days from the printer to a shopper.
OUT_FOR = timedelta(days=14)
OUTSIDE = say("outside the province")


@dataclass(frozen=True)
class Share:
    """A line with its bar."""

    name: Sentence | str
    count: int


@dataclass(frozen=True)
class CountsPage(Page):
    """`before` is the total of as many days before. Languages and places are told by product, not by batch."""

    template: ClassVar[str] = "scans/counts.html"
    cooperative: Cooperative
    form: Filled
    query: str
    products: list[Product]
    batches: list[Batch]
    days: Series
    chart: str
    first: date
    last: date
    before: int
    per_product: list[Share]
    per_batch: list[tuple[Batch, str, int]]
    per_language: list[Share]
    per_place: list[Share]
    unscanned: list[Unscanned]
    unscanned_count: int
    periods: tuple[tuple[str, Sentence], ...] = tuple(PERIODS.items())


@router.get("")
@allow(READ)
def show_scans(
    request: Request, cooperative: Current, session: Db, days: str = USUAL, product: str = "", batch: str = ""
) -> Response:
    """An id of another cooperative's finds nothing: everything is counted inside this one."""
    asked = question(cooperative, days, product, batch)
    found = series(queries.by_day(session, asked), asked.first, asked.last)
    before, whole = now() - OUT_FOR, not asked.batch_id
    counts = queries.never_scanned_counts(session, before=before, cooperative_ids=[cooperative.id])
    page = CountsPage(
        cooperative=cooperative,
        form=Filled({"days": days if days in PERIODS else USUAL, "product": product, "batch": batch}),
        query=f"days={(asked.last - asked.first).days + 1}&product={asked.product_id}&batch={asked.batch_id}",
        products=products_of(session, cooperative),
        batches=batches_of(session, cooperative, limit=BATCHES_LISTED),
        days=found,
        chart=drawing(found, title=translator(request)(say("Scans over time; the figures are in the table below"))),
        first=asked.first,
        last=asked.last,
        before=queries.total(session, earlier(asked)),
        per_product=[Share(*row) for row in queries.by_product(session, asked)] if whole else [],
        per_batch=queries.by_batch(session, asked),
        per_language=languages(queries.by_language(session, asked)) if whole else [],
        per_place=places(queries.by_place(session, asked)) if whole else [],
        unscanned=queries.never_scanned(session, cooperative.id, before=before),
        unscanned_count=counts.get(cooperative.id, 0),
    )
    return render(request, page)


def question(cooperative: Cooperative, days: str, product: str, batch: str) -> Question:
    """Whatever was asked for in the address; unknown periods are the usual one."""
    last = local_today()
    count = int(days) if days in PERIODS else int(USUAL)
    return Question(cooperative.id, last - timedelta(days=count - 1), last, product[:16], batch[:16])


def earlier(asked: Question) -> Question:
    """As many days before."""
    days = (asked.last - asked.first).days + 1
    first, last = asked.first - timedelta(days=days), asked.first - timedelta(days=1)
    return Question(asked.cooperative_id, first, last, asked.product_id, asked.batch_id)


def languages(rows: Sequence[tuple[str, int]]) -> list[Share]:
    return [Share(LANGUAGES.get(code, code), count) for code, count in rows]


def places(rows: Sequence[tuple[str, int]]) -> list[Share]:
    return [Share(place_name(code), count) for code, count in rows]


def place_name(code: str) -> Sentence | str:
    try:
        return unit(code, CURRENT).name if code else OUTSIDE
    except UnknownUnit:
        return code
