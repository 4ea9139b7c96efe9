"""Answers that are not a page of their own: see-other redirects and refused forms."""

from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cooptrace.web.templates import Page, render


class Refused(Exception):
    """Carries the finished page out through the session, so that the transaction is rolled back."""

    def __init__(self, response: Response) -> None:
        super().__init__("refused")
        self.response = response


def refused(request: Request, page: Page, *, status: int = 422) -> Refused:
    """`raise refused(request, page)`: shows the form again with its messages and changes nothing."""
    return Refused(render(request, page, status=status))


def see_other(path: str, *, said: str | None = None) -> RedirectResponse:
    """303 to a page of this site; `said` is a key from web/announce.py."""
    target = local_path(path)
    if said:
        target += ("&" if "?" in target else "?") + urlencode({"said": said})
    return RedirectResponse(target, status_code=303)


def local_path(target: str | None, *, default: str = "/") -> str:
    """A redirect target inside this site, or the default: never another host."""
    if not target or len(target) > 500 or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(ord(letter) < 33 or ord(letter) == 127 or letter == "\\" for letter in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target
