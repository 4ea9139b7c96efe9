"""Large PDFs made in a child process and sent on as they come; how far each is; ended when the client goes away."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import anyio
import anyio.to_thread
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

import cooptrace
from cooptrace.errors import Conflict, Sentence, say
from cooptrace.labels.child import HEADER
from cooptrace.labels.works import Work, packed
from cooptrace.web.downloads import attachment, inline

LARGE = 2000  # labels; under this a page or two of waiting is not worth a process
MOST_AT_ONCE = 2
PDF = "application/pdf"
BUSY: Sentence = say("Two large files are being made just now. Please try again in a minute.")
_COMMAND = (sys.executable, "-m", "cooptrace.labels.child")
_SOURCES = str(Path(cooptrace.__file__).parents[1])


@dataclass
class Progress:
    """Of one file that is being made; one process serves all, so this is the same for whoever asks."""

    pages: int
    made: int = 0

    @property
    def percent(self) -> int:
        return min(99, 100 * self.made // max(1, self.pages))


_running: dict[str, Progress] = {}


def progress_of(key: str) -> Progress | None:
    """None while no such file is being made."""
    return _running.get(key)


class LargePdf(Response):
    """The file of a work, whose progress is known by `key`."""

    def __init__(self, work: Work, *, key: str, headers: Mapping[str, str]) -> None:
        super().__init__(media_type=PDF, headers=headers)
        del self.headers["content-length"]
        self._work, self._key = work, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        progress = Progress(self._work.pages)
        child = await anyio.to_thread.run_sync(_Child)
        _running[self._key] = progress
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(_end_when_gone, receive, child)
                await self._send_all(send, child, progress)
                group.cancel_scope.cancel()
        finally:
            if _running.get(self._key) is progress:
                del _running[self._key]
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(child.end)

    async def _send_all(self, send: Send, child: "_Child", progress: Progress) -> None:
        """Nothing is sent before the first part is there: a work that cannot be done is an error and no empty file."""
        await anyio.to_thread.run_sync(child.tell, packed(self._work))
        made, part = await anyio.to_thread.run_sync(child.frame)
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        while part:
            progress.made = made
            await send({"type": "http.response.body", "body": part, "more_body": True})
            made, part = await anyio.to_thread.run_sync(child.frame)
        if not child.gone:
            await send({"type": "http.response.body", "body": b"", "more_body": False})


class BrokenOff(Exception):
    """The child ended before the file did; the connection is cut, so that no half file looks whole."""


class _Child:
    """The process. `gone` says that nobody waits for its file any more."""

    def __init__(self) -> None:
        paths = os.pathsep.join(filter(None, (_SOURCES, os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, "PYTHONPATH": paths}
        self.process = subprocess.Popen(  # noqa: S603 (our own module)
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self._stdin, self._stdout = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)
        self.gone = False

    def tell(self, data: bytes) -> None:
        with suppress(BrokenPipeError):  # `frame` finds out
            self._stdin.write(data)
            self._stdin.close()

    def frame(self) -> tuple[int, bytes]:
        """How much is made, and the next bytes: none at the end, or when nobody waits. Raises BrokenOff."""
        header = self._stdout.read(HEADER.size)
        made, size = HEADER.unpack(header) if len(header) == HEADER.size else (0, 1)
        part = self._stdout.read(size)
        if len(part) == size:
            return made, part
        if self.gone:
            return made, b""
        raise BrokenOff

    def end(self) -> None:
        self.process.kill()
        for pipe in (self._stdin, self._stdout):
            with suppress(BrokenPipeError):
                pipe.close()
        self.process.wait()


async def _end_when_gone(receive: Receive, child: _Child) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    child.gone = True
    child.process.kill()  # whoever waits for the next part then finds the end of the pipe


def check_free(labels: int) -> None:
    """Raises Conflict while so many labels would have to wait."""
    if labels > LARGE and len(_running) >= MOST_AT_ONCE:
        raise Conflict(BUSY)


def pdf_answer(work: Work, *, labels: int, key: str, name: str) -> Response:
    """A few labels are opened in the browser; many are saved as they are made."""
    disposition = attachment(name) if labels > LARGE else inline(name)
    return _answer(work, labels, key, disposition)


def pdf_file(work: Work, *, labels: int, key: str, name: str) -> Response:
    return _answer(work, labels, key, attachment(name))


def _answer(work: Work, labels: int, key: str, disposition: str) -> Response:
    """Few labels are made here, which is quicker than starting a process. Raises Conflict."""
    check_free(labels)
    headers = {"content-disposition": disposition}
    if labels > LARGE:
        return LargePdf(work, key=key, headers=headers)
    return StreamingResponse(work.parts(), media_type=PDF, headers=headers)
