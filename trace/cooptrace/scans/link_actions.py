"""Verbs about the links a cooperative adds to its codes."""

from sqlmodel import Session, select

from cooptrace.batches.models import Batch
from cooptrace.errors import Invalid, NotFound, say
from cooptrace.labels.models import LogisticUnit
from cooptrace.products.models import Product
from cooptrace.scans.link_forms import LinkForm, clash
from cooptrace.scans.models import ResolverLink
from cooptrace.web.viewer import Viewer

MOST_LINKS = 100


def add_link(session: Session, product: Product, batch: Batch | None, details: LinkForm, *, by: Viewer) -> ResolverLink:
    """For all of the product, or for one lot of it. Raises Invalid."""
    if wrong := clash(details, lot=batch is not None):
        raise Invalid(dict([wrong]))
    _check_room(session, product)
    if details.sscc:
        _check_sscc(session, details.sscc, batch)
    link = ResolverLink(
        cooperative_id=product.cooperative_id,
        product_id=product.id,
        batch_id=batch.id if batch else None,
        added_by=by.person_id,
        **details.model_dump(),
    )
    session.add(link)
    session.flush()
    return link


def link_by_id(session: Session, product: Product, batch: Batch | None, link_id: str) -> ResolverLink:
    found = session.get(ResolverLink, link_id)
    if found is None or (found.product_id, found.batch_id) != (product.id, batch.id if batch else None):
        raise NotFound
    return found


def remove_link(session: Session, link: ResolverLink) -> None:
    session.delete(link)
    session.flush()


def _check_room(session: Session, product: Product) -> None:
    rows = session.exec(select(ResolverLink.id).where(ResolverLink.product_id == product.id)).all()
    if len(rows) >= MOST_LINKS:
        raise Invalid({"href": say("There are %(most)s links already. Remove one first.", most=MOST_LINKS)})


def _check_sscc(session: Session, sscc: str, batch: Batch | None) -> None:
    others = [*session.exec(select(ResolverLink.batch_id).where(ResolverLink.sscc == sscc))]
    others += session.exec(select(LogisticUnit.batch_id).where(LogisticUnit.sscc == sscc))
    if any(batch_id != (batch.id if batch else None) for batch_id in others):
        raise Invalid({"sscc": say("This number belongs to another lot already.")})
