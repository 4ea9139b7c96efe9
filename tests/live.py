"""The service on a real port, for tests with a browser; and what makes those pages good for everybody."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page, ViewportSize

from cooptrace.database import Database
from cooptrace.people.models import Person, SignIn
from cooptrace.people.tokens import hash_token, new_token

START_LIMIT_S = 10
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(app: FastAPI, port: int) -> Iterator[None]:
    """Serves until the block ends. Raises TimeoutError when it does not start."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="on", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_LIMIT_S
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the service did not start")
        thread.join(0.01)
    yield
    server.should_exit = True
    thread.join(START_LIMIT_S)


def sign_in_browser(context: BrowserContext, url: str, database: Database, person: Person) -> None:
    """Give a browser a session of this person, as if they had signed in."""
    token = new_token()
    with database.write() as session:
        session.add(SignIn(person_id=person.id, token_hash=hash_token(token), way="link", device="test"))
    context.add_cookies([{"name": "session", "value": token, "url": url}])


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page, one line a rule and place."""
    found: dict[str, Any] = Axe().run(page, options=AXE).response
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def sideways_px(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def small_targets(page: Page) -> list[str]:
    """Visible controls lower than 44 px; links inside a sentence are exempt (WCAG 2.5.8)."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, select, textarea, a, input:not([type=hidden])')]
        .filter(e => e.checkVisibility() && !e.closest('.skip, p, li.prose, small, dd'))
        .map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()])
        .filter(([e, box]) => box.width > 1 && box.height < 43.5 && box.top > -100 && box.left > -100)
        .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${Math.round(box.height)} px`)"""
    )
    return found
