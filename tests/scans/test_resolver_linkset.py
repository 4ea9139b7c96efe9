"""Checks of a GS1-conformant resolver: what its linksets hold, and in which form they come."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from cooptrace.database import Database
from cooptrace.scans.link_kinds import LINK_KINDS
from cooptrace.scans.linkset import VOCABULARY
from tests.people import World
from tests.scans.goods import LOT, RECALLED, Goods, make_goods
from tests.scans.resolving import HERE, KEY, LINK, LINKSET, ROOT, add_link, anchors, contexts, links

NO_LINKS = ("anchor", "itemDescription")


def test_lt_linkset_no_redirect(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{LINK}?linkType=linkset").status_code == 200


def test_lt_all_no_redirect(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{LINK}?linkType=all").status_code == 200


@pytest.mark.parametrize("query", ["", "?linkType=all", "?linkType=linkset", "?linkType=gs1:pip"])
def test_lt_accept_header(client: TestClient, goods: Goods, query: str) -> None:
    answer = client.get(LINK + query, headers=LINKSET)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/linkset+json")


def test_declared_content_type(client: TestClient, goods: Goods) -> None:
    told = [client.get(f"{LINK}?linkType=linkset").headers, client.get(LINK, headers=LINKSET).headers]
    assert [headers["content-type"] for headers in told] == ["application/linkset+json"] * 2


def test_linkset_jsonld_check(client: TestClient, goods: Goods) -> None:
    told = client.get(LINK, headers=LINKSET).headers["link"]
    assert 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"' in told


@pytest.mark.parametrize("path", [LINK, KEY])
def test_valid_linkset(client: TestClient, goods: Goods, database: Database, path: str) -> None:
    with database.write() as session:
        add_link(session, goods)
    document = client.get(path, headers=LINKSET).json()
    assert (list(document), faults(document["linkset"])) == (["linkset"], [])


def test_valid_linkset_120(client: TestClient, goods: Goods) -> None:
    """The published schema asks for absolute addresses beside that, and for nothing but https or http."""
    for context in contexts(client, LINK):
        found = [target["href"] for kind in context if kind not in NO_LINKS for target in context[kind]]
        assert [href for href in found if not re.fullmatch(r"https?://[^\s]+", href)] == []


def faults(found: list[dict[str, Any]]) -> list[str]:
    """What the suite's schema refuses."""
    wrong = []
    for context in found:
        if not (context["anchor"].startswith(f"{ROOT}/") and context["itemDescription"]):
            wrong.append("anchor or itemDescription")
        for kind, targets in context.items():
            if kind not in NO_LINKS:
                wrong += _faults_of_kind(kind, targets)
    return wrong


def _faults_of_kind(kind: str, targets: list[dict[str, Any]]) -> list[str]:
    wrong = [] if re.fullmatch(r"https?://[a-zA-Z0-9./]+", kind) and targets else [kind]
    for target in targets:
        known = target.keys() <= {"href", "title", "type", "hreflang"} and target["href"] and target["title"]
        spoken = [tag for tag in target.get("hreflang", []) if not re.fullmatch("[a-z]{2}(-[A-Z]{2})?", tag)]
        if not known or spoken:
            wrong.append(f"{kind}: {target}")
    return wrong


def test_hacked_linkset(client: TestClient, goods: Goods) -> None:
    """The suite's repaired form: full link types become CURIEs, and the rest stays valid."""
    text = client.get(LINK, headers=LINKSET).text.replace(VOCABULARY, "gs1:")
    assert {kind for context in json.loads(text)["linkset"] for kind in context if ":" in kind} >= {
        "gs1:pip",
        "gs1:defaultLink",
    }


def test_linkset_all_levels(client: TestClient, goods: Goods) -> None:
    assert anchors(client, LINK) == [LINK, KEY]
    assert anchors(client, f"{KEY}/10/KL8G") == [KEY]


def test_anchor_matches(client: TestClient, goods: Goods) -> None:
    assert [anchors(client, path)[0] for path in (LINK, KEY, f"{LINK}/")] == [LINK, KEY, LINK]


@pytest.mark.parametrize("path", [LINK, KEY])
def test_default_link_exists(client: TestClient, goods: Goods, path: str) -> None:
    assert [bool(links(context, "defaultLink")) for context in contexts(client, path)] == [True] * (
        2 if path == LINK else 1
    )


def test_single_defaul_link(client: TestClient, goods: Goods) -> None:
    assert [len(links(context, "defaultLink")) for context in contexts(client, LINK)] == [1, 1]


def test_single_multi_link(client: TestClient, goods: Goods) -> None:
    assert [links(context, "defaultLinkMulti") for context in contexts(client, LINK)] == [[], []]


def test_default_link_bare(client: TestClient, goods: Goods) -> None:
    assert [links(context, "defaultLink")[0].keys() for context in contexts(client, LINK)] == [{"href", "title"}] * 2


def test_default_described(client: TestClient, goods: Goods) -> None:
    for context in contexts(client, LINK):
        (default,) = links(context, "defaultLink")
        assert default["href"] in [link["href"] for link in links(context, "pip")]


def test_link_types_defined(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        make_goods(session, world, **RECALLED)
    kinds = {kind.removeprefix(VOCABULARY) for context in contexts(client, LINK) for kind in context}
    own = {"pip", "defaultLink", "traceability", "certificationInfo", "recallStatus", "dpp"}
    known = set((HERE / "link_types.txt").read_text().split())
    assert (kinds - {*NO_LINKS}, (own | LINK_KINDS.keys() | {"locationInfo", "homepage"}) - known) == (own, set())


def test_linkset_as_json(client: TestClient, goods: Goods) -> None:
    answer = client.get(f"{LINK}?linkType=linkset", headers={"accept": "application/json"})
    assert (answer.headers["content-type"], "@context" in answer.json()) == ("application/json", False)


def test_linkset_as_json_ld(client: TestClient, goods: Goods) -> None:
    answer = client.get(f"{LINK}?linkType=linkset", headers={"accept": "application/ld+json"})
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.json()["@context"].startswith("https://ref.gs1.org/")


def test_linkset_as_html(client: TestClient, goods: Goods) -> None:
    answer = client.get(f"{LINK}?linkType=linkset", headers={"accept": "text/html"})
    island = re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    assert island
    data = json.loads(island[1])
    assert (data["linkset"][0]["anchor"], data["@context"][:20]) == (f"{ROOT}{LINK}", "https://ref.gs1.org/")
    assert f'href="{ROOT}/p{LINK}"' in answer.text


def test_query_linkset_union(client: TestClient, goods: Goods, database: Database) -> None:
    """Everything registered on a part of the address: the serial first, then variant with lot, lot, variant, key."""
    lot = {"batch_id": goods.batch.id}
    with database.write() as session:
        for details in ({}, {"variant": "V"}, lot, {"variant": "V", **lot}, {"serial": "S"}, {"variant": "other"}):
            add_link(session, goods, **details)
    assert anchors(client, f"{KEY}/22/V/10/{LOT}/21/S") == [
        f"{KEY}/21/S",
        f"{KEY}/22/V/10/{LOT}",
        LINK,
        f"{KEY}/22/V",
        KEY,
    ]
    assert anchors(client, f"{KEY}/235/T") == [KEY]
