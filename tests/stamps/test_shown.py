"""What the staff's pages about stamps say, and what they do not say about stamps of others."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from cooptrace.codes import grouped
from cooptrace.database import Database
from cooptrace.stamps.actions import open_stamp
from cooptrace.stamps.forms import ActivationForm
from cooptrace.stamps.models import StampCase, StampOrder, StampRange, StampRequest
from cooptrace.stamps.second_person_actions import activate_or_ask
from cooptrace.web.formats import date_text, local_today
from tests.people import World, sign_in
from tests.stamps.rolls import Desk, made, make_desk, root


def text_of(page: str) -> str:
    """The page's main part without its tags, each run of spaces one."""
    inside = re.sub(r"<(script|style).*?</\1>", " ", page.partition("<main")[2], flags=re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]*>", " ", inside.partition(">")[2])).split())


@pytest.fixture
def order(kept: Desk, database: Database) -> StampOrder:
    """Twenty stamps for the product, the first ten in use."""
    found = made(kept, database, product_id=kept.product.id, print_shop="Nhà in Mẫu", note="Giấy vỡ")
    with database.write() as session:
        replace(kept, session=session).activate(found, 0, 9)
    return found


def scanned(kept: Desk, database: Database, order: StampOrder, number: int, times: int) -> None:
    with database.write() as session:
        for phone in range(times):
            open_stamp(session, kept.keys, kept.code(order, number), device_hash=f"phone {phone}")


def only(session: Session) -> StampCase:
    return session.exec(select(StampCase).where(StampCase.code != "")).one()


def test_an_order_says_what_it_is_for(manager: TestClient, kept: Desk, order: StampOrder) -> None:
    said = text_of(manager.get(f"{root(kept)}/orders/{order.id}").text)
    wanted = ["20 tem", "Đã in", kept.product.name, "Nhà in Mẫu", "Giấy vỡ", kept.by.name, date_text(local_today())]
    assert [words for words in wanted if words not in said] == []


def test_the_log_says_what_was_done_with_how_many_and_why(
    manager: TestClient, kept: Desk, database: Database, order: StampOrder
) -> None:
    with database.write() as session:
        replace(kept, session=session).void(order, 15, 17, reason="lost")
    said = text_of(manager.get(f"{root(kept)}/orders/{order.id}").text)
    wanted = ["Đã đặt tem · 20 tem", "Kích hoạt · 10 tem", "Đã huỷ · 3 tem", "· bị mất"]
    assert [words for words in wanted if words not in said] == []


def test_an_order_for_no_product_says_so(manager: TestClient, kept: Desk, database: Database) -> None:
    order = made(kept, database)
    said = text_of(manager.get(f"{root(kept)}/orders/{order.id}").text)
    assert ("Sản phẩm nào cũng được" in said, kept.product.name in said) == (True, False)


def test_the_list_says_how_far_each_order_is(manager: TestClient, kept: Desk, order: StampOrder) -> None:
    said = text_of(manager.get(root(kept)).text)
    assert "Đã in 20 Đang dùng 10 Đã quét 0 Đã huỷ 0" in said


def test_checking_says_state_and_lot_of_own_stamps(manager: TestClient, kept: Desk, order: StampOrder) -> None:
    said = text_of(manager.post(f"{root(kept)}/check", data={"codes": kept.code(order, 3).lower()}).text)
    assert f"{grouped(kept.code(order, 3))} Tem do {kept.cooperative.name} phát hành. Lần quét đầu tiên." in said
    assert f"· Đang dùng · Lô {kept.batch.lot}" in said


def test_checking_says_no_state_and_no_lot_of_stamps_of_others(
    manager: TestClient, kept: Desk, database: Database, world: World
) -> None:
    folder = kept.keys.folder.parent
    with database.write() as session:
        theirs = make_desk(session, folder, world.foreign, world.foreign_manager, lot="LO-NGUOI-TA")
        foreign = theirs.printed(5)
        theirs.activate(foreign, 0, 4)
    said = text_of(manager.post(f"{root(kept)}/check", data={"codes": theirs.code(foreign, 2)}).text)
    assert grouped(theirs.code(foreign, 2)) in said
    assert ("LO-NGUOI-TA" in said, "Đang dùng" in said) == (False, False)


def test_more_codes_than_fit_are_counted(manager: TestClient, kept: Desk, order: StampOrder) -> None:
    lines = [kept.code(order, number % 20) for number in range(103)]
    said = text_of(manager.post(f"{root(kept)}/check", data={"codes": "\n".join(lines)}).text)
    assert ("Đã bỏ lại 3 dòng" in said, "20 tem" in said) == (True, True)


def test_a_case_says_what_was_seen(manager: TestClient, kept: Desk, database: Database, order: StampOrder) -> None:
    scanned(kept, database, order, 4, 9)
    with database.read() as session:
        case = only(session)
    said = text_of(manager.get(f"{root(kept)}/cases/{case.id}").text)
    wanted = [grouped(case.code), f"{kept.product.name} · {kept.batch.lot}", "Lượt quét 9", "Nhiều điện thoại"]
    assert [words for words in wanted if words not in said] == []
    assert f"/void?code={case.code}" in manager.get(f"{root(kept)}/cases/{case.id}").text
    listed = text_of(manager.get(f"{root(kept)}/cases").text)
    assert f"{grouped(case.code)} Nhiều điện thoại khác nhau đã quét · {kept.product.name}" in listed


