"""The public address: proposed, confirmed by a manager or the operator, locked by the first print, never the Host's."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.app import create_app
from cooptrace.database import Database
from cooptrace.errors import Conflict, Invalid
from cooptrace.labels.models import PrintJob
from cooptrace.settings import Settings
from cooptrace.web.addresses import (
    add_alias,
    addresses,
    check_origin,
    confirm_origin,
    lock_origin,
    only_nearby,
    primary_origin,
)
from cooptrace.web.models import PublicAddress
from cooptrace.web.viewer import Viewer
from tests.conftest import PUBLIC_URL
from tests.labels.desk import Desk, confirm_address, job_of, make_desk, order, print_labels
from tests.people import World, sign_in

ANYBODY = Viewer("0000000000000000", "Bà Múi", "vi", "0000000000000000")
OPEN, NEARBY = "https://txng.example.vn", "http://192.168.1.20:8000"


@pytest.fixture
def desk(database: Database, world: World) -> Desk:
    return make_desk(database, world.own)


def leading(database: Database) -> PublicAddress | None:
    with database.read() as session:
        return session.exec(select(PublicAddress).where(PublicAddress.primary)).first()


def jobs(database: Database) -> list[PrintJob]:
    with database.read() as session:
        return list(session.exec(select(PrintJob)))


def test_nothing_is_printed_before_the_address_is_confirmed(
    client: TestClient, desk: Desk, database: Database, world: World
) -> None:
    answer = sign_in(client, world.manager).post(desk.page, data=order())
    assert (answer.status_code, 'href="#address"' in answer.text, jobs(database)) == (422, True, [])


def test_a_manager_confirms_the_address_with_the_first_print(
    client: TestClient, desk: Desk, database: Database, world: World
) -> None:
    page = print_labels(sign_in(client, world.manager), desk, address=PUBLIC_URL)
    address = leading(database)
    assert address is not None
    assert (address.origin, address.confirmed_by) == (PUBLIC_URL, world.manager.id)
    assert address.locked_at is not None
    assert job_of(database, page).code_text.startswith("HTTP://TRACE.TEST/Q/")


def test_only_the_address_that_was_shown_is_confirmed(
    client: TestClient, desk: Desk, database: Database, world: World
) -> None:
    answer = sign_in(client, world.manager).post(desk.page, data=order(address="https://other.example.vn"))
    assert (answer.status_code, leading(database)) == (422, None)


def test_staff_are_told_whom_to_ask(client: TestClient, desk: Desk, database: Database, world: World) -> None:
    staff = sign_in(client, world.staff)
    assert "Nhờ người phụ trách hợp tác xã" in staff.get(desk.page).text
    assert staff.post(desk.page, data=order(address=PUBLIC_URL)).status_code == 422
    assert (leading(database), jobs(database)) == (None, [])


def test_without_an_address_the_desk_says_who_sets_it(
    settings: Settings, database: Database, desk: Desk, world: World
) -> None:
    app = create_app(settings.model_copy(update={"public_url": None}), database=database)
    with TestClient(app, base_url=PUBLIC_URL, follow_redirects=False) as client:
        manager = sign_in(client, world.manager)
        assert "Hệ thống chưa có địa chỉ công khai" in manager.get(desk.page).text
        assert manager.get(f"{desk.page}/preview.png").status_code == 409
        assert (manager.post(desk.page, data=order()).status_code, jobs(database)) == (409, [])


def test_the_host_of_the_request_is_never_printed(
    client: TestClient, desk: Desk, database: Database, world: World
) -> None:
    confirm_address(database)
    manager = sign_in(client, world.manager)
    answer = manager.post(desk.page, data=order(), headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    assert answer.status_code == 303
    assert [job.code_text for job in jobs(database)] == [f"HTTP://TRACE.TEST/Q/{desk.batch.short_code}"]


def test_a_manager_is_warned_of_an_address_that_only_works_nearby(
    settings: Settings, database: Database, desk: Desk, world: World
) -> None:
    app = create_app(settings.model_copy(update={"public_url": NEARBY}), database=database)
    with TestClient(app, base_url=PUBLIC_URL) as client:
        page = sign_in(client, world.manager).get(desk.page).text
    assert "Chỉ điện thoại cùng mạng với máy này mở được" in page


def test_before_the_first_print_another_address_may_lead(database: Database) -> None:
    with database.write() as session:
        confirm_origin(session, "http://old.example.vn", by=ANYBODY)
        confirm_origin(session, OPEN, by=ANYBODY)
        found = [(row.origin, row.primary) for row in addresses(session)]
    assert found == [(OPEN, True), ("http://old.example.vn", False)]


def test_a_printed_address_stays_and_others_become_aliases(database: Database) -> None:
    with database.write() as session:
        confirm_origin(session, OPEN, by=ANYBODY)
        lock_origin(session)
        add_alias(session, "https://moi.example.vn", by=ANYBODY)
        with pytest.raises(Conflict):
            confirm_origin(session, "https://moi.example.vn", by=ANYBODY)
        assert primary_origin(session) == OPEN


def test_a_printed_address_that_nobody_elsewhere_can_open_may_give_way(database: Database) -> None:
    with database.write() as session:
        confirm_origin(session, NEARBY, by=ANYBODY)
        lock_origin(session)
        confirm_origin(session, OPEN, by=ANYBODY)
        found = [(row.origin, row.primary, row.locked_at is not None) for row in addresses(session)]
    assert found == [(OPEN, True, False), (NEARBY, False, True)]


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://txng.example.vn", "https://txng.example.vn"),
        (" HTTPS://TXNG.Example.VN/ ", "https://txng.example.vn"),
        ("https://txng.example.vn:443", "https://txng.example.vn"),
        ("http://192.168.1.20:8000", "http://192.168.1.20:8000"),
    ],
)
def test_an_address_has_one_spelling(typed: str, origin: str) -> None:
    assert check_origin(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "txng.example.vn",
        "ftp://txng.example.vn",
        "https://",
        "https://txng.example.vn/q",
        "https://txng.example.vn?a=1",
        "https://a@txng.example.vn",
        "https://tx ng.example.vn",
        "https://txng.example.vn:99999",
        "https://txng_.example.vn",
        "https://truyxuất.vn",
        "https://-a.vn",
        "javascript://a.vn",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_origin(typed)
    assert list(refused.value.fields) == ["origin"]


@pytest.mark.parametrize(
    ("origin", "nearby"),
    [
        (OPEN, False),
        ("http://203.162.0.1", False),
        (NEARBY, True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://may-tinh.local", True),
    ],
)
def test_addresses_that_work_nearby_only_are_known(origin: str, nearby: bool) -> None:
    assert only_nearby(origin) == nearby


def test_the_operator_confirms_and_adds_addresses(client: TestClient, database: Database, world: World) -> None:
    operator = sign_in(client, world.operator)
    for origin in (OPEN, "https://moi.example.vn"):
        assert operator.post("/operate/addresses", data={"origin": origin}).status_code == 303
    with database.read() as session:
        assert [row.origin for row in addresses(session) if row.primary] == [OPEN]
    page = operator.get("/operate/addresses").text
    assert ("https://moi.example.vn" in page, page.count("In địa chỉ này")) == (True, 1)


def test_a_wrong_address_is_said_at_its_field(client: TestClient, database: Database, world: World) -> None:
    answer = sign_in(client, world.operator).post("/operate/addresses", data={"origin": "txng"})
    assert (answer.status_code, 'value="txng"' in answer.text, leading(database)) == (422, True, None)


def test_the_operator_cannot_move_a_printed_address(client: TestClient, database: Database, world: World) -> None:
    with database.write() as session:
        confirm_origin(session, OPEN, by=ANYBODY)
        lock_origin(session)
    operator = sign_in(client, world.operator)
    answer = operator.post("/operate/addresses/primary", data={"origin": "https://moi.example.vn"})
    found = leading(database)
    assert found is not None
    assert (answer.status_code, found.origin) == (409, OPEN)


def test_a_manager_cannot_operate(client: TestClient, world: World) -> None:
    assert sign_in(client, world.manager).get("/operate/addresses").status_code == 403
