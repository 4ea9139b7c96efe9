"""Where each person begins, and the front page of a cooperative from the first step to the daily work."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database, now
from cooptrace.home.places import INSIDE
from cooptrace.people.models import RoleGrant
from cooptrace.scans.models import ProblemReport, ScanDay
from cooptrace.web.formats import local_today
from cooptrace.web.policy import Role
from tests.factories import make_batch, make_product
from tests.labels.desk import confirm_address, links, make_desk, print_labels
from tests.matrix import routes_of
from tests.people import World, sign_in


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.TRAINER, "/today"),
        (Role.OFFICER, "/board"),
        (Role.INSPECTOR, "/board"),
        (Role.OPERATOR, "/operate"),
    ],
)
def test_each_role_has_its_front_page(client: TestClient, world: World, role: Role, path: str) -> None:
    answer = sign_in(client, world.person(role)).get("/home")
    assert (answer.status_code, answer.headers["location"]) == (303, path)


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER])
def test_people_of_a_cooperative_begin_there(client: TestClient, world: World, role: Role) -> None:
    answer = sign_in(client, world.person(role)).get("/home")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/c/{world.own.id}")


def test_people_of_two_cooperatives_choose(client: TestClient, world: World, database: Database) -> None:
    grant(database, world, cooperative_id=world.foreign.id, role=Role.STAFF)
    page = sign_in(client, world.staff).get("/home").text
    assert [link for link in links(page) if link.startswith("/c/")] == [f"/c/{world.own.id}", f"/c/{world.foreign.id}"]


def test_somebody_without_a_task_is_told_whom_to_ask(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        session.exec(select(RoleGrant).where(RoleGrant.person_id == world.staff.id)).one().revoked_at = now()
    assert "Hãy nhờ người phụ trách" in sign_in(client, world.staff).get("/home").text


def test_a_stranger_is_led_to_sign_in(client: TestClient, world: World) -> None:
    assert client.get("/home").status_code in (303, 401)


def test_the_first_step_is_a_product(client: TestClient, world: World) -> None:
    page = sign_in(client, world.staff).get(f"/c/{world.own.id}").text
    assert (current_step(page), f"/c/{world.own.id}/products/new" in links(page)) == (1, True)


def test_after_the_product_comes_its_batch(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        make_product(session, world.own)
    page = sign_in(client, world.staff).get(f"/c/{world.own.id}").text
    assert (current_step(page), f"/c/{world.own.id}/batches/new" in links(page)) == (2, True)


def test_after_the_batch_come_its_labels(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        batch = make_batch(session, make_product(session, world.own))
    page = sign_in(client, world.staff).get(f"/c/{world.own.id}").text
    assert (current_step(page), f"/c/{world.own.id}/batches/{batch.id}/print" in links(page)) == (3, True)


def test_after_the_first_print_the_page_is_for_daily_work(client: TestClient, world: World, database: Database) -> None:
    confirm_address(database)
    desk = make_desk(database, world.own)
    staff = sign_in(client, world.staff)
    job = print_labels(staff, desk)
    with database.write() as session:
        session.add(scan_day(world, desk.product.id, desk.batch.id, 12))
        session.add(ProblemReport(cooperative_id=world.own.id, batch_id=desk.batch.id, text="Hộp bị móp"))
    page = staff.get(desk.home).text
    said = ["đã in 10", "12 lượt quét", "1 phản ánh của khách", "In thêm tem", "Lô mới giống lần trước"]
    assert [part for part in said if part not in page] == []
    wanted = [desk.page, f"{desk.home}/batches/new?like=latest", f"{job}/again", f"{desk.home}/reports"]
    assert [link for link in wanted if link not in links(page)] == []


def test_a_trainer_sees_how_far_they_are_but_no_buttons(client: TestClient, world: World, database: Database) -> None:
    desk = make_desk(database, world.own)
    page = sign_in(client, world.trainer).get(desk.home).text
    assert (f"{desk.home}/onboarding" in links(page), desk.page in links(page)) == (True, False)


def test_a_cooperative_of_others_is_not_there(client: TestClient, world: World) -> None:
    staff = sign_in(client, world.staff)
    assert [staff.get(f"/c/{world.foreign.id}{page}").status_code for page in ("", "/more")] == [404, 404]


def test_every_place_under_more_is_a_page_with_the_policy_it_says(app: FastAPI) -> None:
    pages = {route.path: route.policy for route in routes_of(app) if route.method == "GET"}
    said = {f"/c/{{cooperative_id}}/{inside.path}": inside.policy for inside in INSIDE}
    assert {path: pages.get(path) for path in said} == said


@pytest.mark.parametrize("role", list(Role))
def test_everybody_is_only_offered_places_that_open(client: TestClient, world: World, role: Role) -> None:
    person = sign_in(client, world.person(role))
    page = person.get(f"/c/{world.own.id}/more").text
    offered = [link for link in links(page) if link.startswith(f"/c/{world.own.id}/")]
    assert [link for link in offered if person.get(link).status_code != 200] == []


def test_the_operator_sees_how_the_service_is(client: TestClient, world: World, engine: str) -> None:
    page = sign_in(client, world.operator).get("/operate").text
    assert {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine] in page
    assert "Chưa xác nhận địa chỉ" in page


def test_only_the_operator_operates(client: TestClient, world: World) -> None:
    assert sign_in(client, world.officer).get("/operate").status_code == 403


def current_step(html: str) -> int:
    """Which of the three steps is marked as the next one."""
    return html.split('aria-current="step"')[0].count('<li class="panel')


def grant(database: Database, world: World, *, cooperative_id: str, role: Role) -> None:
    with database.write() as session:
        session.add(RoleGrant(person_id=world.staff.id, role=role, cooperative_id=cooperative_id))


def scan_day(world: World, product_id: str, batch_id: str, count: int) -> ScanDay:
    return ScanDay(
        day=local_today(), cooperative_id=world.own.id, product_id=product_id, batch_id=batch_id, count=count
    )
