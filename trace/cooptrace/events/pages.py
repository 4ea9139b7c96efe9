"""Recording what happened to a batch: two taps with everything filled in, and taking a mistake back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches.access import CurrentBatch
from cooptrace.batches.models import Batch
from cooptrace.batches.prefill import quantity_text
from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.cooperatives.queries import sites_of
from cooptrace.database import now
from cooptrace.errors import Invalid, NotFound, Sentence, say
from cooptrace.events import actions, queries
from cooptrace.events.forms import RecordForm, typed_moment
from cooptrace.events.kinds import KINDS, RECORDED, Correct, EventKind, Input, Wrong
from cooptrace.events.models import Event
from cooptrace.files.forms import FORM_BYTES, filled_keeping, photo_in
from cooptrace.web.announce import announce
from cooptrace.web.answers import refused
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, filled, filled_from, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/batches/{batch_id}/events", max_body_size=FORM_BYTES)
RECORDED_NOW = announce("event-recorded", say("Written down."))
TAKEN_BACK = announce("event-corrected", say("Corrected. The public page no longer shows it."))
WRITE_ANEW = announce("event-anew", say("Taken back. Now write down how it really was."))


@dataclass(frozen=True)
class RecordPage(Page):
    template: ClassVar[str] = "events/record.html"
    cooperative: Cooperative
    batch: Batch
    kind: type[EventKind]
    sites: list[Site]
    form: Filled


@dataclass(frozen=True)
class CorrectPage(Page):
    template: ClassVar[str] = "events/correct.html"
    cooperative: Cooperative
    batch: Batch
    event: Event
    sentence: Sentence
    inputs: tuple[Input, ...]
    form: Filled


@router.get("/new")
@allow(WORK)
def new_event(
    request: Request,
    cooperative: Current,
    batch: CurrentBatch,
    session: Db,
    kind: str = RECORDED[0].key,
    like: str = "",
) -> Response:
    """`like` is an event that was taken back and is written down anew."""
    form = Filled(_guess(session, batch, _kind(kind), like=like))
    return render(request, RecordPage(cooperative, batch, _kind(kind), sites_of(session, cooperative), form))


@router.post("/new")
@allow(WORK)
def record_event(
    request: Request, cooperative: Current, batch: CurrentBatch, session: Db, form: Form, viewer: SignedIn
) -> Response:
    kind = _kind(form.text("kind"))

    def record() -> str:
        photo_id = photo_in(session, form, "photo", cooperative_id=cooperative.id)
        details = read(kind.Fields, form)
        actions.record_event(session, batch, kind, read(RecordForm, form), details, by=viewer, photo_id=photo_id)
        return f"/c/{cooperative.id}/batches/{batch.id}"

    try:
        with session.begin_nested():
            return act_once(session, form, record, said=RECORDED_NOW)
    except Invalid as problem:
        shown = filled_keeping(session, form, "photo", cooperative_id=cooperative.id, problem=problem)
        page = RecordPage(cooperative, batch, kind, sites_of(session, cooperative), shown)
        return render(request, page, status=422)


@router.get("/{event_id}/correction")
@allow(WORK)
def ask_correction(request: Request, cooperative: Current, batch: CurrentBatch, event_id: str, session: Db) -> Response:
    event = queries.event_by_id(session, batch, event_id)
    return render(request, _correct_page(cooperative, batch, event, Filled({"wrong": Wrong.DID_NOT_OCCUR})))


@router.post("/{event_id}/correction")
@allow(WORK)
def correct_event(
    request: Request,
    cooperative: Current,
    batch: CurrentBatch,
    event_id: str,
    session: Db,
    form: Form,
    viewer: SignedIn,
) -> Response:
    event = queries.event_by_id(session, batch, event_id)

    def correct() -> str:
        details = read(Correct.Fields, form)
        actions.take_back(session, batch, event, details, by=viewer)
        page = f"/c/{cooperative.id}/batches/{batch.id}"
        if details.wrong == Wrong.WRONG_DATA:
            return f"{page}/events/new?kind={event.kind}&like={event.id}&said={WRITE_ANEW}"
        return f"{page}?said={TAKEN_BACK}"

    try:
        return act_once(session, form, correct)
    except Invalid as problem:
        raise refused(request, _correct_page(cooperative, batch, event, filled(form, problem))) from problem


def _kind(key: str) -> type[EventKind]:
    kind = KINDS.get(key)
    if kind not in RECORDED:
        raise NotFound
    return kind


def _guess(session: Session, batch: Batch, kind: type[EventKind], *, like: str) -> Mapping[str, str]:
    """Now, at the batch's place, with the words of last time. Amounts differ each time and are not copied."""
    plain = {"occurred_at": typed_moment(now()), "site_id": batch.site_id or ""}
    if like:
        event = queries.event_by_id(session, batch, like)
        same = {"occurred_at": typed_moment(event.occurred_at), "site_id": event.site_id or "", "note": event.note}
        return plain | same | {"photo_kept": event.photo_id or ""} | _details(kind, event)
    last = queries.last_like(session, batch, kind.key)
    words = {name: text for name, text in _details(kind, last).items() if name != "quantity"} if last else {}
    return plain | words | kind.guess(quantity=quantity_text(batch), unit=batch.quantity_unit)


def _details(kind: type[EventKind], event: Event) -> dict[str, str]:
    if event.kind != kind.key:
        raise NotFound
    return dict(filled_from(kind.restored(event.details)).values)


def _correct_page(cooperative: Cooperative, batch: Batch, event: Event, form: Filled) -> CorrectPage:
    kind = KINDS[event.kind]
    return CorrectPage(cooperative, batch, event, kind.sentence(kind.restored(event.details)), Correct.inputs, form)
