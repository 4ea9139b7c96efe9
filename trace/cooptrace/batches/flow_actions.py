"""One step back and one step forward: what went into a batch, and who received it."""

from collections.abc import Iterable
from decimal import Decimal

from sqlmodel import Session

from cooptrace.batches import queries
from cooptrace.batches.forms import InputForm, OutputForm
from cooptrace.batches.lineage import would_loop
from cooptrace.batches.models import Batch, BatchInput, BatchOutput
from cooptrace.batches.quantities import Amount, in_unit, remaining
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Conflict, Invalid, Sentence, say
from cooptrace.web.formats import local_today


def left_of(session: Session, batch: Batch) -> Decimal:
    """What has neither been delivered nor gone into another batch, in the batch's unit."""
    taken = [Amount(output.quantity, output.quantity_unit) for output in queries.outputs_of(session, batch)]
    taken += _known(queries.uses_of(session, batch))
    return remaining(Amount(batch.quantity, batch.quantity_unit), taken)


def add_input(session: Session, cooperative: Cooperative, batch: Batch, details: InputForm) -> BatchInput:
    """Raises Invalid: a loop, more than there was, or something younger than what was made of it."""
    if details.source_batch_id:
        source = queries.batch_by_id(session, cooperative, details.source_batch_id)
        _check_source(session, cooperative, batch, source, details)
    elif not details.supplier_name:
        raise Invalid({"supplier_name": say("Choose a batch of your own, or write who delivered it.")})
    if details.received_on and details.received_on > batch.produced_on:
        raise Invalid({"received_on": _too_late(batch)})
    row = BatchInput(batch_id=batch.id, **details.model_dump())
    session.add(row)
    session.flush()
    return row


def remove_input(session: Session, batch: Batch, input_id: str) -> None:
    if batch.frozen_at:
        raise Conflict(say("Labels of this batch are printed: what went into it stays written down."))
    session.delete(queries.input_by_id(session, batch, input_id))
    session.flush()


def add_output(session: Session, batch: Batch, details: OutputForm) -> BatchOutput:
    """Raises Invalid when more would leave the batch than was in it."""
    if details.delivered_on > local_today():
        raise Invalid({"delivered_on": say("This day has not come yet.")})
    if details.delivered_on < batch.produced_on:
        day = batch.produced_on.strftime("%d/%m/%Y")
        raise Invalid({"delivered_on": say("This is before the batch was made (%(day)s).", day=day)})
    _check_left(session, batch, Amount(details.quantity, details.quantity_unit))
    row = BatchOutput(batch_id=batch.id, **details.model_dump())
    session.add(row)
    session.flush()
    return row


def remove_output(session: Session, batch: Batch, output_id: str) -> None:
    session.delete(queries.output_by_id(session, batch, output_id))
    session.flush()


def _check_source(session: Session, cooperative: Cooperative, batch: Batch, source: Batch, details: InputForm) -> None:
    sources = queries.sources_within(session, cooperative)
    if would_loop(sources, batch_id=batch.id, source_id=source.id):
        loop = say("The batch %(lot)s was itself made from this one. A batch cannot go into itself.", lot=source.lot)
        raise Invalid({"source_batch_id": loop})
    if source.produced_on > batch.produced_on:
        raise Invalid({"source_batch_id": _too_late(batch)})
    if details.quantity:
        _check_left(session, source, Amount(details.quantity, details.quantity_unit or source.quantity_unit))


def _check_left(session: Session, batch: Batch, wanted: Amount) -> None:
    left, number = left_of(session, batch), in_unit(wanted, batch.quantity_unit)
    if number is not None and number > left:
        rest = f"{max(left, Decimal(0)).normalize():f}".replace(".", ",")
        too_much = say("Only %(rest)s %(unit)s of this batch are left.", rest=rest, unit=batch.quantity_unit)
        raise Invalid({"quantity": too_much})


def _too_late(batch: Batch) -> Sentence:
    day = batch.produced_on.strftime("%d/%m/%Y")
    return say("What goes in cannot be younger than the batch made on %(day)s.", day=day)


def _known(inputs: Iterable[BatchInput]) -> list[Amount]:
    return [Amount(row.quantity, row.quantity_unit) for row in inputs if row.quantity is not None]
