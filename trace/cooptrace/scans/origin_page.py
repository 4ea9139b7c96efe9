"""The public page as values for its template."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from unicodedata import bidirectional
from urllib.parse import quote

from fastapi import Request
from starlette.responses import Response

from cooptrace.codes import grouped
from cooptrace.cooperatives.kinds import SITE_KINDS
from cooptrace.errors import Sentence, say
from cooptrace.places.units import Unit
from cooptrace.scans.access import Visit, works_here
from cooptrace.scans.levels import PAGES
from cooptrace.scans.origin import Origin, on_map
from cooptrace.scans.proofs import Proof, proofs_of
from cooptrace.scans.queries import Subject
from cooptrace.scans.stamp_banner import StampBanner
from cooptrace.scans.structured_data import Data, product_data
from cooptrace.scans.verdict import filled
from cooptrace.web.announce import announce
from cooptrace.web.formats import date_text
from cooptrace.web.forms import Filled
from cooptrace.web.public_frame import render_public
from cooptrace.web.templates import Page

REPORTED = announce("problem-reported", say("Thank you. The cooperative has your report."))


@dataclass(frozen=True)
class OriginPage(Page):
    """`path` is where the report form comes back to; `scans` None when this opening could not be written down."""

    template: ClassVar[str] = "scans/origin.html"
    origin: Origin
    headline: Sentence
    advice: Sentence
    proofs: tuple[Proof, ...]
    photo_id: str | None
    grouped_code: str
    site_kind: Sentence | None
    opened_at: datetime
    opened_before: datetime | None
    scans: int | None
    staff: bool
    path: str
    canonical: str | None
    data: Data
    on_map: Unit | None
    qr: str | None
    form: Filled
    # What is known of the very stamp that was scanned; None for a code of the whole batch.
    stamp: StampBanner | None = None


def render_origin(
    request: Request,
    origin: Origin,
    *,
    path: str,
    visit: Visit,
    scans: int | None,
    form: Filled | None = None,
    stamp: StampBanner | None = None,
) -> Response:
    page = _page(origin, path=path, visit=visit, scans=scans, form=form or Filled(), staff=_staff(request, origin))
    page = replace(page, stamp=stamp)
    return render_public(request, page, status=422 if page.form.errors else origin.state.status)


def _staff(request: Request, origin: Origin) -> bool:
    return works_here(request, origin.cooperative.id)


def _page(origin: Origin, *, path: str, visit: Visit, scans: int | None, form: Filled, staff: bool) -> OriginPage:
    batch, subject = origin.batch, origin.subject
    values = {
        "cooperative": isolated(origin.cooperative.name),
        "lot": subject.lot or "",
        "day": date_text(batch.expires_on if batch else None),
    }
    proofs = proofs_of(origin.certificates)
    root = origin.public_origin
    printed = root + canonical_path(subject) if root else None
    return OriginPage(
        origin=origin,
        headline=filled(origin.state.headline, **values),
        advice=filled(origin.state.advice, **values),
        proofs=proofs,
        photo_id=(batch.photo_id if batch else None) or origin.copy.photo_id,
        grouped_code=grouped(batch.short_code) if batch else "",
        site_kind=SITE_KINDS.get(origin.site.kind) if origin.site else None,
        opened_at=visit.at,
        opened_before=visit.opened_before,
        scans=scans,
        staff=staff,
        path=path,
        canonical=root + page_path(subject) if root else None,
        data=product_data(origin, address=printed, proofs=proofs),
        on_map=on_map(origin.unit),
        qr=f"/Q/{subject.batch.short_code}/qr.svg" if subject.batch and printed else None,
        form=form,
    )


def canonical_path(subject: Subject) -> str:
    """The address that is printed: the Digital Link where there is a GTIN."""
    product, batch = subject.product, subject.batch
    if product.gtin:
        return f"/01/{product.gtin}" + (f"/10/{quote(batch.lot, safe='')}" if batch else "")
    return f"/Q/{batch.short_code}" if batch else f"/p/{product.id}"


def page_path(subject: Subject) -> str:
    """The one address of the page: a Digital Link only leads to it."""
    return PAGES + canonical_path(subject) if subject.product.gtin else canonical_path(subject)


def isolated(name: str) -> str:
    """A name written from right to left must not turn the sentence around it (UAX 9: FSI … PDI)."""
    return name if name.isascii() or not _turns(name) else f"\u2068{name}\u2069"


def _turns(name: str) -> bool:
    return any(bidirectional(letter) in ("R", "AL") for letter in name)
