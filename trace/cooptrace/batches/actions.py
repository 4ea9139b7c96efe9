"""Verbs about batches: make, change, publish, close, recall, and freeze when the first labels are printed."""

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from cooptrace.batches import queries
from cooptrace.batches.checklist import Checklist, Subject, check
from cooptrace.batches.dates import BatchDates, check_dates, expiry
from cooptrace.batches.forms import BatchForm, RecallForm
from cooptrace.batches.lot_codes import next_lot
from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.batches.public_copy import as_json, copy_of
from cooptrace.codes import new_batch_code
from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.cooperatives.queries import producer_by_id, site_by_id
from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid, Sentence, say
from cooptrace.products.actions import mark_printed
from cooptrace.products.models import Product
from cooptrace.web.formats import local_today
from cooptrace.web.viewer import Viewer

# Somebody else may take the same lot or code in the same moment; this often is never needed.
TRIES = 20


def add_batch(
    session: Session,
    cooperative: Cooperative,
    product: Product,
    details: BatchForm,
    *,
    by: Viewer,
    photo_id: str | None = None,
) -> Batch:
    """A draft. Without a lot in `details` it gets the next one of the cooperative's pattern."""
    if product.withdrawn_at:
        raise Conflict(say("This product is no longer made. Take another product, or bring this one back first."))
    if details.lot and queries.batch_by_lot(session, product, details.lot):
        raise _taken(details.lot)
    values = settled(session, cooperative, product, details)
    values |= {"photo_id": photo_id, "created_by": by.person_id}
    for _try in range(TRIES):
        lot = details.lot or coming_lot(session, cooperative, product, details)
        try:
            return _insert(session, Batch(product_id=product.id, lot=lot, short_code=new_batch_code(), **values))
        except IntegrityError as problem:
            if details.lot and "lot" in str(problem.orig):
                raise _taken(details.lot) from problem
    raise Conflict(say("The next lot could not be found. Please write the lot yourself."))


def coming_lot(session: Session, cooperative: Cooperative, product: Product, details: BatchForm) -> str:
    """What the batch will be called when nobody takes it first."""
    return next_lot(
        cooperative.lot_pattern,
        product_name=product.name,
        sku=product.sku,
        day=details.produced_on,
        taken=queries.lots_of(session, product),
    )


def settled(session: Session, cooperative: Cooperative, product: Product, details: BatchForm) -> dict[str, Any]:
    """The checked columns of a batch from what was typed. Raises Invalid."""
    if details.no_expiry and details.expires_on:
        both = say("Give a use-by date, or say that none is prescribed; not both.")
        raise Invalid({"expires_on": both})
    shelf_life = None if details.no_expiry else product.shelf_life_days
    expires_on = details.expires_on or expiry(details.produced_on, shelf_life)
    dates = BatchDates(details.produced_on, details.harvested_on, details.packed_on, expires_on)
    if problems := check_dates(dates, today=local_today()):
        raise Invalid(problems)
    if details.site_id:
        site_by_id(session, cooperative, details.site_id)
    if details.producer_id:
        producer_by_id(session, cooperative, details.producer_id)
    kept = details.model_dump(
        include={
            "produced_on",
            "harvested_on",
            "packed_on",
            "no_expiry",
            "quantity",
            "quantity_unit",
            "site_id",
            "producer_id",
            "note",
        }
    )
    return kept | {"cooperative_id": cooperative.id, "expires_on": expires_on}


def checklist_of(session: Session, batch: Batch) -> Checklist:
    """The ten items of Circular 02/2024 for this batch."""
    site = session.get_one(Site, batch.site_id) if batch.site_id else None
    cooperative = session.get_one(Cooperative, batch.cooperative_id)
    return check(Subject(cooperative, session.get_one(Product, batch.product_id), batch, site))


def publish_batch(session: Session, batch: Batch, *, by: Viewer) -> None:
    """Raises Conflict, naming what is missing. Publishing twice changes nothing."""
    if batch.status == BatchStatus.ACTIVE:
        return
    if batch.status != BatchStatus.DRAFT:
        raise Conflict(say("This batch is closed or recalled; it cannot be published again."))
    if missing := checklist_of(session, batch).missing:
        names = listed([item.name for item in missing])
        raise Conflict(say("This batch cannot be published yet. Missing: %(missing)s.", missing=names))
    batch.status, batch.published_at, batch.published_by = BatchStatus.ACTIVE, now(), by.person_id
    batch.version += 1
    session.flush()


def listed(sentences: list[Sentence]) -> Sentence:
    """One sentence of several, parted by commas."""
    first, *rest = sentences
    return say("%(first)s, %(rest)s", first=first, rest=listed(rest)) if rest else first


def freeze_batch(session: Session, batch: Batch) -> None:
    """The first print calls this: from now on a change of what the public page says is a dated correction."""
    if batch.frozen_at is None:
        batch.frozen_at = now()
        product = session.get_one(Product, batch.product_id)
        batch.frozen_copy = as_json(copy_of(product))
        mark_printed(session, product)


def close_batch(session: Session, batch: Batch) -> None:
    """All is sold. The public page stays; it can be opened again."""
    if batch.status != BatchStatus.ACTIVE:
        raise Conflict(say("Only a published batch can be closed."))
    batch.status, batch.closed_at = BatchStatus.CLOSED, now()
    session.flush()


def reopen_batch(session: Session, batch: Batch) -> None:
    if batch.status != BatchStatus.CLOSED:
        raise Conflict(say("Only a closed batch can be opened again."))
    batch.status, batch.closed_at = BatchStatus.ACTIVE, None
    session.flush()


def recall_batch(session: Session, batch: Batch, details: RecallForm, *, by: Viewer) -> None:
    """At once and for good. The lot is typed, so that no other batch is recalled by a slip."""
    if batch.status == BatchStatus.RECALLED:
        raise Conflict(say("This batch has been recalled already."))
    if batch.status == BatchStatus.DRAFT and batch.frozen_at is None:
        raise Conflict(say("Nothing of this batch has been printed or published: there is nothing to recall."))
    if details.lot.strip().upper() != batch.lot:
        raise Invalid({"lot": say("This is not the lot of this batch. Please type %(lot)s.", lot=batch.lot)})
    batch.status, batch.recalled_at, batch.recalled_by = BatchStatus.RECALLED, now(), by.person_id
    batch.recall_reason, batch.recall_advice = details.reason, details.advice
    batch.recall_contact = details.contact
    batch.version += 1
    session.flush()


def _insert(session: Session, batch: Batch) -> Batch:
    with session.begin_nested():
        session.add(batch)
        session.flush()
    return batch


def _taken(lot: str) -> Invalid:
    return Invalid({"lot": say("This product already has a batch with the lot %(lot)s. Take another one.", lot=lot)})
