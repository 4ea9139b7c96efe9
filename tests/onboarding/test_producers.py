"""The steps of producers: derived from their own batches, counted for everybody, named only for some."""

from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.database import Database
from cooptrace.onboarding.producers import ProducerStanding, figures_by_cooperative, producer_standings
from cooptrace.onboarding.queries import at_work, only
from cooptrace.onboarding.steps import PRODUCER_STEPS, STEPS, State
from cooptrace.web.formats import local_date, local_today
from cooptrace.web.policy import Role
from tests.factories import make_batch, make_product
from tests.onboarding.counting import counted
from tests.onboarding.rows import days_ago, make_producer, print_labels, scan_by_shopper, visit
from tests.people import OWN_UNIT, World, add_cooperative, sign_in

PHONE = "+84900000301"


def one_of(session: Session, cooperative: Cooperative) -> ProducerStanding:
    (found,) = producer_standings(session, only(cooperative))
    return found


def keys(standing: ProducerStanding) -> list[bool]:
    return [moment is not None for moment in standing.progress.reached]


def print_batch(session: Session, producer: Producer, lot: str, at: datetime) -> None:
    cooperative = session.get_one(Cooperative, producer.cooperative_id)
    batch = make_batch(session, make_product(session, cooperative), lot=lot, producer_id=producer.id, created_at=at)
    print_labels(session, batch, at)
    scan_by_shopper(session, batch, local_date(at))


def test_a_producer_takes_five_of_the_seven_steps_by_the_same_rules() -> None:
    shared = {step.key: step for step in STEPS}
    assert [step.key for step in PRODUCER_STEPS] == ["profile", "batch", "print", "scan", "alone"]
    for step in PRODUCER_STEPS:
        same = shared[step.key]
        assert (step.reached, step.stuck_after_days) == (same.reached, same.stuck_after_days)


def test_a_name_alone_is_no_step(session: Session, world: World) -> None:
    make_producer(session, world.own, "Bà Chíu")
    assert keys(one_of(session, world.own)) == [False] * 5


def test_each_step_comes_from_the_producers_own_batches(session: Session, world: World) -> None:
    producer = make_producer(session, world.own, "Bà Chíu", phone=PHONE)
    batch = make_batch(session, make_product(session, world.own), lot="A1", producer_id=producer.id)
    found = [keys(one_of(session, world.own))]
    print_labels(session, batch, days_ago(3))
    found.append(keys(one_of(session, world.own)))
    scan_by_shopper(session, batch, local_date(days_ago(1)))
    found.append(keys(one_of(session, world.own)))
    print_batch(session, producer, "A2", days_ago(0))
    found.append(keys(one_of(session, world.own)))
    assert [sum(reached) for reached in found] == [2, 3, 4, 5]
    assert one_of(session, world.own).progress.state(local_today()) is State.DONE


def test_a_neighbours_batch_is_not_theirs(session: Session, world: World) -> None:
    one = make_producer(session, world.own, "Bà Chíu", phone=PHONE)
    print_batch(session, make_producer(session, world.own, "Ông Lỷ"), "A1", days_ago(3))
    print_labels(session, make_batch(session, make_product(session, world.own), lot="A2"), days_ago(2))
    found = {row.producer.id: keys(row) for row in producer_standings(session, only(world.own))}
    assert found[one.id] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("whom", "hours", "alone"),
    [("all", 23, False), ("all", 25, True), ("own", 23, False), ("neighbour", 23, True), ("nobody home", 23, True)],
)
def test_the_second_batch_is_alone_only_without_a_trainer_near(
    session: Session, world: World, *, whom: str, hours: int, alone: bool
) -> None:
    one, neighbour = (make_producer(session, world.own, name, phone=PHONE) for name in ("Bà Chíu", "Ông Lỷ"))
    print_batch(session, one, "A1", days_ago(20))
    print_batch(session, one, "A2", days_ago(10))
    outcome = "away" if whom == "nobody home" else "met"
    met = {"own": one, "neighbour": neighbour}.get(whom)
    visit(session, world.own, outcome, days_ago(10) - timedelta(hours=hours), producer=met)
    assert producer_standings(session, only(world.own))[0].progress.has("alone") is alone


def test_days_count_from_the_last_step(session: Session, world: World) -> None:
    producer = make_producer(session, world.own, "Bà Chíu", phone=PHONE)
    make_batch(session, make_product(session, world.own), producer_id=producer.id, created_at=days_ago(6))
    progress = one_of(session, world.own).progress
    assert (progress.waiting_days(local_today()), progress.state(local_today())) == (6, State.STUCK)
    assert progress.step is not None
    assert progress.step.key == "print"


