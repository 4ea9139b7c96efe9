"""Changing a batch. Before labels are printed it is simply changed; afterwards every change of what the public page
says is a correction with its date and reason."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from cooptrace.batches import queries
from cooptrace.batches.actions import settled
from cooptrace.batches.forms import CorrectionForm
from cooptrace.batches.models import Batch, BatchCorrection, BatchStatus
from cooptrace.batches.public_copy import as_json, copy_of, words_differ
from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.errors import Conflict, Invalid, Sentence, say
from cooptrace.products.models import Product
from cooptrace.web.viewer import Viewer

# What the public page says of a batch, and how a correction of it is called there.
PUBLIC_FIELDS: dict[str, Sentence] = {
    "produced_on": say("Production date"),
    "harvested_on": say("Harvest date"),
    "packed_on": say("Packing date"),
    "expires_on": say("Use-by date"),
    "quantity": say("Quantity"),
    "site_id": say("Growing or production place"),
    "producer_id": say("Producer"),
    "photo_id": say("Photo"),
    "note": say("Note"),
    "product": say("Words about the product"),
}


def change_batch(
    session: Session, batch: Batch, details: CorrectionForm, *, by: Viewer, photo_id: str | None = None
) -> None:
    """`photo_id` None keeps the photo. Raises Invalid at the field."""
    if batch.status == BatchStatus.RECALLED:
        raise Conflict(say("This batch has been recalled; its page stays as it is."))
    product = session.get_one(Product, batch.product_id)
    values = settled(session, session.get_one(Cooperative, batch.cooperative_id), product, details)
    values["photo_id"] = photo_id or batch.photo_id
    _change_lot(session, batch, product, details.lot or batch.lot)
    if batch.frozen_at:
        _correct(session, batch, values, reason=details.reason, by=by)
    for name, value in values.items():
        setattr(batch, name, value)
    batch.version += 1
    session.flush()


def take_new_words(session: Session, batch: Batch, *, reason: str, by: Viewer) -> None:
    """The page of a printed batch says from now on what its product says today."""
    product = session.get_one(Product, batch.product_id)
    if not words_differ(batch, product):
        raise Conflict(say("The page already says the same as the product."))
    if not reason:
        raise Invalid({"reason": _REASON})
    _note(session, batch, "product", reason=reason, by=by)
    batch.frozen_copy = as_json(copy_of(product))
    batch.version += 1
    session.flush()


_REASON = say("Labels of this batch are printed: please say why it changes. Shoppers can read it.")


def _change_lot(session: Session, batch: Batch, product: Product, lot: str) -> None:
    if lot == batch.lot:
        return
    if batch.frozen_at:
        raise Invalid({"lot": say("The lot is printed on labels and stays as it is.")})
    if queries.batch_by_lot(session, product, lot):
        raise Invalid({"lot": say("This product already has a batch with the lot %(lot)s. Take another one.", lot=lot)})
    batch.lot = lot


def _correct(session: Session, batch: Batch, values: dict[str, Any], *, reason: str, by: Viewer) -> None:
    changed = [name for name in PUBLIC_FIELDS if name in values and values[name] != getattr(batch, name)]
    if changed and not reason:
        raise Invalid({"reason": _REASON})
    for name in changed:
        before, after = (_public_text(session, name, value) for value in (getattr(batch, name), values[name]))
        _note(session, batch, name, before, after, reason=reason, by=by)


def _note(
    session: Session, batch: Batch, name: str, before: str = "", after: str = "", *, reason: str, by: Viewer
) -> None:
    session.add(
        BatchCorrection(
            batch_id=batch.id, field=name, before=before, after=after, reason=reason, corrected_by=by.person_id
        )
    )


def _public_text(session: Session, name: str, value: object) -> str:
    """What a correction shows. A producer may not have agreed to be named, so only the change itself is told."""
    if value is None or name in ("producer_id", "photo_id"):
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if name == "site_id":
        return session.get_one(Site, value).name
    return str(value)[:300]
