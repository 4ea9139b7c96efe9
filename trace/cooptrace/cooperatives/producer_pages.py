"""Pages about the households and persons who grow or catch for a cooperative."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives import producer_actions, queries
from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.forms import ProducerForm
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.errors import Invalid, say
from cooptrace.files.forms import FORM_BYTES, filled_keeping, kept_field, photo_in
from cooptrace.places.choice import as_filled, chosen_unit, offered_units
from cooptrace.places.units import Found, unit
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.formats import phone_text
from cooptrace.web.forms import Filled, Form, Submitted, read_all
from cooptrace.web.once import act_once
from cooptrace.web.policy import PERSONAL, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/producers", max_body_size=FORM_BYTES)
REMOVED = announce("producer-removed", say("Removed. The name is no longer shown anywhere."))


@dataclass(frozen=True)
class ProducersPage(Page):
    template: ClassVar[str] = "cooperatives/producers.html"
    cooperative: Cooperative
    producers: list[Producer]


@dataclass(frozen=True)
class ProducerFormPage(Page):
    template: ClassVar[str] = "cooperatives/producer_form.html"
    cooperative: Cooperative
    producer: Producer | None
    form: Filled
    offered: tuple[Found, ...]


@router.get("")
@allow(PERSONAL)
def list_producers(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, ProducersPage(cooperative, queries.producers_of(session, cooperative)))


@router.get("/new")
@allow(PERSONAL)
def new_producer(request: Request, cooperative: Current) -> Response:
    return render(request, _page(cooperative, None, Filled(as_filled(cooperative.unit_code, cooperative.unit_version))))


@router.post("/new")
@allow(PERSONAL)
def add_producer(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        details = read_all(ProducerForm, form, lambda: _place(cooperative, form))
        producer = producer_actions.add_producer(session, cooperative, details, _place(cooperative, form))
        photo_id = photo_in(session, form, "photo", cooperative_id=cooperative.id)
        producer_actions.change_photo(session, producer, photo_id)
        return f"/c/{cooperative.id}/producers"

    if form.text("find"):
        return _again(request, cooperative, None, session, form)
    try:
        with session.begin_nested():
            return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        return _again(request, cooperative, None, session, form, problem)


@router.get("/{producer_id}")
@allow(PERSONAL)
def show_producer(request: Request, cooperative: Current, producer_id: str, session: Db) -> Response:
    producer = queries.producer_by_id(session, cooperative, producer_id)
    return render(request, _page(cooperative, producer, _filled_from(producer)))


@router.post("/{producer_id}")
@allow(PERSONAL)
def change_producer(request: Request, cooperative: Current, producer_id: str, session: Db, form: Form) -> Response:
    producer = queries.producer_by_id(session, cooperative, producer_id)
    if form.text("find"):
        return _again(request, cooperative, producer, session, form)
    try:
        with session.begin_nested():
            details = read_all(ProducerForm, form, lambda: _place(cooperative, form))
            producer_actions.change_producer(session, producer, details, _place(cooperative, form))
            photo_id = photo_in(session, form, "photo", cooperative_id=cooperative.id)
            producer_actions.change_photo(session, producer, photo_id or producer.photo_id)
    except Invalid as problem:
        return _again(request, cooperative, producer, session, form, problem)
    return see_other(f"/c/{cooperative.id}/producers", said=SAVED)


@router.post("/{producer_id}/removal")
@allow(PERSONAL)
def remove_producer(cooperative: Current, producer_id: str, session: Db) -> Response:
    producer_actions.remove_producer(session, queries.producer_by_id(session, cooperative, producer_id))
    return see_other(f"/c/{cooperative.id}/producers", said=REMOVED)


def _page(cooperative: Cooperative, producer: Producer | None, form: Filled) -> ProducerFormPage:
    return ProducerFormPage(cooperative, producer, form, offered_units(form.value("place")))


def _again(
    request: Request,
    cooperative: Cooperative,
    producer: Producer | None,
    session: Session,
    form: Submitted,
    problem: Invalid | None = None,
) -> Response:
    """The form as it was typed: the commune was looked for, or something is wrong."""
    kept = filled_keeping(session, form, "photo", cooperative_id=cooperative.id, problem=problem)
    return render(request, _page(cooperative, producer, kept), status=422 if problem else 200)


def _place(cooperative: Cooperative, form: Submitted) -> Found:
    """Where nothing is typed, producers live where their cooperative is."""
    if form.text("place").strip():
        return chosen_unit(form)
    return Found(unit(cooperative.unit_code, cooperative.unit_version))


def _filled_from(producer: Producer) -> Filled:
    values = {"name": producer.name, "phone": phone_text(producer.phone), "hamlet": producer.hamlet}
    values |= as_filled(producer.unit_code, producer.unit_version)
    values |= {"story": producer.story, "consent": "yes" if producer.consent_at else ""}
    return Filled(values | {kept_field("photo"): producer.photo_id or ""})
