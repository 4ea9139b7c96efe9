"""The GS1 resolver's answers to machines: linksets, redirects to one kind of link, what it supports."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from cooptrace.errors import say
from cooptrace.scans.access import public_root
from cooptrace.scans.asked import Asked
from cooptrace.scans.linkset import CONTEXT, LINKSET_TYPE, Level, kind_of, links_of, linkset, with_context, with_query
from cooptrace.scans.origin import Origin
from cooptrace.scans.refusal_pages import told
from cooptrace.scans.resolver import DESCRIPTION_PATH, description, levels_of
from cooptrace.web.db import Db
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
_WHOLE = ("linkset", "all")


@dataclass(frozen=True)
class LinksetPage(Page):
    template: ClassVar[str] = "scans/linkset.html"
    levels: tuple[Level, ...]
    data: dict[str, object]


@router.api_route(DESCRIPTION_PATH, methods=["GET", "HEAD"])
@allow(PUBLIC)
def describe(request: Request, session: Db) -> Response:
    return JSONResponse(description(public_root(request, session) or "", name="cooptrace"), headers=ANY_SITE)


def resolved(request: Request, asked: Asked, origin: Origin) -> Response | None:
    """None when the page itself is the answer."""
    wanted, accepted = request.query_params.get("linkType"), request.headers.get("accept", "")[:1000]
    levels = levels_of(origin, root=origin.public_origin or "")
    if wanted in _WHOLE or LINKSET_TYPE in accepted:
        return _linkset_answer(request, levels, accepted)
    if wanted is None:
        return None
    links = links_of(levels, kind_of(wanted))
    if not links:
        headline = say("There is no such link here")
        return told(request, headline, say("Open the code without linkType to see the page."), status=404)
    query = request.scope["query_string"].decode("latin-1")
    return Response(status_code=307, headers={"location": with_query(links[0].href, query)})


def link_headers(asked: Asked, root: str | None) -> dict[str, str]:
    """On every answer about a Digital Link, redirects and OPTIONS too."""
    return ANY_SITE | {"link": f'<{root or ""}{asked.path}?linkType=linkset>; rel="linkset"; type="{LINKSET_TYPE}"'}


def _linkset_answer(request: Request, levels: tuple[Level, ...], accepted: str) -> Response:
    document = linkset(levels)
    if "text/html" in accepted and LINKSET_TYPE not in accepted:
        return render_public(request, LinksetPage(levels, with_context(document)))
    media_type = LINKSET_TYPE
    for plain in ("application/ld+json", "application/json"):
        if plain in accepted and LINKSET_TYPE not in accepted:
            media_type = plain
    body = with_context(document) if media_type == "application/ld+json" else document
    answer = JSONResponse(body, media_type=media_type)
    answer.headers["vary"] = "Accept, Accept-Language"
    answer.headers.append(
        "link", f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
    )
    return answer
