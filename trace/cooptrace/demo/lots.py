"""The lots of a sample cooperative: what happened to them, printings, scans, a report, a recall."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from cooptrace.batches.actions import freeze_batch
from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.codes import new_batch_code
from cooptrace.demo.registry import Story, first_day, moment_at
from cooptrace.events.models import Event
from cooptrace.labels.designs import load_designs
from cooptrace.labels.desk import Order, Subject, plan
from cooptrace.labels.desk_words import kept
from cooptrace.labels.models import PrintJob
from cooptrace.labels.stocks import load_stocks
from cooptrace.people.tokens import hash_token
from cooptrace.products.models import Product
from cooptrace.scans.models import ProblemReport, Scan
from cooptrace.scans.sums import Counted, count_scans
from cooptrace.web.formats import local_date, local_today

UNITS = {"pouch": "gói", "jar": "hũ", "bottle": "chai", "box": "hộp", "heap": "túi"}
Happening = tuple[int, str, dict[str, str]]
# Days before (-) or after (+) production, the kind of event and its details.
PLANTED: tuple[Happening, ...] = ((-120, "sow", {"variety": "giống địa phương"}), (-2, "harvest", {}))
CAUGHT: tuple[Happening, ...] = ((-1, "harvest", {}),)
MADE: tuple[Happening, ...] = ((-20, "harvest", {"quantity": "300", "unit": "kg"}),)
FINISHED: tuple[Happening, ...] = (
    (0, "process", {"work": "Sơ chế, phân loại"}),
    (1, "pack", {}),
    (3, "ship", {"transport": "Xe tải"}),
)
RECALLED_LOT = "VS260525A"


def batches(story: Story, product: Product) -> None:
    sample, today = story.sample, local_today()
    if not sample.has_reached("batch"):
        return
    first = first_day(sample)
    batch = _batch(story, product, f"{sample.lot[:2]}{first:%y%m%d}{sample.lot[8:]}", first)
    if sample.has_reached("printed"):
        _print(story, product, batch, moment_at(first + timedelta(days=1), 9), count=130)
    if sample.has_reached("scanned"):
        _scans(story, product, batch, first + timedelta(days=4), today, many=12 + 5 * (sample.number % 6))
    if sample.has_reached("again"):
        day = today - timedelta(days=4)
        fresh = _batch(story, product, f"{sample.lot[:2]}{day:%y%m%d}A", day)
        _print(story, product, fresh, moment_at(day + timedelta(days=1), 9), count=65)
        _scans(story, product, fresh, day + timedelta(days=2), today, many=9)
        _report(story, product, fresh)
    if sample.lot == RECALLED_LOT:
        _recall(batch)


def _batch(story: Story, product: Product, lot: str, made_on: date) -> Batch:
    at = moment_at(made_on, 16)
    is_grown = story.sample.site_kind in ("growing-area", "farming-area")
    batch = Batch(
        cooperative_id=story.cooperative.id,
        product_id=product.id,
        lot=lot,
        short_code=new_batch_code(),
        quantity=Decimal(400),
        quantity_unit=UNITS[story.sample.shape],
        produced_on=made_on,
        harvested_on=made_on - timedelta(days=2) if is_grown else None,
        expires_on=made_on + timedelta(days=story.sample.shelf_life_days),
        site_id=story.site.id,
        producer_id=story.producer.id,
        status=BatchStatus.ACTIVE,
        created_by=story.manager.id,
        created_at=at,
        published_at=at,
    )
    story.session.add(batch)
    story.session.flush()
    story.session.add_all(_events(story, batch))
    return batch


def _events(story: Story, batch: Batch) -> Iterator[Event]:
    before = {"growing-area": PLANTED, "boat": CAUGHT, "farming-area": PLANTED}.get(story.sample.site_kind, MADE)
    for days, kind, details in (*before, *FINISHED):
        at = moment_at(batch.produced_on + timedelta(days=days), 7 + days % 5)
        if local_date(at) > local_today():
            continue
        if kind == "pack":
            details = {"quantity": "400", "unit": batch.quantity_unit}
        yield Event(
            cooperative_id=batch.cooperative_id,
            batch_id=batch.id,
            kind=kind,
            occurred_at=at,
            site_id=story.site.id,
            person_id=story.manager.id,
            person_name=story.manager.name,
            details=details,
            recorded_at=at,
        )


def _print(story: Story, product: Product, batch: Batch, at: datetime, *, count: int) -> None:
    stock, design = load_stocks()["tomy-145"], load_designs()["batch"]
    made = plan(Subject(story.cooperative, product, batch), Order(stock, design, count, 1), story.origin)
    story.session.add(
        PrintJob(
            cooperative_id=story.cooperative.id,
            batch_id=batch.id,
            stock=stock.key,
            design=design.key,
            start_cell=1,
            count=count,
            code_text=made.code_text,
            words=kept(made.content),
            printed_by=story.manager.id,
            printed_by_name=story.manager.name,
            printed_at=at,
            outcome="good",
        )
    )
    freeze_batch(story.session, batch)
    batch.frozen_at = at


def _scans(story: Story, product: Product, batch: Batch, first: date, last: date, *, many: int) -> None:
    """The same every time: the sample province looks alike wherever it is started."""
    chance = random.Random(f"{batch.lot}")  # noqa: S311 (sample data)
    days = max((last - first).days, 1)
    where: dict[str, Any] = {"cooperative_id": batch.cooperative_id, "product_id": product.id, "batch_id": batch.id}
    scans = [
        Scan(
            at=moment_at(first + timedelta(days=chance.randrange(days)), 7 + chance.randrange(13)),
            form="gs1" if chance.random() < 0.5 else "short",
            visitor="person",
            language=chance.choice(("vi", "vi", "vi", "en", "zh")),
            device_hash=hash_token(str(chance.random())),
            **where,
        )
        for _ in range(many)
    ]
    story.session.add_all(scans)
    story.session.flush()
    count_scans(
        story.session, (Counted(day=str(local_date(scan.at)), language=scan.language, **where) for scan in scans)
    )


def _report(story: Story, product: Product, batch: Batch) -> None:
    if story.sample.number == 1:
        story.session.add(
            ProblemReport(
                cooperative_id=story.cooperative.id,
                product_id=product.id,
                batch_id=batch.id,
                text="Gói bị rách mép, tem hơi mờ. (phản ánh mẫu)",
            )
        )


def _recall(batch: Batch) -> None:
    batch.status, batch.recalled_at = BatchStatus.RECALLED, moment_at(batch.produced_on + timedelta(days=10), 9)
    batch.recall_reason = "Phiếu kiểm nghiệm chưa đạt. (thu hồi mẫu)"
    batch.recall_advice = "Không dùng nữa, mang trả lại nơi bán."
