"""Sites: fields, ponds, boats and workshops, with the codes they have."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from cooptrace.cooperatives.models import Site
from cooptrace.cooperatives.site_codes import hint
from cooptrace.database import Database
from tests.factories import make_site
from tests.people import World, sign_in

TYPED = {"kind": "growing-area", "name": "Vườn Nà Làng", "code": "VN-QNOR-9001", "place": "xa binh lieu", "once": "1"}


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.staff)


def sites(database: Database) -> list[Site]:
    with database.read() as session:
        return list(session.exec(select(Site)))


def test_a_site_is_added(staff: TestClient, world: World, database: Database) -> None:
    typed = TYPED | {"latitude": "21,53", "longitude": "107.39"}
    answer = staff.post(f"/c/{world.own.id}/sites/new", data=typed)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/c/{world.own.id}/sites?said=saved")
    (site,) = sites(database)
    assert (site.name, site.code, site.unit_code) == ("Vườn Nà Làng", "VN-QNOR-9001", "06838")
    assert (str(site.latitude), str(site.longitude)) == ("21.53000", "107.39000")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"latitude": "21,53"}, "longitude"),
        ({"latitude": "91", "longitude": "107"}, "latitude"),
        ({"latitude": "north", "longitude": "107"}, "latitude"),
        ({"gln": "123"}, "gln"),
        ({"kind": "moon"}, "kind"),
        ({"name": " "}, "name"),
        ({"place": "Hải Hà Nội"}, "place"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    staff: TestClient, world: World, database: Database, typed: dict[str, str], field: str
) -> None:
    answer = staff.post(f"/c/{world.own.id}/sites/new", data=TYPED | typed)
    assert (answer.status_code, f'id="{field}-error"' in answer.text, sites(database)) == (422, True, [])


def test_an_unusual_code_is_kept_and_mentioned(staff: TestClient, world: World, database: Database) -> None:
    staff.post(f"/c/{world.own.id}/sites/new", data=TYPED | {"code": "QN9001"})
    (site,) = sites(database)
    assert (site.code, hint(site.kind, site.code) is not None) == ("QN9001", True)
    assert "VN-QNOR-9001" in staff.get(f"/c/{world.own.id}/sites/{site.id}").text


@pytest.mark.parametrize(
    ("kind", "code"), [("growing-area", "VN-QNOR-9001"), ("boat", "QN-99009-TS"), ("shop", "7"), ("growing-area", "")]
)
def test_a_usual_code_is_not_mentioned(kind: str, code: str) -> None:
    assert hint(kind, code) is None


def test_a_removed_site_is_not_listed_but_stays(staff: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        site = make_site(session, world.own)
    staff.post(f"/c/{world.own.id}/sites/{site.id}/removal")
    assert "Vườn Nà Làng" not in staff.get(f"/c/{world.own.id}/sites").text
    assert [row.name for row in sites(database)] == ["Vườn Nà Làng"]


def test_a_foreign_site_or_producer_is_not_there(staff: TestClient, world: World, session: Session) -> None:
    foreign = make_site(session, world.foreign)
    session.commit()
    assert staff.get(f"/c/{world.own.id}/sites/{foreign.id}").status_code == 404
    typed = TYPED | {"producer_id": "none-such"}
    assert staff.post(f"/c/{world.own.id}/sites/new", data=typed).status_code == 404


def test_those_who_only_read_get_no_buttons(client: TestClient, world: World) -> None:
    page = sign_in(client, world.inspector).get(f"/c/{world.own.id}/sites")
    assert (page.status_code, "/sites/new" in page.text) == (200, False)
