"""What the scan page is measured against: a fixed page, and the page as one writes it first."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from sqlmodel import Field, Session, SQLModel, create_engine, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PAGE = ("<!doctype html><title>x</title>" + "<p>Miến dong</p>" * 600).encode()[:8192]
TEMPLATE = Environment(autoescape=True).from_string(
    "<!doctype html><title>{{ product.name }}</title><h1>{{ product.name }}</h1><p>{{ cooperative.name }}</p>"
    "<p>{{ batch.code }}: {{ scans }}</p>"
    "{% for one in certificates %}<li>{{ one.name }} {{ one.number }}</li>{% endfor %}"
    "{% for event in events %}<li><b>{{ event.day }}</b> {{ event.act }}: {{ event.note }}</li>{% endfor %}"
    "<p>{{ product.story }}</p>"
)


async def _fixed(_request: Request) -> Response:
    return Response(PAGE, media_type="text/html")


fixed = Starlette(routes=[Route("/", _fixed)])


class PeerCooperative(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str


class PeerProduct(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    cooperative_id: int = Field(foreign_key="peercooperative.id")
    name: str
    story: str


class PeerBatch(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    product_id: int = Field(foreign_key="peerproduct.id")
    code: str = Field(unique=True)
    scans: int = 0


class PeerEvent(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="peerbatch.id", index=True)
    day: str
    act: str
    note: str


class PeerCertificate(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    product_id: int = Field(foreign_key="peerproduct.id", index=True)
    name: str
    number: str


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
        session.merge(PeerCooperative(id=1, name="HTX Miến dong"))
        session.merge(PeerProduct(id=1, cooperative_id=1, name="Miến dong", story="Phơi nắng trên giàn. " * 400))
        session.merge(PeerBatch(id=1, product_id=1, code="1"))
        for number in range(1, 6):
            event = PeerEvent(id=number, batch_id=1, day="12/10/2026", act="Thu hoạch", note="Chín trên 95 %")
            session.merge(event)
        for number in range(1, 3):
            session.merge(PeerCertificate(id=number, product_id=1, name="OCOP", number="MẪU-011"))
        session.commit()


_filled()
straightforward = FastAPI()


@straightforward.get("/Q/{code}")
def show(code: str, request: Request, session: Annotated[Session, Depends(_session)]) -> HTMLResponse:
    """What the page of ours tells, read row by row as one reads it first: five tables, one insert, one commit."""
    batch = session.exec(select(PeerBatch).where(PeerBatch.code == code)).first()
    if batch is None or batch.id is None:
        raise HTTPException(404)
    product = session.get_one(PeerProduct, batch.product_id)
    cooperative = session.get_one(PeerCooperative, product.cooperative_id)
    events = session.exec(select(PeerEvent).where(PeerEvent.batch_id == batch.id)).all()
    certificates = session.exec(select(PeerCertificate).where(PeerCertificate.product_id == product.id)).all()
    batch.scans += 1
    session.add(PeerScan(batch_id=batch.id, at=datetime.now(UTC), agent=request.headers.get("user-agent", "")))
    page = TEMPLATE.render(
        batch=batch,
        scans=batch.scans,
        product=product,
        cooperative=cooperative,
        events=events,
        certificates=certificates,
    )
    session.commit()
    return HTMLResponse(page)
