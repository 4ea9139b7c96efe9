"""The tests' own PostgreSQL: starts, clones, and never outlives the tests."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Server, clone_database, drop_database, start_server, template_database

KILLED_STARTER = """
import os, signal
from tests.postgres import start_server
print(start_server().folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start_server() as started:
        yield started


@pytest.fixture(scope="module")
def template(server: Server) -> str:
    return template_database(server, lambda url: rows(url, "CREATE TABLE fish AS SELECT 'mực' AS name"))


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        answer = connection.execute(statement.encode())
        return answer.fetchall() if answer.description else []


def test_clones_are_like_the_template_and_apart(server: Server, template: str) -> None:
    one, two = clone_database(server, template), clone_database(server, template)
    rows(one, "INSERT INTO fish VALUES ('ghẹ')")
    assert rows(one, "SELECT name FROM fish ORDER BY name") == [("ghẹ",), ("mực",)]
    assert rows(two, "SELECT name FROM fish") == [("mực",)]


def test_drop_database_works_while_somebody_is_connected(server: Server, template: str) -> None:
    url = clone_database(server, template)
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        drop_database(server, url)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_stop_leaves_nothing() -> None:
    server = start_server()
    assert server.folder.is_dir()
    server.stop()
    assert (server.keeper.returncode, server.folder.exists()) == (0, False)


def test_server_ends_when_the_test_run_is_killed() -> None:
    root = Path(__file__).parents[1]
    killed = subprocess.run([sys.executable, "-c", KILLED_STARTER], cwd=root, capture_output=True, text=True)
    folder = Path(killed.stdout.strip())
    assert (killed.returncode, folder.name.startswith("cooptrace-pg-")) == (-9, True)
    assert gone_within(folder, limit_s=20)


def gone_within(folder: Path, *, limit_s: float) -> bool:
    deadline = time.monotonic() + limit_s
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not folder.exists()
