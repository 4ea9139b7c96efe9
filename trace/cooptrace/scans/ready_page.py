"""One page that stands ready, in pieces: between them goes what is different for each phone."""

import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from starlette.types import Message, Send

from cooptrace.errors import say
from cooptrace.scans.kept import Count
from cooptrace.scans.recording import Opening
from cooptrace.scans.visitor import COOKIE, Device
from cooptrace.web.formats import number_text
from cooptrace.web.i18n import catalogue
from cooptrace.web.numbers import new_number
from cooptrace.web.public_frame import GZIP_LEVEL

COUNTED = say("This lot has been scanned %(count)s times.")
PACKED = (b"content-encoding", b"gzip")
Fields = list[tuple[bytes, bytes]]
_ONCE = re.compile(rb'name="once" value="([^"]*)"')
_MAX_AGE = re.compile(rb"(?i)max-age=([0-9]+)")
_GZIP_START = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


class Caught:
    """An answer that is held back until it is whole."""

    def __init__(self) -> None:
        self.status, self.body = 0, b""
        self.fields: Fields = []

    async def catch(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.fields = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    def without(self, *names: bytes) -> Fields:
        return [(name, value) for name, value in self.fields if name not in names]

    def values(self, name: bytes) -> list[bytes]:
        return [value for known, value in self.fields if known == name]

    @property
    def is_page(self) -> bool:
        kinds = self.values(b"content-type")
        return bool(kinds) and kinds[0].startswith(b"text/html") and not self.values(b"content-encoding")


class Hole(NamedTuple):
    start: int
    end: int
    name: str


class ReadyPage:
    """Each piece is kept plain and deflated. `opening` is its first reader's, `count` goes on for every reader."""

    def __init__(self, caught: Caught, opening: Opening, count: Count, holes: list[Hole]) -> None:
        self.opening, self._count = opening, count
        self._fields = caught.without(b"set-cookie", b"content-length")
        (cookie,) = caught.values(b"set-cookie")
        self._after_cookie = _MAX_AGE.split(b";" + cookie.partition(b";")[2])
        starts, ends = [0, *(hole.end for hole in holes)], [*(hole.start for hole in holes), len(caught.body)]
        self._pieces = [caught.body[start:end] for start, end in zip(starts, ends, strict=True)]
        self._holes = [hole.name for hole in holes]
        self._deflated = [_deflated(piece, zlib.Z_SYNC_FLUSH) for piece in self._pieces[:-1]]
        self._deflated_end = _deflated(self._pieces[-1], zlib.Z_FINISH)

    async def send(self, send: Send, device: Device, opening: Opening, *, packed: bool) -> None:
        """The next number of scans, to this device, which remembers it."""
        own = {"count": number_text(self._count.one_more(), opening.language).encode(), "once": new_number().encode()}
        fields = [*self._fields, (b"set-cookie", self._cookie(device, opening))]
        if packed:
            await send_whole(send, 200, [*fields, PACKED], self._packed(own))
        else:
            await send_whole(send, 200, fields, self._body(own))

    def _cookie(self, device: Device, opening: Opening) -> bytes:
        remembered = device.with_opened(opening.subject.key, opening.at)
        before, _, after = self._after_cookie
        return (
            f"{COOKIE}={remembered.cookie()}".encode()
            + before
            + b"Max-Age=%d" % device.seconds_left(opening.at)
            + after
        )

    def _body(self, own: Mapping[str, bytes]) -> bytes:
        filled = [piece + own[hole] for piece, hole in zip(self._pieces, self._holes, strict=False)]
        return b"".join(filled) + self._pieces[-1]

    def _packed(self, own: Mapping[str, bytes]) -> bytes:
        """One gzip stream: stored blocks between pieces that were deflated once (RFC 1951, 1952)."""
        body = self._body(own)
        filled = [piece + _stored(own[hole]) for piece, hole in zip(self._deflated, self._holes, strict=True)]
        check = zlib.crc32(body).to_bytes(4, "little") + len(body).to_bytes(4, "little")
        return _GZIP_START + b"".join(filled) + self._deflated_end + check


def ready_page(caught: Caught, opening: Opening, count: Count) -> ReadyPage | None:
    """None when the page is not one to be counted, or says a thing twice that is said once."""
    cookies = caught.values(b"set-cookie")
    if caught.status != 200 or not caught.is_page or len(cookies) != 1 or len(_MAX_AGE.findall(cookies[0])) != 1:
        return None
    holes = sorted([*_holes(_sentence(opening.language), "count", caught), *_holes(_ONCE, "once", caught)])
    names = {hole.name for hole in holes}
    if len(names) != len(holes) or "count" not in names:
        return None
    return ReadyPage(caught, opening, count, holes)


def _holes(pattern: re.Pattern[bytes], name: str, caught: Caught) -> list[Hole]:
    return [Hole(*found.span(1), name) for found in pattern.finditer(caught.body)]


@lru_cache
def _sentence(language: str) -> re.Pattern[bytes]:
    before, _, after = catalogue(language).gettext(COUNTED.msgid).partition("%(count)s")
    return re.compile(re.escape(before.encode()) + rb"([0-9.,]+)" + re.escape(after.encode()))


def _deflated(piece: bytes, how: int) -> bytes:
    packer = zlib.compressobj(GZIP_LEVEL, wbits=-15)
    return packer.compress(piece) + packer.flush(how)


def _stored(text: bytes) -> bytes:
    return b"\0" + len(text).to_bytes(2, "little") + (len(text) ^ 0xFFFF).to_bytes(2, "little") + text


async def send_whole(send: Send, status: int, fields: Fields, body: bytes) -> None:
    fields = [*fields, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body})
