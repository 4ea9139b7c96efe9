"""The staff's pages about stamps, as their browser gets them."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlmodel import col, select

from cooptrace.database import Database
from cooptrace.stamps.actions import open_stamp
from cooptrace.stamps.models import StampCase, StampEpoch, StampOrder, StampRange, StampRequest
from cooptrace.stamps.order_actions import release_file
from cooptrace.stamps.rules import FOUR_EYES_ABOVE, RollState
from tests.people import World, sign_in
from tests.stamps.rolls import ORIGIN, Desk, made, make_desk, root


def test_an_order_is_made_and_shown(manager: TestClient, kept: Desk, database: Database) -> None:
    answer = manager.post(f"{root(kept)}/new", data={"count": "2.500", "per_roll": "1000", "once": "a"})
    assert answer.status_code == 303
    page = manager.get(answer.headers["location"])
    assert (page.status_code, page.text.count('id="roll-')) == (200, 3)
    assert manager.get(root(kept)).status_code == 200


def test_too_many_stamps_are_refused_at_the_field(manager: TestClient, kept: Desk) -> None:
    answer = manager.post(f"{root(kept)}/new", data={"count": "1000000000"})
    assert answer.status_code == 422
    assert 'id="count-error"' in answer.text


def released(desk: Desk, database: Database, **details: Any) -> StampOrder:
    order = made(desk, database, printed=False, **details)
    with database.write() as session:
        release_file(session, desk.keys, order, by=desk.by)
    with database.read() as session:
        return session.get_one(StampOrder, order.id)


def test_the_csv_has_every_code_once_and_is_then_locked(manager: TestClient, kept: Desk, database: Database) -> None:
    order = released(kept, database, count=20, per_roll=15, covered=True)
    path = f"{root(kept)}/orders/{order.id}/file"
    answer = manager.post(path, data={"format": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    codes = kept.keys.codes(order.epoch)
    assert [row[2] for row in rows[1:]] == list(codes.codes(order.first, 20))
    assert rows[20][:2] == ["20", "2"]
    assert rows[1][3:] == [
        f"{rows[1][2][:5]}-{rows[1][2][5:10]}-{rows[1][2][10:]}",
        f"{ORIGIN.upper()}/Q/{rows[1][2]}",
        codes.pin(order.first),
    ]
    assert order.check_total.replace(" ", "") in answer.headers["content-disposition"]
    assert manager.post(path, data={"format": "csv"}).status_code == 409


def test_the_xlsx_has_the_check_total(manager: TestClient, kept: Desk, database: Database) -> None:
    order = released(kept, database)
    answer = manager.post(f"{root(kept)}/orders/{order.id}/file", data={"format": "xlsx"})
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    sheets = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
    assert (kept.keys.codes("0").code(order.first) in sheets, order.check_total in sheets) == (True, True)


def test_stamps_are_printed_on_own_paper(manager: TestClient, kept: Desk, database: Database) -> None:
    order = released(kept, database, product_id=kept.product.id)
    path = f"{root(kept)}/orders/{order.id}/labels"
    assert 'value="tomy-145"' in manager.get(path).text
    answer = manager.post(path, data={"stock": "tomy-145", "start": "1"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    with closing(pypdfium2.PdfDocument(answer.content)) as document:
        text = document[0].get_textpage().get_text_range()
    assert kept.code(order, 0)[:5] in text
    assert manager.post(path, data={"stock": "tomy-145", "start": "1"}).status_code == 409


@pytest.mark.parametrize(("stock", "start"), [("none-such", "1"), ("tomy-145", "400"), ("tomy-145", "x")])
def test_a_wrong_paper_or_cell_is_said_and_hands_nothing_out(
    manager: TestClient, kept: Desk, database: Database, stock: str, start: str
) -> None:
    order = released(kept, database)
    answer = manager.post(f"{root(kept)}/orders/{order.id}/labels", data={"stock": stock, "start": start})
    assert answer.status_code == 422
    with database.read() as session:
        assert session.get_one(StampOrder, order.id).open_formats == ["csv", "xlsx", "pdf"]


def test_an_unknown_format_is_not_there(manager: TestClient, kept: Desk, database: Database) -> None:
    order = released(kept, database)
    assert manager.post(f"{root(kept)}/orders/{order.id}/file", data={"format": "exe"}).status_code == 404


def test_an_order_goes_from_new_to_received(manager: TestClient, kept: Desk, database: Database) -> None:
    order = made(kept, database, printed=False, print_shop="Nhà in Mẫu")
    path = f"{root(kept)}/orders/{order.id}"
    answers = [manager.post(f"{path}/{step}").status_code for step in ("release", "printed", "received")]
    assert answers == [303, 303, 303]
    assert manager.post(f"{path}/release", data={"note": "thử"}).status_code == 409


def test_releasing_again_without_a_reason_is_said_at_the_field(
    manager: TestClient, kept: Desk, database: Database
) -> None:
    order = released(kept, database)
    answer = manager.post(f"{root(kept)}/orders/{order.id}/release")
    assert answer.status_code == 422
    assert 'id="note-error"' in answer.text


def test_two_codes_put_a_roll_to_use_and_it_can_be_undone(manager: TestClient, kept: Desk, database: Database) -> None:
    order = made(kept, database)
    typed = kept.typed(order, 0, 19) | {"batch_id": kept.batch.id}
    answer = manager.post(f"{root(kept)}/activation", data=typed)
    assert answer.headers["location"] == f"{root(kept)}?said=stamps-used"
    assert 'aria-label="20"' in manager.get(root(kept)).text
    page = manager.get(f"{root(kept)}/orders/{order.id}").text
    undo = page.split('/undo"')[0].rpartition('action="')[2] + "/undo"
    assert manager.post(undo).status_code == 303
    with database.read() as session:
        assert session.exec(select(StampRange.state)).all() == [RollState.PRINTED]


def test_the_batch_that_was_come_from_is_chosen(manager: TestClient, kept: Desk) -> None:
    page = manager.get(f"{root(kept)}/activation?batch={kept.batch.id}").text
    assert f'<option value="{kept.batch.id}" selected>' in page


def test_what_is_wrong_with_an_activation_is_said_and_what_was_typed_stays(
    manager: TestClient, kept: Desk, database: Database
) -> None:
    order = made(kept, database)
    typed = {"first": kept.code(order, 9), "last": kept.code(order, 0), "batch_id": kept.batch.id}
    answer = manager.post(f"{root(kept)}/activation", data=typed)
    assert answer.status_code == 422
    assert 'id="first-error"' in answer.text
    assert f'value="{typed["first"]}"' in answer.text


def test_stamps_are_held_voided_and_replaced(manager: TestClient, kept: Desk, database: Database) -> None:
    order = made(kept, database)
    with database.write() as session:
        replace(kept, session=session).activate(order, 0, 19)
    one = {"first": kept.code(order, 3)}
    assert manager.post(f"{root(kept)}/hold", data=one).status_code == 303
    assert manager.post(f"{root(kept)}/resumption", data=one).status_code == 303
    answer = manager.post(f"{root(kept)}/void", data=one | {"reason": "damaged", "replace": "yes", "once": "b"})
    again = manager.post(f"{root(kept)}/void", data=one | {"reason": "damaged", "replace": "yes", "once": "b"})
    assert answer.headers["location"] == again.headers["location"]
    with database.read() as session:
        assert [
            (one.count, one.replaces_id) for one in session.exec(select(StampOrder).order_by(col(StampOrder.first)))
        ] == [
            (20, None),
            (1, order.id),
        ]
        states = session.exec(select(StampRange.state).order_by(col(StampRange.first))).all()
    assert states == [RollState.ACTIVE, RollState.VOIDED, RollState.ACTIVE, RollState.ISSUED]


def test_a_large_act_is_agreed_to_by_somebody_else(
    manager: TestClient, kept: Desk, database: Database, world: World, client: TestClient
) -> None:
    order = made(kept, database, count=FOUR_EYES_ABOVE + 1)
    typed = kept.typed(order, 0, FOUR_EYES_ABOVE) | {"reason": "lost"}
    assert manager.post(f"{root(kept)}/void", data=typed).headers["location"] == f"{root(kept)}?said=stamps-asked"
    with database.read() as session:
        request = session.exec(select(StampRequest)).one()
    path = f"{root(kept)}/requests/{request.id}"
    assert f"/requests/{request.id}" in manager.get(root(kept)).text
    assert ("/agreement" in manager.get(path).text, manager.post(f"{path}/agreement").status_code) == (False, 403)
    operator = sign_in(client, world.operator)
    assert "/agreement" in operator.get(path).text
    assert operator.post(f"{path}/agreement").status_code == 303
    with database.read() as session:
        assert session.exec(select(StampRange.state)).all() == [RollState.VOIDED]


def test_a_case_is_looked_at_and_closed(manager: TestClient, kept: Desk, database: Database) -> None:
    order = made(kept, database)
    with database.write() as session:
        open_stamp(session, kept.keys, kept.code(order, 0), device_hash="x")
        case = session.exec(select(StampCase)).one()
    path = f"{root(kept)}/cases/{case.id}"
    assert path in manager.get(f"{root(kept)}/cases").text
    assert manager.get(path).status_code == 200
    assert manager.post(path, data={"outcome": "none-such"}).status_code == 422
    assert manager.post(path, data={"outcome": "own-mistake"}).status_code == 303
    assert "/void?code=" not in manager.get(path).text


def test_many_stamps_are_checked_in_a_row_and_none_is_counted(
    manager: TestClient, kept: Desk, database: Database
) -> None:
    order = made(kept, database)
    lines = [kept.code(order, 0), f"{ORIGIN}/Q/{kept.code(order, 1)}", kept.code(order, 0), "7K1-02N"]
    page = manager.post(f"{root(kept)}/check", data={"codes": "\n".join(lines)}).text
    assert page.count('<li class="item">') == 3
    with database.read() as session:
        assert session.exec(select(StampCase)).all() == []


def test_the_operator_makes_keys_and_notes_leaks(
    client: TestClient, world: World, kept: Desk, database: Database
) -> None:
    made(kept, database)
    operator = sign_in(client, world.operator)
    assert 'id="key-0"' in operator.get("/stamp-keys").text
    assert operator.post("/stamp-keys/leaks", data={"key": "0", "since": "2030-01-01"}).status_code == 422
    assert operator.post("/stamp-keys/leaks", data={"key": "5", "since": "2026-01-01"}).status_code == 404
    assert operator.post("/stamp-keys/leaks", data={"key": "0", "since": "2026-01-01"}).status_code == 303
    assert operator.post("/stamp-keys/new").status_code == 303
    with database.read() as session:
        epochs = session.exec(select(StampEpoch).order_by(StampEpoch.symbol)).all()
    assert [(one.symbol, one.leaked_since is None) for one in epochs] == [("0", False), ("1", True), ("2", True)]
    assert 'id="key-2"' in operator.get("/stamp-keys").text


def test_a_roll_of_another_cooperative_is_not_there(
    manager: TestClient, kept: Desk, database: Database, world: World, tmp_path: Path
) -> None:
    with database.write() as session:
        foreign = make_desk(session, tmp_path, world.foreign, world.foreign_manager).printed(5)
    assert manager.get(f"{root(kept)}/orders/{foreign.id}").status_code == 404
    assert manager.post(f"{root(kept)}/orders/{foreign.id}/printed").status_code == 404


def test_the_list_asks_the_database_as_often_for_many_orders(
    manager: TestClient, kept: Desk, database: Database
) -> None:
    asked: list[int] = []
    for _ in range(3):
        made(kept, database)
        with counted() as statements:
            manager.get(root(kept))
        asked.append(len(statements))
    assert asked == [asked[0]] * 3


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that any connection of the process sends meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)
