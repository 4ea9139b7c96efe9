"""The list of batches: newest first, found without accents, by lot or by state."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from cooptrace.batches.queries import latest_batch, search_batches
from cooptrace.database import Database
from tests.factories import make_batch, make_product
from tests.people import World, sign_in


@pytest.fixture
def lots(database: Database, world: World) -> Database:
    with database.write() as session:
        noodles, honey = make_product(session, world.own), make_product(session, world.own, name="Mật ong rừng")
        make_batch(session, noodles, lot="MD-1")
        make_batch(session, noodles, lot="MD-2", status="draft")
        make_batch(session, honey, lot="MO-1")
        make_batch(session, make_product(session, world.foreign), lot="MD-9")
    return database


@pytest.mark.parametrize(
    ("text", "status", "found"),
    [
        ("", "", ["MO-1", "MD-2", "MD-1"]),
        ("mat ong", "", ["MO-1"]),
        ("MẬT", "", ["MO-1"]),
        ("md-2", "", ["MD-2"]),
        ("md 1", "", ["MD-1"]),
        ("", "draft", ["MD-2"]),
        ("%", "", ["MO-1", "MD-2", "MD-1"]),
        ("không có", "", []),
    ],
)
def test_batches_are_found(lots: Database, world: World, text: str, status: str, found: list[str]) -> None:
    with lots.read() as session:
        rows = search_batches(session, world.own, text=text, status=status)
    assert [row.batch.lot for row in rows] == found


def test_the_latest_batch_is_the_newest_of_the_cooperative(lots: Database, world: World) -> None:
    with lots.read() as session:
        latest = latest_batch(session, world.own)
    assert latest is not None
    assert latest.lot == "MO-1"


def test_the_list_shows_only_ones_own(client: TestClient, lots: Database, world: World) -> None:
    text = sign_in(client, world.staff).get(f"/c/{world.own.id}/batches").text
    assert [lot in text for lot in ("MD-1", "MD-2", "MO-1", "MD-9")] == [True, True, True, False]


def test_an_empty_list_has_one_way_on(client: TestClient, world: World) -> None:
    text = sign_in(client, world.staff).get(f"/c/{world.own.id}/batches").text
    assert text.count(f'href="/c/{world.own.id}/batches/new"') == 1


def test_three_batches_take_no_more_queries_than_one(client: TestClient, database: Database, world: World) -> None:
    staff = sign_in(client, world.staff)
    counts: list[int] = []
    for lots in (["A"], ["B", "C"]):
        with database.write() as session:
            product = make_product(session, world.own)
            for lot in lots:
                make_batch(session, product, lot=lot)
        counts.append(queries_of(database, staff, f"/c/{world.own.id}/batches"))
    assert counts[0] == counts[1]


def queries_of(database: Database, client: TestClient, path: str) -> int:
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    engines = {database.writing_engine, database._reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    client.get(path)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)
