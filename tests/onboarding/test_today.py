"""Whom to visit today: who is on the list, in which order, and one tap that writes a visit down."""

from datetime import date, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from cooptrace.batches.models import BatchStatus
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database, now
from cooptrace.onboarding.alarms import alarms_of
from cooptrace.onboarding.queries import standings
from cooptrace.onboarding.rounds import Round, plan
from cooptrace.training.models import Visit
from cooptrace.web.formats import local_today
from cooptrace.web.policy import Role
from tests.factories import make_batch, make_product
from tests.onboarding.counting import counted
from tests.onboarding.rows import days_ago, report_problem, visit
from tests.people import FOREIGN_UNIT, OWN_UNIT, World, add_cooperative, add_person, sign_in

TOMORROW = timedelta(days=1)


@pytest.fixture
def trainer(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.trainer)


def waiting(session: Session, name: str, days: int, *, unit_code: str = OWN_UNIT, place: str = "Thôn A") -> Cooperative:
    """Registered so many days ago, reachable, and nothing since."""
    one = add_cooperative(session, name, unit_code)
    one.created_at, one.phone, one.address = days_ago(days), "+84900000055", place
    session.flush()
    return one


def todays(session: Session) -> Round:
    everyone = standings(session)
    return plan(everyone, alarms_of(session, everyone), local_today())


def names(found: Round) -> list[str]:
    return [call.standing.cooperative.name for commune in found.communes for call in commune.calls]


def test_who_is_not_stuck_is_not_on_the_list(session: Session) -> None:
    waiting(session, "Mới", 3)
    assert names(todays(session)) == []


def test_the_longest_stuck_comes_first(session: Session) -> None:
    for name, days in (("Bốn", 4), ("Chín", 9), ("Sáu", 6)):
        waiting(session, name, days, place=name)
    assert names(todays(session)) == ["Chín", "Sáu", "Bốn"]


def test_reports_come_before_appointments_and_those_before_who_is_stuck(session: Session) -> None:
    waiting(session, "Kẹt", 90, place="1")
    visit(session, waiting(session, "Hẹn", 1, place="2"), "postponed", days_ago(1), next_on=local_today())
    report_problem(session, waiting(session, "Phản ánh", 1, place="3"))
    assert names(todays(session)) == ["Phản ánh", "Hẹn", "Kẹt"]


def test_neighbours_stay_together_so_that_one_trip_serves_both(session: Session) -> None:
    for name, days, place in (("Một", 30, "Nà Làng"), ("Hai", 20, "Khe Vằn"), ("Ba", 10, "nà làng")):
        waiting(session, name, days, place=place)
    assert names(todays(session)) == ["Một", "Ba", "Hai"]


def test_communes_stand_by_their_most_urgent_call(session: Session) -> None:
    waiting(session, "Gần", 10)
    waiting(session, "Xa", 20, unit_code=FOREIGN_UNIT)
    assert [commune.name for commune in todays(session).communes] == ["Đặc khu Vân Đồn", "Xã Bình Liêu"]


def test_a_recall_is_urgent_until_it_has_been_talked_about(session: Session, world: World) -> None:
    product = make_product(session, world.own)
    make_batch(session, product, status=BatchStatus.RECALLED, recalled_at=days_ago(3))
    assert names(todays(session)) == [world.own.name]
    visit(session, world.own, "met", days_ago(2))
    assert names(todays(session)) == []


def test_an_appointment_on_another_day_waits_for_that_day(session: Session) -> None:
    one = waiting(session, "Hẹn", 20)
    visit(session, one, "postponed", days_ago(1), next_on=local_today() + TOMORROW)
    found = todays(session)
    assert (names(found), [row.cooperative.name for row in found.later]) == ([], ["Hẹn"])


def test_a_missed_appointment_is_still_one(session: Session) -> None:
    visit(session, waiting(session, "Lỡ", 1), "postponed", days_ago(5), next_on=local_today() - TOMORROW)
    [commune] = todays(session).communes
    assert [str(reason) for reason in commune.calls[0].reasons] == ["Appointment missed"]


def test_who_was_seen_today_leaves_the_list(session: Session) -> None:
    visit(session, waiting(session, "Gặp rồi", 20), "met", now())
    found = todays(session)
    assert (names(found), [row.cooperative.name for row in found.seen]) == ([], ["Gặp rồi"])


def test_the_page_shows_only_own_communes(trainer: TestClient, database: Database) -> None:
    with database.write() as session:
        waiting(session, "HTX Của Mình", 20)
        waiting(session, "HTX Nơi Khác", 20, unit_code=FOREIGN_UNIT)
    page = trainer.get("/today")
    assert (page.status_code, "HTX Của Mình" in page.text, "HTX Nơi Khác" in page.text) == (200, True, False)
    assert 'href="tel:+84900000055"' in page.text


def test_one_tap_writes_a_visit_down(trainer: TestClient, world: World, database: Database) -> None:
    typed = {"outcome": "met", "back": "/today", "once": "1"}
    answers = [trainer.post(f"/c/{world.own.id}/visits", data=typed) for _ in range(2)]
    assert [one.headers["location"] for one in answers] == ["/today?said=visit-recorded"] * 2
    with database.read() as session:
        row = session.exec(select(Visit)).one()
    assert (row.cooperative_id, row.outcome, row.trainer_id, row.next_on) == (
        world.own.id,
        "met",
        world.trainer.id,
        None,
    )


