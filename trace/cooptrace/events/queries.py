"""Reads about events: the journey of a batch, and what was last recorded for a product."""

from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Site
from cooptrace.errors import NotFound
from cooptrace.events.kinds import Correct
from cooptrace.events.models import Event
from cooptrace.events.timeline import Stage, history


def events_of(session: Session, batch: Batch) -> list[Event]:
    """As they were recorded, corrections among them."""
    wanted = select(Event).where(Event.batch_id == batch.id)
    return list(session.exec(wanted.order_by(col(Event.recorded_at), col(Event.id))))


def standing_events(session: Session, batch: Batch) -> list[Event]:
    """Without those that were taken back, and without the corrections."""
    events = events_of(session, batch)
    taken_back = {event.corrects_id for event in events if event.kind == Correct.key}
    return [event for event in events if event.kind != Correct.key and event.id not in taken_back]


def event_by_id(session: Session, batch: Batch, event_id: str) -> Event:
    found = session.get(Event, event_id)
    if found is None or found.batch_id != batch.id:
        raise NotFound
    return found


def history_of(session: Session, batch: Batch) -> list[Stage]:
    """Newest first; what was taken back is there with its correction. For the people of the cooperative."""
    events = events_of(session, batch)
    wanted = {site_id for site_id in (batch.site_id, *(event.site_id for event in events)) if site_id}
    sites = session.exec(select(Site).where(col(Site.id).in_(wanted))) if wanted else ()
    return history(batch, events, {site.id: site for site in sites})


def timeline_of(session: Session, batch: Batch) -> list[Stage]:
    """Newest first; what was taken back is left out. For everybody."""
    return [stage for stage in history_of(session, batch) if stage.stands]


def last_like(session: Session, batch: Batch, kind: str) -> Event | None:
    """The newest event of this kind of any batch of the same product: its words are the best guess."""
    wanted = select(Event).join(Batch, col(Batch.id) == Event.batch_id)
    wanted = wanted.where(Batch.product_id == batch.product_id, Event.kind == kind)
    return session.exec(wanted.order_by(col(Event.recorded_at).desc(), col(Event.id)).limit(1)).first()
