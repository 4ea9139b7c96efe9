"""What stands around every page: cross-site changes refused, headers on every answer, redirects that stay here."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse

from cooptrace.web.answers import local_path
from cooptrace.web.guards import STAFF_CSP, OriginGuard, SecurityHeaders
from tests.people import World, sign_in

ORIGIN, COOKIE = "https://id.example.vn", "__Host-session"


def answer_to(headers: dict[str, str], *, method: str = "POST") -> Response:
    """What a service at https://id.example.vn answers to a request with these headers."""
    guarded = OriginGuard(PlainTextResponse("ok"), session_cookie=COOKIE, https=True)
    return TestClient(SecurityHeaders(guarded, https=True), base_url=ORIGIN).request(method, "/x", headers=headers)


CASES = [
    (200, {"sec-fetch-site": "same-origin"}),
    (200, {"sec-fetch-site": "none"}),
    (403, {"sec-fetch-site": "cross-site"}),
    (403, {"sec-fetch-site": "same-site"}),
    (403, {"sec-fetch-site": "junk"}),
    (200, {"origin": "https://id.example.vn"}),
    (403, {"origin": "https://evil.example"}),
    (403, {"origin": "null"}),
    (403, {"origin": "http://id.example.vn"}),
    (403, {"origin": "https://id.example.vn.evil.example"}),
    (403, {"cookie": f"{COOKIE}=abc"}),
    (403, {"cookie": f"lang=vi; {COOKIE}=abc"}),
    (200, {}),
    (200, {"cookie": "lang=vi"}),
    (403, {"sec-fetch-site": "cross-site", "origin": "https://id.example.vn"}),
]


@pytest.mark.parametrize(("status", "headers"), CASES)
def test_changes_are_taken_only_from_our_own_pages(status: int, headers: dict[str, str]) -> None:
    assert answer_to(headers).status_code == status


def test_reading_is_open_to_every_site() -> None:
    assert answer_to({"sec-fetch-site": "cross-site"}, method="GET").status_code == 200


def test_a_village_without_https_compares_the_host_alone(client: TestClient) -> None:
    answers = [client.post("/sign-out", headers={"origin": f"http://{host}"}) for host in ("trace.test", "evil.test")]
    assert [answer.status_code for answer in answers] == [303, 403]


def test_a_change_with_our_cookie_and_no_word_of_its_origin_is_refused(client: TestClient, world: World) -> None:
    sign_in(client, world.staff)
    del client.headers["sec-fetch-site"]
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.text) == (403, "Biểu mẫu này gửi từ một trang khác nên đã bị từ chối.")
    assert answer.headers["content-security-policy"] == STAFF_CSP


@pytest.mark.parametrize("path", ["/sign-in", "/me", "/nothing-here", "/livez"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == STAFF_CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["permissions-policy"].startswith("camera=(self)")


def test_an_answer_that_is_too_big_carries_the_headers(client: TestClient) -> None:
    answer = client.post("/sign-in", content=b"x" * 22_000_001)
    assert (answer.status_code, answer.headers["content-security-policy"]) == (413, STAFF_CSP)


def test_an_unexpected_error_carries_the_headers(app: FastAPI) -> None:
    app.state.throttle = None
    with TestClient(app, base_url="http://trace.test", raise_server_exceptions=False) as client:
        answer = client.post("/sign-in", data={"phone": "0900000001", "password": "x"})
    assert (answer.status_code, answer.headers["content-security-policy"]) == (500, STAFF_CSP)


def test_https_is_kept_once_it_is_used(client: TestClient) -> None:
    assert answer_to({}).headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in client.get("/livez").headers


ELSEWHERE = [
    *("//evil", "/\\evil", "\\/evil", "https:evil", "https://evil.example/", "javascript:alert(1)", "/a\r\nX: y"),
    *("/a b", "", None, "/\t/evil", "/\n", "/" + "a" * 600),
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_redirect_never_leads_elsewhere(target: str | None) -> None:
    assert local_path(target, default="/home") == "/home"


def test_a_redirect_leads_to_a_page_of_ours() -> None:
    assert local_path("/b/1?x=2#y") == "/b/1?x=2#y"


@given(st.text(max_size=60))
def test_no_text_makes_a_redirect_leave(target: str) -> None:
    path = local_path(target)
    assert path[:1] == "/"
    assert (path[:2] in ("//", "/\\"), "\\" in path, "\n" in path) == (False, False, False)
