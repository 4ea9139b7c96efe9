"""Verbs about events. Rows are only ever added: a mistake is taken back by another event."""

from sqlmodel import Session

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.cooperatives.queries import site_by_id
from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid, say
from cooptrace.events import queries
from cooptrace.events.forms import RecordForm
from cooptrace.events.kinds import Correct, EventKind
from cooptrace.events.models import Event
from cooptrace.events.order import time_problem
from cooptrace.web.formats import ZONE
from cooptrace.web.forms import FormModel
from cooptrace.web.viewer import Viewer


def record_event(
    session: Session,
    batch: Batch,
    kind: type[EventKind],
    record: RecordForm,
    details: FormModel,
    *,
    by: Viewer,
    photo_id: str | None = None,
) -> Event:
    """`details` is an instance of `kind.Fields`. Raises Invalid when the time cannot be."""
    others = [(event.kind, event.occurred_at) for event in queries.standing_events(session, batch)]
    problem = time_problem(kind, record.occurred_at, produced_on=batch.produced_on, others=others, now=now())
    if problem:
        raise Invalid({"occurred_at": problem})
    if record.site_id:
        site_by_id(session, session.get_one(Cooperative, batch.cooperative_id), record.site_id)
    return _added(session, batch, kind, record, details, by=by, photo_id=photo_id)


def take_back(session: Session, batch: Batch, event: Event, details: FormModel, *, by: Viewer) -> Event:
    """Record that an event did not happen, or not so. The first one stays in the records and off the pages."""
    if event.kind == Correct.key:
        raise Conflict(say("A correction cannot be corrected. Record what really happened."))
    if any(other.corrects_id == event.id for other in queries.events_of(session, batch)):
        raise Conflict(say("This has been corrected already."))
    record = RecordForm(occurred_at=now(), site_id=event.site_id)
    return _added(session, batch, Correct, record, details, by=by, corrects_id=event.id)


def _added(
    session: Session,
    batch: Batch,
    kind: type[EventKind],
    record: RecordForm,
    details: FormModel,
    *,
    by: Viewer,
    photo_id: str | None = None,
    corrects_id: str | None = None,
) -> Event:
    offset = record.occurred_at.astimezone(ZONE).utcoffset()
    event = Event(
        cooperative_id=batch.cooperative_id,
        batch_id=batch.id,
        kind=kind.key,
        occurred_at=record.occurred_at,
        offset_minutes=int(offset.total_seconds() // 60) if offset else 0,
        site_id=record.site_id,
        person_id=by.person_id,
        person_name=by.name,
        note=record.note,
        photo_id=photo_id,
        details=details.model_dump(mode="json", exclude_defaults=True),
        corrects_id=corrects_id,
    )
    session.add(event)
    session.flush()
    return event
