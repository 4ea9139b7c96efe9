"""One Database for the whole process: a reading side that cannot write, and a writing side.

SQLite: one writing connection that alone checkpoints; every transaction that may write takes the lock at once
(BEGIN IMMEDIATE), because a read that turns into a write loses updates silently. PostgreSQL: ordinary pools.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from cooptrace.errors import Unavailable

if sys.platform == "linux":
    # Debian's and most Pythons' SQLite has the WAL-reset bug (fixed in 3.51.3); this wheel carries a newer one.
    from pysqlite3 import dbapi2 as sqlite_driver
else:
    import sqlite3 as sqlite_driver

WAIT_S = 10
READERS = 8


class Database:
    """Use `with database.read() as session` or `with database.write() as session`; write commits at the end."""

    def __init__(self, url: str) -> None:
        self.url = url
        # A page that was made at another number may be out of date.
        self.changes = 0
        self._numbers = count(1)
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._writer = _sqlite_engine(url, connections=1, on_connect=_SQLITE_WRITER, begin="BEGIN IMMEDIATE")
            self._reader = _sqlite_engine(url, connections=READERS, on_connect=_SQLITE_READER, begin="BEGIN")
        else:
            self._writer = create_engine(url, pool_pre_ping=True, pool_size=8, pool_timeout=WAIT_S)
            self._reader = self._writer.execution_options(postgresql_readonly=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with _busy_is_unavailable(), Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed when the block ends well, rolled back when it raises."""
        with self.write_aside() as session:
            yield session
        self.changes = next(self._numbers)

    @contextmanager
    def write_aside(self) -> Iterator[Session]:
        """The same for what no kept page depends on: `changes` stays as it is."""
        with _busy_is_unavailable(), Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @property
    def writing_engine(self) -> Engine:
        return self._writer

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()


@contextmanager
def _busy_is_unavailable() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as problem:
        raise Unavailable from problem
    except OperationalError as problem:
        if "locked" in str(problem) or "full" in str(problem):
            raise Unavailable from problem
        raise


_SQLITE_BOTH = ("PRAGMA foreign_keys=ON", f"PRAGMA busy_timeout={WAIT_S * 1000}")
_SQLITE_WRITER = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *_SQLITE_BOTH)
_SQLITE_READER = (*_SQLITE_BOTH, "PRAGMA wal_autocheckpoint=0", "PRAGMA query_only=ON")


def _sqlite_engine(url: str, *, connections: int, on_connect: tuple[str, ...], begin: str) -> Engine:
    database_file = make_url(url).database
    if database_file:
        _make_private(Path(database_file))
    driver: ModuleType = sqlite_driver
    engine = create_engine(
        url, module=driver, poolclass=QueuePool, pool_size=connections, max_overflow=0, pool_timeout=WAIT_S
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        for pragma in on_connect:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _make_private(database_file: Path) -> None:
    """People's data: only the owner of the process may read the file or its folder's new files."""
    database_file.parent.mkdir(parents=True, exist_ok=True)
    database_file.touch(mode=0o600, exist_ok=True)
