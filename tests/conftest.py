"""Shared fixtures: the engine under test, a migrated database a test, the service on it, and people to use it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session

from cooptrace.app import create_app
from cooptrace.database import Database, migrate
from cooptrace.settings import Settings
from tests.live import PHONE, free_port, running
from tests.people import World, make_world
from tests.postgres import Server, clone_database, drop_database, start_server, template_database

PUBLIC_URL = "http://trace.test"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("sqlite", "postgresql"), default="sqlite", help="the database under test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that touch no database say the same on every engine: they run with SQLite only."""
    if config.getoption("--engine") != "postgresql":
        return
    touching = [item for item in items if "engine" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
    items[:] = touching


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--engine"))


@pytest.fixture(scope="session")
def postgres(engine: str) -> Iterator[Server | None]:
    if engine != "postgresql":
        yield None
        return
    with start_server() as server:
        yield server


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: databases of tests need not outlive anything."""
    memory = Path("/dev/shm")  # noqa: S108
    where = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="cooptrace-tests-", dir=where) as folder:
        yield Path(folder)


def _migrated(url: str) -> None:
    database = Database(url)
    migrate.upgrade(database)
    database.close()


@pytest.fixture(scope="session")
def template(postgres: Server | None, scratch: Path) -> str:
    """A migrated, empty database to be copied: its name on PostgreSQL, its file on SQLite."""
    if postgres:
        return template_database(postgres, _migrated)
    file = scratch / "template.db"
    _migrated(f"sqlite:///{file}")
    return str(file)


@pytest.fixture
def database_url(postgres: Server | None, template: str, scratch: Path) -> Iterator[str]:
    if postgres:
        url = clone_database(postgres, template)
        yield url
        drop_database(postgres, url)
        return
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        file = Path(folder) / "test.db"
        shutil.copy(template, file)
        yield f"sqlite:///{file}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session; what a test leaves in it is committed only when the test says so."""
    with Session(database.writing_engine, expire_on_commit=False) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def world(database: Database) -> World:
    """Two cooperatives in two communes, and one person for each role."""
    with database.write() as session:
        return make_world(session)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, database_url=database_url, public_url=PUBLIC_URL)


@pytest.fixture
def app(settings: Settings, database: Database) -> FastAPI:
    return create_app(settings, database=database)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Somebody signed out. Redirects are not followed: tests say where an answer leads."""
    with TestClient(app, base_url=PUBLIC_URL, follow_redirects=False) as opened:
        yield opened


@dataclass(frozen=True)
class Live:
    """The service running for a browser."""

    url: str
    database: Database


@pytest.fixture
def live(database_url: str, database: Database, tmp_path: Path) -> Iterator[Live]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = Settings(data_dir=tmp_path, database_url=database_url, public_url=url)
    with running(create_app(settings, database=database), port):
        yield Live(url, database)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone in Vietnam."""
    return {
        **browser_context_args,
        "viewport": PHONE,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "reduced_motion": "reduce",
    }
