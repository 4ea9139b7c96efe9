"""Answers for codes that lead nowhere: unknown, mistyped, or asked for too often. Friendly for people, JSON for
machines; never a 200."""

import re
from dataclasses import dataclass, field
from typing import ClassVar

from fastapi import Request
from starlette.responses import JSONResponse, Response

from cooptrace.errors import Sentence, TooMany, say
from cooptrace.scans.access import throttle
from cooptrace.scans.asked import Asked, Malformed, read_link, read_short
from cooptrace.scans.levels import PAGES
from cooptrace.scans.origin import known_of
from cooptrace.scans.throttle import UNKNOWN_CODES
from cooptrace.scans.verdict import verdict
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Filled
from cooptrace.web.i18n import LANGUAGES, translator
from cooptrace.web.public_frame import render_public
from cooptrace.web.templates import Page

_is_item = re.compile(r"/p/[0-9]{2,4}/").match


@dataclass(frozen=True)
class MessagePage(Page):
    template: ClassVar[str] = "scans/message.html"
    headline: Sentence
    advice: Sentence
    suggestion: str = ""
    typed: str = ""
    typed_error: Sentence | None = None
    chosen_language: bool = False
    # The code as a path, when it can be reported to the people who run the service.
    path: str = ""
    form: Filled = field(default_factory=Filled)


def malformed(request: Request, problem: Malformed) -> Response:
    if wants_json(request):
        told = translator(request)(problem.sentence)
        return JSONResponse({"problem": told, "rule": problem.rule, "position": problem.position}, status_code=400)
    headline = say("This code cannot be right")
    return _page(request, headline, problem.sentence, status=400, suggestion=problem.suggestion)


def unknown(request: Request) -> Response:
    """404, and after 30 of them in an hour 429. Known codes go on answering that address: many phones share one."""
    try:
        throttle(request, UNKNOWN_CODES)
    except TooMany as problem:
        return too_many(request, problem)
    if wants_json(request):
        state = verdict(known_of(None, today=local_today()))
        return told(request, state.headline, state.advice, status=state.status)
    return unknown_to_report(request, _code_path(request.url.path), Filled(), status=404)


def asked_at(path: str) -> Asked:
    """What the page at an address is about: a short code, a Digital Link, or a product without either. Raises
    Malformed."""
    if path[:3].upper() == "/Q/":
        return read_short(path[3:])
    if _is_item(path):
        return read_link(path.removeprefix(PAGES), "")
    return Asked("page", path) if path.startswith("/p/") else read_link(path, "")


def _code_path(path: str) -> str:
    """The code of a page in its one spelling; "" where there is none to report."""
    try:
        asked = asked_at(path)
    except Malformed:
        return ""
    return "" if asked.form == "page" else asked.path


def unknown_to_report(request: Request, path: str, form: Filled, *, status: int) -> Response:
    """`form` holds what was typed when the report was refused."""
    state = verdict(known_of(None, today=local_today()))
    chosen = request.query_params.get("lang") in LANGUAGES
    page = MessagePage(state.headline, state.advice, chosen_language=chosen, path=path, form=form)
    return render_public(request, page, status=status)


def too_many(request: Request, problem: TooMany) -> Response:
    answer = told(request, say("Too many tries"), problem.sentence, status=429)
    answer.headers["retry-after"] = str(problem.retry_after_s)
    return answer


def told(request: Request, headline: Sentence, advice: Sentence, *, status: int) -> Response:
    if wants_json(request):
        return JSONResponse({"problem": translator(request)(headline)}, status_code=status)
    return _page(request, headline, advice, status=status)


def wants_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "")[:1000]
    return "json" in accepted and "text/html" not in accepted


def _page(request: Request, headline: Sentence, advice: Sentence, *, status: int, suggestion: str = "") -> Response:
    chosen = request.query_params.get("lang") in LANGUAGES
    page = MessagePage(headline, advice, suggestion, chosen_language=chosen)
    return render_public(request, page, status=status)
