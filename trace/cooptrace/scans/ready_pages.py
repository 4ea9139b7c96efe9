"""Pages that are ready: a code that many phones open at once is rendered once, and each opening is still written down.

For phones that open the code for the first time, which is most of a rush; everybody else is answered by the service
behind. What is ready holds until anything is changed here, until the minute that it shows is over, and for at most ten
seconds.
"""

import asyncio
import gzip
from collections.abc import Callable, Mapping
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from cooptrace.database import Database, now
from cooptrace.errors import Unavailable
from cooptrace.scans.holder import Holder
from cooptrace.scans.plain_question import Key, Question, plain_question
from cooptrace.scans.ready_page import PACKED, Caught, ReadyPage, ready_page, send_whole
from cooptrace.scans.recording import Opening
from cooptrace.scans.visitor import Visitor, read_device
from cooptrace.scans.writer import ScanWriter
from cooptrace.web.public_frame import GZIP_LEVEL

MOST = 1000
_LEADS_ON = 307


class ReadyPages:
    """Stands before everything else: what it sends is what the whole service has sent before."""

    def __init__(self, app: ASGIApp, database: Database, *, writer: Callable[[], ScanWriter]) -> None:
        self._app, self._writer = app, writer
        # A page for the next reader, or the answer of the resolver, which is the same for all.
        self._ready: Holder[Key, ReadyPage | Caught] = Holder(database, most=MOST)
        self._in_work: dict[Key, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        question = plain_question(scope)
        if question is None:
            await self._app(scope, receive, send)
            return
        key = question.key
        if (work := self._in_work.get(key)) and not self._ready.get(key):
            await work.wait()  # one renders, the others come after
        ready = self._ready.get(key)
        if ready is None or not await _answered(ready, question, send, self._writer()):
            await self._rendered(question, scope, receive, send)

    async def _rendered(self, question: Question, scope: Scope, receive: Receive, send: Send) -> None:
        """Asks the service for the plain answer, and keeps it when it can be kept."""
        changes = self._ready.changes
        mine = self._in_work.setdefault(question.key, asyncio.Event())
        caught = Caught()
        state = scope.setdefault("state", {})
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        try:
            await self._app({**scope, "headers": plain}, receive, caught.catch)
            self._keep(question.key, caught, state, changes)
        finally:
            mine.set()
            self._in_work.pop(question.key, None)
            await _deliver(caught, question, send)  # also the page that says that something went wrong

    def _keep(self, key: Key, caught: Caught, state: Mapping[str, Any], changes: int) -> None:
        answer: ReadyPage | Caught | None = None
        opening: Opening | None = state.get("opening")
        if opening and opening.visitor is Visitor.PERSON:
            answer = ready_page(caught, opening, state["count"])
        elif caught.status == _LEADS_ON and not caught.values(b"set-cookie"):
            answer = caught
        if answer:
            self._ready.put(key, answer, changes=changes)


async def _answered(ready: ReadyPage | Caught, question: Question, send: Send, writer: ScanWriter) -> bool:
    """Writes the opening down, then answers. False when the service behind must: for a phone that comes again, and when
    nothing could be written."""
    if isinstance(ready, Caught):
        await send_whole(send, ready.status, ready.without(b"content-length"), ready.body)
        return True
    at = now()
    device = read_device(question.device, at)
    if device.opened_before(ready.opening.subject.key):
        return False
    subject, form, visitor, language, *_ = ready.opening
    opening = Opening(subject, form, visitor, language, device.hash, at)
    try:
        await writer.recorded(opening)
    except Unavailable:
        return False
    await ready.send(send, device, opening, packed=question.packed)
    return True


async def _deliver(caught: Caught, question: Question, send: Send) -> None:
    """As it is, or packed for whoever takes it packed."""
    if not caught.status:
        return
    body, fields = caught.body, caught.without(b"content-length")
    if caught.is_page and question.packed:
        body, fields = gzip.compress(body, GZIP_LEVEL, mtime=0), [*fields, PACKED]
    await send_whole(send, caught.status, fields, body)
