"""Ready pages: rendered once, counted each time, never out of date, the same as the page from the service behind."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, event, text
from sqlmodel import select

from cooptrace.batches.models import Batch
from cooptrace.database import Database
from cooptrace.scans.models import Scan, ScanDay
from tests.scans.goods import GTIN, PERSON, RECALLED, Goods

COUNT = re.compile(r"Lô này đã được quét ([0-9.]+) lần")
ONCE = re.compile('name="once" value="([^"]*)"')


def new_phone(phone: TestClient, path: str, **fields: str) -> Response:
    phone.cookies.clear()
    return phone.get(path, headers=fields)


def count_on(answer: Response) -> str:
    found = COUNT.search(answer.text)
    return found[1] if found else ""


@contextmanager
def reads() -> Iterator[list[str]]:
    """What is asked of the database inside the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def recall(database: Database, goods: Goods) -> None:
    with database.write() as session:
        session.get_one(Batch, goods.batch.id).sqlmodel_update(RECALLED)


def test_one_page_is_rendered_and_every_phone_is_counted(phone: TestClient, goods: Goods, database: Database) -> None:
    first = new_phone(phone, goods.short)
    with reads() as asked:
        others = [new_phone(phone, goods.short) for _ in range(3)]
    assert asked == []
    assert [count_on(answer) for answer in [first, *others]] == ["1", "2", "3", "4"]
    with database.read() as session:
        scans = session.exec(select(Scan)).all()
        assert len({scan.device_hash for scan in scans}) == 4
        assert [day.count for day in session.exec(select(ScanDay))] == [4]


def test_each_phone_has_its_own_memory(phone: TestClient, goods: Goods) -> None:
    first = new_phone(phone, goods.short).headers["set-cookie"]
    second = new_phone(phone, goods.short).headers["set-cookie"]
    assert first.partition(".")[0] != second.partition(".")[0]
    assert first.partition(";")[2] == second.partition(";")[2]
    assert "Bạn đã mở mã này lúc" in phone.get(goods.short).text


def test_each_phone_has_its_own_form(phone: TestClient, goods: Goods) -> None:
    """A report from one phone is not taken for another's, sent again."""
    pages = [new_phone(phone, goods.short).text for _ in range(3)]
    numbers = [ONCE.findall(page)[0] for page in pages]
    assert (len(set(numbers)), {len(number) for number in numbers}) == (3, {24})


def test_it_is_the_page_of_the_service_behind(phone: TestClient, goods: Goods) -> None:
    new_phone(phone, goods.short)
    ready, behind = new_phone(phone, goods.short), new_phone(phone, goods.short, cookie="other=1")
    assert [count_on(answer) for answer in (ready, behind)] == ["2", "3"]
    changing = re.compile(r'[0-9]{2}:[0-9]{2} |đã được quét [0-9]+|T[0-9:.]+|name="once" value="[^"]*')
    assert changing.sub("", ready.text) == changing.sub("", behind.text)
    varying = ("set-cookie", "content-length")
    assert {name: value for name, value in ready.headers.items() if name not in varying} == {
        name: value for name, value in behind.headers.items() if name not in varying
    }


def test_packed_and_plain_are_the_same_page(phone: TestClient, goods: Goods) -> None:
    answers = [new_phone(phone, goods.short, **{"accept-encoding": how}) for how in ("gzip", "gzip", "identity")]
    assert [answer.headers.get("content-encoding") for answer in answers] == ["gzip", "gzip", None]
    assert [count_on(answer) for answer in answers] == ["1", "2", "3"]
    assert len({ONCE.sub("", COUNT.sub("", answer.text)) for answer in answers}) == 1


def test_a_recall_is_on_the_very_next_page(phone: TestClient, goods: Goods, database: Database) -> None:
    before = new_phone(phone, goods.short).text
    recall(database, goods)
    assert ["THU HỒI" in page for page in (before, new_phone(phone, goods.short).text)] == [False, True]


def test_each_language_has_its_page(phone: TestClient, goods: Goods) -> None:
    languages = ["vi", "en", "vi", "en"]
    pages = [new_phone(phone, goods.short, **{"accept-language": language}).text for language in languages]
    assert [re.findall('<html lang="(..)', page)[0] for page in pages] == languages


def test_a_phone_that_opened_another_code_keeps_its_token(phone: TestClient, goods: Goods, database: Database) -> None:
    other = new_phone(phone, f"/p/01/{GTIN}").headers["set-cookie"].partition(";")[0]
    new_phone(phone, goods.short)
    with reads() as asked:
        answer = new_phone(phone, goods.short, cookie=other)
    assert (asked, count_on(answer)) == ([], "2")
    kept = answer.headers["set-cookie"].partition(";")[0]
    assert (kept.partition(".")[0], kept.count("~")) == (other.partition(".")[0], 2)


def test_the_same_phone_again_is_told_so(phone: TestClient, goods: Goods) -> None:
    first = new_phone(phone, goods.short).headers["set-cookie"].partition(";")[0]
    again = new_phone(phone, goods.short, cookie=first)
    assert ("Bạn đã mở mã này lúc" in again.text, count_on(again)) == (True, "1")


def test_the_language_that_was_chosen_comes_before_the_phone_s(phone: TestClient, goods: Goods) -> None:
    wishes = {"cookie": "lang=zh", "accept-language": "en"}
    pages = [new_phone(phone, goods.short, **wishes) for _ in range(2)]
    assert [re.findall('<html lang="(..)', page.text) for page in pages] == [["zh"], ["zh"]]


def test_the_page_behind_a_digital_link_is_ready_too(phone: TestClient, goods: Goods) -> None:
    first = phone.get(goods.link, follow_redirects=True)
    with reads() as asked:
        leads = new_phone(phone, goods.link)
        page = new_phone(phone, leads.headers["location"])
    assert (asked, leads.status_code, [count_on(answer) for answer in (first, page)]) == ([], 307, ["1", "2"])


def test_the_resolver_still_looks_at_what_a_phone_takes(phone: TestClient, goods: Goods) -> None:
    new_phone(phone, goods.link)
    assert new_phone(phone, goods.link, accept="application/linkset+json").status_code == 200
    assert new_phone(phone, f"{goods.link}?linkType=linkset").status_code == 200


def test_a_page_that_cannot_be_counted_comes_without_a_count(
    phone: TestClient, goods: Goods, database: Database
) -> None:
    new_phone(phone, goods.short)
    with database.write_aside() as session:
        session.execute(text("ALTER TABLE scan RENAME TO scan_away"))
    answer = new_phone(phone, goods.short)
    assert (answer.status_code, COUNT.findall(answer.text), goods.product.name in answer.text) == (200, [], True)


def test_an_unknown_code_is_answered_as_ever(phone: TestClient) -> None:
    assert [new_phone(phone, "/Q/none", **PERSON).status_code for _ in range(2)] == [400, 400]
