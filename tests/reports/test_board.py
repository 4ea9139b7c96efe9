"""The coverage board: sums, order, who may look into which commune, targets."""

import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.onboarding.figures import figures
from cooptrace.onboarding.queries import standings
from cooptrace.onboarding.steps import State
from cooptrace.reports.coverage import matching, unit_rows
from cooptrace.reports.drawings import province_map, share_bar
from cooptrace.reports.queries import targets
from cooptrace.web.formats import local_today
from cooptrace.web.policy import Role
from tests.factories import make_batch, make_product
from tests.onboarding.counting import counted
from tests.onboarding.rows import days_ago, print_labels
from tests.people import FOREIGN_UNIT, OWN_UNIT, World, add_cooperative, sign_in

BOARD_ROLES = [Role.TRAINER, Role.OFFICER, Role.INSPECTOR, Role.OPERATOR]


def stuck(session: Session, name: str, unit_code: str) -> Cooperative:
    one = add_cooperative(session, name, unit_code)
    one.created_at = days_ago(30)
    session.flush()
    return one


def printed(session: Session, name: str, unit_code: str) -> Cooperative:
    one = add_cooperative(session, name, unit_code)
    print_labels(session, make_batch(session, make_product(session, one)), days_ago(0))
    return one


def test_every_cooperative_is_in_exactly_one_state(session: Session, world: World) -> None:
    stuck(session, "Kẹt", OWN_UNIT)
    printed(session, "Đã in", OWN_UNIT)
    found = figures(standings(session), local_today())
    assert dict(found.states) == {State.DONE: 0, State.DOING: 1, State.STUCK: 1, State.NOT_BEGUN: 2}
    assert (found.total, found.printed, found.stuck) == (4, 1, 1)


def test_communes_with_most_stuck_come_first(session: Session) -> None:
    for name, code in (("Một", OWN_UNIT), ("Hai", FOREIGN_UNIT), ("Ba", FOREIGN_UNIT)):
        stuck(session, name, code)
    rows = unit_rows(standings(session), {}, local_today())
    assert [row.unit.code for row in rows[:2]] == [FOREIGN_UNIT, OWN_UNIT]
    assert len(rows) == 54


def test_without_a_target_all_registered_are_the_goal(session: Session, world: World) -> None:
    rows = {row.unit.code: row for row in unit_rows(standings(session), {OWN_UNIT: 9}, local_today())}
    assert (rows[OWN_UNIT].goal, rows[FOREIGN_UNIT].goal, rows["06970"].goal) == (9, 1, 0)


def test_communes_are_found_without_accents(session: Session) -> None:
    stuck(session, "Một", OWN_UNIT)
    rows = unit_rows(standings(session), {}, local_today())
    assert [row.unit.short for row in matching(rows, "binh lieu")] == ["Bình Liêu"]
    assert [row.unit.short for row in matching(rows, "", state=State.STUCK)] == ["Bình Liêu"]


def test_the_parts_of_a_bar_add_up(session: Session, world: World) -> None:
    stuck(session, "Kẹt", OWN_UNIT)
    drawn = share_bar(figures(standings(session), local_today()))
    widths = [float(width) for width in re.findall(r' width="([\d.]+)"', drawn)]
    assert (len(widths), round(sum(widths))) == (2, 100)


def test_the_map_has_a_dot_for_each_commune_and_says_what_it_is(session: Session) -> None:
    stuck(session, "Một", OWN_UNIT)
    drawn = province_map(unit_rows(standings(session), {}, local_today()), title="Bản đồ <1>")
    assert (drawn.count("<circle"), drawn.count('class="stuck"')) == (54, 1)
    assert "<title>Bản đồ &lt;1&gt;</title>" in drawn


@pytest.mark.parametrize("role", BOARD_ROLES)
def test_the_board_opens_for_those_who_compare(client: TestClient, world: World, role: Role) -> None:
    page = sign_in(client, world.person(role)).get("/board")
    assert (page.status_code, len(page.content) < 25_000) == (200, True)


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER])
def test_the_board_is_not_for_cooperatives(client: TestClient, world: World, role: Role) -> None:
    visitor = sign_in(client, world.person(role))
    answers = [visitor.get(path) for path in ("/board", f"/board/{OWN_UNIT}", "/board.csv", "/board.xlsx")]
    assert [answer.status_code for answer in answers] == [403] * 4


