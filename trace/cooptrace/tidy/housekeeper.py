"""The service tidies up by itself: once a day, a bounded time, one process of several, giving way to scans."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from types import TracebackType

from sqlalchemy import update
from sqlmodel import Session, col

from cooptrace.database import Database, now
from cooptrace.stamps.inserts import insert_into
from cooptrace.tidy.actions import tidy
from cooptrace.tidy.models import TidyMark

FIRST_AFTER_S = 60.0
LOOKS_EVERY_S = 3600.0
EVERY = timedelta(hours=23)
AT_MOST_S = 30.0
REST_S = 0.1
_ROUND = "round"
_log = logging.getLogger("cooptrace.tidy")


class Housekeeper:
    """Use as a `with` block around the service's life."""

    def __init__(self, database: Database, *, first_after_s: float = FIRST_AFTER_S) -> None:
        self._database, self._first_after_s = database, first_after_s
        self._ending = threading.Event()
        self.first_round = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeper", daemon=True)

    def __enter__(self) -> "Housekeeper":
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        wait_s = self._first_after_s
        while not self._ending.wait(wait_s):
            try:
                tidy_daily(self._database, rest=self._ending.wait)
            except Exception as problem:  # the next look tries again; scans must not suffer from it
                _log.warning("not tidied: %s", type(problem).__name__)
            self.first_round.set()
            wait_s = LOOKS_EVERY_S


def tidy_daily(database: Database, *, rest: Callable[[float], bool]) -> bool:
    """False when it was done today. `rest` waits between slices and says whether the service ends."""
    with database.write_aside() as session:
        if not _claim(session):
            return False
    until = monotonic() + AT_MOST_S
    tidy(database, at=now(), go_on=lambda: not rest(REST_S) and monotonic() < until)
    return True


def _claim(session: Session) -> bool:
    """Of several processes one does the round of the day."""
    at = now()
    first = insert_into(session, TidyMark).values(name=_ROUND, done_to=0, at=at - EVERY - EVERY)
    session.execute(first.on_conflict_do_nothing())
    mine = update(TidyMark).where(col(TidyMark.name) == _ROUND, col(TidyMark.at) <= at - EVERY)
    return session.execute(mine.values(at=at).returning(col(TidyMark.name))).first() is not None
