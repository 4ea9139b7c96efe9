"""The public page behind every printed code, by all the addresses that lead to it."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.errors import NotFound
from cooptrace.places.units import UnknownUnit
from cooptrace.products.models import Product
from cooptrace.scans import resolver_pages
from cooptrace.scans.access import gathered, public_root, recorded, remember, visit_of
from cooptrace.scans.asked import Asked, Malformed, read_link, read_short
from cooptrace.scans.origin import Origin
from cooptrace.scans.origin_page import canonical_path, render_origin
from cooptrace.scans.pictures import locator_picture, qr_svg
from cooptrace.scans.queries import Subject, subject_of, subject_of_product
from cooptrace.scans.refusal_pages import malformed, unknown
from cooptrace.web.db import Db, database_of
from cooptrace.web.policy import PUBLIC, allow

router = APIRouter()
READING = ["GET", "HEAD"]
PICTURE_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@router.api_route("/01/{gtin:path}", methods=[*READING, "OPTIONS"])
@router.api_route("/00/{gtin:path}", methods=[*READING, "OPTIONS"])
@router.api_route("/10/{gtin:path}", methods=[*READING, "OPTIONS"])
@router.api_route("/21/{gtin:path}", methods=[*READING, "OPTIONS"])
@router.api_route("/414/{gtin:path}", methods=[*READING, "OPTIONS"])
@router.api_route("/417/{gtin:path}", methods=[*READING, "OPTIONS"])
@router.api_route("/8006/{gtin:path}", methods=[*READING, "OPTIONS"])
@router.api_route("/eh{gtin}", methods=[*READING, "OPTIONS"])
@router.api_route("/ex{gtin}", methods=[*READING, "OPTIONS"])
@allow(PUBLIC)
def open_link(request: Request) -> Response:
    """A GS1 Digital Link. Keys other than a GTIN are read and checked, and never ours."""
    raw_path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    query = request.scope["query_string"].decode("latin-1")
    try:
        asked = read_link(raw_path, query)
    except Malformed as problem:
        return _with(resolver_pages.ANY_SITE, malformed(request, problem))
    with database_of(request).read() as session:
        headers = resolver_pages.link_headers(asked, public_root(request, session))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    return _with(headers, _opened(request, asked, lambda session: subject_of(session, asked)))


@router.get("/Q/{code}/qr.svg")
@allow(PUBLIC)
def show_qr(request: Request, code: str, session: Db) -> Response:
    """What a wide screen shows to a phone; nothing before a public address is confirmed."""
    try:
        subject = subject_of(session, read_short(code))
    except Malformed as problem:
        raise NotFound from problem
    root = public_root(request, session)
    if subject is None or not root:
        raise NotFound
    headers = {"cache-control": "public, max-age=86400"}
    return Response(qr_svg(root + canonical_path(subject)), media_type="image/svg+xml", headers=headers)


@router.get("/locator/{unit_code}.svg")
@allow(PUBLIC)
def show_locator(unit_code: str) -> Response:
    """Where in the province a commune is; the same picture for all products from there."""
    try:
        drawing = locator_picture(unit_code)
    except UnknownUnit as problem:
        raise NotFound from problem
    headers = {"cache-control": "public, max-age=86400", "content-security-policy": PICTURE_CSP}
    return Response(drawing, media_type="image/svg+xml", headers=headers)


@router.api_route("/Q/{code:path}", methods=READING)
@router.api_route("/q/{code:path}", methods=READING)
@allow(PUBLIC)
def open_short(request: Request, code: str) -> Response:
    try:
        asked = read_short(code)
    except Malformed as problem:
        return malformed(request, problem)
    return _opened(request, asked, lambda session: subject_of(session, asked))


@router.api_route("/p/{product_id}", methods=READING)
@allow(PUBLIC)
def open_product(request: Request, product_id: str) -> Response:
    """Where the resolver leads for a product: the page without a lot."""

    def find(session: Session) -> Subject | None:
        product = session.get(Product, product_id)
        return subject_of_product(session, product) if product else None

    return _opened(request, Asked("page", f"/p/{product_id}"), find)


def _opened(request: Request, asked: Asked, find: Callable[[Session], Subject | None]) -> Response:
    """Reads first and lets go of the reading side, so that no request holds two connections while it writes."""
    with database_of(request).read() as session:
        subject = find(session)
        origin = gathered(request, session, subject) if subject else None
    if origin is None:
        return unknown(request)
    if asked.form == "gs1" and (answer := resolver_pages.resolved(request, asked, origin)):
        return answer
    return _counted_page(request, asked, origin)


def _counted_page(request: Request, asked: Asked, origin: Origin) -> Response:
    visit = visit_of(request, origin.subject)
    # HEAD asks about the page, ?said= is the same visit after a form was sent.
    counts = visit.counts and request.method == "GET" and "said" not in request.query_params
    scans = None
    if counts and recorded(request, origin.subject, visit, form=asked.form):
        scans = origin.scans + (visit.opened_before is None)
    elif not counts:
        scans = origin.scans
    answer = render_origin(request, origin, path=asked.path, visit=visit, scans=scans)
    if counts:
        remember(request, answer, origin.subject, visit)
    return answer


def _with(headers: dict[str, str], answer: Response) -> Response:
    for name, value in headers.items():
        if name == "link":
            answer.headers.append(name, value)
        else:
            answer.headers[name] = value
    return answer
