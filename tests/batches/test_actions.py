"""Batches are made, published, frozen, corrected, closed and recalled."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from cooptrace.batches import actions, correction_actions, queries
from cooptrace.batches.forms import BatchForm, CorrectionForm, RecallForm
from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.batches.public_copy import public_copy, words_differ
from cooptrace.codes import check_short_code
from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid
from cooptrace.products.models import Product
from cooptrace.web.formats import local_today
from cooptrace.web.viewer import Viewer
from tests.factories import make_batch, make_photo, make_product, make_site
from tests.people import World

TODAY = local_today()
RECALL = {"lot": "md261101a", "reason": "Có cát", "advice": "Không ăn, trả lại nơi bán", "contact": "0900 000 001"}


@pytest.fixture
def product(session: Session, world: World) -> Product:
    return make_product(session, world.own)


@pytest.fixture
def batch(session: Session, world: World, product: Product) -> Batch:
    return make_batch(session, product, site=make_site(session, world.own))


@pytest.fixture
def viewer(world: World) -> Viewer:
    return Viewer(world.staff.id, world.staff.name, "vi", "sign-in")


def details(**typed: Any) -> dict[str, Any]:
    return {"produced_on": TODAY, "quantity": "200", "quantity_unit": "gói"} | typed


def added(session: Session, world: World, product: Product, viewer: Viewer, **typed: Any) -> Batch:
    return actions.add_batch(session, world.own, product, BatchForm(**details(**typed)), by=viewer)


def test_a_new_batch_is_a_draft_with_a_lot_a_code_and_a_use_by_date(
    session: Session, world: World, product: Product, viewer: Viewer
) -> None:
    batch = added(session, world, product, viewer)
    assert (batch.status, batch.lot, batch.expires_on) == ("draft", f"MD{TODAY:%y%m%d}A", TODAY + timedelta(days=365))
    assert check_short_code(batch.short_code) == batch.short_code


def test_the_cooperatives_own_pattern_makes_the_lot(
    session: Session, world: World, product: Product, viewer: Viewer
) -> None:
    world.own.lot_pattern = "KV-{NN}"
    assert [added(session, world, product, viewer).lot for _ in range(2)] == ["KV-01", "KV-02"]


def test_a_lot_the_product_has_is_refused_at_the_field(
    session: Session, world: World, product: Product, batch: Batch, viewer: Viewer
) -> None:
    with pytest.raises(Invalid) as refused:
        added(session, world, product, viewer, lot=batch.lot)
    assert list(refused.value.fields) == ["lot"]


def test_two_products_may_have_the_same_lot(session: Session, world: World, batch: Batch, viewer: Viewer) -> None:
    other = make_product(session, world.own, name="Miến dong nghệ", sku="MN")
    assert added(session, world, other, viewer, lot=batch.lot).lot == batch.lot


def test_a_product_no_longer_made_gets_no_batch(
    session: Session, world: World, product: Product, viewer: Viewer
) -> None:
    product.withdrawn_at = now()
    with pytest.raises(Conflict):
        added(session, world, product, viewer)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"harvested_on": TODAY + timedelta(days=1)}, "harvested_on"),
        ({"expires_on": TODAY, "no_expiry": False}, "expires_on"),
        ({"expires_on": TODAY + timedelta(days=9), "no_expiry": True}, "expires_on"),
    ],
)
def test_dates_that_cannot_be_are_refused(
    session: Session, world: World, product: Product, viewer: Viewer, typed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        added(session, world, product, viewer, **typed)
    assert list(refused.value.fields) == [field]


def test_publishing_an_incomplete_batch_names_what_is_missing(
    session: Session, world: World, product: Product, viewer: Viewer
) -> None:
    product.standards = ""
    batch = added(session, world, product, viewer)
    with pytest.raises(Conflict) as refused:
        actions.publish_batch(session, batch, by=viewer)
    missing = "Stages, each with its place and time, Standards applied"
    assert str(refused.value) == f"This batch cannot be published yet. Missing: {missing}."
    assert batch.status == BatchStatus.DRAFT


def test_a_complete_batch_is_published_once(session: Session, world: World, product: Product, viewer: Viewer) -> None:
    batch = added(session, world, product, viewer, site_id=make_site(session, world.own).id)
    actions.publish_batch(session, batch, by=viewer)
    first = batch.published_at
    actions.publish_batch(session, batch, by=viewer)
    assert (batch.status, batch.published_by, batch.published_at) == ("active", viewer.person_id, first)


def test_the_first_print_freezes_the_words_of_the_product(session: Session, product: Product, batch: Batch) -> None:
    actions.freeze_batch(session, batch)
    frozen = batch.frozen_at
    product.name = "Miến dong Húc Động"
    actions.freeze_batch(session, batch)
    assert (public_copy(batch, product).name, batch.frozen_at) == ("Miến dong Bình Liêu", frozen)


def test_a_photo_of_the_batch_comes_before_the_products(
    session: Session, world: World, product: Product, batch: Batch
) -> None:
    actions.freeze_batch(session, batch)
    batch.photo_id = make_photo(session, world.own).id
    assert public_copy(batch, product).photo_id == batch.photo_id
    assert not words_differ(batch, product)


def test_frozen_words_are_the_same_after_reading_them_again(session: Session, product: Product, batch: Batch) -> None:
    before = public_copy(batch, product)
    actions.freeze_batch(session, batch)
    session.commit()
    session.expire_all()
    assert public_copy(session.get_one(Batch, batch.id), product) == before


def changed(batch: Batch, **typed: Any) -> CorrectionForm:
    same = {name: getattr(batch, name) for name in ("produced_on", "harvested_on", "expires_on", "site_id")}
    return CorrectionForm(**same | {"quantity": batch.quantity, "quantity_unit": batch.quantity_unit} | typed)


def test_before_the_first_print_a_batch_is_simply_changed(session: Session, batch: Batch, viewer: Viewer) -> None:
    correction_actions.change_batch(session, batch, changed(batch, lot="MD-7", note="Vụ mới"), by=viewer)
    assert (batch.lot, batch.note, queries.corrections_of(session, batch)) == ("MD-7", "Vụ mới", [])


def test_after_the_first_print_a_change_needs_a_reason(session: Session, batch: Batch, viewer: Viewer) -> None:
    actions.freeze_batch(session, batch)
    with pytest.raises(Invalid) as refused:
        correction_actions.change_batch(session, batch, changed(batch, note="Vụ mới"), by=viewer)
    assert list(refused.value.fields) == ["reason"]


def test_after_the_first_print_a_change_is_a_dated_correction(session: Session, batch: Batch, viewer: Viewer) -> None:
    actions.freeze_batch(session, batch)
    ends = date(2027, 12, 1)
    correction_actions.change_batch(session, batch, changed(batch, expires_on=ends, reason="Gõ nhầm"), by=viewer)
    [row] = queries.corrections_of(session, batch)
    before = (TODAY + timedelta(days=365)).strftime("%d/%m/%Y")
    assert (row.field, row.before, row.after, row.reason) == ("expires_on", before, "01/12/2027", "Gõ nhầm")
    assert (batch.expires_on, row.corrected_by) == (ends, viewer.person_id)


def test_a_printed_lot_stays_as_it_is(session: Session, batch: Batch, viewer: Viewer) -> None:
    actions.freeze_batch(session, batch)
    with pytest.raises(Invalid) as refused:
        correction_actions.change_batch(session, batch, changed(batch, lot="MD-7", reason="x"), by=viewer)
    assert list(refused.value.fields) == ["lot"]


def test_new_words_of_the_product_are_taken_as_a_correction(
    session: Session, product: Product, batch: Batch, viewer: Viewer
) -> None:
    actions.freeze_batch(session, batch)
    product.warnings = "Có chứa gluten"
    correction_actions.take_new_words(session, batch, reason="Bổ sung cảnh báo", by=viewer)
    assert public_copy(batch, product).warnings == "Có chứa gluten"
    assert [row.field for row in queries.corrections_of(session, batch)] == ["product"]


def test_a_recall_needs_the_right_lot(session: Session, batch: Batch, viewer: Viewer) -> None:
    with pytest.raises(Invalid) as refused:
        actions.recall_batch(session, batch, RecallForm(**RECALL | {"lot": "MD261101B"}), by=viewer)
    assert (list(refused.value.fields), batch.status) == (["lot"], "active")


def test_a_recall_is_at_once_and_for_good(session: Session, batch: Batch, viewer: Viewer) -> None:
    actions.recall_batch(session, batch, RecallForm(**RECALL), by=viewer)
    assert (batch.status, batch.recall_reason, batch.recalled_by) == ("recalled", "Có cát", viewer.person_id)
    for undo in (actions.close_batch, actions.reopen_batch):
        with pytest.raises(Conflict):
            undo(session, batch)
    with pytest.raises(Conflict):
        actions.publish_batch(session, batch, by=viewer)


def test_a_closed_batch_can_be_opened_again(session: Session, batch: Batch) -> None:
    actions.close_batch(session, batch)
    assert batch.status == BatchStatus.CLOSED
    actions.reopen_batch(session, batch)
    assert (batch.status, batch.closed_at) == (BatchStatus.ACTIVE, None)
