"""The public page as values for its template."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from unicodedata import bidirectional

from fastapi import Request
from starlette.responses import Response

from cooptrace.codes import grouped
from cooptrace.cooperatives.colours import colour_rules
from cooptrace.cooperatives.kinds import SITE_KINDS
from cooptrace.errors import Sentence, say
from cooptrace.places.units import Unit
from cooptrace.scans.access import Visit, works_here
from cooptrace.scans.journey import Journey, journey_of
from cooptrace.scans.origin import Origin, on_map
from cooptrace.scans.paths import canonical_path, page_path, passport_path
from cooptrace.scans.proofs import MOST_PROOFS, Proof, proofs_of
from cooptrace.scans.stamp_banner import StampBanner
from cooptrace.scans.structured_data import Data, Told, product_data
from cooptrace.scans.verdict import Tone, filled
from cooptrace.scans.words import LONGEST, Words, words_of
from cooptrace.web.announce import announce
from cooptrace.web.formats import date_text
from cooptrace.web.forms import Filled
from cooptrace.web.i18n import language_of, translator
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
    words: Words
    journey: Journey
    # Where all that is declared stands in full, and whether some of it is cut short here.
    passport: str
    has_more: bool
    # The cooperative's colour, as a style.
    rules: str
    # What is known of the very stamp that was scanned; None for a code of the whole batch.
    stamp: StampBanner | None = None
    most_proofs: int = MOST_PROOFS
    longest: int = LONGEST


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
    words = words_of(origin.copy, origin.subject.product, language_of(request))
    page = _page(origin, words, path=path, visit=visit, scans=scans, form=form or Filled())
    data = product_data(
        Told(origin, words, page.proofs, printed_address(origin), stamp.code if stamp else "", _notice(request, page))
    )
    page = replace(page, stamp=stamp, data=data, staff=works_here(request, origin.cooperative.id))
    return render_public(request, page, status=422 if page.form.errors else origin.state.status, rules=page.rules)


def _notice(request: Request, page: OriginPage) -> str:
    """What machines must not miss either; "" where all is as it should be."""
    words = translator(request)
    is_grave = page.origin.state.tone in (Tone.WARN, Tone.STOP)
    return f"{words(page.headline)}. {words(page.advice)}" if is_grave else ""


def _page(origin: Origin, words: Words, *, path: str, visit: Visit, scans: int | None, form: Filled) -> OriginPage:
    batch, subject = origin.batch, origin.subject
    values = values_of(origin)
    root = origin.public_origin
    return OriginPage(
        origin=origin,
        headline=filled(origin.state.headline, **values),
        advice=filled(origin.state.advice, **values),
        proofs=proofs_of(origin.certificates),
        photo_id=(batch.photo_id if batch else None) or origin.copy.photo_id,
        grouped_code=grouped(batch.short_code) if batch else "",
        site_kind=SITE_KINDS.get(origin.site.kind) if origin.site else None,
        opened_at=visit.at,
        opened_before=visit.opened_before,
        scans=scans,
        staff=False,
        path=path,
        canonical=root + page_path(subject) if root else None,
        data={},
        on_map=on_map(origin.unit),
        qr=f"/Q/{subject.batch.short_code}/qr.svg" if subject.batch and root else None,
        form=form,
        words=words,
        journey=journey_of(origin.journey),
        passport=passport_path(origin.subject.product, origin.batch),
        has_more=words.has_more or any(len(text) > LONGEST for text in _notes(origin)),
        rules=colour_rules(origin.cooperative.colour),
    )


def printed_address(origin: Origin) -> str | None:
    """None while no public address is confirmed."""
    return origin.public_origin + canonical_path(origin.subject) if origin.public_origin else None


def values_of(origin: Origin) -> dict[str, str]:
    """For the places in the sentences of a state."""
    return {
        "cooperative": isolated(origin.cooperative.name),
        "lot": origin.subject.lot or "",
        "day": date_text(origin.batch.expires_on if origin.batch else None),
    }


def _notes(origin: Origin) -> list[str]:
    return [origin.batch.note if origin.batch else "", *(producer.story for producer in origin.producers)]


def isolated(name: str) -> str:
    """A name written from right to left must not turn the sentence around it (UAX 9: FSI … PDI)."""
    return name if name.isascii() or not _turns(name) else f"\u2068{name}\u2069"


def _turns(name: str) -> bool:
    return any(bidirectional(letter) in ("R", "AL") for letter in name)
