"""What the scan page is measured against: a fixed page, and the page as one writes it first."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from sqlmodel import Field, Session, SQLModel, create_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PAGE = ("<!doctype html><title>x</title>" + "<p>Miến dong</p>" * 600).encode()[:8192]
EVENTS = [{"day": "12/10/2026", "act": "Thu hoạch", "note": "Chín trên 95 %"}] * 20
TEMPLATE = Environment(autoescape=True).from_string(
    "<!doctype html><title>{{ name }}</title><h1>{{ name }}</h1>"
    "{% for event in events %}<li><b>{{ event.day }}</b> {{ event.act }}: {{ event.note }}</li>{% endfor %}"
    "<p>{{ story }}</p>"
)


async def _fixed(_request: Request) -> Response:
    return Response(PAGE, media_type="text/html")


fixed = Starlette(routes=[Route("/", _fixed)])


class PeerBatch(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    data: str


class PeerScan(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int
    at: datetime
    agent: str


engine = create_engine(f"sqlite:///{os.environ.get('PEER_DATABASE', ':memory:')}")


def _session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def _filled() -> None:
    """Durable too: synchronous=FULL is what SQLite does unless told otherwise."""
    SQLModel.metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    with Session(engine) as session:
        page = {"name": "Miến dong", "events": EVENTS, "story": "Phơi nắng trên giàn. " * 300}
        session.merge(PeerBatch(id=1, code="1", data=json.dumps(page)))
        session.commit()


_filled()
straightforward = FastAPI()


@straightforward.get("/Q/{code}")
def show(code: str, request: Request, session: Annotated[Session, Depends(_session)]) -> HTMLResponse:
    batch = session.get(PeerBatch, int(code))
    if batch is None:
        raise HTTPException(404)
    data = batch.data
    session.add(PeerScan(batch_id=1, at=datetime.now(UTC), agent=request.headers.get("user-agent", "")))
    session.commit()
    return HTMLResponse(TEMPLATE.render(json.loads(data)))
