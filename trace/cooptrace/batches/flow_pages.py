"""What went into a batch (one step back) and who received it (one step forward, never public)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches import flow_actions, queries
from cooptrace.batches.access import CurrentBatch
from cooptrace.batches.forms import InputForm, OutputForm
from cooptrace.batches.models import Batch, BatchInput, BatchOutput
from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid
from cooptrace.web.announce import SAVED
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Filled, Form, filled, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import READ, WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/batches/{batch_id}")


@dataclass(frozen=True)
class InputsPage(Page):
    template: ClassVar[str] = "batches/inputs.html"
    cooperative: Cooperative
    batch: Batch
    inputs: list[BatchInput]
    # The other batches of the cooperative by id, with the name of their product.
    own: dict[str, queries.Listed]
    form: Filled


@dataclass(frozen=True)
class OutputsPage(Page):
    template: ClassVar[str] = "batches/outputs.html"
    cooperative: Cooperative
    batch: Batch
    outputs: list[BatchOutput]
    left: Decimal
    form: Filled


@router.get("/inputs")
@allow(READ)
def list_inputs(request: Request, cooperative: Current, batch: CurrentBatch, session: Db) -> Response:
    form = Filled({"received_on": batch.produced_on.isoformat(), "quantity_unit": "kg"})
    return render(request, _inputs_page(session, cooperative, batch, form))


@router.post("/inputs")
@allow(WORK)
def add_input(request: Request, cooperative: Current, batch: CurrentBatch, session: Db, form: Form) -> Response:
    def add() -> str:
        flow_actions.add_input(session, cooperative, batch, read(InputForm, form))
        return _path(cooperative, batch, "inputs")

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        raise refused(request, _inputs_page(session, cooperative, batch, filled(form, problem))) from problem


@router.post("/inputs/removal")
@allow(WORK)
def remove_input(cooperative: Current, batch: CurrentBatch, session: Db, form: Form) -> Response:
    flow_actions.remove_input(session, batch, form.text("input_id"))
    return see_other(_path(cooperative, batch, "inputs"), said=SAVED)


@router.get("/outputs")
@allow(READ)
def list_outputs(request: Request, cooperative: Current, batch: CurrentBatch, session: Db) -> Response:
    form = Filled({"delivered_on": local_today().isoformat(), "quantity_unit": batch.quantity_unit})
    return render(request, _outputs_page(session, cooperative, batch, form))


@router.post("/outputs")
@allow(WORK)
def add_output(request: Request, cooperative: Current, batch: CurrentBatch, session: Db, form: Form) -> Response:
    def add() -> str:
        flow_actions.add_output(session, batch, read(OutputForm, form))
        return _path(cooperative, batch, "outputs")

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        raise refused(request, _outputs_page(session, cooperative, batch, filled(form, problem))) from problem


@router.post("/outputs/removal")
@allow(WORK)
def remove_output(cooperative: Current, batch: CurrentBatch, session: Db, form: Form) -> Response:
    flow_actions.remove_output(session, batch, form.text("output_id"))
    return see_other(_path(cooperative, batch, "outputs"), said=SAVED)


def _inputs_page(session: Session, cooperative: Cooperative, batch: Batch, form: Filled) -> InputsPage:
    rows = queries.search_batches(session, cooperative, limit=200)
    own = {row.batch.id: row for row in rows if row.batch.id != batch.id}
    return InputsPage(cooperative, batch, queries.inputs_of(session, batch), own, form)


def _outputs_page(session: Session, cooperative: Cooperative, batch: Batch, form: Filled) -> OutputsPage:
    outputs, left = queries.outputs_of(session, batch), flow_actions.left_of(session, batch)
    return OutputsPage(cooperative, batch, outputs, left, form)


def _path(cooperative: Cooperative, batch: Batch, part: str) -> str:
    return f"/c/{cooperative.id}/batches/{batch.id}/{part}"
