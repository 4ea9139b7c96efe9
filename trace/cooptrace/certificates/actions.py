"""Verbs about certificates: add, change, withdraw."""

from sqlmodel import Session

from cooptrace.certificates.forms import CertificateForm
from cooptrace.certificates.kinds import KINDS, Holder
from cooptrace.certificates.models import Certificate
from cooptrace.cooperatives.models import Cooperative
from cooptrace.cooperatives.queries import site_by_id
from cooptrace.database import now
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.products.queries import product_by_id
from cooptrace.web.formats import local_today

HOLDER_NAMES: dict[Holder, Sentence] = {
    Holder.COOPERATIVE: say("the whole cooperative"),
    Holder.SITE: say("a place"),
    Holder.PRODUCT: say("a product"),
}


def add_certificate(
    session: Session, cooperative: Cooperative, details: CertificateForm, *, document_id: str | None
) -> Certificate:
    """Raises Invalid; NotFound for a place or product of another cooperative."""
    certificate = Certificate(cooperative_id=cooperative.id, kind=details.kind)
    change_certificate(session, cooperative, certificate, details, document_id=document_id)
    return certificate


def change_certificate(
    session: Session,
    cooperative: Cooperative,
    certificate: Certificate,
    details: CertificateForm,
    *,
    document_id: str | None,
) -> None:
    """Raises Invalid; NotFound for a place or product of another cooperative."""
    _check(details)
    certificate.site_id, certificate.product_id = _held_by(session, cooperative, details)
    for field, value in details.model_dump(exclude={"holder"}).items():
        setattr(certificate, field, value)
    if not KINDS[details.kind].has_stars:
        certificate.stars = None
    certificate.document_id = document_id or certificate.document_id
    session.add(certificate)
    session.flush()


def withdraw_certificate(session: Session, certificate: Certificate) -> None:
    """It vanishes from every page at once."""
    certificate.withdrawn_at = certificate.withdrawn_at or now()
    session.flush()


def holder_of(details: CertificateForm) -> tuple[Holder, str]:
    """What the certificate speaks of, and the id of that place or product."""
    for holder in (Holder.SITE, Holder.PRODUCT):
        if details.holder.startswith(f"{holder}-"):
            return holder, details.holder.removeprefix(f"{holder}-")
    return Holder.COOPERATIVE, ""


def _check(details: CertificateForm) -> None:
    wrong: dict[str, Sentence] = {}
    kind, (holder, _id) = KINDS[details.kind], holder_of(details)
    if kind.has_stars and details.stars is None:
        wrong["stars"] = say("Please say how many stars.")
    if holder not in kind.holders:
        usual = HOLDER_NAMES[min(kind.holders)]
        wrong["holder"] = say("%(kind)s is given to %(usual)s. Please choose which.", kind=kind.name, usual=usual)
    if details.issued_on and details.valid_until and details.valid_until < details.issued_on:
        wrong["valid_until"] = say("It cannot end before it begins.")
    if details.checked_on and details.checked_on > local_today():
        wrong["checked_on"] = say("This day has not come yet.")
    if wrong:
        raise Invalid(wrong)


def _held_by(session: Session, cooperative: Cooperative, details: CertificateForm) -> tuple[str | None, str | None]:
    """The ids of the place and of the product; at most one of them."""
    holder, holder_id = holder_of(details)
    if holder is Holder.SITE:
        return site_by_id(session, cooperative, holder_id).id, None
    if holder is Holder.PRODUCT:
        return None, product_by_id(session, cooperative, holder_id).id
    return None, None
