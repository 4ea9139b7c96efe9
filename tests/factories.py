"""Rows that tests begin with: a product, a batch, an event, a photo, as a cooperative would have them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.codes import new_batch_code
from cooptrace.cooperatives.kinds import SiteKind
from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.database import now
from cooptrace.events.models import Event
from cooptrace.files.models import Photo
from cooptrace.places.units import CURRENT
from cooptrace.products.models import Product
from cooptrace.text import fold
from cooptrace.web.formats import local_today

Row = TypeVar("Row", bound=SQLModel)


def make_photo(session: Session, cooperative: Cooperative) -> Photo:
    return _added(
        session,
        Photo(
            cooperative_id=cooperative.id,
            width=960,
            height=720,
            webp_320=b"small",
            webp_480=b"middle",
            webp_960=b"large",
        ),
    )


def make_product(session: Session, cooperative: Cooperative, **details: Any) -> Product:
    """A product with everything the public page needs; no GTIN unless one is given."""
    name = details.pop("name", "Miến dong Bình Liêu")
    usual: dict[str, Any] = {
        "net_amount": Decimal(500),
        "net_unit": "g",
        "sku": "MD500",
        "origin": "Bình Liêu, Quảng Ninh",
        "standards": "TCCS 01:2026",
        "shelf_life_days": 365,
    }
    if "photo_id" not in details:
        details["photo_id"] = make_photo(session, cooperative).id
    return _added(
        session, Product(cooperative_id=cooperative.id, name=name, name_folded=fold(name), **(usual | details))
    )


def make_site(session: Session, cooperative: Cooperative, **details: Any) -> Site:
    name = details.pop("name", "Vườn Nà Làng")
    usual = {"kind": SiteKind.GROWING_AREA, "code": "VN-QNOR-9001", "unit_code": cooperative.unit_code}
    return _added(
        session,
        Site(
            cooperative_id=cooperative.id, name=name, name_folded=fold(name), unit_version=CURRENT, **(usual | details)
        ),
    )


def make_batch(session: Session, product: Product, *, site: Site | None = None, **details: Any) -> Batch:
    """A published batch of today, with a year to go."""
    today: date = local_today()
    usual: dict[str, Any] = {
        "lot": "MD261101A",
        "short_code": new_batch_code(),
        "quantity": Decimal(200),
        "quantity_unit": "gói",
        "produced_on": today,
        "harvested_on": today - timedelta(days=2),
        "expires_on": today + timedelta(days=365),
        "site_id": site.id if site else None,
        "status": BatchStatus.ACTIVE,
        "published_at": now(),
    }
    return _added(session, Batch(cooperative_id=product.cooperative_id, product_id=product.id, **(usual | details)))


def make_event(session: Session, batch: Batch, kind: str, **details: Any) -> Event:
    usual: dict[str, Any] = {"occurred_at": now(), "person_name": "Bà Múi"}
    return _added(
        session, Event(cooperative_id=batch.cooperative_id, batch_id=batch.id, kind=kind, **(usual | details))
    )


def _added(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
