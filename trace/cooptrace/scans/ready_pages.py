"""Pages that are ready: a code that many phones open at once is rendered once, and each opening is still written down.

For phones that come for the first time, which is most of a rush; everybody else gets the page from the service behind.
A ready page holds until anything is changed here, until the minute that it shows is over, and for at most ten seconds.
"""

import asyncio
import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from time import monotonic, time
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cooptrace.database import Database, now
from cooptrace.errors import Unavailable, say
from cooptrace.scans.actions import Opening
from cooptrace.scans.visitor import machine, read_device
from cooptrace.scans.writer import PATIENCE_S, ScanWriter
from cooptrace.web.formats import number_text
from cooptrace.web.i18n import catalogue, language_of
from cooptrace.web.numbers import new_number
from cooptrace.web.public_frame import GZIP_LEVEL

HOLDS_S = 10.0
MOST = 1000
_COUNTED = say("This lot has been scanned %(count)s times.")
_ONCE = re.compile(rb'name="once" value="([^"]*)"')
_PACKED = (b"content-encoding", b"gzip")
_GZIP_START = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_CODES = ("/Q/", "/q/", "/01/")
_Fields = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class _Key:
    path: str
    language: str
    minute: int


@dataclass
class _Ready:
    """The page in pieces, each plain and deflated; between them stands what is different for each phone.

    `cookie` is what follows the device's value, `holes` says what comes after each piece but the last.
    """

    opening: Opening
    fields: _Fields
    cookie: bytes
    pieces: list[bytes]
    holes: list[str]
    scans: int
    changes: int
    until: float

    def __post_init__(self) -> None:
        self._deflated = [_deflated(piece, zlib.Z_SYNC_FLUSH) for piece in self.pieces[:-1]]
        self._end = _deflated(self.pieces[-1], zlib.Z_FINISH)

    def body(self, own: Mapping[str, bytes]) -> bytes:
        filled = [piece + own[hole] for piece, hole in zip(self.pieces, self.holes, strict=False)]
        return b"".join(filled) + self.pieces[-1]

    def packed(self, own: Mapping[str, bytes]) -> bytes:
        """One gzip stream: stored blocks between pieces that were deflated once (RFC 1951, 1952)."""
        body = self.body(own)
        filled = [piece + _stored(own[hole]) for piece, hole in zip(self._deflated, self.holes, strict=True)]
        check = zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(4, "little")
        return _GZIP_START + b"".join(filled) + self._end + check


def _deflated(piece: bytes, how: int) -> bytes:
    packer = zlib.compressobj(GZIP_LEVEL, wbits=-15)
    return packer.compress(piece) + packer.flush(how)


def _stored(text: bytes) -> bytes:
    return b"\0" + len(text).to_bytes(2, "little") + (len(text) ^ 0xFFFF).to_bytes(2, "little") + text


class ReadyPages:
    """Stands before the service, inside what protects every answer."""

    def __init__(self, app: ASGIApp, database: Database) -> None:
        self._app, self._database = app, database
        self._ready: dict[_Key, _Ready] = {}
        self._in_work: dict[_Key, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope) if scope["type"] == "http" and scope["path"].startswith(_CODES) else None
        if key is None:
            await self._app(scope, receive, send)
            return
        if (work := self._in_work.get(key)) and not self._holding(key):
            await work.wait()  # one renders, the others come after
        ready = self._holding(key)
        if ready is None or not await _counted(ready, scope, send):
            await self._rendered(key, scope, receive, send)

    def _holding(self, key: _Key) -> _Ready | None:
        ready = self._ready.get(key)
        if ready and ready.changes == self._database.changes and monotonic() < ready.until:
            return ready
        return None

    async def _rendered(self, key: _Key, scope: Scope, receive: Receive, send: Send) -> None:
        """Asks the service for the plain page, and keeps it when it can be kept."""
        changes = self._database.changes  # before it is read: a change that comes meanwhile makes the page old
        mine = self._in_work.setdefault(key, asyncio.Event())
        answer = _Caught()
        state = scope.setdefault("state", {})
        try:
            await self._app({**scope, "headers": _plain(scope["headers"])}, receive, answer.catch)
            self._keep(key, _ready(key, answer, state.get("opening"), changes))
        finally:
            mine.set()
            self._in_work.pop(key, None)
            await answer.deliver(scope, send)  # also the page that says that something went wrong

    def _keep(self, key: _Key, ready: _Ready | None) -> None:
        if len(self._ready) >= MOST:
            self._ready.clear()
        if ready:
            self._ready[key] = ready


