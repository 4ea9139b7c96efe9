"""What a shopper reads behind a code, in every state of the batch."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from cooptrace.batches.models import Batch, BatchCorrection, BatchStatus
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database, now
from cooptrace.products.models import ProductCorrection
from cooptrace.web.formats import date_text, local_today
from tests.factories import make_batch, make_product
from tests.people import World, sign_in
from tests.scans.goods import (
    DRAFT,
    EXPIRED,
    FREE_GTIN,
    GTIN,
    RECALLED,
    Goods,
    add_certificate,
    make_goods,
    make_producer,
)

BYTES_BEFORE_PICTURES = 15_000


def banner(answer: Response) -> str:
    found = re.search(r'<div class="banner.*?</b>', answer.text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[0]).strip() if found else ""


def test_all_addresses_of_a_batch_show_its_page(phone: TestClient, goods: Goods) -> None:
    code = goods.batch.short_code
    paths = [goods.short, f"/q/{code.lower()}", f"/Q/{code[:3]}-{code[3:6]}-{code[6:]}", goods.link, f"{goods.link}/"]
    answers = [phone.get(path, follow_redirects=True) for path in paths]
    assert [len(answer.history) for answer in answers] == [0, 0, 0, 1, 1]
    assert {(answer.status_code, banner(answer)) for answer in answers} == {
        (200, "Thông tin do HTX Khe Vằn (mẫu) khai báo")
    }


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({}, "Thông tin do HTX Khe Vằn (mẫu) khai báo"),
        (DRAFT, "Lô này chưa được công bố"),
        (EXPIRED, f"Quá hạn sử dụng {date_text(EXPIRED['expires_on'])}"),
        (RECALLED, "ĐÃ THU HỒI – không sử dụng"),
        ({"status": BatchStatus.CLOSED}, "Lô này đã khép lại, hợp tác xã không còn bán"),
    ],
)
def test_the_first_thing_said_is_the_state(
    phone: TestClient, world: World, database: Database, details: dict[str, Any], said: str
) -> None:
    with database.write() as session:
        goods = make_goods(session, world, **details)
    for path in (goods.short, goods.page):
        answer = phone.get(path)
        assert (answer.status_code, banner(answer)) == (200, said)


def test_a_recall_says_why_what_to_do_and_whom_to_ask(phone: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        goods = make_goods(session, world, **RECALLED)
    text = phone.get(goods.short).text
    assert [words in text for words in ("Có dư lượng", "Mang trả lại", "0900 000 009", 'role="alert"')] == [True] * 4


def test_an_unknown_lot_of_a_known_product_is_said_plainly(phone: TestClient, goods: Goods) -> None:
    answer = phone.get(f"/p/01/{GTIN}/10/NOPE")
    assert (answer.status_code, banner(answer)) == (200, "Số lô này không có trong hệ thống")
    assert [goods.product.name in answer.text, "Dán tem từng gói" in answer.text] == [True, False]


def test_a_page_without_a_lot_warns_of_recalled_lots(phone: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        goods = make_goods(session, world, **RECALLED)
    for path in (f"/p/01/{GTIN}", f"/p/{goods.product.id}"):
        assert f"đã thu hồi:</strong> {goods.batch.lot}." in phone.get(path).text


@pytest.mark.parametrize("path", [f"/01/{FREE_GTIN}", f"/01/{FREE_GTIN}/10/A", "/p/none-such", "/414/9520000090012"])
def test_what_nobody_registered_is_not_found(phone: TestClient, goods: Goods, path: str) -> None:
    answer = phone.get(path)
    assert (answer.status_code, banner(answer)) == (404, "Không tìm thấy mã này")
    assert 'name="code"' in answer.text


def test_a_draft_tells_nothing_of_the_batch_but_its_own_people_see_it(
    phone: TestClient, world: World, database: Database
) -> None:
    with database.write() as session:
        goods = make_goods(session, world, **DRAFT)
    assert "Dán tem từng gói" not in phone.get(goods.short).text
    assert "Dán tem từng gói" in sign_in(phone, world.staff).get(goods.short).text


def test_the_page_shows_facts_journey_and_proofs(phone: TestClient, goods: Goods) -> None:
    text = phone.get(goods.short).text
    wanted = [
        "OCOP ★★★★",
        "3102/QĐ-UBND",
        'href="/documents/',
        'href="#proof1"',
        f"Lô {goods.batch.lot}",
        "Vườn Nà Làng",
        date_text(goods.batch.expires_on),
        "Bà Chíu Tài Múi",
        "Dán tem từng gói",
        "Tinh bột dong riềng",
        f"/locator/{goods.site.unit_code}.svg",
        "Hệ thống không chứng nhận chất lượng sản phẩm.",
        "Thông tin do HTX Khe Vằn (mẫu) khai báo.",
    ]
    assert [words for words in wanted if words not in text] == []


def test_the_journey_begins_with_this_scan_and_goes_back(phone: TestClient, goods: Goods) -> None:
    text = phone.get(goods.short).text
    order = [text.index(words) for words in ("Bạn vừa quét", "Dán tem từng gói", "Vườn Nà Làng</bdi> · người ghi")]
    assert order == sorted(order)


def test_expired_and_withdrawn_certificates_are_not_shown(
    phone: TestClient, goods: Goods, world: World, database: Database
) -> None:
    with database.write() as session:
        add_certificate(session, world.own, kind="vietgap", number="CU-1", valid_until=local_today().replace(year=2020))
        add_certificate(session, world.own, kind="haccp", number="CU-2", withdrawn_at=now())
        add_certificate(session, world.foreign, kind="haccp", number="CU-3")
    text = phone.get(goods.short).text
    assert [number in text for number in ("CU-1", "CU-2", "CU-3")] == [False] * 3


def test_a_household_without_consent_is_not_named(phone: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        silent = make_producer(session, goods.cooperative, "Ông Không Muốn")
        session.get_one(Batch, goods.batch.id).producer_id = silent.id
    text = phone.get(goods.short).text
    assert [name in text for name in ("Ông Không Muốn", "Bà Chíu Tài Múi")] == [False, False]


@pytest.mark.parametrize(("public", "links"), [(False, 0), (True, 1)])
def test_the_phone_is_there_only_when_it_is_public(
    phone: TestClient, goods: Goods, database: Database, public: bool, links: int
) -> None:
    with database.write() as session:
        cooperative = session.get_one(Cooperative, goods.cooperative.id)
        cooperative.phone, cooperative.phone_is_public = "+84900000009", public
    text = phone.get(goods.short).text
    assert (text.count('href="tel:+84900000009"'), "+84900000009" in text) == (links, public)


def test_corrections_are_dated(phone: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        change: dict[str, Any] = {
            "field": "expires_on",
            "before": "01/01/2027",
            "after": "02/02/2027",
            "reason": "Ghi nhầm",
        }
        session.add(BatchCorrection(batch_id=goods.batch.id, **change))
    text = phone.get(goods.short).text
    assert "<del>01/01/2027</del> → 02/02/2027" in text
    assert f"{date_text(local_today())}\n<br>" in text


def test_a_page_without_a_lot_tells_what_was_corrected_of_the_product(
    phone: TestClient, goods: Goods, database: Database
) -> None:
    with database.write() as session:
        session.add(ProductCorrection(product_id=goods.product.id, field="origin", before="Ba Chẽ", after="Bình Liêu"))
    texts = [phone.get(path).text for path in (f"/p/01/{GTIN}", goods.short)]
    assert ["<del>Ba Chẽ</del> → Bình Liêu" in text for text in texts] == [True, False]


@pytest.mark.parametrize(
    ("address", "header", "cookie", "language"),
    [
        ("", "", "", "vi"),
        ("", "zh-CN,zh;q=0.9,en;q=0.5", "", "zh"),
        ("", "de,en-GB;q=0.7", "", "en"),
        ("", "zh", "en", "en"),
        ("?lang=vi", "zh", "en", "vi"),
        ("?lang=xx", "fr", "", "vi"),
    ],
)
def test_the_language_is_the_wished_one(
    phone: TestClient, goods: Goods, address: str, header: str, cookie: str, language: str
) -> None:
    if cookie:
        phone.cookies.set("lang", cookie)
    answer = phone.get(goods.short + address, headers={"accept-language": header})
    assert f'<html lang="{language}">' in answer.text


def test_head_answers_like_get_without_counting(phone: TestClient, goods: Goods) -> None:
    head = phone.head(goods.short)
    assert (head.status_code, "set-cookie" in head.headers) == (200, False)
    assert head.headers["content-security-policy"] == phone.get(goods.short).headers["content-security-policy"]


def test_the_page_is_small_and_asks_nobody_else(phone: TestClient, goods: Goods) -> None:
    for language in ("vi", "en", "zh"):
        answer = phone.get(f"{goods.short}?lang={language}")
        fetched = re.findall(r'(?:src|srcset)="([^"]+)"', answer.text)
        fetched += re.findall(r'<link rel="(?:icon|stylesheet|preload)" href="([^"]+)"', answer.text)
        assert [address for address in fetched if not address.startswith("/")] == []
        assert len(answer.content) <= BYTES_BEFORE_PICTURES


def test_only_the_style_and_script_of_the_page_may_act(phone: TestClient, goods: Goods) -> None:
    policy = phone.get(goods.short).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert [part in policy for part in ("unsafe", "http", "*")] == [False] * 3
    assert policy.endswith("form-action 'self'; base-uri 'none'; frame-ancestors 'none'")


def test_the_page_travels_small(phone: TestClient, goods: Goods) -> None:
    answer = phone.get(goods.short, headers={"accept-encoding": "gzip"})
    assert (answer.headers["content-encoding"], int(answer.headers["content-length"]) < 7_000) == ("gzip", True)


def test_addresses_come_from_the_configured_origin_never_from_the_request(phone: TestClient, goods: Goods) -> None:
    answer = phone.get(goods.short, headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    assert "evil.example" not in answer.text
    assert f'<link rel="canonical" href="http://trace.test{goods.page}">' in answer.text
    assert f'hreflang="zh" href="http://trace.test{goods.page}?lang=zh"' in answer.text


def test_structured_data_says_what_the_page_says(phone: TestClient, goods: Goods) -> None:
    data = json_ld(phone.get(goods.short))
    assert (data["@type"], data["gtin"], data["productionDate"]) == ("SomeProducts", GTIN, str(goods.batch.produced_on))
    assert data["hasGS1DigitalLink"] == f"http://trace.test{goods.link}"
    certificate = data["hasCertification"][0]
    assert (certificate["certificationIdentification"], certificate["issuedBy"]["name"]) == (
        "3102/QĐ-UBND",
        "UBND tỉnh Quảng Ninh",
    )
    assert json_ld(phone.get(f"/p/01/{GTIN}"))["@type"] == "Product"


def json_ld(answer: Response) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


NAMES = ["</script><script>alert(1)</script>", '"><img src=x onerror=1>', "{{ 7*7 }}", "%(x)s %s", "שלום 🍜 مرحبا"]


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_stay_text(phone: TestClient, world: World, database: Database, name: str) -> None:
    with database.write() as session:
        product = make_product(session, session.merge(world.own), name=name, story=name)
        batch = make_batch(session, product)
    answer = phone.get(f"/Q/{batch.short_code}")
    assert (answer.status_code, json_ld(answer)["name"]) == (200, name)
    assert [text in answer.text for text in ("<script>alert", "<img src=x", ">49<")] == [False] * 3


def test_a_name_from_right_to_left_does_not_turn_the_sentence(
    phone: TestClient, goods: Goods, database: Database
) -> None:
    with database.write() as session:
        session.get_one(Cooperative, goods.cooperative.id).name = "مرحبا"
    assert banner(phone.get(goods.short)) == "Thông tin do \u2068مرحبا\u2069 khai báo"


def test_staff_get_a_way_to_their_work_and_strangers_do_not(phone: TestClient, goods: Goods, world: World) -> None:
    assert 'class="staff"' not in phone.get(goods.short).text
    assert 'class="staff"' not in sign_in(phone, world.foreign_manager).get(goods.short).text
    text = sign_in(phone, world.staff).get(goods.short).text
    batch = f"/c/{goods.cooperative.id}/batches/{goods.batch.id}"
    assert [f'href="{batch}{act}"' in text for act in ("", "/print", "/recall")] == [True] * 3


def test_pictures_are_fetched_only_for_what_there_is(phone: TestClient, goods: Goods) -> None:
    qr, unknown = phone.get(f"{goods.short}/qr.svg"), phone.get("/Q/nonsense/qr.svg")
    assert (qr.headers["content-type"], unknown.status_code) == ("image/svg+xml", 404)
    located, nowhere = phone.get(f"/locator/{goods.site.unit_code}.svg"), phone.get("/locator/99999.svg")
    assert (located.headers["content-type"], nowhere.status_code) == ("image/svg+xml", 404)
