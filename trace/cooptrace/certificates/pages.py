"""The certificates of a cooperative: which are valid, which run out soon, and the form for one."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.certificates import actions, queries
from cooptrace.certificates.forms import CertificateForm
from cooptrace.certificates.kinds import KINDS, OCOP_STARS
from cooptrace.certificates.models import Certificate
from cooptrace.certificates.validity import Standing, Validity, standing
from cooptrace.cooperatives.access import Current, SignedIn, works_for
from cooptrace.cooperatives.models import Cooperative
from cooptrace.cooperatives.queries import sites_of
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.files.forms import FORM_BYTES, document_in, filled_keeping, kept_field
from cooptrace.products.queries import products_of
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Filled, Form, Submitted, filled_from, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import READ, WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/certificates", max_body_size=FORM_BYTES)
WITHDRAWN = announce("certificate-withdrawn", say("Removed. It is no longer shown anywhere."))
Choice = tuple[str, Sentence | str]


@dataclass(frozen=True)
class Listed:
    certificate: Certificate
    kind: Sentence
    holder: str
    standing: Standing


@dataclass(frozen=True)
class CertificatesPage(Page):
    template: ClassVar[str] = "certificates/certificates.html"
    cooperative: Cooperative
    certificates: list[Listed]
    soon: int
    expired: int
    may_change: bool


@dataclass(frozen=True)
class CertificateFormPage(Page):
    template: ClassVar[str] = "certificates/certificate_form.html"
    cooperative: Cooperative
    certificate: Certificate | None
    form: Filled
    holders: tuple[Choice, ...]
    kinds: tuple[Choice, ...] = tuple((key, kind.name) for key, kind in KINDS.items())
    stars: tuple[Choice, ...] = tuple((str(number), "★" * number) for number in OCOP_STARS)


@router.get("")
@allow(READ)
def list_certificates(request: Request, cooperative: Current, viewer: SignedIn, session: Db) -> Response:
    today, names = local_today(), dict(_holders(session, cooperative))
    listed = [
        Listed(one, KINDS[one.kind].name, str(names.get(_holder_key(one), "")), standing(one, today))
        for one in queries.certificates_of(session, cooperative)
    ]
    counts = [line.standing.validity for line in listed]
    may_change = works_for(viewer, cooperative)
    return render(
        request,
        CertificatesPage(cooperative, listed, counts.count(Validity.SOON), counts.count(Validity.EXPIRED), may_change),
    )


@router.get("/new")
@allow(WORK)
def new_certificate(request: Request, cooperative: Current, session: Db, product: str = "") -> Response:
    holder = f"product-{product}" if product else ""
    return render(request, _page(session, cooperative, None, Filled({"holder": holder[:40]})))


@router.post("/new")
@allow(WORK)
def add_certificate(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        details = read(CertificateForm, form)
        actions.add_certificate(session, cooperative, details, document_id=_file(session, cooperative, form))
        return f"/c/{cooperative.id}/certificates"

    try:
        with session.begin_nested():
            return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        return _again(request, session, cooperative, None, form, problem)


@router.get("/{certificate_id}")
@allow(WORK)
def show_certificate(request: Request, cooperative: Current, certificate_id: str, session: Db) -> Response:
    certificate = queries.certificate_by_id(session, cooperative, certificate_id)
    values = {**filled_from(certificate).values, "holder": _holder_key(certificate)}
    form = Filled(values | {kept_field("file"): certificate.document_id or ""})
    return render(request, _page(session, cooperative, certificate, form))


@router.post("/{certificate_id}")
@allow(WORK)
def change_certificate(
    request: Request, cooperative: Current, certificate_id: str, session: Db, form: Form
) -> Response:
    certificate = queries.certificate_by_id(session, cooperative, certificate_id)
    try:
        with session.begin_nested():
            details = read(CertificateForm, form)
            document_id = _file(session, cooperative, form)
            actions.change_certificate(session, cooperative, certificate, details, document_id=document_id)
    except Invalid as problem:
        return _again(request, session, cooperative, certificate, form, problem)
    return see_other(f"/c/{cooperative.id}/certificates", said=SAVED)


@router.post("/{certificate_id}/withdrawal")
@allow(WORK)
def withdraw_certificate(cooperative: Current, certificate_id: str, session: Db) -> Response:
    actions.withdraw_certificate(session, queries.certificate_by_id(session, cooperative, certificate_id))
    return see_other(f"/c/{cooperative.id}/certificates", said=WITHDRAWN)


def _file(session: Session, cooperative: Cooperative, form: Submitted) -> str | None:
    return document_in(session, form, "file", cooperative_id=cooperative.id)


def _again(
    request: Request,
    session: Session,
    cooperative: Cooperative,
    certificate: Certificate | None,
    form: Submitted,
    problem: Invalid,
) -> Response:
    kept = filled_keeping(session, form, "file", cooperative_id=cooperative.id, problem=problem, take=document_in)
    return render(request, _page(session, cooperative, certificate, kept), status=422)


def _page(
    session: Session, cooperative: Cooperative, certificate: Certificate | None, form: Filled
) -> CertificateFormPage:
    holders: list[Choice] = [("", say("The whole cooperative")), *_holders(session, cooperative)]
    return CertificateFormPage(cooperative, certificate, form, tuple(holders))


def _holders(session: Session, cooperative: Cooperative) -> list[tuple[str, str]]:
    products = [(f"product-{one.id}", one.name) for one in products_of(session, cooperative)]
    return products + [(f"site-{one.id}", one.name) for one in sites_of(session, cooperative)]


def _holder_key(certificate: Certificate) -> str:
    if certificate.site_id:
        return f"site-{certificate.site_id}"
    return f"product-{certificate.product_id}" if certificate.product_id else ""
