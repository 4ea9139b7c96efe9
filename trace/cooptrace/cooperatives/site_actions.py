"""Verbs about sites."""

from sqlmodel import Session

from cooptrace.cooperatives.forms import SiteForm
from cooptrace.cooperatives.gs1_numbers import refuse_demo_numbers
from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.cooperatives.queries import producer_by_id
from cooptrace.database import now
from cooptrace.errors import Invalid, say
from cooptrace.places.units import Found
from cooptrace.text import fold


def add_site(session: Session, cooperative: Cooperative, details: SiteForm, place: Found) -> Site:
    """Raises Invalid."""
    site = Site(
        cooperative_id=cooperative.id,
        kind=details.kind,
        name=details.name,
        name_folded=fold(details.name),
        unit_code=place.unit.code,
        unit_version=place.unit.version,
    )
    session.add(site)
    change_site(session, cooperative, site, details, place)
    return site


def change_site(session: Session, cooperative: Cooperative, site: Site, details: SiteForm, place: Found) -> None:
    """Raises Invalid; NotFound for a producer of another cooperative."""
    if (details.latitude is None) != (details.longitude is None):
        missing = "latitude" if details.latitude is None else "longitude"
        raise Invalid({missing: say("Latitude and longitude belong together: fill in both or neither.")})
    refuse_demo_numbers(cooperative, {"gln": details.gln})
    if details.producer_id:
        producer_by_id(session, cooperative, details.producer_id)
    for field, value in details.model_dump().items():
        setattr(site, field, value)
    site.name_folded = fold(details.name)
    site.unit_code, site.unit_version = place.unit.code, place.unit.version
    session.flush()


def remove_site(session: Session, site: Site) -> None:
    """It is no longer offered. Batches that name it keep it."""
    site.removed_at = site.removed_at or now()
    session.flush()
