"""Links that a cooperative adds to the codes of a product or of one lot: instructions, a shop, a certificate."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches.models import Batch
from cooptrace.batches.queries import batch_by_id
from cooptrace.cooperatives.access import Current, SignedIn, works_for
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.products.models import Product
from cooptrace.products.queries import product_by_id
from cooptrace.scans.link_actions import add_link, link_by_id, remove_link
from cooptrace.scans.link_forms import LinkForm
from cooptrace.scans.link_kinds import LINK_KINDS, LINK_LANGUAGES, MEDIA_TYPES
from cooptrace.scans.models import ResolverLink
from cooptrace.scans.queries import links_of_product
from cooptrace.web.announce import announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, Submitted, filled, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import READ, WORK, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Viewer

router = APIRouter(prefix="/c/{cooperative_id}")
ADDED = announce("link-added", say("The link is added. Codes that are printed already have it too."))
REMOVED = announce("link-removed", say("The link is removed."))


@dataclass(frozen=True)
class Target:
    """What the links are for: all of a product, or one lot of it."""

    cooperative: Cooperative
    product: Product
    batch: Batch | None

    @property
    def home(self) -> str:
        root = f"/c/{self.cooperative.id}"
        return f"{root}/batches/{self.batch.id}" if self.batch else f"{root}/products/{self.product.id}"


@dataclass(frozen=True)
class LinksPage(Page):
    template: ClassVar[str] = "scans/links.html"
    cooperative: Cooperative
    target: Target
    links: tuple[ResolverLink, ...]
    may_change: bool
    form: Filled
    kinds: tuple[tuple[str, Sentence], ...] = tuple(LINK_KINDS.items())
    languages_of_links: tuple[tuple[str, Sentence], ...] = tuple(LINK_LANGUAGES.items())
    media_types: tuple[tuple[str, Sentence], ...] = tuple(MEDIA_TYPES.items())


@router.get("/products/{product_id}/links")
@allow(READ)
def list_product_links(
    request: Request, cooperative: Current, product_id: str, viewer: SignedIn, session: Db
) -> Response:
    return _listed(request, session, viewer, _of_product(session, cooperative, product_id))


@router.post("/products/{product_id}/links")
@allow(WORK)
def add_product_link(
    request: Request, cooperative: Current, product_id: str, viewer: SignedIn, session: Db, form: Form
) -> Response:
    return _added(request, session, viewer, form, _of_product(session, cooperative, product_id))


@router.post("/products/{product_id}/links/{link_id}/removal")
@allow(WORK)
def remove_product_link(cooperative: Current, product_id: str, link_id: str, session: Db) -> Response:
    return _removed(session, _of_product(session, cooperative, product_id), link_id)


@router.get("/batches/{batch_id}/links")
@allow(READ)
def list_batch_links(request: Request, cooperative: Current, batch_id: str, viewer: SignedIn, session: Db) -> Response:
    return _listed(request, session, viewer, _of_batch(session, cooperative, batch_id))


@router.post("/batches/{batch_id}/links")
@allow(WORK)
def add_batch_link(
    request: Request, cooperative: Current, batch_id: str, viewer: SignedIn, session: Db, form: Form
) -> Response:
    return _added(request, session, viewer, form, _of_batch(session, cooperative, batch_id))


@router.post("/batches/{batch_id}/links/{link_id}/removal")
@allow(WORK)
def remove_batch_link(cooperative: Current, batch_id: str, link_id: str, session: Db) -> Response:
    return _removed(session, _of_batch(session, cooperative, batch_id), link_id)


def _of_product(session: Session, cooperative: Cooperative, product_id: str) -> Target:
    return Target(cooperative, product_by_id(session, cooperative, product_id), None)


def _of_batch(session: Session, cooperative: Cooperative, batch_id: str) -> Target:
    batch = batch_by_id(session, cooperative, batch_id)
    return Target(cooperative, session.get_one(Product, batch.product_id), batch)


def _listed(request: Request, session: Session, viewer: Viewer, target: Target) -> Response:
    return render(request, _page(session, viewer, target, Filled({"language": "vi", "media_type": "text/html"})))


def _added(request: Request, session: Session, viewer: Viewer, form: Submitted, target: Target) -> Response:
    def add() -> str:
        add_link(session, target.product, target.batch, read(LinkForm, form), by=viewer)
        return f"{target.home}/links"

    try:
        with session.begin_nested():
            return act_once(session, form, add, said=ADDED)
    except Invalid as problem:
        return render(request, _page(session, viewer, target, filled(form, problem)), status=422)


def _removed(session: Session, target: Target, link_id: str) -> Response:
    remove_link(session, link_by_id(session, target.product, target.batch, link_id))
    return see_other(f"{target.home}/links", said=REMOVED)


def _page(session: Session, viewer: Viewer, target: Target, form: Filled) -> LinksPage:
    batch_id = target.batch.id if target.batch else None
    links = tuple(link for link in links_of_product(session, target.product) if link.batch_id == batch_id)
    return LinksPage(target.cooperative, target, links, works_for(viewer, target.cooperative), form)
