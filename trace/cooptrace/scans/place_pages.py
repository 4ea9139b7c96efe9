"""Where the resolver leads for a GLN: who a cooperative is or what a site is, and what comes from there."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.colours import colour_rules
from cooptrace.cooperatives.kinds import SITE_KINDS
from cooptrace.errors import Sentence
from cooptrace.places.units import Unit
from cooptrace.products.models import Product
from cooptrace.products.queries import products_of
from cooptrace.scans.asked import Asked
from cooptrace.scans.levels import PAGES
from cooptrace.scans.origin import on_map, place_text, unit_of
from cooptrace.scans.refusal_pages import unknown
from cooptrace.scans.registered import Place, place_of
from cooptrace.web.db import database_of
from cooptrace.web.public_frame import render_public
from cooptrace.web.templates import Page


@dataclass(frozen=True)
class PlacePage(Page):
    template: ClassVar[str] = "scans/place.html"
    place: Place
    gln: str
    kind: Sentence | None
    address: str
    products: tuple[tuple[Product, str], ...]
    on_map: Unit | None
    # The cooperative's colour, as a style.
    rules: str


def shown(request: Request, asked: Asked) -> Response:
    ai, gln = asked.ais[0]
    with database_of(request).read() as session:
        place = place_of(session, ai, gln)
        if place is None:
            return unknown(request)
        page = _page(session, place, gln)
        return render_public(request, page, rules=page.rules)


def _page(session: Session, place: Place, gln: str) -> PlacePage:
    cooperative, site = place.cooperative, place.site
    where = place_text(site or cooperative)
    return PlacePage(
        place,
        gln,
        SITE_KINDS.get(site.kind) if site else None,
        where if site else ", ".join(filter(None, [cooperative.address, where])),
        tuple((product, _product_page(product)) for product in products_of(session, cooperative)),
        on_map(unit_of(site or cooperative)),
        colour_rules(cooperative.colour),
    )


def _product_page(product: Product) -> str:
    return f"{PAGES}/01/{product.gtin}" if product.gtin else f"{PAGES}/{product.id}"
