"""The checks of a GS1-conformant resolver, each named by its id in the shared list of checks."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from cooptrace.database import Database
from cooptrace.scans.linkset import VOCABULARY
from tests.people import World
from tests.scans.goods import FREE_GTIN, GTIN, LOT, RECALLED, Goods, make_goods

ROOT = "http://trace.test"
KEY = f"/01/{GTIN}"
LINK = f"{KEY}/10/{LOT}"
LINKSET = {"accept": "application/linkset+json"}


def linkset(answer: Response) -> list[dict[str, Any]]:
    document: dict[str, list[dict[str, Any]]] = answer.json()
    return document["linkset"]


def links(context: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = context.get(VOCABULARY + kind, [])
    return found


def test_rd_file(client: TestClient) -> None:
    answer = client.get("/.well-known/gs1resolver")
    described = answer.json()
    assert (described["resolverRoot"], described["supportedPrimaryKeys"]) == (ROOT, ["01"])  # rdFile, rdRoot
    assert "jsonLdContextLocation" in described  # rdContext
    assert answer.headers["access-control-allow-origin"] == "*"  # rdFileCors


@pytest.mark.parametrize("method", ["OPTIONS", "GET", "HEAD"])
def test_cors_methods_and_link_are_on_every_answer(client: TestClient, goods: Goods, method: str) -> None:
    headers = client.request(method, LINK).headers
    assert headers["access-control-allow-origin"] == "*"  # corsCheck, corsOnGet
    assert headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"  # methodsCheck
    assert headers["link"] == f'<{ROOT}{LINK}?linkType=linkset>; rel="linkset"; type="application/linkset+json"'
    assert "gs1:" not in headers["link"]  # linkOnRedirect, legacyLinkHeaders


@pytest.mark.parametrize(
    ("check", "path", "status"),
    [
        ("reportWith400", f"{LINK}/foo", 400),
        ("badCheckDigit400", "/01/09520001000011", 400),
        ("qualifierOrder400", f"{KEY}/21/S1/10/L1", 400),
        ("attributeInPath400", f"{LINK}/17/261231", 400),
        ("unknownAi400", f"{LINK}/99/ABC", 400),
        ("qualifierInQuery400", f"{KEY}?10=LOT1", 400),
        ("malformed400 letter", "/01/0950600013435A", 400),
        ("malformed400 short", "/01/123", 400),
        ("malformed400 empty", "/01/", 400),
        ("malformed400 no key", "/10/ABC", 400),
        ("unknown404", f"/01/{FREE_GTIN}", 404),
        ("basicWalkUp", f"{KEY}/10/KL8G", 200),
        ("walkUpSerial", f"{KEY}/21/ZZ9", 200),
        ("escapedSlash", f"{KEY}/10/A%2FB", 200),
        ("specificLinkTypeNotFound", f"{LINK}?linkType=gs1:nosuchlt", 404),
        ("ltLinksetNoRedirect", f"{LINK}?linkType=linkset", 200),
        ("ltAllNoRedirect", f"{LINK}?linkType=all", 200),
        ("epcBinary", "/eh3066C4409047E140075BCD15", 404),
        ("epcBinary malformed", "/ehXYZ", 400),
    ],
)
def test_status(client: TestClient, goods: Goods, check: str, path: str, status: int) -> None:
    answer = client.get(path)
    assert (check, answer.status_code) == (check, status)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_trailing_slash(client: TestClient, goods: Goods) -> None:
    for path in (LINK, f"{LINK}?linkType=gs1:pip"):
        bare, slashed = client.get(path), client.get(path.replace(LOT, f"{LOT}/"))
        assert (bare.status_code, bare.headers.get("location")) == (
            slashed.status_code,
            slashed.headers.get("location"),
        )


def test_lt_accept_header(client: TestClient, goods: Goods) -> None:
    for query in ("", "?linkType=all", "?linkType=linkset"):
        answer = client.get(LINK + query, headers=LINKSET)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/linkset+json")


def test_linkset_headers(client: TestClient, goods: Goods) -> None:
    answer = client.get(LINK, headers=LINKSET)
    assert 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"' in answer.headers["link"]
    assert 'rel="linkset"' in answer.headers["link"]
    assert answer.headers["vary"] == "Accept, Accept-Language"  # varyAccept


def test_valid_linkset(client: TestClient, goods: Goods) -> None:
    """What the suite's schema asks: absolute anchors, itemDescription, href and title, only known properties."""
    for context in linkset(client.get(LINK, headers=LINKSET)):
        assert context["anchor"].startswith(f"{ROOT}/01/")
        assert context["itemDescription"]
        for kind, targets in context.items():
            if kind not in ("anchor", "itemDescription"):
                assert kind.startswith("https://ref.gs1.org/voc/")
                assert [target.keys() - {"href", "title", "type", "hreflang"} for target in targets] == [set()]
                assert [(bool(target["href"]), bool(target["title"])) for target in targets] == [(True, True)]