class _Caught:
    """An answer that is held back until it is whole."""

    def __init__(self) -> None:
        self.status, self.body = 0, b""
        self.fields: _Fields = []

    async def catch(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.fields = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def deliver(self, scope: Scope, send: Send) -> None:
        """As it is, or packed for whoever takes it packed."""
        if not self.status:
            return
        body, fields = self.body, self.without(b"content-length")
        if self.is_page and _takes_packed(scope):
            body, fields = gzip.compress(body, GZIP_LEVEL, mtime=0), [*fields, _PACKED]
        await _send(send, self.status, fields, body)

    def without(self, *names: bytes) -> _Fields:
        return [(name, value) for name, value in self.fields if name not in names]

    def values(self, name: bytes) -> list[bytes]:
        return [value for known, value in self.fields if known == name]

    @property
    def is_page(self) -> bool:
        kinds = self.values(b"content-type")
        return bool(kinds) and kinds[0].startswith(b"text/html") and not self.values(b"content-encoding")


def _key(scope: Scope) -> _Key | None:
    """None for anything but a browser's plain question without a cookie."""
    if scope["method"] != "GET" or scope["query_string"]:
        return None
    fields = Headers(scope=scope)
    if "cookie" in fields or "range" in fields or not fields.get("accept", "").startswith("text/html"):
        return None
    if machine(fields):
        return None
    path = scope["raw_path"].decode("latin-1") if scope.get("raw_path") else scope["path"]
    return _Key(path, language_of(Request(scope)), int(time() // 60))


def _ready(key: _Key, answer: _Caught, opening: Opening | None, changes: int) -> _Ready | None:
    """None when the page is not one to be counted, or says a thing twice that is said once."""
    cookies = answer.values(b"set-cookie")
    if answer.status != 200 or opening is None or len(cookies) != 1 or not answer.is_page:
        return None
    holes = sorted([*_holes(_sentence(key.language), "count", answer), *_holes(_ONCE, "once", answer)])
    if len({hole.name for hole in holes}) != len(holes) or "count" not in {hole.name for hole in holes}:
        return None
    starts, ends = [0, *(hole.end for hole in holes)], [*(hole.start for hole in holes), len(answer.body)]
    return _Ready(
        opening,
        answer.without(b"set-cookie", b"content-length"),
        b";" + cookies[0].partition(b";")[2],
        [answer.body[start:end] for start, end in zip(starts, ends, strict=True)],
        [hole.name for hole in holes],
        int(next(hole.text for hole in holes if hole.name == "count").translate(None, b".,")),
        changes,
        monotonic() + HOLDS_S,
    )


class _Hole(NamedTuple):
    start: int
    end: int
    name: str
    text: bytes


def _holes(pattern: re.Pattern[bytes], name: str, answer: _Caught) -> list[_Hole]:
    return [_Hole(*found.span(1), name, found[1]) for found in pattern.finditer(answer.body)]


@lru_cache
def _sentence(language: str) -> re.Pattern[bytes]:
    before, _, after = catalogue(language).gettext(_COUNTED.msgid).partition("%(count)s")
    return re.compile(re.escape(before.encode()) + rb"([0-9.,]+)" + re.escape(after.encode()))


async def _counted(ready: _Ready, scope: Scope, send: Send) -> bool:
    """Writes the opening down, then answers. False when it was not written; then the service behind says so."""
    at = now()
    device = read_device(None, at)
    opening = replace(ready.opening, device_hash=device.hash, at=at)
    writer: ScanWriter = scope["app"].state.scan_writer
    try:
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.wrap_future(writer.submit(opening))
    except (Unavailable, TimeoutError):
        return False
    ready.scans += 1
    cookie = device.with_opened(opening.subject.key, at).cookie().encode()
    fields = [*ready.fields, (b"set-cookie", b"device=" + cookie + ready.cookie)]
    own = {"count": number_text(ready.scans, opening.language).encode(), "once": new_number().encode()}
    if _takes_packed(scope):
        await _send(send, 200, [*fields, _PACKED], ready.packed(own))
    else:
        await _send(send, 200, fields, ready.body(own))
    return True


def _plain(fields: _Fields) -> _Fields:
    return [(name, value) for name, value in fields if name != b"accept-encoding"]


def _takes_packed(scope: Scope) -> bool:
    wishes = [value for name, value in scope["headers"] if name == b"accept-encoding"]
    return any(b"gzip" in wish.replace(b"gzip;q=0", b"")[:200] for wish in wishes)


async def _send(send: Send, status: int, fields: _Fields, body: bytes) -> None:
    fields = [*fields, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body})
