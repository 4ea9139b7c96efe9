"""What is found to be wrong with printed codes, and that what is well is not."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.batches.public_copy import as_json, copy_of
from cooptrace.database import Database, now
from cooptrace.labels.models import PrintJob
from cooptrace.products.models import Product
from cooptrace.scans.models import ScanDay
from cooptrace.stamps.models import StampEpoch, StampOrder, StampRange, StampSeen
from cooptrace.web.formats import local_today
from cooptrace.web.models import PublicAddress
from tests.factories import make_batch, make_product
from tests.people import World
from tests.scans.goods import DRAFT, EXPIRED, Goods, add_certificate
from tests.watch.printed import found, print_labels

TODAY = local_today()


def change(database: Database, batch: Batch, **details: Any) -> None:
    with database.write() as session:
        session.merge(batch).sqlmodel_update(details)


def scan(session: Session, goods: Goods, batch: Batch, *, days_ago: int = 0) -> None:
    day = TODAY - timedelta(days=days_ago)
    key = {"cooperative_id": goods.cooperative.id, "product_id": goods.product.id, "batch_id": batch.id}
    session.add(ScanDay(day=day, count=2, **key))


def test_codes_that_answer_well_are_not_listed(database: Database, goods: Goods) -> None:
    assert found(database, goods.cooperative) == []


def test_a_printed_batch_that_is_not_published(database: Database, goods: Goods) -> None:
    change(database, goods.batch, **DRAFT)
    assert found(database, goods.cooperative) == [("draft", goods.batch.id)]


def test_an_unpublished_batch_without_labels_is_nobodys_matter(database: Database, goods: Goods) -> None:
    with database.write() as session:
        make_batch(session, goods.product, lot="KHAC", **DRAFT)
    assert found(database, goods.cooperative) == []


@pytest.mark.parametrize(
    ("in_copy", "in_product", "in_batch", "missing"),
    [
        (None, False, False, True),
        (None, True, False, False),
        (False, True, False, True),
        (True, False, False, False),
        (False, False, True, False),
    ],
)
def test_a_page_without_a_photo(
    database: Database, goods: Goods, in_copy: bool | None, in_product: bool, in_batch: bool, missing: bool
) -> None:
    """The photo is of the batch, else of the product as it was when labels were first printed."""
    photo = goods.product.photo_id
    with database.write() as session:
        batch, product = session.get_one(Batch, goods.batch.id), session.get_one(Product, goods.product.id)
        if in_copy is not None:
            batch.frozen_copy = as_json(copy_of(product)) | {"photo_id": photo if in_copy else None}
        product.photo_id = photo if in_product else None
        batch.photo_id = photo if in_batch else None
    assert found(database, goods.cooperative) == ([("photo", goods.batch.id)] if missing else [])


@pytest.mark.parametrize(
    ("days", "kind"),
    [(-366, None), (-1, "certificate-ended"), (0, "certificate-soon"), (30, "certificate-soon"), (31, None)],
)
def test_a_certificate_that_runs_out(database: Database, goods: Goods, days: int, kind: str | None) -> None:
    with database.write() as session:
        one = add_certificate(session, goods.cooperative, kind="vietgap", valid_until=TODAY + timedelta(days=days))
    assert found(database, goods.cooperative) == ([(kind, one.id)] if kind else [])


def test_a_renewed_certificate_is_well(database: Database, goods: Goods) -> None:
    with database.write() as session:
        add_certificate(session, goods.cooperative, kind="vietgap", valid_until=TODAY - timedelta(days=1))
        add_certificate(session, goods.cooperative, kind="vietgap", valid_until=TODAY + timedelta(days=400))
    assert found(database, goods.cooperative) == []


def test_a_certificate_of_a_product_without_labels_is_nobodys_matter(database: Database, goods: Goods) -> None:
    with database.write() as session:
        other = make_product(session, goods.cooperative, name="Chưa in")
        ended = {"kind": "haccp", "valid_until": TODAY - timedelta(days=1)}
        add_certificate(session, goods.cooperative, **ended, product_id=other.id)
        own = add_certificate(session, goods.cooperative, **ended, product_id=goods.product.id)
    assert found(database, goods.cooperative) == [("certificate-ended", own.id)]


def test_a_withdrawn_product_whose_labels_are_out(database: Database, goods: Goods) -> None:
    with database.write() as session:
        session.get_one(Product, goods.product.id).withdrawn_at = now()
    assert found(database, goods.cooperative) == [("withdrawn", goods.product.id)]


@pytest.mark.parametrize(("known", "kind"), [(True, "host-old"), (False, "host-unknown")])
def test_codes_with_another_address(database: Database, goods: Goods, known: bool, kind: str) -> None:
    with database.write() as session:
        if known:
            session.add(PublicAddress(origin="https://cu.example.vn", primary=False))
        print_labels(session, goods.batch, origin="https://cu.example.vn")
    assert found(database, goods.cooperative) == [(kind, goods.batch.id)]


def test_an_address_that_only_begins_alike_is_another(database: Database, goods: Goods) -> None:
    with database.write() as session:
        print_labels(session, goods.batch, origin="https://trace.example.vn.evil.example")
    assert found(database, goods.cooperative) == [("host-unknown", goods.batch.id)]


def test_barcodes_carry_no_address(database: Database, goods: Goods) -> None:
    with database.write() as session:
        job = PrintJob(
            cooperative_id=goods.cooperative.id,
            batch_id=goods.batch.id,
            stock="a",
            design="b",
            start_cell=1,
            count=1,
            code_text="(01)09520001000010",
        )
        session.add(job)
    assert found(database, goods.cooperative) == []


@pytest.mark.parametrize(("days_ago", "listed"), [(0, True), (6, False), (7, False)])
def test_goods_past_their_date_that_are_still_scanned(
    database: Database, goods: Goods, days_ago: int, listed: bool
) -> None:
    """Scans from before that day say nothing."""
    change(database, goods.batch, **EXPIRED)
    with database.write() as session:
        scan(session, goods, goods.batch, days_ago=days_ago)
    assert found(database, goods.cooperative) == ([("past", goods.batch.id)] if listed else [])


def test_recalled_and_closed_batches_answer_as_they_should(database: Database, goods: Goods) -> None:
    for status in (BatchStatus.RECALLED, BatchStatus.CLOSED):
        change(database, goods.batch, status=status, photo_id=None)
        assert found(database, goods.cooperative) == []


@pytest.mark.parametrize(
    ("days", "seen", "kinds"),
    [(31, 0, ["stamps-idle"]), (1, 0, []), (1, 1, ["stamps-early"]), (31, 1, ["stamps-early", "stamps-idle"])],
)
def test_stamps_that_are_not_put_to_use(
    database: Database, goods: Goods, days: int, seen: int, kinds: list[str]
) -> None:
    with database.write() as session:
        session.add(StampEpoch(symbol="0", known_code="", next_serial=1000))
        session.flush()
        order = StampOrder(cooperative_id=goods.cooperative.id, epoch="0", first=0, count=100, per_roll=100)
        session.add(order)
        session.flush()
        stretch: dict[str, Any] = {
            "cooperative_id": goods.cooperative.id,
            "order_id": order.id,
            "epoch": "0",
            "roll": 1,
        }
        at = now() - timedelta(days=days)
        session.add(StampRange(**stretch, first=0, count=100, state="printed", changed_at=at))
        session.add(StampSeen(epoch="0", serial=5, first_at=at, last_at=at, times=seen))
    assert found(database, goods.cooperative) == [(kind, order.id) for kind in kinds]


def test_others_codes_are_others_matter(database: Database, goods: Goods, world: World) -> None:
    change(database, goods.batch, **DRAFT)
    assert found(database, world.foreign) == []
