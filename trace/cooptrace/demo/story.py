"""What one sample cooperative has done so far, dated back as if it had happened over months."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from cooptrace.batches.actions import freeze_batch
from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.certificates.models import Certificate
from cooptrace.codes import new_batch_code
from cooptrace.cooperatives.colours import COLOURS
from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.demo import cast
from cooptrace.demo.pictures import product_picture
from cooptrace.demo.samples import Sample
from cooptrace.events.models import Event
from cooptrace.files.actions import store_photo
from cooptrace.labels.designs import load_designs
from cooptrace.labels.desk import Order, Subject, plan
from cooptrace.labels.desk_words import kept
from cooptrace.labels.models import PrintJob
from cooptrace.labels.stocks import load_stocks
from cooptrace.people.models import Person, SignIn
from cooptrace.people.tokens import hash_token, new_token
from cooptrace.places.units import CURRENT, unit
from cooptrace.products.languages import pairs_of
from cooptrace.products.models import Product
from cooptrace.scans.models import ProblemReport, Scan
from cooptrace.scans.sums import Counted, count_scans
from cooptrace.text import fold
from cooptrace.web.formats import ZONE, local_date, local_today
from cooptrace.web.forms import Upload

CERTIFICATES = {
    "OCOP": ("ocop", "Sở Nông nghiệp và Môi trường (mẫu)"),
    "ATTP": ("food-safety", "Chi cục Quản lý chất lượng (mẫu)"),
    "VietGAP": ("vietgap", "Tổ chức chứng nhận (mẫu)"),
    "GlobalGAP": ("globalgap", "Tổ chức chứng nhận (mẫu)"),
    "HACCP": ("haccp", "Tổ chức chứng nhận (mẫu)"),
    "Kiểm dịch": ("quarantine", "Chi cục Chăn nuôi và Thú y (mẫu)"),
}
CATEGORIES = {"Thực phẩm": "food", "Đồ uống": "drink", "Dược liệu": "herbs"}
UNITS = {"pouch": "gói", "jar": "hũ", "bottle": "chai", "box": "hộp", "heap": "túi"}
# The same for all samples; names stay Vietnamese.
TRANSLATIONS = {
    "en": {
        "usage": "Rinse before use.",
        "storage": "Keep in a dry, cool place.",
        "story": "A sample product for trying the software; it does not exist.",
    },
    "zh": {"usage": "使用前请冲洗。", "storage": "置于阴凉干燥处。", "story": "用于试用软件的样品，并非真实产品。"},
}
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


@dataclass
class Story:
    """The rows of one cooperative while they are being made."""

    session: Session
    sample: Sample
    cooperative: Cooperative
    manager: Person
    site: Site
    producer: Producer
    origin: str


def tell(session: Session, sample: Sample, *, origin: str) -> Story:
    """Everything this cooperative has done up to its stage."""
    begun = _at(_first_day(sample) - timedelta(days=20), 8)
    cooperative = _cooperative(session, sample, begun)
    manager = cast.add_manager(session, sample, cooperative)
    site, producer = _places(session, sample, cooperative, begun)
    story = Story(session, sample, cooperative, manager, site, producer, origin)
    if sample.has_reached("signed-in"):
        _sign_in(session, manager, begun + timedelta(days=1))
    if sample.has_reached("product"):
        product = _product(story, begun + timedelta(days=8))
        _certificates(story, product)
        _batches(story, product)
    return story


def _first_day(sample: Sample) -> date:
    """The lot's own day for those who are through; the others began lately, some a little too long ago."""
    if sample.has_reached("again"):
        return sample.made_on
    return local_today() - timedelta(days=5 + 4 * (sample.number % 4))


def _cooperative(session: Session, sample: Sample, begun: datetime) -> Cooperative:
    cooperative = Cooperative(
        kind=sample.kind,
        name=sample.cooperative,
        name_folded=fold(sample.cooperative),
        address="Thôn Mẫu",
        unit_code=sample.unit,
        unit_version=CURRENT,
        old_address=sample.old_address,
        tax_code=sample.tax_code,
        gln=sample.gln,
        gs1_prefix="9520001",
        representative=sample.person,
        phone=sample.phone,
        phone_is_public=True,
        consent_at=begun,
        is_sample=True,
        colour=tuple(COLOURS)[sample.number % len(COLOURS)],
        created_at=begun,
    )
    session.add(cooperative)
    session.flush()
    return cooperative


