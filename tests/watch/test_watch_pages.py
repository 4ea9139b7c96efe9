"""The pages of what is to be mended: on the front page, in the cooperative, in the province."""

from fastapi.testclient import TestClient

from cooptrace.database import Database
from cooptrace.watch.kinds import KINDS
from tests.factories import make_batch
from tests.people import World, sign_in
from tests.scans.goods import DRAFT, Goods
from tests.watch.printed import print_labels


def spoil(database: Database, goods: Goods, lots: int = 1) -> None:
    with database.write() as session:
        for number in range(lots):
            print_labels(session, make_batch(session, goods.product, lot=f"HONG{number}", **DRAFT))


def test_the_front_page_counts_and_leads_there(
    client: TestClient, database: Database, goods: Goods, world: World
) -> None:
    root = f"/c/{goods.cooperative.id}"
    sign_in(client, world.staff)
    assert f"{root}/watch" not in client.get(root).text
    spoil(database, goods, lots=2)
    assert f'<a href="{root}/watch">2 chỗ cần sửa ở mã đã in</a>' in client.get(root).text


def test_each_line_leads_to_where_it_is_mended(
    client: TestClient, database: Database, goods: Goods, world: World
) -> None:
    spoil(database, goods)
    page = sign_in(client, world.staff).get(f"/c/{goods.cooperative.id}/watch").text
    assert ("Đã in tem nhưng lô chưa công bố" in page, "lô HONG0" in page, "Công bố lô" in page) == (True, True, True)


def test_what_is_well_is_said(client: TestClient, goods: Goods, world: World) -> None:
    assert "Mã nào đã in cũng mở ra" in sign_in(client, world.staff).get(f"/c/{goods.cooperative.id}/watch").text


def test_a_long_list_says_how_many_it_leaves_out(
    client: TestClient, database: Database, goods: Goods, world: World
) -> None:
    spoil(database, goods, lots=60)
    page = sign_in(client, world.staff).get(f"/c/{goods.cooperative.id}/watch").text
    assert ("Đang hiện 50 trong tổng số 60." in page, page.count("lô HONG")) == (True, 50)


def test_a_stranger_does_not_see_them(client: TestClient, goods: Goods, world: World) -> None:
    assert sign_in(client, world.foreign_manager).get(f"/c/{goods.cooperative.id}/watch").status_code == 404


def test_the_province_is_for_its_people(client: TestClient, database: Database, goods: Goods, world: World) -> None:
    spoil(database, goods)
    assert sign_in(client, world.staff).get("/watch").status_code == 403
    for person in (world.officer, world.inspector, world.operator, world.trainer):
        assert f"/c/{goods.cooperative.id}/watch" in sign_in(client, person).get("/watch").text


def test_trainers_see_their_communes_only(client: TestClient, database: Database, goods: Goods, world: World) -> None:
    with database.write() as session:
        session.merge(world.own).unit_code = world.foreign.unit_code
    spoil(database, goods)
    page = sign_in(client, world.trainer).get("/watch").text
    assert (goods.cooperative.id in page, "Chỉ các hợp tác xã ở xã bạn phụ trách." in page) == (False, True)


def test_every_kind_leads_to_a_page(client: TestClient, database: Database, goods: Goods, world: World) -> None:
    """With the ids of a real batch or product in its place; those who only read are led to what they may read."""
    for person, ways in ((world.staff, [kind.path for kind in KINDS]), (world.officer, [kind.look for kind in KINDS])):
        sign_in(client, person)
        for way in ways:
            ref = goods.product.id if "/products/" in way else goods.batch.id
            path = way.format(cooperative_id=goods.cooperative.id, ref=ref)
            if "/orders/" not in path:
                assert (client.get(path).status_code, path) == (200, path)
