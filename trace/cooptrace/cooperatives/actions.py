"""Verbs about cooperatives: register, change, withdraw, take up again."""

from sqlmodel import Session

from cooptrace.cooperatives.forms import CooperativeForm
from cooptrace.cooperatives.gs1_numbers import refuse_demo_numbers
from cooptrace.cooperatives.kinds import CooperativeKind
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import Invalid, say
from cooptrace.places.choice import old_address
from cooptrace.places.units import Found
from cooptrace.text import fold


def register_cooperative(
    session: Session, details: CooperativeForm, place: Found, *, by: str, is_sample: bool
) -> Cooperative:
    """`by` is a person's id. Raises Invalid."""
    if not details.consent:
        raise Invalid({"consent": say("Please ask them first: without their yes nothing about them can be shown.")})
    cooperative = Cooperative(
        kind=details.kind,
        name=details.name,
        name_folded=fold(details.name),
        unit_code=place.unit.code,
        unit_version=place.unit.version,
        is_sample=is_sample,
        created_by=by,
    )
    session.add(cooperative)
    change_cooperative(session, cooperative, details, place)
    return cooperative


def change_cooperative(session: Session, cooperative: Cooperative, details: CooperativeForm, place: Found) -> None:
    """Raises Invalid."""
    if details.kind is CooperativeKind.HOUSEHOLD and details.tax_code:
        sentence = say("The tax code of a household is its owner's identity number. Please leave this empty.")
        raise Invalid({"tax_code": sentence})
    refuse_demo_numbers(cooperative, {"gln": details.gln, "gs1_prefix": details.gs1_prefix})
    values = details.model_dump(exclude={"consent"})
    for field, value in values.items():
        setattr(cooperative, field, value)
    cooperative.name_folded = fold(details.name)
    cooperative.unit_code, cooperative.unit_version = place.unit.code, place.unit.version
    cooperative.old_address = details.old_address or old_address(place.formerly)
    if details.consent and cooperative.consent_at is None:
        cooperative.consent_at = now()
    session.flush()


def withdraw_cooperative(session: Session, cooperative: Cooperative) -> None:
    """It leaves the lists. Every code it has printed keeps its page."""
    cooperative.withdrawn_at = cooperative.withdrawn_at or now()
    session.flush()


def restore_cooperative(session: Session, cooperative: Cooperative) -> None:
    cooperative.withdrawn_at = None
    session.flush()
