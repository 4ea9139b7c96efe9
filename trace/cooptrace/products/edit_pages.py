"""Adding, copying and changing a product: few fields first, the rest under "more"."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.files.forms import FORM_BYTES, filled_keeping, kept_field, photo_in
from cooptrace.places.choice import unit_name
from cooptrace.products import actions, queries
from cooptrace.products.forms import ProductForm
from cooptrace.products.gtins import gtin_text
from cooptrace.products.kinds import CATEGORIES, USUAL_UNITS
from cooptrace.products.models import Product
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, filled_from, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/products", max_body_size=FORM_BYTES)
ADDED = announce("product-added", say("Saved. Next: write down a batch of it."))
WITHDRAWN = announce("product-withdrawn", say("No longer offered. Printed codes keep their pages."))
RESTORED = announce("product-restored", say("Offered again."))


@dataclass(frozen=True)
class ProductFormPage(Page):
    template: ClassVar[str] = "products/product_form.html"
    cooperative: Cooperative
    product: Product | None
    form: Filled
    categories: tuple[tuple[str, Sentence], ...] = tuple(CATEGORIES.items())
    units: tuple[str, ...] = USUAL_UNITS


@router.get("/new")
@allow(WORK)
def new_product(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, ProductFormPage(cooperative, None, _guessed(session, cooperative)))


@router.post("/new")
@allow(WORK)
def add_product(request: Request, cooperative: Current, viewer: SignedIn, session: Db, form: Form) -> Response:
    def add() -> str:
        details = read(ProductForm, form)
        photo_id = photo_in(session, form, "photo", cooperative_id=cooperative.id)
        product = actions.add_product(session, cooperative, details, photo_id=photo_id, by=viewer.person_id)
        return f"/c/{cooperative.id}/products/{product.id}"

    try:
        with session.begin_nested():
            return act_once(session, form, add, said=ADDED)
    except Invalid as problem:
        kept = filled_keeping(session, form, "photo", cooperative_id=cooperative.id, problem=problem)
        return render(request, ProductFormPage(cooperative, None, kept), status=422)


@router.get("/{product_id}/copy")
@allow(WORK)
def copy_product(request: Request, cooperative: Current, product_id: str, session: Db) -> Response:
    """The same form, filled in; the numbers stay with the first one, since each product has its own."""
    product = queries.product_by_id(session, cooperative, product_id)
    values = {**_filled_from(product).values, "gtin": "", "sku": ""}
    return render(request, ProductFormPage(cooperative, None, Filled(values)))


@router.get("/{product_id}/edit")
@allow(WORK)
def edit_product(request: Request, cooperative: Current, product_id: str, session: Db) -> Response:
    product = queries.product_by_id(session, cooperative, product_id)
    return render(request, ProductFormPage(cooperative, product, _filled_from(product)))


@router.post("/{product_id}/edit")
@allow(WORK)
def change_product(
    request: Request, cooperative: Current, viewer: SignedIn, product_id: str, session: Db, form: Form
) -> Response:
    product = queries.product_by_id(session, cooperative, product_id)
    try:
        with session.begin_nested():
            details = read(ProductForm, form)
            photo_id = photo_in(session, form, "photo", cooperative_id=cooperative.id)
            actions.change_product(session, cooperative, product, details, photo_id=photo_id, by=viewer.person_id)
    except Invalid as problem:
        kept = filled_keeping(session, form, "photo", cooperative_id=cooperative.id, problem=problem)
        return render(request, ProductFormPage(cooperative, product, kept), status=422)
    return see_other(f"/c/{cooperative.id}/products/{product.id}", said=SAVED)


@router.post("/{product_id}/withdrawal")
@allow(WORK)
def withdraw_product(cooperative: Current, product_id: str, session: Db) -> Response:
    product = queries.product_by_id(session, cooperative, product_id)
    actions.withdraw_product(session, product)
    return see_other(f"/c/{cooperative.id}/products/{product.id}", said=WITHDRAWN)


@router.post("/{product_id}/restoration")
@allow(WORK)
def restore_product(cooperative: Current, product_id: str, session: Db) -> Response:
    product = queries.product_by_id(session, cooperative, product_id)
    actions.restore_product(session, product)
    return see_other(f"/c/{cooperative.id}/products/{product.id}", said=RESTORED)


def _guessed(session: Session, cooperative: Cooperative) -> Filled:
    """Never an empty field where a guess exists: the unit of the last product, the commune as origin."""
    last = queries.latest_product(session, cooperative)
    place = unit_name(cooperative.unit_code, cooperative.unit_version)
    origin = last.origin if last else f"{place}, Quảng Ninh" if place else ""
    return Filled({"net_unit": last.net_unit if last else "g", "origin": origin})


def _filled_from(product: Product) -> Filled:
    values = {**filled_from(product).values, "gtin": gtin_text(product.gtin)}
    return Filled(values | {kept_field("photo"): product.photo_id or ""})
