"""Start the service: prepare the data folder, bring the schema up to date, say where it is to be found."""

import asyncio
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import uvicorn
from fastapi import FastAPI

from cooptrace.app import create_app
from cooptrace.database import Database, migrate
from cooptrace.people import actions as people
from cooptrace.people import queries
from cooptrace.settings import Settings
from cooptrace.stamps import epoch_actions
from cooptrace.stamps.keys import KeyRing

if sys.platform == "win32":
    deadline_protocol = None  # httptools has no build for Windows, which is for trying the service out
else:
    from cooptrace.web.deadline import deadline_protocol

DRAIN_S = 15  # and then what is left is let go: the whole end takes less than 20 s


def prepare(settings: Settings) -> Database:
    """The database of these settings, migrated; its folder is made when it is not there."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database)
    migrate.upgrade(database)
    return database


def check_keys(settings: Settings, database: Database) -> None:
    """Before anything is served, so that a wrong key ends in one sentence. Raises KeyProblem."""
    with database.read() as session:
        epoch_actions.check_keys(session, KeyRing(settings.data_dir / "keys"))


def setup_path(database: Database) -> str | None:
    """Where the first operator makes the account; None once anybody has one."""
    with database.write() as session:
        return None if queries.anyone_exists(session) else f"/set-up/{people.new_setup_link(session)}"


def phone_address(port: int) -> str | None:
    """The address of this machine for phones on the same network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address that is nobody's
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else f"http://{address}:{port}"


def serve(app: FastAPI, *, host: str, port: int, ready: Callable[[], None]) -> None:
    """Runs until told to end; `ready` is called once the service answers."""
    server(app, host=host, port=port, ready=ready).run()


def server(
    app: FastAPI, *, host: str, port: int, ready: Callable[[], None], http: type[asyncio.Protocol] | None = None
) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=http or _protocol(),
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_S,
    )
    return _Server(config, ready)


def _protocol() -> type[asyncio.Protocol] | Literal["auto"]:
    return "auto" if deadline_protocol is None else deadline_protocol()


def application(settings: Settings, database: Database) -> FastAPI:
    return create_app(settings, database=database)


def demo_folder(data: Path) -> Path:
    return data.with_name(f"demo-{data.name}")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