def test_removed_producers_and_withdrawn_cooperatives_are_left_out(session: Session, world: World) -> None:
    make_producer(session, world.own, "Bà Chíu").removed_at = days_ago(1)
    make_producer(session, world.foreign, "Ông Hải")
    session.get_one(Cooperative, world.foreign.id).withdrawn_at = days_ago(1)
    session.flush()
    assert producer_standings(session, at_work()) == []


def test_sums_keep_cooperatives_apart(session: Session, world: World) -> None:
    print_batch(session, make_producer(session, world.own, "Bà Chíu"), "A1", days_ago(1))
    make_producer(session, world.own, "Ông Lỷ")
    make_producer(session, world.foreign, "Ông Hải")
    found = figures_by_cooperative(producer_standings(session, at_work()), local_today())
    assert {key: (one.printed, one.total) for key, one in found.items()} == {
        world.own.id: (1, 2),
        world.foreign.id: (0, 1),
    }


def test_three_producers_take_as_many_queries_as_one(database: Database, world: World) -> None:
    taken = []
    for number in (1, 2, 3):
        with database.write() as session:
            print_batch(session, make_producer(session, world.own, f"Hộ {number}"), f"A{number}", days_ago(number))
        with counted(database) as statements, database.read() as session:
            found = producer_standings(session, at_work())
        taken.append((len(found), len(statements)))
    assert taken == [(1, 4), (2, 4), (3, 4)]


def page_of(client: TestClient, world: World, role: Role) -> str:
    return sign_in(client, world.person(role)).get(f"/c/{world.own.id}/onboarding?lang=en").text


@pytest.fixture
def households(world: World, database: Database) -> World:
    with database.write() as session:
        print_batch(session, make_producer(session, world.own, "Bà Chíu Tài", phone=PHONE), "A1", days_ago(2))
        make_producer(session, world.own, "Ông Lỷ A Sáng")
        make_producer(session, world.foreign, "Ông Cam Bản Sen")
    return world


@pytest.mark.parametrize("role", [Role.TRAINER, Role.MANAGER, Role.STAFF])
def test_those_who_may_know_names_see_who_is_stuck(client: TestClient, households: World, role: Role) -> None:
    page = page_of(client, households, role)
    assert page.index("Ông Lỷ A Sáng") < page.index("Bà Chíu Tài")
    assert "stuck for 40 days" in page
    assert "no second batch without a trainer yet · waiting for 2 days" in page
    assert "Producers whose labels are printed: 1 of 2 · stuck: 1" in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.OPERATOR])
def test_the_others_see_sums_only(client: TestClient, households: World, role: Role) -> None:
    page = page_of(client, households, role)
    assert [name in page for name in ("Bà Chíu Tài", "Ông Lỷ A Sáng", f"/c/{households.own.id}/producers/")] == [
        False
    ] * 3
    assert "Producers whose labels are printed: 1 of 2 · stuck: 1" in page
    assert "Labels of their batch are printed" in page


@pytest.mark.parametrize("role", list(Role))
def test_producers_of_another_cooperative_are_not_there(client: TestClient, households: World, role: Role) -> None:
    assert "Ông Cam Bản Sen" not in page_of(client, households, role)
    elsewhere = sign_in(client, households.person(role)).get(f"/c/{households.foreign.id}/onboarding")
    assert "Ông Cam Bản Sen" not in elsewhere.text


def test_a_long_list_opens_on_a_tap(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        for number in range(15):
            make_producer(session, world.own, f"Hộ {number}")
    page = page_of(client, world, Role.STAFF)
    assert (page.count('class="dots"'), "3 more producers" in page) == (15, True)


def test_a_cooperative_without_producers_says_how_to_begin(client: TestClient, world: World) -> None:
    assert f'href="/c/{world.own.id}/producers/new"' in page_of(client, world, Role.STAFF)
    assert 'id="producers"' not in page_of(client, world, Role.OFFICER)


def test_the_board_of_a_commune_counts_producers_without_names(client: TestClient, households: World) -> None:
    page = sign_in(client, households.officer).get(f"/board/{OWN_UNIT}?lang=en").text
    assert page.count("Producers whose labels are printed: 1 of 2 · stuck: 1") == 2
    assert "Bà Chíu Tài" not in page


def test_the_board_of_a_commune_takes_as_many_queries_for_many(
    client: TestClient, households: World, database: Database
) -> None:
    officer, taken = sign_in(client, households.officer), []
    for number in (1, 2, 3):
        with database.write() as session:
            make_producer(session, add_cooperative(session, f"HTX {number}", OWN_UNIT), "Bà Múi")
        with counted(database) as statements:
            assert officer.get(f"/board/{OWN_UNIT}").status_code == 200
        taken.append(len(statements))
    assert len(set(taken)) == 1
