"""Verbs about producers."""

from sqlmodel import Session

from cooptrace.cooperatives.forms import ProducerForm
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.database import now
from cooptrace.files.actions import delete_photo
from cooptrace.places.units import Found
from cooptrace.text import fold

# Which text a producer agreed to: kept with the consent, so that it can be shown later what was asked.
CONSENT_WORDING = "2026-11"


def add_producer(session: Session, cooperative: Cooperative, details: ProducerForm, place: Found) -> Producer:
    producer = Producer(cooperative_id=cooperative.id, name=details.name, name_folded=fold(details.name))
    session.add(producer)
    change_producer(session, producer, details, place)
    return producer


def change_producer(session: Session, producer: Producer, details: ProducerForm, place: Found) -> None:
    producer.name, producer.name_folded = details.name, fold(details.name)
    producer.phone, producer.hamlet, producer.story = details.phone, details.hamlet, details.story
    producer.unit_code, producer.unit_version = place.unit.code, place.unit.version
    if details.consent and producer.consent_at is None:
        producer.consent_at, producer.consent_wording = now(), CONSENT_WORDING
    if not details.consent:
        producer.consent_at, producer.consent_wording = None, ""
    session.flush()


def change_photo(session: Session, producer: Producer, photo_id: str | None) -> None:
    """A person's old picture does not stay behind."""
    old, producer.photo_id = producer.photo_id, photo_id
    session.flush()
    if old != photo_id:
        delete_photo(session, old)


def remove_producer(session: Session, producer: Producer) -> None:
    """The name leaves every page at once; batches keep pointing at a row that says nothing about a person."""
    producer.name, producer.name_folded, producer.phone = "", "", None
    producer.story, producer.hamlet = "", ""
    producer.consent_at, producer.consent_wording = None, ""
    producer.removed_at = now()
    change_photo(session, producer, None)
