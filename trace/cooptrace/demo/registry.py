"""Who a sample cooperative is: its places and people, its product, its certificates."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlmodel import Session

from cooptrace.certificates.models import Certificate
from cooptrace.cooperatives.colours import COLOURS
from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.demo.pictures import product_picture
from cooptrace.demo.samples import Sample
from cooptrace.files.actions import store_photo
from cooptrace.people.models import Person, SignIn
from cooptrace.people.tokens import hash_token, new_token
from cooptrace.places.units import CURRENT, unit
from cooptrace.products.languages import pairs_of
from cooptrace.products.models import Product
from cooptrace.text import fold
from cooptrace.web.formats import ZONE, local_today
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
# The same for all samples; names stay Vietnamese.
TRANSLATIONS = {
    "en": {
        "usage": "Rinse before use.",
        "storage": "Keep in a dry, cool place.",
        "story": "A sample product for trying the software; it does not exist.",
    },
    "zh": {"usage": "使用前请冲洗。", "storage": "置于阴凉干燥处。", "story": "用于试用软件的样品，并非真实产品。"},
}


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


def first_day(sample: Sample) -> date:
    """The lot's own day for those who are through; the others began lately, some a little too long ago."""
    if sample.has_reached("again"):
        return sample.made_on
    return local_today() - timedelta(days=5 + 4 * (sample.number % 4))


def cooperative(session: Session, sample: Sample, begun: datetime) -> Cooperative:
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


def places(session: Session, sample: Sample, cooperative: Cooperative, begun: datetime) -> tuple[Site, Producer]:
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


def sign_in(session: Session, person: Person, at: datetime) -> None:
    token = hash_token(new_token())
    row = SignIn(
        person_id=person.id, token_hash=token, way="link", device="Android (mẫu)", created_at=at, last_seen_at=at
    )
    session.add(row)


def product(story: Story, at: datetime) -> Product:
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


def certificates(story: Story, product: Product) -> None:
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


def moment_at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZONE)
