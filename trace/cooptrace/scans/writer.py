"""Group commit: one thread writes down the scans that came together; each page leaves after the commit of its group."""

import asyncio
import logging
import threading
from collections import defaultdict, deque
from collections.abc import Sequence
from concurrent.futures import Future
from time import monotonic
from types import TracebackType

from cooptrace.database import Database
from cooptrace.errors import Unavailable
from cooptrace.scans.recording import Opening, record_scans

QUEUE = 2000
GROUP = 500
PATIENCE_S = 2.0

_log = logging.getLogger("cooptrace.scans")
_Done = Future[None] | asyncio.Future[None]
_Waiting = tuple[Opening, _Done]


class ScanWriter:
    """Use as a `with` block around the service's life; leaving it writes down what is still queued."""

    def __init__(self, database: Database, *, queue: int = QUEUE, patience_s: float = PATIENCE_S) -> None:
        self._database, self._queue, self._patience_s = database, queue, patience_s
        self._waiting: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._open = False
        self._busy_since: float | None = None
        self._thread = threading.Thread(target=self._run, name="scan-writer", daemon=True)

    def __enter__(self) -> "ScanWriter":
        self._open = True
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        with self._changed:
            self._open = False
            self._changed.notify()
        self._thread.join()

    def record(self, opening: Opening) -> None:
        """Comes back once the scan is committed. Raises Unavailable when that takes longer than a shopper waits."""
        done = self.submit(opening)
        try:
            done.result(self._patience_s)
        except TimeoutError as problem:
            done.cancel()  # what no group has taken yet is not written any more
            raise Unavailable from problem

    async def recorded(self, opening: Opening) -> None:
        """The same for who must not hold up the event loop."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._put(opening, done)
        patience = loop.call_later(self._patience_s, _refuse, [done], None)
        try:
            await done
        finally:
            patience.cancel()

    def submit(self, opening: Opening) -> Future[None]:
        """Done with the commit. Raises Unavailable at once when the queue is full or the database does not answer."""
        done: Future[None] = Future()
        self._put(opening, done)
        return done

    def _put(self, opening: Opening, done: _Done) -> None:
        with self._changed:
            if not self._open or len(self._waiting) >= self._queue or self._is_stuck():
                raise Unavailable
            self._waiting.append((opening, done))
            self._changed.notify()

    def _is_stuck(self) -> bool:
        """Then the next shopper need not wait to learn it."""
        since = self._busy_since
        return since is not None and monotonic() - since > self._patience_s

    def _run(self) -> None:
        while self._something_waits():
            self._busy_since = monotonic()
            self._write_group()
            self._busy_since = None

    def _something_waits(self) -> bool:
        """False when nothing will come any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or not self._open)
            return bool(self._waiting)

    def _write_group(self) -> None:
        group: list[_Waiting] = []
        cause: Exception | None = None
        try:
            with self._database.write_aside() as session:
                session.connection()  # the lock first: whoever comes while it is waited for is in the group
                group = self._take()
                record_scans(session, [opening for opening, _ in group])
        except Exception as problem:  # whatever it was, the thread must live and every page must be answered
            group = group or self._take()
            cause = problem
            _log.warning("%s scans were not recorded: %s", len(group), type(cause.__cause__ or cause).__name__)
        _tell([done for _, done in group], cause)

    def _take(self) -> list[_Waiting]:
        with self._changed:
            taken = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
        return [waiting for waiting in taken if _still_wanted(waiting[1])]


def _still_wanted(done: _Done) -> bool:
    return not done.done() if isinstance(done, asyncio.Future) else done.set_running_or_notify_cancel()


def _tell(waiting: Sequence[_Done], cause: Exception | None) -> None:
    """Threads are told one by one, an event loop once for all that wait in it: waking it costs as much as an answer."""
    by_loop: defaultdict[asyncio.AbstractEventLoop, list[_Done]] = defaultdict(list)
    for done in waiting:
        if isinstance(done, asyncio.Future):
            by_loop[done.get_loop()].append(done)
        else:
            _end([done], cause)
    for loop, together in by_loop.items():
        loop.call_soon_threadsafe(_end, together, cause)


def _end(waiting: Sequence[_Done], cause: Exception | None) -> None:
    if cause is not None:
        _refuse(waiting, cause)
        return
    for done in waiting:
        if not done.done():
            done.set_result(None)


def _refuse(waiting: Sequence[_Done], cause: Exception | None) -> None:
    for done in waiting:
        if not done.done():
            problem = Unavailable()
            problem.__cause__ = cause
            done.set_exception(problem)
