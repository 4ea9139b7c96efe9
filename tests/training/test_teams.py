"""Teams: the communes they cover give and take the reach of their trainers."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from cooptrace.database import Database
from cooptrace.people.models import Person
from cooptrace.people.queries import grants_of
from cooptrace.training.models import Team, TeamMember, TeamUnit
from cooptrace.training.queries import teams, teams_of_trainer
from cooptrace.web.policy import Role
from tests.onboarding.counting import counted
from tests.people import FOREIGN_UNIT, OWN_UNIT, World, sign_in

BA_CHE = "06970"
TYPED = {"name": "Tổ công nghệ số thôn Nà Làng", "kind": "village", "members_count": "9", "once": "1"}


@pytest.fixture
def officer(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.officer)


@pytest.fixture
def team_id(database: Database) -> str:
    """A team of Vân Đồn and Ba Chẽ without trainers."""
    with database.write() as session:
        return make_team(session, FOREIGN_UNIT, BA_CHE)


def make_team(session: Session, *unit_codes: str) -> str:
    team = Team(name="Tổ mẫu", members_count=5)
    session.add(team)
    session.flush()
    session.add_all(TeamUnit(team_id=team.id, unit_code=code) for code in unit_codes)
    return team.id


def reach(database: Database, person: Person) -> list[str]:
    with database.read() as session:
        return sorted(str(one.unit_code) for one in grants_of(session, person.id) if one.role == Role.TRAINER)


def test_a_team_is_added_with_its_communes(officer: TestClient, database: Database) -> None:
    answer = officer.post("/teams/new", data=TYPED | {"unit": [OWN_UNIT, BA_CHE]})
    with database.read() as session:
        [row] = teams(session)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/teams/{row.team.id}?said=saved")
    assert (row.team.name, row.team.kind, row.team.members_count) == ("Tổ công nghệ số thôn Nà Làng", "village", 9)
    assert [unit.short for unit in row.units] == ["Ba Chẽ", "Bình Liêu"]


def test_the_same_form_sent_twice_adds_one_team(officer: TestClient, database: Database) -> None:
    for _ in range(2):
        officer.post("/teams/new", data=TYPED | {"unit": [OWN_UNIT]})
    with database.read() as session:
        assert len(teams(session)) == 1


@pytest.mark.parametrize("units", [[], ["99999"], [OWN_UNIT, "06841x"]])
def test_communes_that_are_none_are_refused(officer: TestClient, database: Database, units: list[str]) -> None:
    answer = officer.post("/teams/new", data=TYPED | {"unit": units})
    assert (answer.status_code, 'value="Tổ công nghệ số thôn Nà Làng"' in answer.text) == (422, True)
    with database.read() as session:
        assert session.exec(select(Team)).all() == []


def test_a_refused_form_keeps_its_ticks(officer: TestClient) -> None:
    answer = officer.post("/teams/new", data=TYPED | {"name": "", "unit": [OWN_UNIT]})
    assert (answer.status_code, f'value="{OWN_UNIT}" checked' in answer.text) == (422, True)


def test_all_54_communes_can_be_ticked(officer: TestClient) -> None:
    assert officer.get("/teams/new").text.count('type="checkbox" name="unit"') == 54


def test_a_trainer_of_a_team_reaches_each_of_its_communes(
    officer: TestClient, world: World, database: Database, team_id: str
) -> None:
    answer = officer.post(f"/teams/{team_id}/trainers", data={"phone": "0900 000 004", "once": "1"})
    assert answer.headers["location"] == f"/teams/{team_id}?said=trainer-added"
    assert reach(database, world.trainer) == sorted([OWN_UNIT, FOREIGN_UNIT, BA_CHE])


def test_taking_a_trainer_out_takes_the_communes_away(
    officer: TestClient, world: World, database: Database, team_id: str
) -> None:
    officer.post(f"/teams/{team_id}/trainers", data={"phone": "0900000004", "once": "1"})
    officer.post(f"/teams/{team_id}/trainers/{world.trainer.id}/removal")
    assert reach(database, world.trainer) == [OWN_UNIT]


def test_a_commune_that_another_team_covers_stays(
    officer: TestClient, world: World, database: Database, team_id: str
) -> None:
    with database.write() as session:
        other = make_team(session, BA_CHE)
    for team in (team_id, other):
        officer.post(f"/teams/{team}/trainers", data={"phone": "0900000004", "once": team})
    officer.post(f"/teams/{team_id}/trainers/{world.trainer.id}/removal")
    assert reach(database, world.trainer) == sorted([OWN_UNIT, BA_CHE])


def test_trainers_follow_their_team_into_new_communes(
    officer: TestClient, world: World, database: Database, team_id: str
) -> None:
    officer.post(f"/teams/{team_id}/trainers", data={"phone": "0900000004", "once": "1"})
    officer.post(f"/teams/{team_id}", data=TYPED | {"unit": [BA_CHE, "06862"]})
    assert reach(database, world.trainer) == sorted([OWN_UNIT, BA_CHE, "06862"])


def test_a_dissolved_team_takes_its_communes_with_it(
    officer: TestClient, world: World, database: Database, team_id: str
) -> None:
    officer.post(f"/teams/{team_id}/trainers", data={"phone": "0900000004", "once": "1"})
    officer.post(f"/teams/{team_id}/removal")
    assert reach(database, world.trainer) == [OWN_UNIT]
    assert officer.get(f"/teams/{team_id}").status_code == 404
    with database.read() as session:
        assert (teams(session), teams_of_trainer(session, world.trainer.id)) == ([], [])


def test_adding_a_trainer_twice_is_adding_once(
    officer: TestClient, world: World, database: Database, team_id: str
) -> None:
    for number in "12":
        officer.post(f"/teams/{team_id}/trainers", data={"phone": "0900000004", "once": number})
    with database.read() as session:
        assert len(session.exec(select(TeamMember)).all()) == 1
    assert len(reach(database, world.trainer)) == 3


def test_a_phone_nobody_has_is_said_at_the_field(officer: TestClient, database: Database, team_id: str) -> None:
    answer = officer.post(f"/teams/{team_id}/trainers", data={"phone": "0900 000 077", "once": "1"})
    assert (answer.status_code, 'id="phone-error"' in answer.text, "0900 000 077" in answer.text) == (422, True, True)
    with database.read() as session:
        assert session.exec(select(TeamMember)).all() == []


def test_the_new_reach_opens_the_cooperative_at_once(
    client: TestClient, world: World, database: Database, team_id: str
) -> None:
    path = f"/c/{world.foreign.id}/onboarding"
    assert sign_in(client, world.trainer).get(path).status_code == 404
    sign_in(client, world.officer).post(f"/teams/{team_id}/trainers", data={"phone": "0900000004", "once": "1"})
    assert sign_in(client, world.trainer).get(path).status_code == 200


@pytest.mark.parametrize("role", [Role.TRAINER, Role.MANAGER, Role.STAFF, Role.INSPECTOR])
def test_teams_are_not_for_others_to_arrange(client: TestClient, world: World, team_id: str, role: Role) -> None:
    stranger = sign_in(client, world.person(role))
    answers = [
        stranger.get("/teams"),
        stranger.get(f"/teams/{team_id}"),
        stranger.post(f"/teams/{team_id}/trainers", data={"phone": "0900000004"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_three_teams_take_as_many_queries_as_one(database: Database, world: World) -> None:
    taken = []
    for _ in (1, 2, 3):
        with database.write() as session:
            team = make_team(session, OWN_UNIT, BA_CHE)
            session.add(TeamMember(team_id=team, person_id=world.trainer.id))
        with counted(database) as statements, database.read() as session:
            taken.append((len(teams(session)), len(statements)))
    assert taken == [(1, 3), (2, 3), (3, 3)]
