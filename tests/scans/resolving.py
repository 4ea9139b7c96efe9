"""What the checks of the resolver share: addresses, linksets taken apart, links that a cooperative added."""

from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session

from cooptrace.scans.linkset import VOCABULARY
from cooptrace.scans.models import ResolverLink
from tests.scans.goods import GTIN, LOT, Goods

ROOT = "http://trace.test"
KEY = f"/01/{GTIN}"
LINK = f"{KEY}/10/{LOT}"
LINKSET = {"accept": "application/linkset+json"}
HERE = Path(__file__).parent
SHOP = "https://cho.example.vn/mien"


def linkset(answer: Response) -> list[dict[str, Any]]:
    document: dict[str, list[dict[str, Any]]] = answer.json()
    return document["linkset"]


def contexts(client: TestClient, path: str) -> list[dict[str, Any]]:
    return linkset(client.get(path, headers=LINKSET))


def anchors(client: TestClient, path: str) -> list[str]:
    return [context["anchor"].removeprefix(ROOT) for context in contexts(client, path)]


def links(context: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = context.get(VOCABULARY + kind, [])
    return found


def add_link(session: Session, goods: Goods, **details: Any) -> ResolverLink:
    """Of the product, unless a batch is named."""
    usual = {"kind": "hasRetailers", "href": SHOP, "title": "Chợ quê", "language": "vi"}
    owner = {"cooperative_id": goods.cooperative.id, "product_id": goods.product.id}
    row = ResolverLink(**(owner | usual | details))
    session.add(row)
    session.flush()
    return row