def test_come_again_later_means_tomorrow_unless_a_day_is_chosen(
    trainer: TestClient, world: World, database: Database
) -> None:
    later = local_today() + timedelta(days=9)
    for number, day in (("1", ""), ("2", later.isoformat())):
        typed = {"outcome": "postponed", "reason": "season", "next_on": day, "once": number}
        trainer.post(f"/c/{world.own.id}/visits", data=typed)
    with database.read() as session:
        rows = session.exec(select(Visit).order_by("visited_at")).all()
    assert [(row.reason, row.next_on) for row in rows] == [("season", local_today() + TOMORROW), ("season", later)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "lunch"},
        {"reason": "lazy"},
        {"next_on": "31/02/2026"},
        {"next_on": "2020-01-01"},
        {"producer_id": "x"},
    ],
)
def test_a_wrong_visit_changes_nothing(
    trainer: TestClient, world: World, database: Database, wrong: dict[str, str]
) -> None:
    answer = trainer.post(f"/c/{world.own.id}/visits", data={"outcome": "met", "once": "1"} | wrong)
    assert answer.status_code == (404 if "producer_id" in wrong else 422)
    with database.read() as session:
        assert session.exec(select(Visit)).all() == []


def test_a_cooperative_of_another_commune_gets_no_visit(trainer: TestClient, world: World, database: Database) -> None:
    answer = trainer.post(f"/c/{world.foreign.id}/visits", data={"outcome": "met", "once": "1"})
    assert answer.status_code == 404
    with database.read() as session:
        assert session.exec(select(Visit)).all() == []


def test_staff_do_not_write_visits(client: TestClient, world: World) -> None:
    answer = sign_in(client, world.staff).post(f"/c/{world.own.id}/visits", data={"outcome": "met"})
    assert answer.status_code == 403


def test_a_visit_is_taken_back_within_ten_minutes(trainer: TestClient, world: World, database: Database) -> None:
    trainer.post(f"/c/{world.own.id}/visits", data={"outcome": "met", "once": "1"})
    with database.read() as session:
        [row] = session.exec(select(Visit))
    answer = trainer.post(f"/c/{world.own.id}/visits/{row.id}/removal", data={"back": "/today"})
    assert answer.headers["location"] == "/today?said=visit-undone"
    with database.read() as session:
        assert session.exec(select(Visit)).all() == []


@pytest.mark.parametrize(("minutes", "is_own"), [(11, True), (1, False)])
def test_an_old_visit_or_that_of_another_stays(
    trainer: TestClient, world: World, database: Database, *, minutes: int, is_own: bool
) -> None:
    with database.write() as session:
        row = visit(session, world.own, "met", now() - timedelta(minutes=minutes))
        row.trainer_id = world.trainer.id if is_own else world.operator.id
    assert trainer.post(f"/c/{world.own.id}/visits/{row.id}/removal").status_code == 409
    with database.read() as session:
        assert session.exec(select(Visit.id)).all() == [row.id]


def test_a_visit_elsewhere_is_not_there(trainer: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        row = visit(session, world.foreign, "met", now())
    assert trainer.post(f"/c/{world.own.id}/visits/{row.id}/removal").status_code == 404


def test_a_long_list_shows_twelve_at_first(trainer: TestClient, database: Database) -> None:
    with database.write() as session:
        for number in range(23):
            waiting(session, f"HTX {number}", 20 + number)
    pages = [trainer.get(path).text for path in ("/today", "/today?more=1")]
    assert [page.count('class="panel call"') for page in pages] == [12, 23]
    assert len(pages[0].encode()) < 30_000


def test_a_trainer_without_a_team_is_told_what_to_do(client: TestClient, database: Database) -> None:
    with database.write() as session:
        newcomer = add_person(session, "Chị Mới", 60, Role.TRAINER)
    page = sign_in(client, newcomer).get("/today?lang=en")
    assert (page.status_code, "You are in no team yet" in page.text) == (200, True)


def test_when_nobody_waits_the_board_is_offered(trainer: TestClient) -> None:
    page = trainer.get("/today?lang=en")
    assert ("Nobody is waiting for you today" in page.text, 'href="/board"' in page.text) == (True, True)


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER, Role.OFFICER, Role.INSPECTOR])
def test_today_is_for_trainers(client: TestClient, world: World, role: Role) -> None:
    assert sign_in(client, world.person(role)).get("/today").status_code == 403


def test_the_page_takes_as_many_queries_for_three_as_for_one(trainer: TestClient, database: Database) -> None:
    taken = []
    for number in (1, 2, 3):
        with database.write() as session:
            waiting(session, f"HTX {number}", 20)
        with counted(database) as statements:
            page = trainer.get("/today")
        taken.append((page.text.count('class="panel call"'), len(statements)))
    assert [calls for calls, _ in taken] == [1, 2, 3]
    assert len({queries for _, queries in taken}) == 1


def test_the_day_changes_at_midnight_in_vietnam(session: Session) -> None:
    one = waiting(session, "Hẹn", 1)
    visit(session, one, "postponed", datetime(2026, 11, 20, tzinfo=now().tzinfo), next_on=date(2026, 11, 23))
    everyone = standings(session)
    counts = [plan(everyone, {}, date(2026, 11, day)).count for day in (22, 23)]
    assert counts == [0, 1]


def test_who_is_not_stuck_has_not_been_waiting(session: Session) -> None:
    report_problem(session, waiting(session, "Phản ánh", 2))
    [commune] = todays(session).communes
    assert [(call.days, len(call.reasons)) for call in commune.calls] == [(0, 1)]
