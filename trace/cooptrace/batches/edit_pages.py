"""Changing, publishing, closing and recalling a batch."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches import actions, correction_actions
from cooptrace.batches.access import CurrentBatch
from cooptrace.batches.forms import CorrectionForm, RecallForm
from cooptrace.batches.models import Batch
from cooptrace.batches.prefill import as_typed
from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.cooperatives.queries import producers_of, sites_of
from cooptrace.errors import Invalid, say
from cooptrace.files.forms import FORM_BYTES, filled_keeping, photo_in
from cooptrace.products.models import Product
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.formats import phone_text
from cooptrace.web.forms import Filled, Form, filled, read
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/batches/{batch_id}", max_body_size=FORM_BYTES)
PUBLISHED = announce("batch-published", say("Published. Whoever scans the label now sees this batch."))
CLOSED = announce("batch-closed", say("Closed. The public page stays for those who have the labels."))
REOPENED = announce("batch-reopened", say("The batch is open again."))
RECALLED = announce("batch-recalled", say("Recalled. Everybody who scans a label of this batch is warned from now on."))


@dataclass(frozen=True)
class EditBatchPage(Page):
    template: ClassVar[str] = "batches/edit.html"
    cooperative: Cooperative
    batch: Batch
    product: Product
    sites: list[Site]
    producers: list[Producer]
    form: Filled


@dataclass(frozen=True)
class RecallPage(Page):
    template: ClassVar[str] = "batches/recall.html"
    cooperative: Cooperative
    batch: Batch
    product: Product
    form: Filled


@router.get("/edit")
@allow(WORK)
def edit_batch(request: Request, cooperative: Current, batch: CurrentBatch, session: Db) -> Response:
    return render(request, _edit_page(session, cooperative, batch, Filled(as_typed(batch))))


@router.post("/edit")
@allow(WORK)
def change_batch(
    request: Request, cooperative: Current, batch: CurrentBatch, session: Db, form: Form, viewer: SignedIn
) -> Response:
    try:
        with session.begin_nested():
            details = read(CorrectionForm, form)
            photo_id = photo_in(session, form, "photo", cooperative_id=cooperative.id)
            correction_actions.change_batch(session, batch, details, by=viewer, photo_id=photo_id)
    except Invalid as problem:
        session.refresh(batch)
        shown = filled_keeping(session, form, "photo", cooperative_id=cooperative.id, problem=problem)
        return render(request, _edit_page(session, cooperative, batch, shown), status=422)
    return see_other(_path(cooperative, batch), said=SAVED)


@router.post("/words")
@allow(WORK)
def take_new_words(cooperative: Current, batch: CurrentBatch, session: Db, form: Form, viewer: SignedIn) -> Response:
    correction_actions.take_new_words(session, batch, reason=form.text("reason").strip()[:300], by=viewer)
    return see_other(_path(cooperative, batch), said=SAVED)


@router.post("/publication")
@allow(WORK)
def publish_batch(cooperative: Current, batch: CurrentBatch, session: Db, viewer: SignedIn) -> Response:
    actions.publish_batch(session, batch, by=viewer)
    return see_other(_path(cooperative, batch), said=PUBLISHED)


@router.post("/closure")
@allow(WORK)
def close_batch(cooperative: Current, batch: CurrentBatch, session: Db) -> Response:
    actions.close_batch(session, batch)
    return see_other(_path(cooperative, batch), said=CLOSED)


@router.post("/reopening")
@allow(WORK)
def reopen_batch(cooperative: Current, batch: CurrentBatch, session: Db) -> Response:
    actions.reopen_batch(session, batch)
    return see_other(_path(cooperative, batch), said=REOPENED)


@router.get("/recall")
@allow(WORK)
def ask_recall(request: Request, cooperative: Current, batch: CurrentBatch, session: Db) -> Response:
    phone = phone_text(cooperative.phone)
    contact = f"{cooperative.name}, {phone}" if phone else cooperative.name
    return render(request, _recall_page(session, cooperative, batch, Filled({"contact": contact[:120]})))


@router.post("/recall")
@allow(WORK)
def recall_batch(
    request: Request, cooperative: Current, batch: CurrentBatch, session: Db, form: Form, viewer: SignedIn
) -> Response:
    try:
        actions.recall_batch(session, batch, read(RecallForm, form), by=viewer)
    except Invalid as problem:
        raise refused(request, _recall_page(session, cooperative, batch, filled(form, problem))) from problem
    return see_other(_path(cooperative, batch), said=RECALLED)


def _edit_page(session: Session, cooperative: Cooperative, batch: Batch, form: Filled) -> EditBatchPage:
    product = session.get_one(Product, batch.product_id)
    sites, producers = sites_of(session, cooperative), producers_of(session, cooperative)
    return EditBatchPage(cooperative, batch, product, sites, producers, form)


def _recall_page(session: Session, cooperative: Cooperative, batch: Batch, form: Filled) -> RecallPage:
    return RecallPage(cooperative, batch, session.get_one(Product, batch.product_id), form)


def _path(cooperative: Cooperative, batch: Batch) -> str:
    return f"/c/{cooperative.id}/batches/{batch.id}"
