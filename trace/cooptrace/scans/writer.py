"""Group commit: one thread writes down the scans that came together; each page leaves after the commit of its group."""

import asyncio
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from time import monotonic
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from cooptrace.database import Database
from cooptrace.errors import Unavailable
from cooptrace.scans.recording import Opening, record_scans

QUEUE = 2000
GROUP = 500
ACTS = 32  # of them take a tenth of a second; whoever only counts must not wait longer for those who look first
PATIENCE_S = 2.0
MOMENT_S = 0.05

Result = TypeVar("Result")
_log = logging.getLogger("cooptrace.scans")
_Act = Callable[[Session], object]
_Done = Future[Any] | asyncio.Future[Any]
_Waiting = tuple[Opening | _Act, _Done]


class ScanWriter:
    """Use as a `with` block around the service's life; leaving it writes down what is still queued."""

    def __init__(self, database: Database, *, queue: int = QUEUE, patience_s: float = PATIENCE_S) -> None:
        self._database, self._most, self._patience_s = database, queue, patience_s
        # None is the last one. A lock of ours would be held by a thread that waits for the interpreter.
        self._waiting: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._open = False
        self._busy_since: float | None = None
        self._watched: list[asyncio.Future[None]] = []
        self._watched_by: asyncio.AbstractEventLoop | None = None
        self._watched_until = 0.0
        self._thread = threading.Thread(target=self._run, name="scan-writer", daemon=True)

    def __enter__(self) -> "ScanWriter":
        self._open = True
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._open = False
        self._waiting.put(None)
        self._thread.join()

    def record(self, opening: Opening) -> None:
        """Comes back once the scan is committed. Raises Unavailable when that takes longer than a shopper waits."""
        self._waited(self.submit(opening))

    def _waited(self, done: Future[Result]) -> Result:
        try:
            return done.result(self._patience_s)
        except TimeoutError as problem:
            done.cancel()  # what no group has taken yet is not written any more
            raise Unavailable from problem

    def act(self, act: Callable[[Session], Result]) -> Result:
        """The same for what looks before it counts, and says what it saw; that must not need the session any more.

        What fails is undone alone, and raised here.
        """
        done: Future[Result] = Future()
        self._put(act, done)
        return self._waited(done)

    async def recorded(self, opening: Opening) -> None:
        """The same for who must not hold up the event loop."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._put(opening, done)
        self._watch(done)
        await done

    def _watch(self, done: asyncio.Future[None]) -> None:
        """Ends it when patience does. Those that come within a moment share one clock: a clock for each costs more than
        writing it down."""
        loop = done.get_loop()
        now = loop.time()
        if self._watched_until < now or self._watched_by is not loop:
            self._watched, self._watched_by, self._watched_until = [], loop, now + MOMENT_S
            loop.call_later(self._patience_s, _give_up, self._watched)
        self._watched.append(done)

    def submit(self, opening: Opening) -> Future[None]:
        """Done with the commit. Raises Unavailable at once when the queue is full or the database does not answer."""
        done: Future[None] = Future()
        self._put(opening, done)
        return done

    def _put(self, asked: Opening | _Act, done: _Done) -> None:
        if not self._open or self._waiting.qsize() >= self._most or self._is_stuck():
            raise Unavailable
        self._waiting.put((asked, done))

    def _is_stuck(self) -> bool:
        """Then the next shopper need not wait to learn it."""
        since = self._busy_since
        return since is not None and monotonic() - since > self._patience_s

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            self._busy_since = monotonic()
            self._write_group([first])
            self._busy_since = None

    def _write_group(self, group: list[_Waiting]) -> None:
        try:
            with self._database.write_aside() as session:
                session.connection()  # the lock first: whoever comes while it is waited for is in the group
                group = [waiting for waiting in group + self._more() if _still_wanted(waiting[1])]
                record_scans(session, [asked for asked, _ in group if isinstance(asked, Opening)])
                ends = [_acted(session, asked) for asked, _ in group]
        except Exception as problem:  # whatever it was, the thread must live and every page must be answered
            group = group + self._more()
            ends = [_End(problem=_unavailable(problem)) for _ in group]
            _log.warning("%s scans were not recorded: %s", len(group), type(problem.__cause__ or problem).__name__)
        _tell([(done, end) for (_, done), end in zip(group, ends, strict=True)])

    def _more(self) -> list[_Waiting]:
        """Those that wait besides the first one, as many as one group takes."""
        taken: list[_Waiting] = []
        acts = 0
        while len(taken) < GROUP and acts < ACTS:
            try:
                waiting = self._waiting.get_nowait()
            except Empty:
                break
            if waiting is None:
                self._waiting.put(None)
                break
            taken.append(waiting)
            acts += not isinstance(waiting[0], Opening)
        return taken


class _End(NamedTuple):
    """How it ended for one of a group, told when the group is committed."""

    result: object = None
    problem: Exception | None = None


def _acted(session: Session, asked: Opening | _Act) -> _End:
    if isinstance(asked, Opening):
        return _End()
    try:
        with session.begin_nested():
            return _End(asked(session))
    except SQLAlchemyError:
        raise  # the engine's trouble is everybody's
    except Exception as problem:
        return _End(problem=problem)
    finally:
        session.expunge_all()  # the next one must read what this one wrote


def _still_wanted(done: _Done) -> bool:
    return not done.done() if isinstance(done, asyncio.Future) else done.set_running_or_notify_cancel()


def _tell(ends: Sequence[tuple[_Done, _End]]) -> None:
    """Threads are told one by one, an event loop once for all that wait in it: waking it costs as much as an answer."""
    by_loop: defaultdict[asyncio.AbstractEventLoop, list[tuple[_Done, _End]]] = defaultdict(list)
    for done, end in ends:
        if isinstance(done, asyncio.Future):
            by_loop[done.get_loop()].append((done, end))
        else:
            _finish([(done, end)])
    for loop, together in by_loop.items():
        loop.call_soon_threadsafe(_finish, together)


def _give_up(waiting: Sequence[asyncio.Future[None]]) -> None:
    for done in waiting:
        if not done.done():
            done.set_exception(_unavailable())


def _finish(ends: Sequence[tuple[_Done, _End]]) -> None:
    for done, end in ends:
        if done.done():
            continue
        if end.problem:
            done.set_exception(end.problem)
        else:
            done.set_result(end.result)


def _unavailable(cause: Exception | None = None) -> Unavailable:
    problem = Unavailable()
    problem.__cause__ = cause
    return problem
