"""The GS1 resolver: a Digital Link leads on to the page or to the link that was asked for, or tells all its links."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.responses import JSONResponse, Response

from cooptrace.codes.short_code import STAMP_CODE_LENGTH
from cooptrace.errors import Sentence, say
from cooptrace.scans import stamp_pages
from cooptrace.scans.access import insiders, public_root
from cooptrace.scans.asked import Asked, Malformed, read_link
from cooptrace.scans.levels import levels_of
from cooptrace.scans.link_kinds import LINK_NAMES
from cooptrace.scans.linkset import CONTEXT, LINKSET_TYPE, Level, Link, choice, linkset, with_context, with_query
from cooptrace.scans.refusal_pages import malformed, told, unknown
from cooptrace.scans.registered import Reader, item_of
from cooptrace.scans.resolver import DESCRIPTION_PATH, Wish, chosen_links, description
from cooptrace.stamps.queries import Named
from cooptrace.web.db import Db, database_of
from cooptrace.web.formats import local_today
from cooptrace.web.policy import PUBLIC, allow
from cooptrace.web.public_frame import render_public
from cooptrace.web.templates import Page

router = APIRouter()

ANY_SITE = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "Accept, Accept-Language",
    "access-control-expose-headers": "Link, Location",
}
VARY = "Accept, Accept-Language"
RESOLVING = ["GET", "HEAD", "OPTIONS"]
_JSON_LD = f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'


class ApplicationIdentifierConvertor(StringConvertor):
    """`{code:ai}` in a route: what may be an Application Identifier, so that wrong ones are told to be wrong."""

    regex = "[0-9]{2,4}"


class AnyConvertor(StringConvertor):
    """`{gtin:any}`: what the rest of an address may be, line breaks too: those are told to be wrong."""

    regex = r"[\s\S]*"


register_url_convertor("ai", ApplicationIdentifierConvertor())
register_url_convertor("any", AnyConvertor())


@dataclass(frozen=True)
class LinksetPage(Page):
    template: ClassVar[str] = "scans/linkset.html"
    title: Sentence
    levels: tuple[Level, ...]
    data: dict[str, object]
    names: Mapping[str, Sentence] = field(default_factory=lambda: LINK_NAMES)


@router.api_route(DESCRIPTION_PATH, methods=["GET", "HEAD"])
@allow(PUBLIC)
def describe(request: Request, session: Db) -> Response:
    return JSONResponse(description(public_root(request, session) or "", name="cooptrace"), headers=ANY_SITE)


@router.api_route("/{code:ai}", methods=RESOLVING)
@router.api_route("/{code:ai}/{gtin:any}", methods=RESOLVING)
@router.api_route("/eh{gtin}", methods=RESOLVING)
@router.api_route("/ex{gtin}", methods=RESOLVING)
@allow(PUBLIC)
def open_link(request: Request) -> Response:
    """A GS1 Digital Link with any primary key, or one whose path is an EPC binary string."""
    try:
        asked = read_link(raw_path(request), raw_query(request))
    except Malformed as problem:
        return _for_any_site(malformed(request, problem))
    with database_of(request).read() as session:
        root = public_root(request, session) or ""
        item = item_of(session, asked, Reader(root, local_today(), insiders(request)))
    link = f'<{root}{asked.path}?linkType=linkset>; rel="linkset"; type="{LINKSET_TYPE}"'
    if request.method == "OPTIONS":
        answer = Response(status_code=204)
    elif item:
        answer = _resolved(request, levels_of(item, asked.ais))
    else:
        answer = _not_ours(request, asked)
    return _for_any_site(answer, link)


def raw_path(request: Request) -> str:
    """As it came, still percent-encoded."""
    path: bytes = request.scope["raw_path"]
    return path.decode("latin-1").partition("?")[0]


def raw_query(request: Request) -> str:
    query: bytes = request.scope["query_string"]
    return query.decode("latin-1")


def _resolved(request: Request, levels: tuple[Level, ...]) -> Response:
    headers, query = request.headers, request.query_params
    wish = Wish(query.get("linkType", ""), headers.get("accept", "")[:1000], headers.get("accept-language", ""))
    if wish.linkset:
        return _told_all(request, levels, wish)
    links = chosen_links(levels, wish)
    if not links:
        headline = say("There is no such link here")
        return told(request, headline, say("Open the code without linkType to see the page."), status=404)
    if len(links) > 1:
        return _choice(request, levels, links, wish)
    return Response(status_code=307, headers={"location": with_query(links[0].href, raw_query(request))})


def _told_all(request: Request, levels: tuple[Level, ...], wish: Wish) -> Response:
    document = linkset(levels)
    if _for_people(wish):
        return render_public(request, LinksetPage(say("All links"), levels, with_context(document)))
    media_type = LINKSET_TYPE
    for plain in ("application/ld+json", "application/json"):
        if plain in wish.accept and LINKSET_TYPE not in wish.accept:
            media_type = plain
    body = with_context(document) if media_type == "application/ld+json" else document
    return JSONResponse(body, media_type=media_type, headers={"link": _JSON_LD})


def _choice(request: Request, levels: tuple[Level, ...], links: tuple[Link, ...], wish: Wish) -> Response:
    """300: several links fit equally well, the reader takes one."""
    level = next(one for one in levels if links[0] in one.links)
    narrowed = Level(level.anchor, level.description, links)
    document = choice(level, links)
    if _for_people(wish):
        page = LinksetPage(say("Which one do you want?"), (narrowed,), with_context(document))
        return render_public(request, page, status=300)
    return JSONResponse(document, status_code=300, media_type=LINKSET_TYPE, headers={"link": _JSON_LD})


def _for_people(wish: Wish) -> bool:
    return "text/html" in wish.accept and LINKSET_TYPE not in wish.accept


def _not_ours(request: Request, asked: Asked) -> Response:
    """A stamp may stand under a product that is not here: whoever copied it must not hide what is known of it."""
    if asked.gtin and asked.serial and len(asked.serial) == STAMP_CODE_LENGTH:
        return stamp_pages.opened(request, asked, asked.serial, named=Named(asked.gtin, asked.lot))
    return unknown(request)


def _for_any_site(answer: Response, link: str = "") -> Response:
    """Browsers of other sites may read it; caches know what it depends on."""
    answer.headers.update(ANY_SITE)
    answer.headers.setdefault("vary", VARY)
    if link:
        answer.headers.append("link", link)
    return answer
