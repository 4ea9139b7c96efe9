"""The list of batches, and a new batch in as few taps as possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches import actions, queries
from cooptrace.batches.dates import expiry
from cooptrace.batches.forms import NewBatchForm
from cooptrace.batches.models import Batch
from cooptrace.batches.prefill import first_guess
from cooptrace.batches.statuses import STATES, State
from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.cooperatives.queries import producers_of, sites_of
from cooptrace.errors import Invalid, say
from cooptrace.files.forms import FORM_BYTES, filled_keeping, photo_in
from cooptrace.products.models import Product
from cooptrace.products.queries import product_by_id, products_of
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Filled, Form, Submitted, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import READ, WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/batches", max_body_size=FORM_BYTES)
INCOMPLETE = announce("batch-incomplete", say("Saved. Before labels can be printed, a few things are still missing."))


@dataclass(frozen=True)
class BatchesPage(Page):
    template: ClassVar[str] = "batches/list.html"
    cooperative: Cooperative
    rows: list[queries.Listed]
    states: Mapping[str, State]
    search: Filled


@dataclass(frozen=True)
class ChooseProductPage(Page):
    template: ClassVar[str] = "batches/choose_product.html"
    cooperative: Cooperative
    products: list[Product]


@dataclass(frozen=True)
class Preview:
    """What the service works out from the form, shown before it is saved."""

    lot: str
    harvested_on: date | None
    packed_on: date | None
    expires_on: date | None


@dataclass(frozen=True)
class NewBatchPage(Page):
    template: ClassVar[str] = "batches/new.html"
    cooperative: Cooperative
    product: Product
    sites: list[Site]
    producers: list[Producer]
    form: Filled
    preview: Preview | None
    today: date


@router.get("")
@allow(READ)
def list_batches(request: Request, cooperative: Current, session: Db, q: str = "", status: str = "") -> Response:
    wanted = status if status in STATES else ""
    rows = queries.search_batches(session, cooperative, text=q[:100], status=wanted)
    return render(request, BatchesPage(cooperative, rows, STATES, Filled({"q": q[:100], "status": wanted})))


@router.get("/new")
@allow(WORK)
def new_batch(request: Request, cooperative: Current, session: Db, product: str = "", like: str = "") -> Response:
    """`like=latest` takes the product of the last batch; while people type, the page is asked for with their values."""
    products = products_of(session, cooperative)
    chosen = _chosen(session, cooperative, products, product_id=product, like=like)
    if chosen is None:
        return render(request, ChooseProductPage(cooperative, products))
    last = queries.latest_batch_of_product(session, chosen)
    values = first_guess(last, sites_of(session, cooperative), today=local_today())
    if "when" in request.query_params:
        values |= {name: request.query_params.get(name, "") for name in NewBatchForm.model_fields}
    return render(request, _page(session, cooperative, chosen, Filled(values)))


@router.post("/new")
@allow(WORK)
def add_batch(request: Request, cooperative: Current, session: Db, form: Form, viewer: SignedIn) -> Response:
    product = product_by_id(session, cooperative, form.text("product"))

    def add() -> str:
        details = read(NewBatchForm, form).settled()
        photo_id = photo_in(session, form, "photo", cooperative_id=cooperative.id)
        batch = actions.add_batch(session, cooperative, product, details, by=viewer, photo_id=photo_id)
        page = f"/c/{cooperative.id}/batches/{batch.id}"
        if form.text("then") != "print":
            return f"{page}?said={SAVED}"
        if not actions.checklist_of(session, batch).complete:
            return f"{page}?said={INCOMPLETE}"
        actions.publish_batch(session, batch, by=viewer)
        return f"{page}/print"

    try:
        with session.begin_nested():
            return act_once(session, form, add)
    except Invalid as problem:
        shown = filled_keeping(session, form, "photo", cooperative_id=cooperative.id, problem=problem)
        return render(request, _page(session, cooperative, product, shown), status=422)


def _chosen(
    session: Session, cooperative: Cooperative, products: list[Product], *, product_id: str, like: str
) -> Product | None:
    if product_id:
        return product_by_id(session, cooperative, product_id)
    last: Batch | None = queries.latest_batch(session, cooperative) if like == "latest" else None
    if last:
        return product_by_id(session, cooperative, last.product_id)
    return products[0] if len(products) == 1 else None


def _page(session: Session, cooperative: Cooperative, product: Product, form: Filled) -> NewBatchPage:
    return NewBatchPage(
        cooperative,
        product,
        sites_of(session, cooperative),
        producers_of(session, cooperative),
        form,
        _preview(session, cooperative, product, form),
        local_today(),
    )


def _preview(session: Session, cooperative: Cooperative, product: Product, form: Filled) -> Preview | None:
    """None while something typed cannot be read; the message comes when the form is sent."""
    typed = {"quantity": "1", "quantity_unit": "x"} | {name: value for name, value in form.values.items() if value}
    try:
        details = read(NewBatchForm, Submitted({name: (value,) for name, value in typed.items()})).settled()
    except Invalid:
        return None
    lot = details.lot or actions.coming_lot(session, cooperative, product, details)
    shelf_life = None if details.no_expiry else product.shelf_life_days
    ends = details.expires_on or expiry(details.produced_on, shelf_life)
    return Preview(lot, details.harvested_on, details.packed_on, ends)
