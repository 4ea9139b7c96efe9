"""ASGI guards around everything: no cross-site state changes, strict headers on every answer."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cooptrace.errors import say
from cooptrace.web.db import SAFE_METHODS
from cooptrace.web.i18n import translator

STAFF_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
_FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=()",
}


class OriginGuard:
    """Refuse cross-site state changes by Sec-Fetch-Site, else by Origin against Host (as Go's CrossOriginProtection).

    A request with neither header does not come from a browser's form; it is let through only without our cookies.
    """

    def __init__(self, app: ASGIApp, *, session_cookie: str, https: bool) -> None:
        self.app = app
        self.session_cookie = session_cookie
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_change = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if is_change and not self._same_site(Headers(scope=scope)):
            say_it = translator(Request(scope))
            refusal = PlainTextResponse(say_it(say("This form came from another site and was refused.")), 403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _same_site(self, headers: Headers) -> bool:
        if site := headers.get("sec-fetch-site"):
            return site in ("same-origin", "none")
        if origin := headers.get("origin"):
            scheme, _, host = origin.partition("://")
            return host == headers.get("host") and (scheme == "https" or not self.https)
        return not _has_cookie(headers, self.session_cookie)


class SecurityHeaders:
    """A page may set its own content-security-policy; everything else gets the strict one and no-store."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._protect(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)

    def _protect(self, headers: MutableHeaders) -> None:
        headers.update(_FIXED)
        headers.setdefault("content-security-policy", STAFF_CSP)
        headers.setdefault("cache-control", "no-store")
        if self.https:
            headers["strict-transport-security"] = "max-age=31536000"


def _has_cookie(headers: Headers, name: str) -> bool:
    """Any mention counts: a cookie header that is read in two ways must not be a way around."""
    return any(name in value for value in headers.getlist("cookie"))
