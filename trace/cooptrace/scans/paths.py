"""Where the pages of a product or a lot stand. Pure."""

from urllib.parse import quote

from cooptrace.batches.models import Batch
from cooptrace.products.models import Product
from cooptrace.scans.levels import PAGES
from cooptrace.scans.queries import Subject


def passport_path(product: Product, batch: Batch | None) -> str:
    return f"/passport/Q/{batch.short_code}" if batch else f"/passport/p/{product.id}"


def canonical_path(subject: Subject) -> str:
    """The address that is printed: the Digital Link where there is a GTIN."""
    product, batch = subject.product, subject.batch
    if product.gtin:
        return f"/01/{product.gtin}" + (f"/10/{quote(batch.lot, safe='')}" if batch else "")
    return f"/Q/{batch.short_code}" if batch else f"/p/{product.id}"


def page_path(subject: Subject) -> str:
    """The one address of the page: a Digital Link only leads to it."""
    return PAGES + canonical_path(subject) if subject.product.gtin else canonical_path(subject)
