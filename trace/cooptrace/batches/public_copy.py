"""What the public page says of a batch's product: the product's words of today, or those of the first print."""

from dataclasses import asdict, dataclass, replace
from decimal import Decimal

from cooptrace.batches.models import Batch
from cooptrace.products.models import Product


@dataclass(frozen=True)
class PublicCopy:
    """The fields of a product that people read on the page behind its label."""

    name: str
    photo_id: str | None
    net_amount: Decimal
    net_unit: str
    brand: str
    origin: str
    standards: str
    standards_not_declared: bool
    ingredients: str
    usage: str
    storage: str
    warnings: str
    story: str
    # Copies from before this was asked for do not say it.
    producer_share: int | None = None


def copy_of(product: Product) -> PublicCopy:
    return PublicCopy(**{name: getattr(product, name) for name in PublicCopy.__dataclass_fields__})


def public_copy(batch: Batch, product: Product) -> PublicCopy:
    """Labels of this batch keep saying what they said when they were printed. A photo of its own comes first."""
    words = _frozen(batch) or copy_of(product)
    return replace(words, photo_id=batch.photo_id or words.photo_id)


def words_differ(batch: Batch, product: Product) -> bool:
    """Whether the product has been changed since the first print."""
    frozen = _frozen(batch)
    return frozen is not None and frozen != copy_of(product)


def _frozen(batch: Batch) -> PublicCopy | None:
    if batch.frozen_copy is None:
        return None
    return PublicCopy(**(batch.frozen_copy | {"net_amount": Decimal(batch.frozen_copy["net_amount"])}))


def as_json(copy: PublicCopy) -> dict[str, object]:
    return asdict(copy) | {"net_amount": str(copy.net_amount)}
