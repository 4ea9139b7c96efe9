"""Pages for shoppers stand in a frame of their own: style and script inside the page, nothing fetched but pictures."""

import base64
import hashlib
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse

from cooptrace.web.static import inline
from cooptrace.web.templates import Page, render

STYLE, SCRIPT = "css/public.css", "js/public.js"


@cache
def public_csp() -> str:
    """Only this very style and this very script may act; computed once, as both never change while we run."""
    return (
        f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def render_public(request: Request, page: Page, *, status: int = 200) -> HTMLResponse:
    answer = render(request, page, status=status)
    answer.headers["content-security-policy"] = public_csp()
    answer.headers["vary"] = "Accept, Accept-Language, Cookie"
    return answer


def _hash(name: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(inline(name).encode()).digest()).decode()
