"""Digital Links of other keys: places and parties by their GLN, boxes by their SSCC; and what is wrong with links."""

import re

import pytest
from fastapi.testclient import TestClient

from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.database import Database
from tests.codes.shared_vectors import rows
from tests.people import World, sign_in
from tests.scans.goods import LOT, Goods
from tests.scans.resolving import ROOT, anchors, contexts, links

GLN, SITE_GLN, SSCC = "9520000090012", "9520000090029", "106141411234567897"
MACHINE = {"accept": "application/json"}
MALFORMED = (
    "/01/09521234567899/21/S/10/L",
    "/01/09521234567899/10/L/10/L",
    "/01/09521234567898",
    "/01/09521234567899/10/L%C3%B4",
    "/01/09521234567899/10/A%0AB",
    "/01/09521234567899/10/",
    "/01/09521234567899?999=A",
    "/01/09521234567899?17=270230",
    "/01/09521234567899?37=1",
    "/01/02001234567893",
    "/00/106141411234567898",
    "/00/106141411234567897/22/A",
    "/402/40123456789012340",
    "/414/4226350800009",
    "/415/4226350800008",
    "/417/4226350800008/254/E",
    "/253/401234567890",
    "/8004/ABCD123",
    "/8010/4012345abc",
    "/8013/1987654Ad4X4bL5ttr2310c2X",
    "/8020/REF123",
    "/17/261231",
    "/eh3016",
)


@pytest.fixture
def numbered(goods: Goods, database: Database) -> Goods:
    with database.write() as session:
        session.get_one(Cooperative, goods.cooperative.id).gln = GLN
        session.get_one(Site, goods.site.id).gln = SITE_GLN
    return goods


@pytest.mark.parametrize(
    ("path", "kind"),
    [(f"/414/{SITE_GLN}", "locationInfo"), (f"/414/{GLN}", "locationInfo"), (f"/417/{GLN}", "homepage")],
)
def test_a_gln_leads_to_the_page_of_its_place(client: TestClient, numbered: Goods, path: str, kind: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (307, f"{ROOT}/p{path}")
    (context,) = contexts(client, path)
    assert (context["anchor"], links(context, kind)[0]["href"]) == (f"{ROOT}{path}", f"{ROOT}/p{path}")
    page = client.get(f"/p{path}")
    name = numbered.site.name if SITE_GLN in path else numbered.cooperative.name
    assert (page.status_code, f"<bdi>{name}</bdi></h1>" in page.text, numbered.product.name in page.text) == (
        200,
        True,
        True,
    )


def test_an_unknown_part_of_a_place_is_answered_by_the_place(client: TestClient, numbered: Goods) -> None:
    path = f"/414/{SITE_GLN}/254/KHO-7"
    assert (client.get(path).headers["location"], anchors(client, path)) == (f"{ROOT}/p{path}", [f"/414/{SITE_GLN}"])
    assert client.get(f"/p{path}").status_code == 200


@pytest.mark.parametrize("path", [f"/417/{SITE_GLN}", "/414/9520000090036", f"/p/417/{SITE_GLN}", f"/p/00/{SSCC}"])
def test_what_is_no_place_is_not_found(client: TestClient, numbered: Goods, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_box_leads_to_the_lot_in_it(client: TestClient, world: World, goods: Goods) -> None:
    sign_in(client, world.staff)
    path = f"/c/{goods.cooperative.id}/batches/{goods.batch.id}/links"
    typed = {"kind": "instructions", "href": "https://kho.example.vn/", "title": "Phiếu xuất kho", "sscc": SSCC}
    assert (client.get(f"/00/{SSCC}").status_code, client.post(path, data=typed).status_code) == (404, 303)
    assert client.get(f"/00/{SSCC}").headers["location"] == f"{ROOT}{goods.page}"
    assert anchors(client, f"/00/{SSCC}") == [f"/00/{SSCC}"]
    assert links(contexts(client, goods.link)[0], "instructions") == []
    assert LOT in goods.page


@pytest.mark.parametrize("path", MALFORMED)
def test_a_malformed_link_is_told_to_be_so(client: TestClient, goods: Goods, path: str) -> None:
    check_refusal(client, f"https://id.example.coop{path}")


@pytest.mark.vectors
def test_every_malformed_link_of_the_vectors(client: TestClient, goods: Goods) -> None:
    tried = [row["uri"] for row in rows("dl_uris") if not row["valid"] and is_ours(row["uri"])]
    for uri in tried:
        check_refusal(client, uri)
    assert len(tried) > 140


# Other letters are rewritten by the client of these tests before they are sent.
_arrives = re.compile(r"(?:https?|HTTPS?)://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]+)").fullmatch


def is_ours(uri: str) -> bool:
    """Can arrive here at all: neither scheme nor host are at fault. One slash at the end is let pass, as GS1 wishes."""
    return bool(_arrives(uri)) and not uri.endswith("/")


def check_refusal(client: TestClient, uri: str) -> None:
    found = _arrives(uri)
    assert found
    path = found[1]
    page, told = client.get(path, headers={"accept": "text/html"}), client.get(path, headers=MACHINE)
    assert (uri, page.status_code, 'name="code"' in page.text) == (uri, 400, True)
    assert (uri, told.status_code, told.json().keys()) == (uri, 400, {"problem", "rule", "position"})
