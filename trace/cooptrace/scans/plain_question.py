"""A shopper's browser asks for a printed code, and nothing about it needs a closer look.

Read from the bare fields of the request: a general reading of them costs as much as the whole answer.
"""

from functools import lru_cache
from time import time
from typing import NamedTuple

from starlette.types import Scope

from cooptrace.scans.visitor import COOKIE as DEVICE_COOKIE
from cooptrace.scans.visitor import machine
from cooptrace.web.i18n import COOKIE as LANGUAGE_COOKIE
from cooptrace.web.i18n import LANGUAGES, accepted
from cooptrace.web.public_frame import takes_gzip

_PAGES = (b"/Q/", b"/q/", b"/p/")
_LINKS = b"/01/"
# Whoever sends one of these is answered by the service behind.
_SPECIAL = frozenset({b"range", b"authorization", b"sec-purpose", b"purpose", b"x-moz"})


class Key(NamedTuple):
    """What the answer depends on; a page tells the minute. `wish` stands for what only the resolver looks at."""

    path: bytes
    language: str
    minute: int
    wish: tuple[bytes, bytes] | None


class Question(NamedTuple):
    """`device` is the phone's own memory as it was sent, `packed` whether it takes gzip."""

    key: Key
    device: str | None
    packed: bool


def plain_question(scope: Scope) -> Question | None:
    """None for anything but a person's plain question by a browser that nobody is signed in with."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
        return None
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    is_link = path.startswith(_LINKS)
    if not is_link and not path.startswith(_PAGES):
        return None
    fields: dict[bytes, bytes] = dict(scope["headers"])
    if len(fields) != len(scope["headers"]) or not _SPECIAL.isdisjoint(fields):
        return None
    accept, wanted = fields.get(b"accept", b""), fields.get(b"accept-language", b"")
    cookies = _cookies(fields.get(b"cookie", b""))
    if cookies is None or not accept.startswith(b"text/html") or not _is_person(fields.get(b"user-agent", b"")):
        return None
    device, language = cookies
    language = language or accepted(wanted[:200].decode("latin-1"))
    key = Key(path, language, int(time() // 60), (accept, wanted) if is_link else None)
    return Question(key, device, takes_gzip(fields.get(b"accept-encoding", b"").decode("latin-1")))


def _cookies(field: bytes) -> tuple[str | None, str] | None:
    """The device's memory and the language that was chosen; None when there is anything else."""
    device, language = None, ""
    for part in field.decode("latin-1").split("; ") if field else ():
        name, _, value = part.partition("=")
        if name == DEVICE_COOKIE:
            device = value
        elif name == LANGUAGE_COOKIE and value in LANGUAGES:
            language = value
        else:
            return None
    return device, language


@lru_cache(maxsize=2000)
def _is_person(agent: bytes) -> bool:
    return machine({"user-agent": agent.decode("latin-1")}) is None