def test_a_trainer_sees_own_communes_first_and_may_look_only_into_those(client: TestClient, world: World) -> None:
    trainer = sign_in(client, world.trainer)
    page = trainer.get("/board?lang=en").text
    assert page.index("Your communes") < page.index("Xã Bình Liêu") < page.index("Đặc khu Vân Đồn")
    assert (f'href="/board/{OWN_UNIT}"' in page, f'href="/board/{FOREIGN_UNIT}"' in page) == (True, False)
    answers = [trainer.get(f"/board/{code}") for code in (OWN_UNIT, FOREIGN_UNIT)]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert world.foreign.name not in page


def test_an_officer_looks_into_every_commune(client: TestClient, world: World) -> None:
    page = sign_in(client, world.officer).get(f"/board/{FOREIGN_UNIT}")
    assert (page.status_code, world.foreign.name in page.text) == (200, True)
    assert f'href="/c/{world.foreign.id}/onboarding"' in page.text


@pytest.mark.parametrize("code", ["00000", "07075", "x"])
def test_a_commune_of_today_or_none(client: TestClient, world: World, code: str) -> None:
    assert sign_in(client, world.officer).get(f"/board/{code}").status_code == 404


def test_the_filter_finds_and_says_when_nothing_fits(client: TestClient, world: World) -> None:
    officer = sign_in(client, world.officer)
    found, nothing = (officer.get(f"/board?lang=en&q={text}").text for text in ("van don", "zzz"))
    assert ("Đặc khu Vân Đồn</a>" in found, "Xã Bình Liêu</a>" in found) == (True, False)
    assert "No commune fits." in nothing


def test_a_target_is_set_and_taken_away(client: TestClient, world: World, database: Database) -> None:
    officer = sign_in(client, world.officer)
    kept = []
    for typed in ("24", "31", ""):
        answer = officer.post(f"/board/{OWN_UNIT}", data={"cooperatives": typed, "once": typed})
        assert answer.headers["location"] == f"/board/{OWN_UNIT}?said=saved"
        with database.read() as session:
            kept.append(targets(session))
    assert kept == [{OWN_UNIT: 24}, {OWN_UNIT: 31}, {}]


@pytest.mark.parametrize("typed", ["0", "-3", "nhiều", "1e9"])
def test_a_target_that_is_no_number_of_cooperatives_is_refused(
    client: TestClient, world: World, database: Database, typed: str
) -> None:
    answer = sign_in(client, world.officer).post(f"/board/{OWN_UNIT}", data={"cooperatives": typed})
    assert (answer.status_code, f'value="{typed}"' in answer.text) == (422, True)
    with database.read() as session:
        assert targets(session) == {}


@pytest.mark.parametrize("role", [Role.TRAINER, Role.INSPECTOR, Role.MANAGER])
def test_targets_are_not_for_others_to_set(client: TestClient, world: World, role: Role) -> None:
    answer = sign_in(client, world.person(role)).post(f"/board/{OWN_UNIT}", data={"cooperatives": "5"})
    assert answer.status_code == 403


def test_an_empty_province_says_what_to_do(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        for one in (world.own, world.foreign):
            session.get_one(Cooperative, one.id).withdrawn_at = days_ago(0) - timedelta(hours=1)
    page = sign_in(client, world.officer).get("/board")
    assert 'href="/cooperatives/new"' in page.text


def test_the_board_takes_as_many_queries_for_three_as_for_one(
    client: TestClient, world: World, database: Database
) -> None:
    officer = sign_in(client, world.officer)
    taken = []
    for number in (1, 2, 3):
        with database.write() as session:
            printed(session, f"HTX {number}", OWN_UNIT)
        with counted(database) as statements:
            assert officer.get("/board").status_code == 200
        taken.append(len(statements))
    assert len(set(taken)) == 1
