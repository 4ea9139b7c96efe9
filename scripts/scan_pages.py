"""How long the pages take that show scans, each for the person it is for, and the slowest statement of each."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pysqlite3 import dbapi2 as sqlite3
from scripts.year_of_scans import Province
from sqlalchemy import Engine, event, make_url
from tests.people import sign_in

from cooptrace.app import create_app
from cooptrace.database import Database
from cooptrace.people.models import Person
from cooptrace.settings import Settings

PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile", "accept": "text/html"}
_tables = re.compile(r"(?:FROM|JOIN) (\w+)").findall
Asked = tuple[str, Any]


@dataclass(frozen=True)
class PageTime:
    """`slowest` are the tables its slowest statement reads."""

    ms: float
    statements: int
    slowest: str
    slowest_ms: float


def page_times(folder: Path, database: Database, province: Province, repeats: int) -> dict[str, PageTime]:
    app = create_app(Settings(data_dir=folder, public_url="http://trace.test"), database=database)
    with TestClient(app, base_url="http://trace.test") as shopper:
        shopper.headers.update(PHONE)
        times = {"origin": _timed(database, shopper, f"/Q/{province.batch.short_code}", repeats)}
        for person, paths in _paths(province):
            client = _signed_in(app, person)
            times |= {name: _timed(database, client, path, repeats) for name, path in paths.items()}
    return times


def _paths(province: Province) -> list[tuple[Person, dict[str, str]]]:
    own, commune = f"/c/{province.busiest.id}", province.busiest.unit_code
    staff = {
        "home": own,
        "scans": f"{own}/scans",
        "scans of a product": f"{own}/scans?product={province.batch.product_id}",
        "scans of a lot": f"{own}/scans?batch={province.batch.id}",
        "batch": f"{own}/batches/{province.batch.id}",
        "steps": f"{own}/onboarding",
        "stamps": f"{own}/stamps",
        "stamp order": f"{own}/stamps/orders/{province.order.id}",
        "reports": f"{own}/reports",
    }
    officer = {"board": "/board", "commune": f"/board/{commune}", "board.csv": "/board.csv"}
    return [
        (province.manager, staff),
        (province.trainer, {"trainer's day": "/today"}),
        (province.officer, officer),
        (province.operator, {"operator": "/operate"}),
    ]


def _signed_in(app: FastAPI, person: Person) -> TestClient:
    """Its life is the first client's: the service must not start twice."""
    return sign_in(TestClient(app, base_url="http://trace.test"), person)


def _timed(database: Database, client: TestClient, path: str, repeats: int) -> PageTime:
    with _statements() as asked:
        _ms(client, path)
    file = make_url(database.url).database or ""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as own:
        each = [(best_ms(lambda one=one: own.execute(*one).fetchall(), repeats), one[0]) for one in asked]
    slowest_ms, statement = max(each, default=(0.0, ""))
    page_ms = min(_ms(client, path) for _ in range(repeats))
    return PageTime(page_ms, len(asked), ", ".join(dict.fromkeys(_tables(statement))), slowest_ms)


@contextmanager
def _statements() -> Iterator[list[Asked]]:
    """Those that read, while the block runs."""
    heard: list[Asked] = []

    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            heard.append((statement, values))

    event.listen(Engine, "before_cursor_execute", hear)
    yield heard
    event.remove(Engine, "before_cursor_execute", hear)


def _ms(client: TestClient, path: str) -> float:
    """A shopper's phone is always a new one."""
    if "device" in client.cookies:
        client.cookies.delete("device")
    start = time.process_time()
    answer = client.get(path)
    taken = (time.process_time() - start) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return taken


def best_ms(act: Callable[[], object], repeats: int) -> float:
    return min(_once_ms(act) for _ in range(repeats))


def _once_ms(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000
