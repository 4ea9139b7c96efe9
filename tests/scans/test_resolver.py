"""Checks of a GS1-conformant resolver: statuses, redirects and headers. Each is named by its id in
resolver_checks.txt."""

import re
import subprocess
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from cooptrace.codes import parse_digital_link
from cooptrace.database import Database
from cooptrace.products.models import Product
from tests.conftest import Live
from tests.scans.goods import FREE_GTIN, GTIN, LOT, Goods
from tests.scans.resolving import HERE, KEY, LINK, LINKSET, ROOT, SHOP, add_link, contexts, links

EVERY_METHOD = pytest.mark.parametrize("method", ["OPTIONS", "GET", "HEAD"])


def test_every_check_has_a_test() -> None:
    wanted = {_plain(line) for line in (HERE / "resolver_checks.txt").read_text().splitlines()}
    named = {_plain(name) for name in _tests()}
    assert (wanted - named, len(wanted)) == (set(), 63)


def _tests() -> Iterator[str]:
    for file in sorted(HERE.glob("test_resolver*.py")):
        yield from re.findall(r"^def test_(\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE)


def _plain(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())


def test_is_url(goods: Goods) -> None:
    assert re.fullmatch(r"https?://[^/]+\.[^/]+/.+", ROOT + LINK)


def test_valid_dl(goods: Goods) -> None:
    assert parse_digital_link(ROOT + LINK).ais == [("01", GTIN), ("10", LOT)]


def test_plausible_dl(goods: Goods) -> None:
    assert re.search(r"/01/\d{14}(/10/[^/]+)?$", LINK)


def test_is_https() -> None:
    pytest.skip("only a deployment has https: its address is told to be https by web.addresses")


def test_tls_ok() -> None:
    pytest.skip("only a deployment has a certificate")


def test_rd_file(client: TestClient) -> None:
    answer = client.get("/.well-known/gs1resolver")
    described = answer.json()
    assert (answer.status_code, described["supportedPrimaryKeys"]) == (200, ["01", "00", "414", "417"])


def test_rd_root(client: TestClient) -> None:
    answer = client.get("/.well-known/gs1resolver", headers={"host": "evil.example"})
    assert answer.json()["resolverRoot"] == ROOT


def test_rd_context(client: TestClient) -> None:
    assert "jsonLdContextLocation" in client.get("/.well-known/gs1resolver").json()


def test_rd_file_cors(client: TestClient) -> None:
    assert client.get("/.well-known/gs1resolver").headers["access-control-allow-origin"] == "*"


@pytest.mark.browser
def test_http_version(live: Live) -> None:
    asked = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_version}", f"{live.url}/.well-known/gs1resolver"]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "1.1"


@EVERY_METHOD
def test_cors_check(client: TestClient, goods: Goods, method: str) -> None:
    assert client.request(method, LINK).headers["access-control-allow-origin"] == "*"


@EVERY_METHOD
def test_methods_check(client: TestClient, goods: Goods, method: str) -> None:
    assert client.request(method, LINK).headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"


@EVERY_METHOD
@pytest.mark.parametrize("query", ["", "?linkType=gs1:pip", "?linkType=linkset", "?linkType=gs1:nosuchlt"])
def test_link_on_redirect(client: TestClient, goods: Goods, method: str, query: str) -> None:
    told = client.request(method, LINK + query).headers["link"]
    assert f'<{ROOT}{LINK}?linkType=linkset>; rel="linkset"; type="application/linkset+json"' in told.split(", ")


@EVERY_METHOD
def test_legacy_link_headers(client: TestClient, goods: Goods, method: str) -> None:
    assert "gs1:" not in client.request(method, LINK).headers["link"]


def test_cors_on_get(client: TestClient, goods: Goods) -> None:
    for path in (LINK, f"/01/{FREE_GTIN}", "/01/1", f"{LINK}?linkType=linkset", f"{LINK}?linkType=gs1:nosuchlt"):
        assert client.get(path).headers["access-control-allow-origin"] == "*"


