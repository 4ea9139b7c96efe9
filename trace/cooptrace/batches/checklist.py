"""The ten items Circular 02/2024/TT-BKHCN asks of a traced product, and which of them a batch still lacks. Pure."""

from dataclasses import dataclass

from cooptrace.batches.models import Batch
from cooptrace.batches.public_copy import public_copy
from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.errors import Sentence, say
from cooptrace.products.models import Product


@dataclass(frozen=True)
class Subject:
    """All that the ten items are read from."""

    cooperative: Cooperative
    product: Product
    batch: Batch
    site: Site | None


@dataclass(frozen=True)
class Item:
    """One of the ten, and the field where it is mended."""

    key: str
    name: Sentence
    done: bool
    mend: str


@dataclass(frozen=True)
class Checklist:
    items: tuple[Item, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.done)

    @property
    def done(self) -> int:
        return len(self.items) - len(self.missing)

    @property
    def complete(self) -> bool:
        return not self.missing


def check(subject: Subject) -> Checklist:
    """Items 8 and 9 are asked for "if any": a brand may be absent, a shelf life may be declared as not prescribed."""
    cooperative, batch, site = subject.cooperative, subject.batch, subject.site
    words = public_copy(batch, subject.product)
    home = f"/c/{cooperative.id}"
    product_page, batch_page = f"{home}/products/{subject.product.id}/edit", f"{home}/batches/{batch.id}/edit"
    ends = f"{batch_page}#expires_on"
    standards = bool(words.standards) or words.standards_not_declared
    return Checklist(
        (
            Item("name", say("Product name"), bool(words.name), f"{product_page}#name"),
            Item(
                "picture",
                say("Picture of the product"),
                bool(words.photo_id or batch.photo_id),
                f"{product_page}#photo",
            ),
            Item("producer", say("Name of the producer"), bool(cooperative.name), f"{home}/profile#name"),
            Item("address", say("Address of the producer"), bool(cooperative.address), f"{home}/profile#address"),
            # Each stage has a product code, a place and a time; making it is the first stage, at the batch's site.
            Item("stages", say("Stages, each with its place and time"), site is not None, f"{batch_page}#site_id"),
            Item("time", say("Time of production"), batch.produced_on is not None, f"{batch_page}#produced_on"),
            Item("code", say("Traceability code"), bool(batch.lot and batch.short_code), f"{batch_page}#lot"),
            Item("brand", say("Brand, mark or serial number (if any)"), True, f"{product_page}#brand"),
            Item("shelf-life", say("Use-by date"), batch.no_expiry or batch.expires_on is not None, ends),
            Item("standards", say("Standards applied"), standards, f"{product_page}#standards"),
        )
    )
