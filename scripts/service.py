"""The real service as a process of its own, on a folder of its own, with one published lot to scan."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session, func, select
from tests.people import make_world
from tests.postgres import start_server
from tests.scans.goods import make_goods

from cooptrace import tables as _all_tables  # noqa: F401  (every table must be known before the first query)
from cooptrace.database import Database, migrate
from cooptrace.scans.models import Scan, ScanDay

ROOT = Path(__file__).resolve().parents[1]
END_LIMIT_S = 30
PROGRAM = ("-m", "cooptrace")


@contextmanager
def database_url(engine: str, folder: Path) -> Iterator[str]:
    """A server of PostgreSQL lives as long as the block and keeps its files in memory."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'cooptrace.db'}"
        return
    with start_server() as server:
        server.execute("CREATE DATABASE drill")
        yield server.url("drill")


def fill(url: str) -> str:
    """Migrates, adds a lot, and says where its page is."""
    database = Database(url)
    migrate.upgrade(database)
    with database.write() as session:
        path = make_goods(session, make_world(session)).short
    database.close()
    return path


@contextmanager
def running(
    url: str, folder: Path, program: tuple[str, ...] = PROGRAM
) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """The process and its port; when the block ends it is gone, and so are its words, in the folder's `words`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, *program, "serve", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--data", str(folder), "--database-url", url]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COOPTRACE_")}
    environment |= {"PYTHONPATH": str(ROOT / "trace")}
    with (folder / "words").open("a") as words:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=words, text=True, env=environment, cwd=ROOT)
        try:
            if not any(line.startswith("ready") for line in process.stdout):
                sys.exit(f"the service did not start: {(folder / 'words').read_text()}")
            yield process, port
        finally:
            process.kill()
            process.wait(END_LIMIT_S)
            process.stdout.close()


def lost(url: str, phones: list[str]) -> int:
    """How many acknowledged scans the log does not have."""
    return len(missing(url, phones))


def missing(url: str, phones: list[str]) -> list[str]:
    with opened(url) as session:
        kept = set(session.exec(select(Scan.device_hash)))
    return [phone for phone in phones if sha256(phone.encode()).hexdigest() not in kept]


def is_whole(url: str) -> bool:
    """What SQLite itself says of its file."""
    with opened(url) as session:
        return session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def log_and_sums(url: str) -> tuple[int, int]:
    """Persons' rows in the log and the sum over all days: the same number, or something was torn."""
    with opened(url) as session:
        rows = session.exec(select(func.count()).select_from(Scan).where(Scan.visitor == "person")).one()
        return rows, session.exec(select(func.coalesce(func.sum(ScanDay.count), 0))).one()


@contextmanager
def opened(url: str) -> Iterator[Session]:
    database = Database(url)
    with database.read() as session:
        yield session
    database.close()
