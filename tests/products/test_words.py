"""What is said of a product in other languages, and the share of the price that its producers get."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.database import Database, now
from cooptrace.products.languages import outdated, progress, translated
from cooptrace.products.models import Product
from cooptrace.products.queries import product_corrections
from tests.factories import make_product
from tests.people import World, sign_in

ENGLISH = {"language": "en", "name": "Canna glass noodles", "story": "Dried in the sun.", "once": "1"}


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.staff)


@pytest.fixture
def product(database: Database, world: World) -> Product:
    with database.write() as session:
        return make_product(session, world.own, story="Phơi nắng.")


def fresh(database: Database, product: Product) -> Product:
    with database.read() as session:
        return session.get_one(Product, product.id)


def root(product: Product) -> str:
    return f"/c/{product.cooperative_id}/products/{product.id}"


def test_words_are_kept_with_the_vietnamese_they_stand_for(
    staff: TestClient, product: Product, database: Database
) -> None:
    answer = staff.post(f"{root(product)}/words", data=ENGLISH)
    assert answer.headers["location"] == f"{root(product)}?said=saved"
    now_said = fresh(database, product)
    assert now_said.translations == {
        "en": {"name": [product.name, "Canna glass noodles"], "story": ["Phơi nắng.", "Dried in the sun."]}
    }
    assert (now_said.version, progress(now_said, "en"), progress(now_said, "zh")) == (2, (2, 3), (0, 3))


def test_both_languages_stand_side_by_side(staff: TestClient, product: Product, database: Database) -> None:
    for typed in (ENGLISH, {"language": "zh", "name": "平辽粉丝", "once": "2"}):
        staff.post(f"{root(product)}/words", data=typed)
    said = fresh(database, product)
    assert [translated(said, code, "name", product.name) for code in ("en", "zh")] == [
        "Canna glass noodles",
        "平辽粉丝",
    ]


def test_an_emptied_field_is_vietnamese_again(staff: TestClient, product: Product, database: Database) -> None:
    for story in ("Dried in the sun.", " "):
        staff.post(f"{root(product)}/words", data=ENGLISH | {"story": story})
    assert progress(fresh(database, product), "en") == (1, 3)


def test_words_of_a_text_that_has_changed_are_not_said_any_more(
    staff: TestClient, product: Product, database: Database
) -> None:
    staff.post(f"{root(product)}/words", data=ENGLISH)
    with database.write() as session:
        session.get_one(Product, product.id).story = "Sấy khô."
    changed = fresh(database, product)
    assert (outdated(changed, "en"), translated(changed, "en", "story", "Sấy khô.")) == (frozenset({"story"}), "")
    assert "Tiếng Việt đã đổi" in staff.get(f"{root(product)}/words").text


def test_after_printing_it_is_noted_that_words_changed(staff: TestClient, product: Product, database: Database) -> None:
    with database.write() as session:
        session.get_one(Product, product.id).printed_at = now()
    for _ in range(2):
        staff.post(f"{root(product)}/words", data=ENGLISH)
    with database.read() as session:
        notes = product_corrections(session, session.get_one(Product, product.id))
    assert [(note.field, note.before, note.after) for note in notes] == [("translations", "", "")]


@pytest.mark.parametrize(("typed", "status"), [({"name": "x" * 121}, 422), ({"language": "fr"}, 404)])
def test_words_that_cannot_be_shown_are_refused(
    staff: TestClient, product: Product, database: Database, typed: dict[str, str], status: int
) -> None:
    answer = staff.post(f"{root(product)}/words", data=ENGLISH | typed)
    assert (answer.status_code, fresh(database, product).translations) == (status, {})


def test_the_words_of_another_cooperative_are_not_found(client: TestClient, product: Product, world: World) -> None:
    answer = sign_in(client, world.foreign_manager).get(f"/c/{world.foreign.id}/products/{product.id}/words")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("typed", "status", "share"),
    [("60", 303, 60), ("1", 303, 1), ("100", 303, 100), ("", 303, None)]
    + [(wrong, 422, None) for wrong in ("0", "101", "-5", "12,5", "một nửa")],
)
def test_the_share_is_a_whole_number_of_percent(
    staff: TestClient, product: Product, database: Database, typed: str, status: int, share: int | None
) -> None:
    details = {"name": product.name, "net_amount": "500", "net_unit": "g", "producer_share": typed, "once": "1"}
    answer = staff.post(f"{root(product)}/edit", data=details)
    assert (answer.status_code, fresh(database, product).producer_share) == (status, share)
