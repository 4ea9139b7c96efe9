"""From rows to the journey of a batch: corrections applied, newest first, days of the batch itself filled in. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Site
from cooptrace.errors import Sentence
from cooptrace.events.kinds import KINDS, Correct, EventKind, Harvest, Pack, Process
from cooptrace.events.models import Event
from cooptrace.web.formats import ZONE, local_date


@dataclass(frozen=True)
class Correction:
    """Why an event no longer counts."""

    sentence: Sentence
    person_name: str
    corrected_at: datetime


@dataclass(frozen=True)
class Stage:
    """One line of the journey. `moment` is None when only the day is known: then the batch itself says it."""

    kind: type[EventKind]
    sentence: Sentence
    day: date
    moment: datetime | None
    site: Site | None
    person_name: str = ""
    note: str = ""
    photo_id: str | None = None
    event_id: str | None = None
    correction: Correction | None = None

    @property
    def stands(self) -> bool:
        return self.correction is None


def history(batch: Batch, events: Sequence[Event], sites: Mapping[str, Site]) -> list[Stage]:
    """Newest first, with the events that were taken back."""
    corrections = {event.corrects_id: _correction(event) for event in events if event.kind == Correct.key}
    stages = [_stage(event, sites, corrections.get(event.id)) for event in events if event.kind != Correct.key]
    standing = {stage.kind for stage in stages if stage.stands}
    stages += [stage for stage in _from_dates(batch, sites) if stage.kind not in standing]
    return sorted(stages, key=_when, reverse=True)


def _stage(event: Event, sites: Mapping[str, Site], correction: Correction | None) -> Stage:
    kind = KINDS[event.kind]
    return Stage(
        kind=kind,
        sentence=kind.sentence(kind.restored(event.details)),
        day=local_date(event.occurred_at),
        moment=event.occurred_at,
        site=sites.get(event.site_id or ""),
        person_name=event.person_name,
        note=event.note,
        photo_id=event.photo_id,
        event_id=event.id,
        correction=correction,
    )


def _correction(event: Event) -> Correction:
    return Correction(Correct.sentence(Correct.restored(event.details)), event.person_name, event.recorded_at)


def _from_dates(batch: Batch, sites: Mapping[str, Site]) -> list[Stage]:
    """Stages nobody recorded as events but whose days the batch says."""
    days: list[tuple[type[EventKind], date | None]] = [(Harvest, batch.harvested_on), (Pack, batch.packed_on)]
    if batch.produced_on != batch.harvested_on:
        days.append((Process, batch.produced_on))
    site = sites.get(batch.site_id or "")
    return [Stage(kind=kind, sentence=kind.name, day=day, moment=None, site=site) for kind, day in days if day]


def _when(stage: Stage) -> datetime:
    if stage.moment:
        return stage.moment
    return datetime.combine(stage.day, time(), ZONE) + timedelta(minutes=list(KINDS.values()).index(stage.kind))
