"""The print desk as most tests of labels find it: an address is confirmed, a batch is there, staff are signed in."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.database import Database
from tests.labels.desk import Desk, confirm_address, make_desk
from tests.people import World, sign_in


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.staff)


@pytest.fixture
def desk(database: Database, world: World) -> Desk:
    confirm_address(database)
    return make_desk(database, world.own)
