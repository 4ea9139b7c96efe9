"""How often the codes of a cooperative were opened, by day, for all its products, one product or one batch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.batches.models import Batch
from cooptrace.batches.queries import batches_of
from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.products.models import Product
from cooptrace.products.queries import products_of
from cooptrace.scans import queries
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Filled
from cooptrace.web.policy import READ, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/scans")
DAYS = 30
BATCHES_LISTED = 100


@dataclass(frozen=True)
class ScansPage(Page):
    """Days newest first. `per_batch` holds the busiest batches of the period."""

    template: ClassVar[str] = "scans/scans.html"
    cooperative: Cooperative
    form: Filled
    products: list[Product]
    batches: list[Batch]
    days: list[tuple[date, int]]
    total: int
    most: int
    per_batch: list[tuple[Batch, str, int]]
    most_per_batch: int


@router.get("")
@allow(READ)
def show_scans(request: Request, cooperative: Current, session: Db, product: str = "", batch: str = "") -> Response:
    """An id of another cooperative's finds nothing: everything is counted inside this one."""
    last = local_today()
    first = last - timedelta(days=DAYS - 1)
    days = queries.scans_by_day(session, cooperative, first=first, last=last, product_id=product, batch_id=batch)
    products = products_of(session, cooperative)
    counts = queries.scans_by_batch(session, cooperative, first=first, last=last)
    per_batch = _per_batch(queries.batches_by_id(session, filter(None, counts)), products, counts)
    page = ScansPage(
        cooperative=cooperative,
        form=Filled({"product": product, "batch": batch}),
        products=products,
        batches=batches_of(session, cooperative, limit=BATCHES_LISTED),
        days=days[::-1],
        total=sum(count for _day, count in days),
        most=max(count for _day, count in days),
        per_batch=per_batch,
        most_per_batch=max((count for _batch, _name, count in per_batch), default=0),
    )
    return render(request, page)


def _per_batch(
    batches: Mapping[str, Batch], products: list[Product], counts: Mapping[str, int]
) -> list[tuple[Batch, str, int]]:
    names = {product.id: product.name for product in products}
    rows = [(batch, names.get(batch.product_id, ""), counts[batch.id]) for batch in batches.values()]
    return sorted(rows, key=lambda row: (-row[2], row[0].lot))[:20]
