"""Pages about the households and persons who grow or catch for a cooperative."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.cooperatives import producer_actions, queries
from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.forms import ProducerForm
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.errors import Invalid, say
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, filled, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import PERSONAL, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/producers")
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


@router.get("")
@allow(PERSONAL)
def list_producers(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, ProducersPage(cooperative, queries.producers_of(session, cooperative)))


@router.get("/new")
@allow(PERSONAL)
def new_producer(request: Request, cooperative: Current) -> Response:
    return render(request, ProducerFormPage(cooperative, None, Filled()))


@router.post("/new")
@allow(PERSONAL)
def add_producer(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        producer_actions.add_producer(session, cooperative, read(ProducerForm, form))
        return f"/c/{cooperative.id}/producers"

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        raise refused(request, ProducerFormPage(cooperative, None, filled(form, problem))) from problem


@router.get("/{producer_id}")
@allow(PERSONAL)
def show_producer(request: Request, cooperative: Current, producer_id: str, session: Db) -> Response:
    producer = queries.producer_by_id(session, cooperative, producer_id)
    return render(request, ProducerFormPage(cooperative, producer, _filled_from(producer)))


@router.post("/{producer_id}")
@allow(PERSONAL)
def change_producer(request: Request, cooperative: Current, producer_id: str, session: Db, form: Form) -> Response:
    producer = queries.producer_by_id(session, cooperative, producer_id)
    try:
        producer_actions.change_producer(session, producer, read(ProducerForm, form))
    except Invalid as problem:
        raise refused(request, ProducerFormPage(cooperative, producer, filled(form, problem))) from problem
    return see_other(f"/c/{cooperative.id}/producers", said=SAVED)


@router.post("/{producer_id}/removal")
@allow(PERSONAL)
def remove_producer(cooperative: Current, producer_id: str, session: Db) -> Response:
    producer_actions.remove_producer(session, queries.producer_by_id(session, cooperative, producer_id))
    return see_other(f"/c/{cooperative.id}/producers", said=REMOVED)


def _filled_from(producer: Producer) -> Filled:
    values = {"name": producer.name, "phone": producer.phone or "", "hamlet": producer.hamlet, "story": producer.story}
    return Filled(values | {"consent": "yes" if producer.consent_at else ""})
