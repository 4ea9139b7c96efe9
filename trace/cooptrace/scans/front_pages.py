"""The front page of the service for everybody: a box for the code on the label, and the way in for staff."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from cooptrace.errors import Sentence
from cooptrace.scans import stamp_pages
from cooptrace.scans.asked import Malformed, read_typed
from cooptrace.web.answers import see_other
from cooptrace.web.i18n import LANGUAGES
from cooptrace.web.policy import PUBLIC, allow
from cooptrace.web.public_frame import render_public
from cooptrace.web.templates import Page

router = APIRouter()
LONGEST_TYPED = 300
_A_DAY = "public, max-age=86400"


@dataclass(frozen=True)
class FrontPage(Page):
    template: ClassVar[str] = "scans/front.html"
    typed: str
    typed_error: Sentence | None
    chosen_language: bool


@router.api_route("/robots.txt", methods=["GET", "HEAD"])
@allow(PUBLIC)
def tell_robots() -> Response:
    """What shoppers read may be found; what takes a sign-in cannot be read anyway."""
    return PlainTextResponse("User-agent: *\nDisallow: /c/\nDisallow: /sign-in\n", headers={"cache-control": _A_DAY})


@router.api_route("/", methods=["GET", "HEAD"])
@allow(PUBLIC)
def front(request: Request, code: str = "") -> Response:
    """`?code=` is what was typed into the box; it leads to the page of that code."""
    language = request.query_params.get("lang")
    chosen = language in LANGUAGES
    typed = code[:LONGEST_TYPED]
    if not typed.strip():
        return render_public(request, FrontPage("", None, chosen))
    try:
        path = read_typed(typed)
    except Malformed as problem:
        meant = stamp_pages.meant(request, typed)
        if meant is None:
            return render_public(request, FrontPage(typed, problem.sentence, chosen), status=400)
        path = meant
    return see_other(f"{path}?lang={language}" if chosen else path)