def test_report_with_400(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{LINK}/foo").status_code == 400


def test_no_error_with_200(client: TestClient, goods: Goods) -> None:
    answers = [client.get(path) for path in (f"{LINK}/foo", f"/01/{FREE_GTIN}", f"{LINK}?linkType=gs1:nosuchlt")]
    assert [answer.status_code for answer in answers] == [400, 404, 404]


def test_bad_check_digit_400(client: TestClient, goods: Goods) -> None:
    assert client.get("/01/09520001000011").status_code == 400


def test_qualifier_order_400(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{KEY}/21/S1/10/L1").status_code == 400


def test_attribute_in_path_400(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{LINK}/17/261231").status_code == 400


def test_unknown_ai_400(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{LINK}/99/ABC").status_code == 400


def test_qualifier_in_query_400(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{KEY}?10=LOT1").status_code == 400


@pytest.mark.parametrize("path", ["/01/0950600013435A", "/01/123", "/01/", "/10/ABC", "/253/1", "/17/261231", "/ehXYZ"])
def test_malformed_400(client: TestClient, goods: Goods, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "path", [f"/01/{FREE_GTIN}", "/414/9520000090012", "/00/106141411234567897", "/253/4012345678901"]
)
def test_unknown_404(client: TestClient, goods: Goods, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["", "?linkType=gs1:pip", "?foo=bar"])
def test_trailing_slash(client: TestClient, goods: Goods, query: str) -> None:
    bare, slashed = client.get(LINK + query), client.get(f"{LINK}/{query}")
    assert (bare.status_code, bare.headers["location"]) == (slashed.status_code, slashed.headers["location"])


def test_basic_walk_up(client: TestClient, goods: Goods) -> None:
    answer = client.get(f"{KEY}/10/KL8G")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{ROOT}/p{KEY}/10/KL8G")
    assert "Số lô này không có trong hệ thống" in client.get(f"/p{KEY}/10/KL8G").text


def test_walk_up_serial(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{KEY}/21/ZZ9").status_code == 307
    assert client.get(f"/p{KEY}/21/ZZ9").status_code == 200


def test_escaped_slash(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{KEY}/10/A%2FB").headers["location"] == f"{ROOT}/p{KEY}/10/A%2FB"
    assert client.get(f"/p{KEY}/10/A%2FB").status_code == 200


def test_status_307(client: TestClient, goods: Goods) -> None:
    assert [client.get(path).status_code for path in (LINK, KEY, f"{LINK}?linkType=pip")] == [307] * 3


def test_default_target(client: TestClient, goods: Goods) -> None:
    for path in (LINK, KEY, f"{KEY}/10/KL8G"):
        (default,) = links(contexts(client, path)[0], "defaultLink")
        assert client.get(path).headers["location"] == default["href"] == f"{ROOT}/p{path}"


def test_qs_passed_on(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{LINK}?foo=bar").headers["location"] == f"{ROOT}/p{LINK}?foo=bar"


def test_qs_verbatim(client: TestClient, goods: Goods) -> None:
    query = "17=261231;3103=000189&flag"
    assert client.get(f"{LINK}?{query}").headers["location"] == f"{ROOT}/p{LINK}?{query}"
    journey = client.get(f"{LINK}?{query}&linkType=gs1:traceability").headers["location"]
    assert journey == f"{ROOT}/p{LINK}?{query}&linkType=gs1:traceability#journey"


def test_qs_on_a_link_that_has_one(client: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        add_link(session, goods, href=f"{SHOP}?id=7#gia")
    where = client.get(f"{LINK}?linkType=gs1:hasRetailers").headers["location"]
    assert where == f"{SHOP}?id=7&linkType=gs1:hasRetailers#gia"


def test_specific_link_type_not_found(client: TestClient, goods: Goods) -> None:
    assert client.get(f"{LINK}?linkType=gs1:nosuchlt").status_code == 404


def test_link_type_forms(client: TestClient, goods: Goods) -> None:
    forms = ("gs1:pip", "pip", "https://gs1.org/voc/pip", "https://ref.gs1.org/voc/pip", "gs1:defaultLink")
    where = [client.get(LINK, params={"linkType": form}).headers["location"].partition("?")[0] for form in forms]
    assert where == [f"{ROOT}/p{LINK}"] * 5


@pytest.mark.parametrize("query", ["", "?linkType=gs1:pip", "?linkType=linkset", "?linkType=gs1:nosuchlt"])
def test_head_same(client: TestClient, goods: Goods, query: str) -> None:
    get, head = client.get(LINK + query), client.head(LINK + query)
    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in ("content-type", "link", "location", "access-control-allow-origin", "vary"):
        assert get.headers.get(name) == head.headers.get(name)


@pytest.mark.parametrize("headers", [{}, LINKSET, {"accept": "text/html"}])
def test_vary_accept(client: TestClient, goods: Goods, headers: dict[str, str]) -> None:
    for query in ("", "?linkType=linkset"):
        told = client.get(LINK + query, headers=headers).headers["vary"]
        assert {"Accept", "Accept-Language"} <= set(told.split(", "))


@pytest.mark.parametrize("epc", ["/eh3066C4409047E140075BCD15", "/eh3066c4409047e140075bcd15"])
def test_epc_binary(client: TestClient, goods: Goods, database: Database, epc: str) -> None:
    assert client.get(epc).status_code == 404
    with database.write() as session:
        session.get_one(Product, goods.product.id).gtin = "09506000134352"
    link = "/01/09506000134352/21/123456789"
    assert client.get(epc).headers["location"] == client.get(link).headers["location"] == f"{ROOT}/p{link}"


def test_a_phone_is_redirected_once_from_a_digital_link_and_never_from_a_short_one(
    phone: TestClient, goods: Goods
) -> None:
    answers = [phone.get(path, follow_redirects=True) for path in (goods.link, goods.short)]
    assert [(answer.status_code, len(answer.history)) for answer in answers] == [(200, 1), (200, 0)]
