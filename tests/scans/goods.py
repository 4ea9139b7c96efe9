"""Goods that tests scan: a product with a GTIN, its batch, its journey, certificates and the household that made it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.certificates.models import Certificate
from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.database import now
from cooptrace.files.models import Document
from cooptrace.products.models import Product
from cooptrace.web.formats import local_today
from tests.factories import make_batch, make_event, make_product, make_site
from tests.people import World

GTIN = "09520001000010"
FREE_GTIN = "09520001000034"
LOT = "MD261101A"
PERSON = {"user-agent": "Mozilla/5.0 (Linux; Android 13) Chrome/130 Mobile", "accept": "text/html"}


@dataclass(frozen=True)
class Goods:
    cooperative: Cooperative
    product: Product
    site: Site
    batch: Batch

    @property
    def short(self) -> str:
        return f"/Q/{self.batch.short_code}"

    @property
    def link(self) -> str:
        return f"/01/{GTIN}/10/{self.batch.lot}"

    @property
    def page(self) -> str:
        """Where the Digital Link leads."""
        return f"/p{self.link}"


def make_goods(session: Session, world: World, **batch_details: Any) -> Goods:
    """A published batch with all that its page can show, unless `batch_details` say otherwise."""
    cooperative = session.merge(world.own)
    product = make_product(session, cooperative, gtin=GTIN, ingredients="Tinh bột dong riềng", story="Phơi nắng.")
    producer = make_producer(session, cooperative, "Bà Chíu Tài Múi", consent_at=now())
    site = make_site(session, cooperative)
    usual: dict[str, Any] = {"site": site, "lot": LOT, "producer_id": producer.id}
    batch = make_batch(session, product, **(usual | batch_details))
    make_event(session, batch, "harvest", site_id=site.id, details={"quantity": "420", "unit": "kg"})
    make_event(session, batch, "pack", details={"quantity": "200", "unit": "gói"}, note="Dán tem từng gói")
    add_certificate(session, cooperative, kind="ocop", product_id=product.id, stars=4, number="3102/QĐ-UBND")
    return Goods(cooperative, product, site, batch)


def make_producer(session: Session, cooperative: Cooperative, name: str, **details: Any) -> Producer:
    producer = Producer(cooperative_id=cooperative.id, name=name, name_folded=name.lower(), **details)
    session.add(producer)
    session.flush()
    return producer


def add_certificate(session: Session, cooperative: Cooperative, **details: Any) -> Certificate:
    document = Document(
        cooperative_id=cooperative.id, name="giay.pdf", media_type="application/pdf", content=b"%PDF-1.4"
    )
    session.add(document)
    session.flush()
    usual: dict[str, Any] = {"valid_until": local_today() + timedelta(days=300), "issuer": "UBND tỉnh Quảng Ninh"}
    certificate = Certificate(cooperative_id=cooperative.id, document_id=document.id, **(usual | details))
    session.add(certificate)
    session.flush()
    return certificate


RECALLED: dict[str, Any] = {
    "status": BatchStatus.RECALLED,
    "recalled_at": now(),
    "recall_reason": "Có dư lượng vượt mức",
    "recall_advice": "Mang trả lại nơi đã mua",
    "recall_contact": "Bà Múi, 0900 000 009",
}
EXPIRED: dict[str, Any] = {
    "produced_on": local_today() - timedelta(days=400),
    "harvested_on": None,
    "expires_on": local_today() - timedelta(days=1),
}
DRAFT: dict[str, Any] = {"status": BatchStatus.DRAFT, "published_at": None}
