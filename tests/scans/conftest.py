"""Fixtures of the public page: goods in the own cooperative, and a shopper's phone."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.database import Database
from tests.people import World
from tests.scans.goods import PERSON, Goods, make_goods


@pytest.fixture
def goods(database: Database, world: World) -> Goods:
    with database.write() as session:
        return make_goods(session, world)


@pytest.fixture
def phone(client: TestClient) -> TestClient:
    """Somebody's browser that was never here before."""
    client.headers.update(PERSON)
    return client
