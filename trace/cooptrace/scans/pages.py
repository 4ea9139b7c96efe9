"""The public page behind every printed code, by all the addresses that lead to it."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.codes.short_code import STAMP_CODE_LENGTH
from cooptrace.errors import NotFound
from cooptrace.places.units import UnknownUnit
from cooptrace.products.models import Product
from cooptrace.scans import place_pages, stamp_pages
from cooptrace.scans.access import is_counted, kept, public_root, recorded, remember, visit_of
from cooptrace.scans.asked import Asked, Malformed, read_link, read_short
from cooptrace.scans.kept import Kept
from cooptrace.scans.levels import PAGES
from cooptrace.scans.origin_page import render_origin
from cooptrace.scans.paths import canonical_path
from cooptrace.scans.pictures import locator_picture
from cooptrace.scans.queries import Subject, subject_of, subject_of_product
from cooptrace.scans.refusal_pages import malformed, unknown
from cooptrace.scans.resolver_pages import raw_path
from cooptrace.stamps.queries import Named
from cooptrace.symbols.screen import screen_qr_svg
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.policy import PUBLIC, allow

router = APIRouter()
READING = ["GET", "HEAD"]
PICTURE_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@router.api_route("/p/{code:ai}/{gtin:any}", methods=READING)
@allow(PUBLIC)
def open_item(request: Request) -> Response:
    """Where the resolver leads for a Digital Link; its query was checked there and is no matter of the page."""
    try:
        asked = read_link(raw_path(request).removeprefix(PAGES), "")
    except Malformed as problem:
        return malformed(request, problem)
    if not asked.gtin:
        return place_pages.shown(request, asked)
    if asked.serial and len(asked.serial) == STAMP_CODE_LENGTH:
        return stamp_pages.opened(request, asked, asked.serial, named=Named(asked.gtin, asked.lot))
    return _opened(request, asked, lambda session: subject_of(session, asked))


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
    return Response(screen_qr_svg(root + canonical_path(subject)), media_type="image/svg+xml", headers=headers)


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
        meant = stamp_pages.meant(request, code)
        if meant:
            return see_other(meant)
        as_long = sum(map(str.isalnum, code)) == STAMP_CODE_LENGTH
        return stamp_pages.mistyped(request, code) if as_long else malformed(request, problem)
    if asked.is_stamp:
        return stamp_pages.opened(request, asked, asked.code)
    return _opened(request, asked, lambda session: subject_of(session, asked))


@router.api_route("/p/{product_id}", methods=READING)
@allow(PUBLIC)
def open_product(request: Request, product_id: str) -> Response:
    """The page of a product that has no GTIN, without a lot."""

    def find(session: Session) -> Subject | None:
        product = session.get(Product, product_id)
        return subject_of_product(session, product) if product else None

    return _opened(request, Asked("page", f"/p/{product_id}"), find)


def _opened(request: Request, asked: Asked, find: Callable[[Session], Subject | None]) -> Response:
    try:
        shown = kept(request, asked, find)
    except NotFound:
        return unknown(request)
    return _counted_page(request, asked, shown)


def _counted_page(request: Request, asked: Asked, shown: Kept) -> Response:
    origin = shown.origin
    visit = visit_of(request, origin.subject)
    counts = is_counted(request, visit)
    scans = recorded(request, shown, visit, form=asked.form) if counts else shown.scans.value
    answer = render_origin(request, origin, path=asked.page, visit=visit, scans=scans)
    if counts:
        remember(request, answer, origin.subject.key, visit)
    return answer
