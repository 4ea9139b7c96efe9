"""All that is declared of a lot or a product in full: the digital product passport, for people and for machines."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from cooptrace.cooperatives.colours import colour_rules
from cooptrace.errors import NotFound, Sentence
from cooptrace.products.models import Product
from cooptrace.scans.access import gathered
from cooptrace.scans.asked import Malformed, read_short
from cooptrace.scans.journey import Journey, journey_of
from cooptrace.scans.origin import Origin
from cooptrace.scans.origin_page import printed_address, values_of
from cooptrace.scans.passport import LAW, Passport, passport_of
from cooptrace.scans.paths import page_path, passport_path
from cooptrace.scans.proofs import Proof, proofs_of
from cooptrace.scans.queries import subject_of, subject_of_product
from cooptrace.scans.refusal_pages import wants_json
from cooptrace.scans.verdict import filled
from cooptrace.scans.words import Words, words_of
from cooptrace.web.db import Db
from cooptrace.web.i18n import language_of, translator
from cooptrace.web.policy import PUBLIC, allow
from cooptrace.web.public_frame import render_public
from cooptrace.web.templates import Page

router = APIRouter(prefix="/passport")
READING = ["GET", "HEAD"]
NO_LIMIT = 10_000


@dataclass(frozen=True)
class PassportPage(Page):
    template: ClassVar[str] = "scans/passport.html"
    origin: Origin
    passport: Passport
    words: Words
    proofs: tuple[Proof, ...]
    journey: Journey
    headline: Sentence
    page_path: str
    json_path: str
    rules: str
    law: str = LAW


@router.api_route("/Q/{code}", methods=READING)
@allow(PUBLIC)
def show_of_batch(request: Request, code: str, session: Db) -> Response:
    """With .json behind it, or for whoever accepts nothing else: as data."""
    try:
        subject = subject_of(session, read_short(code.removesuffix(".json")))
    except Malformed as problem:
        raise NotFound from problem
    if subject is None:
        raise NotFound
    return _answer(request, gathered(request, session, subject), as_data=code.endswith(".json"))


@router.api_route("/p/{product_id}", methods=READING)
@allow(PUBLIC)
def show_of_product(request: Request, product_id: str, session: Db) -> Response:
    product = session.get(Product, product_id.removesuffix(".json"))
    if product is None:
        raise NotFound
    origin = gathered(request, session, subject_of_product(session, product))
    return _answer(request, origin, as_data=product_id.endswith(".json"))


def _answer(request: Request, origin: Origin, *, as_data: bool) -> Response:
    words = words_of(origin.copy, origin.subject.product, language_of(request))
    passport = passport_of(origin, words, address=printed_address(origin))
    headline = filled(origin.state.headline, **values_of(origin))
    proofs, rules = proofs_of(origin.certificates), colour_rules(origin.cooperative.colour)
    page = PassportPage(
        origin=origin,
        passport=passport,
        words=words,
        proofs=proofs,
        journey=journey_of(origin.journey, most=NO_LIMIT),
        headline=headline,
        page_path=page_path(origin.subject),
        json_path=f"{passport_path(origin.subject.product, origin.batch)}.json",
        rules=rules,
    )
    if as_data or wants_json(request):
        return JSONResponse(_data(request, page), headers={"access-control-allow-origin": "*"})
    return render_public(request, page, rules=rules)


def _data(request: Request, page: PassportPage) -> dict[str, object]:
    """The same as data; what is not there is told to be missing."""
    say = translator(request)
    return {
        "law": f"{LAW}, Art. 32",
        "state": page.origin.state.key,
        "stateText": say(page.headline),
        **{entry.key: entry.value.text or None for entry in page.passport.entries},
        "certificates": [_certificate(say(proof.name), proof) for proof in page.proofs],
        "journey": [
            {"day": stage.day.isoformat(), "stage": say(stage.sentence), "place": stage.site and stage.site.name}
            for stage in page.journey.stages
        ],
        "missing": {entry.key: say(entry.missing) for entry in page.passport.lacking if entry.missing},
    }


def _certificate(name: str, proof: Proof) -> dict[str, str | None]:
    row = proof.certificate
    until = row.valid_until.isoformat() if row.valid_until else None
    return {"name": name, "number": row.number or None, "issuer": row.issuer or None, "validUntil": until}
