"""The public page in the reader's language and the cooperative's colour: words, share of the price, journey."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.products.models import Product
from cooptrace.scans.models import ResolverLink
from tests.factories import make_batch, make_event
from tests.people import World
from tests.scans.goods import EXPIRED, RECALLED, Goods, make_goods
from tests.scans.test_origin_page import BYTES_BEFORE_PICTURES

FALLS_BACK = {"en": "is shown in Vietnamese", "zh": "以越南语显示"}


def change(database: Database, goods: Goods, **details: Any) -> None:
    with database.write() as session:
        product = session.get_one(Product, goods.product.id)
        for name, value in details.items():
            setattr(product, name, value)


def json_ld(answer: Response) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def in_english(goods: Goods, *names: str) -> dict[str, dict[str, list[str]]]:
    return {"en": {name: [getattr(goods.product, name), f"English {name}"] for name in names}}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_that_are_not_there_are_vietnamese_and_the_page_says_so(
    phone: TestClient, goods: Goods, language: str
) -> None:
    text = phone.get(f"{goods.short}?lang={language}").text
    assert f'<h1 lang="vi"><bdi>{goods.product.name}</bdi></h1>' in text
    assert text.count(FALLS_BACK[language]) == 1


def test_a_vietnamese_reader_is_told_nothing_of_other_languages(phone: TestClient, goods: Goods) -> None:
    assert "tiếng khác" not in phone.get(goods.short).text


def test_words_in_the_readers_language_are_used(phone: TestClient, goods: Goods, database: Database) -> None:
    change(database, goods, translations=in_english(goods, "name", "story", "origin", "ingredients"))
    english, chinese = (phone.get(f"{goods.short}?lang={language}") for language in ("en", "zh"))
    assert "<h1><bdi>English name</bdi></h1>" in english.text
    assert (json_ld(english)["name"], json_ld(chinese)["name"]) == ("English name", goods.product.name)
    assert (FALLS_BACK["en"] in english.text, FALLS_BACK["zh"] in chinese.text) == (False, True)


def test_words_for_an_older_text_are_not_used(phone: TestClient, goods: Goods, database: Database) -> None:
    change(database, goods, translations=in_english(goods, "story"))
    change(database, goods, story="Sấy bằng điện.")
    text = phone.get(f"{goods.short}?lang=en").text
    assert ["English story" in text, "Sấy bằng điện." in text] == [False, True]


@pytest.mark.parametrize(("share", "words"), [(None, 0), (1, 1), (62, 1), (100, 1)])
def test_the_share_of_the_price_is_said_and_drawn(
    phone: TestClient, goods: Goods, database: Database, share: int | None, words: int
) -> None:
    change(database, goods, producer_share=share)
    text = phone.get(goods.short).text
    assert text.count(f"{share}% giá bán về tay người làm ra") == words
    assert text.count(f'<rect width="{share}" height="4"/>') == words


def test_a_page_has_the_colour_of_its_cooperative(phone: TestClient, goods: Goods, database: Database) -> None:
    plain = phone.get(goods.short)
    with database.write() as session:
        session.get_one(Cooperative, goods.cooperative.id).colour = "lotus"
    coloured = phone.get(goods.short)
    policies = [answer.headers["content-security-policy"] for answer in (plain, coloured)]
    assert [policy.split("; ")[1].count("sha256-") for policy in policies] == [1, 2]
    assert [":root{--brand:#9c2a66}" in answer.text for answer in (plain, coloured)] == [False, True]


def test_what_is_the_same_at_every_stage_is_said_once(phone: TestClient, goods: Goods, database: Database) -> None:
    with database.write() as session:
        batch = make_batch(session, goods.product, site=goods.site, lot="SAME", harvested_on=None)
        for kind in ("process", "pack", "ship"):
            make_event(session, batch, kind, site_id=goods.site.id)
    journey = phone.get(f"/Q/{batch.short_code}").text.partition('id="journey"')[2].partition("</section>")[0]
    assert (journey.count("Vườn Nà Làng"), journey.count("Bà Múi"), journey.count("<li>")) == (1, 1, 4)
    other = phone.get(goods.short).text.partition('id="journey"')[2].partition("</section>")[0]
    assert (other.count("Vườn Nà Làng"), other.count("Mọi công đoạn")) == (2, 0)


def test_machines_are_told_of_a_recall_too(phone: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        goods = make_goods(session, world, **RECALLED)
    assert json_ld(phone.get(goods.short))["description"].startswith("ĐÃ THU HỒI – không sử dụng. ")


def test_sharing_needs_no_script(phone: TestClient, goods: Goods) -> None:
    found = re.search(r'<a class="button" href="([^"]+)" data-done="[^"]+">Chia sẻ</a>', phone.get(goods.short).text)
    assert found
    assert found[1] == f"http://trace.test{goods.page}"


def test_the_logo_is_there_when_there_is_one(phone: TestClient, goods: Goods, database: Database) -> None:
    assert 'class="logo"' not in phone.get(goods.short).text
    with database.write() as session:
        session.get_one(Cooperative, goods.cooperative.id).logo_id = goods.product.photo_id
    assert f'class="logo" src="/photos/{goods.product.photo_id}-320.webp"' in phone.get(goods.short).text


@pytest.mark.parametrize(("details", "shown"), [({}, [True, True]), (RECALLED, [False, True])])
def test_nobody_is_sent_to_buy_what_is_recalled(
    phone: TestClient, world: World, database: Database, details: dict[str, Any], shown: list[bool]
) -> None:
    with database.write() as session:
        goods = make_goods(session, world, **details)
        for kind in ("hasRetailers", "instructions"):
            link: dict[str, Any] = {"kind": kind, "href": f"https://shop.example/{kind}", "title": kind}
            session.add(ResolverLink(cooperative_id=goods.cooperative.id, product_id=goods.product.id, **link))
    text = phone.get(goods.short).text
    assert [f"https://shop.example/{kind}" in text for kind in ("hasRetailers", "instructions")] == shown


LONG = "Ở Bình Liêu nắng gió quanh năm. " * 62
NAME = "Hợp tác xã Nông nghiệp Đồng Văn, Bình Liêu"


@pytest.mark.parametrize("language", ["vi", "en", "zh"])
@pytest.mark.parametrize("details", [{}, EXPIRED, RECALLED])
def test_long_words_and_a_long_journey_leave_the_page_small(
    phone: TestClient, world: World, database: Database, language: str, details: dict[str, Any]
) -> None:
    with database.write() as session:
        goods = make_goods(session, world, note=LONG, **details)
        product, cooperative = session.get_one(Product, goods.product.id), goods.cooperative
        product.name, cooperative.name = "Miến dong Bình Liêu sợi nhỏ loại đặc biệt", NAME
        product.ingredients = product.usage = product.storage = product.warnings = product.story = LONG
        cooperative.phone, cooperative.phone_is_public, cooperative.colour = "+84900000009", True, "honey"
        product.producer_share = 70
        for number in range(30):
            make_event(session, goods.batch, "process", note=LONG, person_name=f"Bà Múi {number}")
    answer = phone.get(f"{goods.short}?lang={language}")
    assert (answer.status_code, max(len(answer.content), BYTES_BEFORE_PICTURES)) == (200, BYTES_BEFORE_PICTURES)
