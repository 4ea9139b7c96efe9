"""Verbs about producers."""

from sqlmodel import Session

from cooptrace.cooperatives.forms import ProducerForm
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.database import now
from cooptrace.text import fold

# Which text a producer agreed to: kept with the consent, so that it can be shown later what was asked.
CONSENT_WORDING = "2026-11"


def add_producer(session: Session, cooperative: Cooperative, details: ProducerForm) -> Producer:
    producer = Producer(
        cooperative_id=cooperative.id,
        name=details.name,
        name_folded=fold(details.name),
        unit_code=cooperative.unit_code,
        unit_version=cooperative.unit_version,
    )
    session.add(producer)
    change_producer(session, producer, details)
    return producer


def change_producer(session: Session, producer: Producer, details: ProducerForm) -> None:
    producer.name, producer.name_folded = details.name, fold(details.name)
    producer.phone, producer.hamlet, producer.story = details.phone, details.hamlet, details.story
    if details.consent and producer.consent_at is None:
        producer.consent_at, producer.consent_wording = now(), CONSENT_WORDING
    if not details.consent:
        producer.consent_at, producer.consent_wording = None, ""
    session.flush()


def remove_producer(session: Session, producer: Producer) -> None:
    """The name leaves every page at once; batches keep pointing at a row that says nothing about a person."""
    producer.name, producer.name_folded, producer.phone = "", "", None
    producer.story, producer.hamlet, producer.photo_id = "", "", None
    producer.consent_at, producer.consent_wording = None, ""
    producer.removed_at = now()
    session.flush()
