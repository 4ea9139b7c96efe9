"""How long the pages take that show scans, each for the person it is for, and the slowest statement of each."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from pysqlite3 import dbapi2 as sqlite3
from scripts.year_of_scans import Province
from sqlalchemy import Engine, event, make_url
from sqlmodel import Session
from tests.people import sign_in

from cooptrace.app import create_app
from cooptrace.database import Database
from cooptrace.people.models import Person
from cooptrace.settings import Settings

PUBLIC_URL = "http://trace.test"
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile", "accept": "text/html"}
_tables = re.compile(r"(?:FROM|JOIN) (\w+)").findall
Asked = tuple[str, Any]


@dataclass(frozen=True)
class Slowest:
    """Of the statements of a page, with the tables it reads."""

    ms: float
    tables: str
    among: int


class Pages:
    """The service on one database, in this process, opened by the people its pages are for."""

    def __init__(self, folder: Path, url: str, province: Province) -> None:
        self._database = Database(url)
        app = create_app(Settings(data_dir=folder, public_url=PUBLIC_URL), database=self._database)
        self._shopper = TestClient(app, base_url=PUBLIC_URL, headers=PHONE)
        self._life = ExitStack()
        self._life.callback(self._database.close)
        self._life.enter_context(self._shopper)
        returning = TestClient(app, base_url=PUBLIC_URL, headers=PHONE)
        page = f"/Q/{province.batch.short_code}"
        self._doors = {"origin": (self._shopper, page), "origin, opened again": (returning, page)}
        for person, paths in _paths(province):
            # Not entered: the service has begun already.
            client = sign_in(TestClient(app, base_url=PUBLIC_URL), person)
            self._doors |= {name: (client, path) for name, path in paths.items()}

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        self._life.close()

    @property
    def names(self) -> list[str]:
        return list(self._doors)

    def session(self) -> AbstractContextManager[Session]:
        return self._database.read()

    def opened_ms(self, name: str) -> float:
        """The shopper of the first page has a new phone each time."""
        client, path = self._doors[name]
        self._shopper.cookies.clear()
        start = time.process_time()
        answer = client.get(path)
        taken = (time.process_time() - start) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return taken

    def slowest(self, name: str, repeats: int) -> Slowest:
        with _statements() as asked:
            self.opened_ms(name)
        file = make_url(self._database.url).database or ""
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as own:
            each = [(_best_ms(lambda one=one: own.execute(*one).fetchall(), repeats), one[0]) for one in asked]
        ms, statement = max(each, default=(0.0, ""))
        return Slowest(ms, ", ".join(dict.fromkeys(_tables(statement))), len(asked))


def in_turn_ms(few: Callable[[], object], many: Callable[[], object], repeats: int) -> tuple[float, float]:
    """The best of each, taken in turn: others use this machine too, now more and now less. The first is not like the
    others: a phone that was not here before, a page that does not stand ready."""
    few()
    many()
    taken = [(once_ms(few), once_ms(many)) for _ in range(repeats)]
    return min(one for one, _ in taken), min(other for _, other in taken)


def once_ms(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def _best_ms(act: Callable[[], object], repeats: int) -> float:
    return min(once_ms(act) for _ in range(repeats))


def _paths(province: Province) -> list[tuple[Person, dict[str, str]]]:
    own, commune = f"/c/{province.busiest.id}", province.busiest.unit_code
    staff = {
        "home": own,
        "scans": f"{own}/scans",
        "scans of a year": f"{own}/scans?days=365",
        "scans of a product": f"{own}/scans?product={province.batch.product_id}",
        "scans of a lot": f"{own}/scans?batch={province.batch.id}",
        "batch": f"{own}/batches/{province.batch.id}",
        "steps": f"{own}/onboarding",
        "stamps": f"{own}/stamps",
        "stamp order": f"{own}/stamps/orders/{province.order.id}",
        "reports": f"{own}/reports",
    }
    officer = {
        "board": "/board",
        "commune": f"/board/{commune}",
        "board.csv": "/board.csv",
        "province's scans": "/scans",
        "province's scans of a year": "/scans?days=365",
    }
    return [
        (province.manager, staff),
        (province.trainer, {"trainer's day": "/today", "trainer's scans": "/scans"}),
        (province.officer, officer),
        (province.operator, {"operator": "/operate"}),
    ]


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