def test_a_closed_case_says_what_came_out_and_by_whom(
    manager: TestClient, kept: Desk, database: Database, order: StampOrder
) -> None:
    scanned(kept, database, order, 15, 1)
    with database.read() as session:
        path = f"{root(kept)}/cases/{only(session).id}"
    manager.post(path, data={"outcome": "harmless", "note": "Hàng trưng bày"})
    said = text_of(manager.get(path).text)
    wanted = ["Không sao: hàng trưng bày", "Hàng trưng bày", kept.by.name]
    assert [words for words in wanted if words not in said] == []


def test_a_case_about_a_lot_names_the_lot(manager: TestClient, kept: Desk, database: Database) -> None:
    with database.write() as session:
        case = StampCase(cooperative_id=kept.cooperative.id, batch_id=kept.batch.id)
        session.add(case)
    said = text_of(manager.get(f"{root(kept)}/cases/{case.id}").text)
    assert f"Lô {kept.product.name} · {kept.batch.lot}" in said
    assert "Lượt quét" not in said


def test_a_wrong_day_of_a_leak_is_said_at_its_key(
    client: TestClient, world: World, order: StampOrder, database: Database
) -> None:
    operator = sign_in(client, world.operator)
    tomorrow = (local_today() + timedelta(days=1)).isoformat()
    page = operator.post("/stamp-keys/leaks", data={"key": "0", "since": tomorrow}).text
    assert (page.count('id="since-0-error"'), "<details open>" in page) == (1, True)
    assert "chưa tới" in text_of(page)


def test_a_missing_key_is_marked(client: TestClient, world: World, kept: Desk, order: StampOrder) -> None:
    operator = sign_in(client, world.operator)
    assert "thiếu tệp" not in text_of(operator.get("/stamp-keys").text)


def test_a_request_says_who_asks_for_what(
    client: TestClient, manager: TestClient, kept: Desk, database: Database, world: World
) -> None:
    count = 10_001
    with database.write() as session:
        now = replace(kept, session=session)
        batch = session.merge(kept.batch)
        batch.quantity = batch.quantity * 0 + count
        big = now.printed(count)
        form = ActivationForm(batch_id=batch.id, **now.typed(big, 0, count - 1))
        activate_or_ask(session, now.keys, now.cooperative, form, by=now.by)
    with database.read() as session:
        asked = session.exec(select(StampRequest)).one()
    said = text_of(manager.get(f"{root(kept)}/requests/{asked.id}").text)
    wanted = ["10.001", kept.by.name, kept.batch.lot, kept.product.name, kept.code(big, 0), kept.code(big, count - 1)]
    assert [words for words in wanted if words not in said] == []
    assert kept.by.name in text_of(manager.get(root(kept)).text)


def test_only_lots_on_sale_are_offered_and_only_where_one_is_chosen(
    manager: TestClient, kept: Desk, database: Database, order: StampOrder
) -> None:
    with database.write() as session:
        session.merge(kept.batch).status = "closed"
    assert kept.batch.id not in manager.get(f"{root(kept)}/activation").text
    with database.write() as session:
        session.merge(kept.batch).status = "active"
    assert kept.batch.id in manager.get(f"{root(kept)}/activation").text
    assert [kept.batch.id in manager.get(f"{root(kept)}/{act}").text for act in ("hold", "void")] == [False, False]


def test_a_wish_from_another_page_is_filled_in(manager: TestClient, kept: Desk, order: StampOrder) -> None:
    assert f'value="{kept.batch.id}" selected' in manager.get(f"{root(kept)}/activation?batch={kept.batch.id}").text
    assert f'value="{kept.code(order, 1)}"' in manager.get(f"{root(kept)}/void?code={kept.code(order, 1)}").text


@pytest.mark.parametrize("reason", ["none-such", "LOST"])
def test_an_unknown_reason_is_said_at_its_field(
    manager: TestClient, kept: Desk, order: StampOrder, reason: str
) -> None:
    page = manager.post(f"{root(kept)}/void", data={"first": kept.code(order, 15), "reason": reason})
    assert (page.status_code, "Hãy chọn lý do." in text_of(page.text)) == (422, True)


def test_what_was_typed_stays_when_something_is_wrong(
    manager: TestClient, kept: Desk, database: Database, order: StampOrder, tmp_path: Path
) -> None:
    typed = {"first": kept.code(order, 15), "last": "7K1", "reason": "lost", "note": "Rơi ở chợ"}
    page = manager.post(f"{root(kept)}/void", data=typed)
    assert (page.status_code, f'value="{typed["first"]}"' in page.text, "Rơi ở chợ" in page.text) == (422, True, True)
    assert 'id="last-error"' in page.text
    with database.read() as session:
        assert "voided" not in session.exec(select(StampRange.state)).all()