def test_linkset_all_levels_and_anchor_matches(client: TestClient, goods: Goods) -> None:
    anchors = [context["anchor"] for context in linkset(client.get(LINK, headers=LINKSET))]
    assert anchors == [f"{ROOT}{LINK}", f"{ROOT}{KEY}"]
    assert [context["anchor"] for context in linkset(client.get(KEY, headers=LINKSET))] == [f"{ROOT}{KEY}"]


def test_default_link_is_single_bare_and_described(client: TestClient, goods: Goods) -> None:
    for context in linkset(client.get(LINK, headers=LINKSET)):
        (default,) = links(context, "defaultLink")  # defaultLinkExists, singleDefaulLink
        assert default.keys() == {"href", "title"}  # defaultLinkBare
        assert default["href"] in [link["href"] for link in links(context, "pip")]  # defaultDescribed


def test_link_types_are_in_the_vocabulary(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        make_goods(session, world, **RECALLED)
    kinds = {
        kind.removeprefix(VOCABULARY) for context in linkset(client.get(LINK, headers=LINKSET)) for kind in context
    }
    known = {"pip", "defaultLink", "traceability", "certificationInfo", "recallStatus"}  # stable in WebVoc 1.16
    assert kinds - {"anchor", "itemDescription"} == known


@pytest.mark.parametrize("kind", ["pip", "traceability", "certificationInfo"])
def test_location_for_each_link_type_is_its_href(client: TestClient, goods: Goods, kind: str) -> None:
    (link,) = links(linkset(client.get(LINK, headers=LINKSET))[0], kind)
    answer = client.get(f"{LINK}?linkType=gs1:{kind}")
    assert answer.status_code == 307  # status307
    assert answer.headers["location"].replace(f"?linkType=gs1:{kind}", "") == link["href"]  # loFor
    assert client.get(answer.headers["location"].removeprefix(ROOT)).status_code == 200


def test_link_type_forms(client: TestClient, goods: Goods) -> None:
    forms = ("gs1:pip", "pip", "https://gs1.org/voc/pip", "https://ref.gs1.org/voc/pip", "gs1:defaultLink")
    where = [client.get(LINK, params={"linkType": form}).headers["location"].partition("?")[0] for form in forms]
    assert where == [f"{ROOT}/Q/{goods.batch.short_code}"] * 5


def test_query_is_passed_on_verbatim(client: TestClient, goods: Goods) -> None:
    query = "17=261231;3103=000189&flag&linkType=gs1:traceability"
    answer = client.get(f"{LINK}?{query}")
    assert answer.headers["location"] == f"{ROOT}/Q/{goods.batch.short_code}?{query}#journey"


def test_head_same(client: TestClient, goods: Goods) -> None:
    for path in (LINK, f"{LINK}?linkType=gs1:pip", f"{LINK}?linkType=linkset"):
        get, head = client.get(path), client.head(path)
        for name in ("content-type", "link", "location", "access-control-allow-origin"):
            assert get.headers.get(name) == head.headers.get(name)
        assert get.status_code == head.status_code


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/json", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "application/linkset+json"),
    ],
)
def test_linkset_in_the_wished_form(client: TestClient, goods: Goods, accept: str, media_type: str) -> None:
    answer = client.get(f"{LINK}?linkType=linkset", headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    if media_type == "application/ld+json":
        assert json.loads(answer.text)["@context"].startswith("https://ref.gs1.org/")
    if "html" in media_type:
        assert f'"anchor":"{ROOT}{LINK}"' in answer.text


def test_what_nobody_declared_is_answered_by_the_level_above(client: TestClient, goods: Goods) -> None:
    (context,) = linkset(client.get(f"{KEY}/10/KL8G", headers=LINKSET))
    assert context["anchor"] == f"{ROOT}{KEY}"
    answer = client.get(f"{KEY}/10/KL8G?linkType=gs1:pip")
    assert answer.headers["location"].startswith(f"{ROOT}/p/{goods.product.id}?")
