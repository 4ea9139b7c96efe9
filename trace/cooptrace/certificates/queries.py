"""Reads about certificates: all of a cooperative, and those the public page may show on a day."""

from datetime import date

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from cooptrace.certificates.models import Certificate
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import NotFound


def certificate_by_id(session: Session, cooperative: Cooperative, certificate_id: str) -> Certificate:
    found = session.get(Certificate, certificate_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def certificates_of(session: Session, cooperative: Cooperative) -> list[Certificate]:
    """All that are not withdrawn, those that run out first at the top."""
    wanted = select(Certificate).where(
        Certificate.cooperative_id == cooperative.id, col(Certificate.withdrawn_at).is_(None)
    )
    endless = col(Certificate.valid_until).is_(None)
    return list(session.exec(wanted.order_by(endless, col(Certificate.valid_until), col(Certificate.id))))


def valid_certificates(
    session: Session, *, cooperative_id: str, product_id: str | None, site_id: str | None, on: date
) -> list[Certificate]:
    """What may be shown on this day for goods of this product from this site. Expired ones are not among them."""
    issued = or_(col(Certificate.issued_on).is_(None), col(Certificate.issued_on) <= on)
    lasting = or_(col(Certificate.valid_until).is_(None), col(Certificate.valid_until) >= on)
    of_all = and_(col(Certificate.product_id).is_(None), col(Certificate.site_id).is_(None))
    speaking = or_(
        of_all,
        and_(col(Certificate.product_id).is_not(None), col(Certificate.product_id) == product_id),
        and_(col(Certificate.site_id).is_not(None), col(Certificate.site_id) == site_id),
    )
    wanted = select(Certificate).where(
        Certificate.cooperative_id == cooperative_id, col(Certificate.withdrawn_at).is_(None), issued, lasting, speaking
    )
    return list(session.exec(wanted.order_by(col(Certificate.stars).desc().nulls_last(), col(Certificate.created_at))))