def _places(session: Session, sample: Sample, cooperative: Cooperative, begun: datetime) -> tuple[Site, Producer]:
    place = unit(sample.unit, CURRENT)
    producer = Producer(
        cooperative_id=cooperative.id,
        name=sample.person,
        name_folded=fold(sample.person),
        phone=sample.phone,
        unit_code=sample.unit,
        unit_version=CURRENT,
        hamlet="Thôn Mẫu",
        story="Gia đình làm nghề này từ nhiều năm nay. (Câu chuyện mẫu)",
        consent_at=begun,
        consent_wording="2026-11",
        created_at=begun,
    )
    session.add(producer)
    session.flush()
    site = Site(
        cooperative_id=cooperative.id,
        producer_id=producer.id,
        kind=sample.site_kind,
        name=sample.site,
        name_folded=fold(sample.site),
        code=sample.site_code,
        unit_code=sample.unit,
        unit_version=CURRENT,
        latitude=Decimal(str(round(place.lat, 2))) if place.lat else None,
        longitude=Decimal(str(round(place.lon, 2))) if place.lon else None,
        created_at=begun,
    )
    session.add(site)
    session.flush()
    return site, producer


def _sign_in(session: Session, person: Person, at: datetime) -> None:
    token = hash_token(new_token())
    row = SignIn(
        person_id=person.id, token_hash=token, way="link", device="Android (mẫu)", created_at=at, last_seen_at=at
    )
    session.add(row)


def _product(story: Story, at: datetime) -> Product:
    sample = story.sample
    picture = product_picture(sample.product, shape=sample.shape, colour=sample.colour, second=sample.second)
    photo = store_photo(
        story.session, Upload("sample.png", picture), field="photo", cooperative_id=story.cooperative.id
    )
    photo.created_at = at
    product = Product(
        cooperative_id=story.cooperative.id,
        name=sample.product,
        name_folded=fold(sample.product),
        photo_id=photo.id,
        net_amount=Decimal(sample.amount.replace(",", ".")),
        net_unit=sample.unit_of_amount,
        category=CATEGORIES[sample.category],
        gtin=f"0{sample.gtin13}",
        sku=sample.lot[:2],
        origin=f"{unit(sample.unit, CURRENT).name}, Quảng Ninh",
        standards="VietGAP" if "VietGAP" in sample.certificates else "TCCS 01:2026 (mẫu)",
        shelf_life_days=sample.shelf_life_days,
        storage="Để nơi khô ráo, thoáng mát.",
        usage="Rửa sạch trước khi dùng.",
        story="Sản phẩm mẫu để dùng thử phần mềm, không có thật.",
        producer_share=55 + sample.number % 5 * 5 if sample.number % 2 else None,
        created_by=story.manager.id,
        created_at=at,
    )
    product.translations = {code: pairs_of(product, words) for code, words in TRANSLATIONS.items()}
    story.session.add(product)
    story.session.flush()
    return product


def _certificates(story: Story, product: Product) -> None:
    today = local_today()
    for place, name in enumerate(story.sample.certificates):
        kind, issuer = CERTIFICATES[name]
        # One in seven has run out, so that the page can be seen without it.
        valid_until = today + timedelta(days=400 if (story.sample.number + place) % 7 else -30)
        story.session.add(
            Certificate(
                cooperative_id=story.cooperative.id,
                product_id=product.id,
                kind=kind,
                number=f"MẪU-{story.sample.number:02}{place + 1}",
                issuer=issuer,
                stars=story.sample.ocop_stars if kind == "ocop" else None,
                issued_on=valid_until - timedelta(days=1000),
                valid_until=valid_until,
            )
        )


def _batches(story: Story, product: Product) -> None:
    sample, today = story.sample, local_today()
    if not sample.has_reached("batch"):
        return
    first = _first_day(sample)
    batch = _batch(story, product, f"{sample.lot[:2]}{first:%y%m%d}{sample.lot[8:]}", first)
    if sample.has_reached("printed"):
        _print(story, product, batch, _at(first + timedelta(days=1), 9), count=130)
    if sample.has_reached("scanned"):
        _scans(story, product, batch, first + timedelta(days=4), today, many=12 + 5 * (sample.number % 6))
    if sample.has_reached("again"):
        day = today - timedelta(days=4)
        fresh = _batch(story, product, f"{sample.lot[:2]}{day:%y%m%d}A", day)
        _print(story, product, fresh, _at(day + timedelta(days=1), 9), count=65)
        _scans(story, product, fresh, day + timedelta(days=2), today, many=9)
        _report(story, product, fresh)
    if sample.lot == RECALLED_LOT:
        _recall(batch)


def _batch(story: Story, product: Product, lot: str, made_on: date) -> Batch:
    at = _at(made_on, 16)
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
        at = _at(batch.produced_on + timedelta(days=days), 7 + days % 5)
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
            at=_at(first + timedelta(days=chance.randrange(days)), 7 + chance.randrange(13)),
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
    batch.status, batch.recalled_at = BatchStatus.RECALLED, _at(batch.produced_on + timedelta(days=10), 9)
    batch.recall_reason = "Phiếu kiểm nghiệm chưa đạt. (thu hồi mẫu)"
    batch.recall_advice = "Không dùng nữa, mang trả lại nơi bán."


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZONE)
