"""Goods with printed labels, and the confirmed address."""

import pytest

from cooptrace.database import Database
from cooptrace.web.models import PublicAddress
from tests.people import World
from tests.scans.goods import Goods, make_goods
from tests.watch.printed import ORIGIN, print_labels


@pytest.fixture
def goods(database: Database, world: World) -> Goods:
    """Printed and published, so that nothing is to be mended."""
    with database.write() as session:
        session.add(PublicAddress(origin=ORIGIN, primary=True))
        found = make_goods(session, world)
        print_labels(session, found.batch)
        return found
