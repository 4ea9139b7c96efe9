"""Pages for shoppers stand in a frame of their own: style and script inside the page, nothing fetched but pictures."""

import base64
import gzip
import hashlib
import re
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse

from cooptrace.web.static import inline
from cooptrace.web.templates import Page, render_text

STYLE = "css/public.css"
SCRIPTS = ("js/public.js", "js/public-stamp.js")
# Measured on the origin page: 5 makes 5.7 kB of 14.7 in half a millisecond, 9 hardly less.
GZIP_LEVEL = 5
_between_elements = re.compile(r">\n+<")


@cache
def public_csp(rules: str = "") -> str:
    """Only these very styles and scripts may act. `rules` is the style of a cooperative's colour. Search engines that
    look at the page as a browser ask for robots.txt from within it."""
    styles = " ".join(_hash(text) for text in (inline(STYLE), rules) if text)
    scripts = " ".join(_hash(inline(name)) for name in SCRIPTS)
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def render_public(request: Request, page: Page, *, status: int = 200, rules: str = "") -> HTMLResponse:
    """`rules` stand on the page as its value `rules`."""
    headers = {"content-security-policy": public_csp(rules), "vary": "Accept, Accept-Encoding, Accept-Language, Cookie"}
    # Lines between elements are for those who write templates: links side by side need a row, not a line break.
    body = _between_elements.sub("><", render_text(request, page)).encode()
    if takes_gzip(request.headers.get("accept-encoding", "")):
        body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        headers["content-encoding"] = "gzip"
    return HTMLResponse(body, status, headers)


def takes_gzip(wish: str) -> bool:
    """By its Accept-Encoding."""
    return "gzip" in wish.replace("gzip;q=0", "")[:200]


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
