"""The products of a cooperative: the list, and the page of each."""

from dataclasses import dataclass, field
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, SignedIn, works_for
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Sentence
from cooptrace.products import queries
from cooptrace.products.fields import PUBLIC_FIELDS
from cooptrace.products.gtins import gtin_text, hint
from cooptrace.products.kinds import CATEGORIES
from cooptrace.products.languages import OTHER_LANGUAGES, progress
from cooptrace.products.models import Product, ProductCorrection
from cooptrace.web.db import Db
from cooptrace.web.policy import READ, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/products")
SEARCH_FROM = 6  # a shorter list is read faster than searched


@dataclass(frozen=True)
class ProductsPage(Page):
    template: ClassVar[str] = "products/products.html"
    cooperative: Cooperative
    products: list[Product]
    withdrawn: list[Product]
    q: str
    searchable: bool
    may_change: bool


@dataclass(frozen=True)
class ProductPage(Page):
    template: ClassVar[str] = "products/product.html"
    cooperative: Cooperative
    product: Product
    category: Sentence | None
    gtin: str
    hint: Sentence | None
    corrections: list[ProductCorrection]
    may_change: bool
    # In each other language: its key and name, how many of the filled texts are there, and how many there are.
    languages_said: tuple[tuple[str, Sentence, int, int], ...]
    field_names: dict[str, Sentence] = field(default_factory=lambda: PUBLIC_FIELDS)


@router.get("")
@allow(READ)
def list_products(request: Request, cooperative: Current, viewer: SignedIn, session: Db, q: str = "") -> Response:
    found = queries.search_products(session, cooperative, q[:120])
    withdrawn = [] if q else queries.withdrawn_products_of(session, cooperative)
    searchable = bool(q) or len(found) >= SEARCH_FROM
    return render(
        request, ProductsPage(cooperative, found, withdrawn, q[:120], searchable, works_for(viewer, cooperative))
    )


@router.get("/{product_id}")
@allow(READ)
def show_product(request: Request, cooperative: Current, viewer: SignedIn, product_id: str, session: Db) -> Response:
    product = queries.product_by_id(session, cooperative, product_id)
    return render(
        request,
        ProductPage(
            cooperative=cooperative,
            product=product,
            category=CATEGORIES.get(product.category),
            gtin=gtin_text(product.gtin),
            hint=hint(product.gtin, cooperative),
            corrections=queries.product_corrections(session, product),
            may_change=works_for(viewer, cooperative),
            languages_said=tuple((code, name, *progress(product, code)) for code, name in OTHER_LANGUAGES.items()),
        ),
    )
