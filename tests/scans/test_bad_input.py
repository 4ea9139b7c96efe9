"""Whatever arrives, the answer is friendly, quick and says nothing of the inside."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.codes import new_batch_code
from cooptrace.errors import TooMany
from cooptrace.scans.throttle import REPORTS, UNKNOWN_CODES, Throttle, group_of
from tests.scans.goods import FREE_GTIN, GTIN, Goods

LONG = "A" * 65_000
HOSTILE = "'\"><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/Q/7K102NPF5", 400),
        ("/Q/%00%00%00", 400),
        ("/Q/%D9%A7K102NPF4", 400),
        ("/Q/a%2Fb", 400),
        ("/Q/%F0%9F%8D%9C", 400),
        (f"/Q/{LONG}", 400),
        ("/01/9520001000010", 400),
        (f"/01/{GTIN}/10/%00", 400),
        (f"/01/{GTIN}/10/{LONG}", 400),
        (f"/01/{GTIN}?{LONG}", 400),
        (f"/01/{GTIN}/10/%E2%80%AEabc", 400),
        (f"/p/01/{GTIN}/10/..%2F..%2Fetc", 200),
    ],
)
def test_strange_addresses_get_a_friendly_answer(phone: TestClient, goods: Goods, path: str, status: int) -> None:
    answer = phone.get(path)
    assert (answer.status_code, "text/html" in answer.headers["content-type"]) == (status, True)
    assert ('name="code"' in answer.text or status == 200, "Traceback" in answer.text) == (True, False)


def test_a_line_break_in_the_address_sets_no_header(phone: TestClient, goods: Goods) -> None:
    answers = [phone.get(f"/01/{GTIN}/10/%0D%0ASet-Cookie:x"), phone.get(f"/01/{GTIN}?linkType=gs1:pip&a=%0D%0Ab:c")]
    assert [(answer.status_code, "set-cookie" in answer.headers) for answer in answers] == [(400, False), (307, False)]
    assert answers[1].headers["location"].endswith("a=%0D%0Ab:c")


def test_what_is_wrong_is_said_and_the_right_address_is_offered(phone: TestClient, goods: Goods) -> None:
    text = phone.get("/01/9520001000010").text
    assert "GTIN trong địa chỉ phải có 14 chữ số; ở đây chỉ có 13." in text
    assert f'<a href="/01/{GTIN}">' in text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/01/09520001000011", {"rule": "incorrect_check_digit", "position": 17}),
        ("/Q/7K1", {"rule": "length", "position": 0}),
        (f"/01/{FREE_GTIN}", {}),
    ],
)
def test_machines_get_json(client: TestClient, goods: Goods, path: str, told: dict[str, object]) -> None:
    answer = client.get(path, headers={"accept": "application/json"})
    said = answer.json()
    assert (bool(said.pop("problem")), said) == (True, told)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "a b"},
        {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "x-forwarded-for": HOSTILE},
        {"accept-language": HOSTILE},
        {"accept-language": "en;q=" + "9" * 5000},
        {"accept-language": ",".join(["zz;q=x"] * 500)},
        {"cookie": f"device={HOSTILE}; lang={HOSTILE}; session={HOSTILE}"},
        {"cookie": "device=" + "A" * 7000},
        {"user-agent": HOSTILE * 50, "sec-purpose": HOSTILE, "accept": HOSTILE},
    ],
)
def test_hostile_headers_change_nothing(phone: TestClient, goods: Goods, headers: dict[str, str]) -> None:
    answer = phone.get(goods.short, headers=headers)
    assert (answer.status_code, "evil.example" in answer.text, "<script>alert" in answer.text) == (200, False, False)


def test_unknown_codes_are_stopped_but_known_ones_go_on(phone: TestClient, goods: Goods) -> None:
    codes = [new_batch_code() for _ in range(33)]
    statuses = [phone.get(f"/Q/{code}").status_code for code in codes]
    assert statuses == [404] * 30 + [429] * 3
    stopped = phone.get(f"/01/{FREE_GTIN}")
    assert (stopped.status_code, 3500 < int(stopped.headers["retry-after"]) <= 3600) == (429, True)
    # Many phones share one address: nobody's own label may stop working.
    assert phone.get(goods.short).status_code == 200


def test_each_address_is_counted_alone() -> None:
    throttle = Throttle()
    for _ in range(UNKNOWN_CODES.limit.amount):
        throttle.count(UNKNOWN_CODES, "192.0.2.1")
    with pytest.raises(TooMany):
        throttle.count(UNKNOWN_CODES, "192.0.2.1")
    throttle.count(UNKNOWN_CODES, "192.0.2.2")
    throttle.count(REPORTS, "192.0.2.1")
    assert group_of("192.0.2.1") != group_of("192.0.2.2")


@pytest.mark.parametrize(
    ("one", "other"),
    [("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"), ("::ffff:192.0.2.1", "192.0.2.1")],
)
def test_one_household_is_one_address(one: str, other: str) -> None:
    assert group_of(one) == group_of(other)


def test_the_front_page_takes_typed_codes(phone: TestClient, goods: Goods) -> None:
    spelt = goods.batch.short_code.lower()
    assert phone.get("/", params={"code": f" {spelt[:3]} {spelt[3:]} "}).headers["location"] == goods.short
    assert phone.get("/?lang=zh", params={"code": spelt, "lang": "zh"}).headers["location"] == f"{goods.short}?lang=zh"
    assert phone.get("/", params={"code": "9520001000010"}).headers["location"] == f"/01/{GTIN}"


@pytest.mark.parametrize("typed", ["7K102NPF5", HOSTILE, "x" * 5000, "https://evil.example/", "//evil.example"])
def test_a_wrong_code_in_the_box_is_said_at_the_box(phone: TestClient, typed: str) -> None:
    answer = phone.get("/", params={"code": typed})
    assert (answer.status_code, 'id="code-error"' in answer.text) == (400, True)
    assert "<script>alert" not in answer.text


def test_the_front_page_shows_the_way_in(phone: TestClient) -> None:
    answer = phone.get("/")
    assert (answer.status_code, 'href="/sign-in"' in answer.text, 'name="code"' in answer.text) == (200, True, True)


def test_no_redirect_repeats_the_host_of_the_request(phone: TestClient, goods: Goods) -> None:
    paths = [
        "/q",
        "/01",
        "/sign-in/",
        f"{goods.short}/",
        f"{goods.link}?linkType=gs1:pip",
        f"/?code={goods.batch.short_code}",
    ]
    places = [phone.get(path, headers={"host": "evil.example"}).headers.get("location", "") for path in paths]
    assert [place for place in places if "evil" in place] == []
