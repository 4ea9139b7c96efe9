"""Stamps as shoppers meet them: by short code and Digital Link, typed, as text, with a covered code."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.codes.short_code import check_symbol
from cooptrace.database import Database
from cooptrace.products.models import Product
from cooptrace.scans.models import ProblemReport, Scan, ScanDay
from cooptrace.scans.throttle import Throttle
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampCase, StampDevice, StampOrder, StampSeen
from tests.conftest import PUBLIC_URL
from tests.people import World, sign_in
from tests.stamps.rolls import Desk, make_desk

GTIN = "09520001000010"
BANNER = re.compile(r'class="banner (\w+)" role="\w+">\s*<b>([^<]*)</b>')


@pytest.fixture
def desk(database: Database, world: World, app: FastAPI) -> Desk:
    keys: KeyRing = app.state.stamp_keys
    with database.write() as session:
        made = make_desk(session, keys.folder.parent, world.own, world.manager)
        made.product.gtin = GTIN
        return made


@pytest.fixture
def order(desk: Desk, database: Database) -> StampOrder:
    """Twenty stamps with covered codes, ten of them in use, the last one of these void."""
    with database.write() as session:
        now = replace(desk, session=session)
        order = now.printed(20, covered=True)
        now.activate(order, 0, 9)
        now.void(order, 9, 9, "stolen")
        return order


@pytest.fixture
def other(app: FastAPI) -> Iterator[TestClient]:
    """Another phone."""
    with TestClient(app, base_url=PUBLIC_URL, follow_redirects=False) as opened:
        yield opened


def banners(page: str) -> list[tuple[str, str]]:
    return BANNER.findall(page)


def told(client: TestClient, path: str, **more: Any) -> tuple[int, tuple[str, str]]:
    answer = client.get(path, **more)
    if answer.status_code == 307:
        # The printed host is another one than the tests': what counts is the page it leads to.
        answer = client.get(urlsplit(answer.headers["location"]).path, **more)
    return answer.status_code, banners(answer.text)[0]


FIRST = ("ok", "Tem do HTX Khe Vằn (mẫu) phát hành. Lần quét đầu tiên.")


def test_first_and_second_phone_are_told_different_things(
    client: TestClient, other: TestClient, desk: Desk, order: StampOrder
) -> None:
    path = f"/Q/{desk.code(order, 0)}"
    assert told(client, path) == (200, FIRST)
    status, (tone, words) = told(other, path)
    assert (status, tone, words.startswith("Đã quét 1 lần, lần đầu ngày ")) == (200, "warn", True)
    assert told(client, path)[1][1].startswith("Bạn đã quét tem này lúc ")


def test_the_page_goes_on_with_the_batch(client: TestClient, desk: Desk, order: StampOrder) -> None:
    page = client.get(f"/Q/{desk.code(order, 0)}").text
    assert (len(banners(page)), desk.product.name in page, desk.batch.lot in page) == (1, True, True)


def test_the_digital_link_gives_the_same_answer(client: TestClient, desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 0)
    assert told(client, f"/01/{GTIN}/10/{desk.batch.lot}/21/{code}") == (200, FIRST)
    assert told(client, f"/Q/{code}")[1][1].startswith("Bạn đã quét")


@pytest.mark.parametrize("path", ["/01/09520001000027/10/MD261101A/21/", f"/01/{GTIN}/10/KHAC/21/"])
def test_a_serial_under_another_gtin_or_lot_is_said_so(
    client: TestClient, desk: Desk, order: StampOrder, path: str
) -> None:
    assert told(client, path + desk.code(order, 0)) == (
        200,
        ("stop", "Tem này thuộc sản phẩm hoặc lô khác với mã vừa quét."),
    )


def test_linksets_of_a_stamp_are_those_of_its_batch(client: TestClient, desk: Desk, order: StampOrder) -> None:
    path = f"/01/{GTIN}/10/{desk.batch.lot}/21/{desk.code(order, 0)}"
    answer = client.get(f"{path}?linkType=linkset", headers={"accept": "application/linkset+json"})
    assert answer.headers["content-type"].startswith("application/linkset+json")


def test_a_stamp_not_in_use_shows_no_batch(client: TestClient, desk: Desk, order: StampOrder) -> None:
    page = client.get(f"/Q/{desk.code(order, 15)}").text
    assert banners(page) == [("warn", "Tem chưa được đưa vào sử dụng.")]
    assert desk.batch.lot not in page


def test_a_void_stamp_is_red_and_can_be_reported(
    client: TestClient, desk: Desk, order: StampOrder, database: Database
) -> None:
    path = f"/Q/{desk.code(order, 9)}"
    page = client.get(path).text
    assert banners(page)[0][0] == "stop"
    assert f'name="path" value="{path}"' in page
    answer = client.post("/report", data={"path": path, "text": "Mua ở chợ", "once": "r"})
    assert answer.headers["location"] == f"{path}?said=problem-reported"
    with database.read() as session:
        assert session.exec(select(ProblemReport.code, ProblemReport.batch_id)).all() == [(path, desk.batch.id)]


def test_a_recalled_batch_is_said_by_stamp_and_batch(
    client: TestClient, desk: Desk, order: StampOrder, database: Database
) -> None:
    with database.write() as session:
        batch = session.get_one(Batch, desk.batch.id)
        batch.status, batch.recall_reason = BatchStatus.RECALLED, "Có vị lạ"
    page = client.get(f"/Q/{desk.code(order, 0)}").text
    assert [tone for tone, _words in banners(page)] == ["stop", "stop"]
    assert "Có vị lạ" in page


def test_mistyped_and_unknown_codes_are_told_apart(client: TestClient, desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 0)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    body = "0" + "CFGHJKMNPRTVX"
    assert told(client, f"/Q/{wrong}") == (400, ("warn", "Mã chưa đúng, hãy kiểm tra lại ký tự."))
    assert told(client, f"/Q/{body}{check_symbol(body)}") == (404, ("stop", "Mã này không do hệ thống phát hành."))


def test_guessing_is_slowed_down_and_known_codes_are_not(
    client: TestClient, app: FastAPI, desk: Desk, order: StampOrder
) -> None:
    app.state.scan_throttle = Throttle()
    statuses = []
    for number in range(32):
        body = "0" + f"{number:013d}".replace("8", "C").replace("9", "F")
        statuses.append(client.get(f"/Q/{body}{check_symbol(body)}").status_code)
    assert (statuses[:30], statuses[-1]) == ([404] * 30, 429)
    assert client.get(f"/Q/{desk.code(order, 0)}").status_code == 200


def test_scans_count_for_the_stamp_and_for_its_batch(
    client: TestClient, other: TestClient, desk: Desk, order: StampOrder, database: Database
) -> None:
    path = f"/Q/{desk.code(order, 0)}"
    for phone in (client, client, other):
        phone.get(path)
    with database.read() as session:
        assert session.exec(select(StampSeen.times)).all() == [2]
        assert session.exec(select(ScanDay.count)).all() == [2]
        assert session.exec(select(Scan.visitor).order_by("id")).all() == ["person", "repeat", "person"]


@pytest.mark.parametrize(
    "headers", [{"sec-purpose": "prefetch"}, {"user-agent": "Zalo-Preview"}, {"user-agent": "Googlebot/2.1"}]
)
def test_machines_do_not_take_the_first_scan(
    client: TestClient, other: TestClient, desk: Desk, order: StampOrder, headers: dict[str, str]
) -> None:
    path = f"/Q/{desk.code(order, 0)}"
    client.get(path, headers=headers)
    client.head(path)
    assert told(other, path) == (200, FIRST)


def test_staff_do_not_take_the_first_scan(
    client: TestClient, other: TestClient, world: World, desk: Desk, order: StampOrder
) -> None:
    path = f"/Q/{desk.code(order, 0)}"
    sign_in(client, world.staff).get(path)
    assert told(other, path) == (200, FIRST)


def test_a_typed_code_leads_to_the_stamp_whatever_the_keyboard_did(
    client: TestClient, desk: Desk, order: StampOrder
) -> None:
    code = desk.code(order, 0)
    typed = [code.lower(), f"{code[:5]} {code[5:10]} {code[10:]}", code.replace("0", "o").replace("1", "l")]
    answers = [client.get("/", params={"code": text}).headers["location"] for text in typed]
    assert answers == [f"/Q/{code}"] * 3


def test_a_mark_made_by_telex_is_undone_at_the_front_page(client: TestClient, desk: Desk, database: Database) -> None:
    with database.write() as session:
        order = replace(desk, session=session).printed(3000)
    marks = {"F": "\u0300", "R": "\u0309", "X": "\u0303", "J": "\u0323"}
    for code in desk.keys.codes(order.epoch).codes(order.first, 3000):
        found = re.search("0([FRXJ])", code[1:])
        if found:
            break
    assert found is not None
    typed = code[0] + code[1:].replace(found[0], "O" + marks[found[1]], 1)
    assert client.get("/", params={"code": typed}).headers["location"] == f"/Q/{code}"
    assert client.get(f"/Q/{typed}").headers["location"] == f"/Q/{code}"


def test_an_answer_in_a_line_for_text_messages(client: TestClient, desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 0)
    first, again = (client.get(f"/Q/{code.lower()}.txt") for _ in range(2))
    assert first.headers["content-type"] == "text/plain; charset=utf-8"
    assert first.text == f"{code[:5]}-{code[5:10]}-{code[10:]} {FIRST[1]} Hãy so sánh sản phẩm với hình bên dưới.\n"
    assert "Đã quét 1 lần" in again.text
    assert client.get(f"/Q/{code}X.txt").status_code == 400
    assert "HTX Khe Vằn" in client.get(f"/Q/{desk.batch.short_code}.txt").text
    assert client.get("/Q/CCCCCCCC0.txt").status_code in (400, 404)


def test_machines_get_json(client: TestClient, desk: Desk, order: StampOrder) -> None:
    code = desk.code(order, 0)
    answer = client.get(f"/Q/{code}?lang=en", headers={"accept": "application/json"})
    assert answer.json() == {
        "code": code,
        "verdict": "first",
        "headline": "Stamp issued by HTX Khe Vằn (mẫu). First scan.",
        "advice": "Compare the product with the picture below.",
    }


def test_places_too_far_apart_are_a_sign(
    client: TestClient, other: TestClient, desk: Desk, order: StampOrder, database: Database
) -> None:
    path = f"/Q/{desk.code(order, 0)}"
    for phone, latitude in ((client, "21.0349"), (other, "10.77")):
        phone.get(path)
        answer = phone.post(f"{path}/place", data={"latitude": latitude, "longitude": "106.71"})
        assert answer.headers["location"] == f"{path}?said=stamp-place"
    with database.read() as session:
        assert sorted(session.exec(select(StampDevice.latitude, StampDevice.longitude))) == [
            (10.8, 106.7),
            (21.0, 106.7),
        ]
        assert session.exec(select(StampCase.signals)).all() == [["far"]]
        assert session.exec(select(StampSeen.times)).one() == 2


@pytest.mark.parametrize("latitude", ["", "91", "nan", "x"])
def test_a_place_that_cannot_be_is_not_taken(
    client: TestClient, desk: Desk, order: StampOrder, database: Database, latitude: str
) -> None:
    path = f"/Q/{desk.code(order, 0)}"
    client.get(path)
    assert client.post(f"{path}/place", data={"latitude": latitude, "longitude": "106.7"}).status_code == 404
    with database.read() as session:
        assert session.exec(select(StampDevice.latitude)).all() == [None]


def test_a_phone_that_has_not_scanned_tells_no_place(
    client: TestClient, desk: Desk, order: StampOrder, database: Database
) -> None:
    client.post(f"/Q/{desk.code(order, 0)}/place", data={"latitude": "21", "longitude": "106.7"})
    with database.read() as session:
        assert session.exec(select(StampDevice)).all() == []


def pin_of(desk: Desk, order: StampOrder, number: int) -> str:
    return desk.keys.codes(order.epoch).pin(order.first + number)


def note(page: str) -> str:
    found = re.search(r'class="note \w+" role="status">([^<]*)<', page)
    return found[1] if found else ""


def test_the_covered_code_is_opened_first_and_then_again(
    client: TestClient, other: TestClient, desk: Desk, order: StampOrder, database: Database
) -> None:
    path = f"/Q/{desk.code(order, 0)}/covered-code"
    pin = pin_of(desk, order, 0)
    assert 'name="pin"' in client.get(f"/Q/{desk.code(order, 0)}").text
    first = [note(client.post(path, data={"pin": pin, "once": "same"}).text) for _ in range(2)]
    assert first[0].startswith("Mã cào đúng và được mở lần đầu")
    assert first[1] == first[0]
    with database.read() as session:
        assert session.exec(select(StampCase)).all() == []
    again = note(other.post(path, data={"pin": pin, "once": "another"}).text)
    assert again.startswith("Mã cào đã được mở lúc")
    with database.read() as session:
        assert session.exec(select(StampCase.signals)).all() == [["covered-twice"]]


def test_wrong_covered_codes_shut_it(client: TestClient, desk: Desk, order: StampOrder) -> None:
    path = f"/Q/{desk.code(order, 0)}/covered-code"
    wrong = "00000000" if pin_of(desk, order, 0) != "00000000" else "11111111"
    notes = [note(client.post(path, data={"pin": wrong}).text) for _ in range(6)]
    assert (notes[4].startswith("Đây không phải mã cào"), notes[5].startswith("Mã cào bị gõ sai quá nhiều")) == (
        True,
        True,
    )


def test_an_answer_cannot_be_written_into_an_address(client: TestClient, desk: Desk, order: StampOrder) -> None:
    page = client.get(f"/Q/{desk.code(order, 0)}?answer=first&pin=first").text
    assert note(page) == ""


@pytest.mark.parametrize("code", ["CCCCCCCCCCCCCCC", "7K1-02N-PF4", "x"])
def test_there_is_no_covered_code_where_there_is_no_such_stamp(
    client: TestClient, order: StampOrder, code: str
) -> None:
    assert client.post(f"/Q/{code}/covered-code", data={"pin": "1"}).status_code == 404


def test_without_its_product_a_stamp_can_still_be_asked_for(
    client: TestClient, desk: Desk, order: StampOrder, database: Database
) -> None:
    with database.read() as session:
        assert session.get(Product, order.product_id or "") is None
    assert told(client, f"/Q/{desk.code(order, 12)}")[0] == 200


@pytest.mark.parametrize(("language", "words"), [("en", "First scan."), ("zh", "首次扫描")])
def test_verdicts_are_told_in_three_languages(
    client: TestClient, desk: Desk, order: StampOrder, language: str, words: str
) -> None:
    assert words in banners(client.get(f"/Q/{desk.code(order, 0)}?lang={language}").text)[0][1]
