"""The print desk: what is ordered is printed, every code reads back, and nothing wrong is logged as printed."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.database import Database
from tests.labels.desk import Desk, confirm_address, job_of, make_desk, print_labels
from tests.labels.paper import STOCKS, inside, page_text, picture, pages, read_codes, text_boxes_mm
from tests.people import World, sign_in


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.staff)


@pytest.fixture
def desk(database: Database, world: World) -> Desk:
    confirm_address(database)
    return make_desk(database, world.own)


def test_ten_labels_from_cell_13_read_back(staff: TestClient, desk: Desk, database: Database) -> None:
    page = print_labels(staff, desk)
    pdf = staff.get(f"{page}/labels.pdf").content
    codes = [code.text for code in read_codes(picture(pdf))]
    assert codes == [f"HTTP://TRACE.TEST/Q/{desk.batch.short_code}"] * 10
    assert job_of(database, page).code_text == codes[0]
