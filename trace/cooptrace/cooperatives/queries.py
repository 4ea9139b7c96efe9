"""Reads about cooperatives, producers and sites. Everything inside a cooperative is looked up through its id."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.errors import NotFound
from cooptrace.places.units import find_units
from cooptrace.text import fold


def cooperative_by_id(session: Session, cooperative_id: str) -> Cooperative:
    found = session.get(Cooperative, cooperative_id)
    if found is None:
        raise NotFound
    return found


def cooperatives_of_units(session: Session, unit_codes: frozenset[str]) -> list[Cooperative]:
    wanted = select(Cooperative).where(col(Cooperative.unit_code).in_(unit_codes))
    return list(session.exec(wanted.order_by(col(Cooperative.name_folded))))


def search_cooperatives(session: Session, text: str, *, limit: int = 50) -> list[Cooperative]:
    """By a part of the name, or by the new or old name of the commune; without accents. Withdrawn ones come last."""
    wanted = select(Cooperative)
    if words := fold(text):
        by_name = col(Cooperative.name_folded).contains(words, autoescape=True)
        codes = {found.unit.code for found in find_units(words)}
        wanted = wanted.where(or_(by_name, col(Cooperative.unit_code).in_(codes)))
    order = col(Cooperative.withdrawn_at).is_not(None), col(Cooperative.name_folded), col(Cooperative.id)
    return list(session.exec(wanted.order_by(*order).limit(limit)))


def producer_by_id(session: Session, cooperative: Cooperative, producer_id: str) -> Producer:
    found = session.get(Producer, producer_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def producers_of(session: Session, cooperative: Cooperative) -> list[Producer]:
    wanted = select(Producer).where(Producer.cooperative_id == cooperative.id, col(Producer.removed_at).is_(None))
    return list(session.exec(wanted.order_by(col(Producer.name_folded))))


def site_by_id(session: Session, cooperative: Cooperative, site_id: str) -> Site:
    found = session.get(Site, site_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def sites_of(session: Session, cooperative: Cooperative) -> list[Site]:
    wanted = select(Site).where(Site.cooperative_id == cooperative.id, col(Site.removed_at).is_(None))
    return list(session.exec(wanted.order_by(col(Site.name_folded))))
