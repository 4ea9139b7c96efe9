"""An order of stamps as a printing: one code and serial on each label. No I/O."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import tee
from pathlib import Path
from typing import Any

from cooptrace.errors import Sentence, say
from cooptrace.labels.content import LabelContent
from cooptrace.labels.designs import Design
from cooptrace.labels.desk_words import CALL_TO_ACTION
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.fits import fits
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.stocks import Stock
from cooptrace.products.models import Product
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampOrder
from cooptrace.stamps.order_files import address
from cooptrace.web.addresses import domain

# The fuller design first; on a small label there is room for the code and its letters only.
DESIGNS = ("stamp", "stamp-small")
NO_ROOM: Sentence = say("A stamp with this code does not fit on this paper. Please choose another one.")
_ANY_CODE = "0" * 15


def usual_designs(designs: Mapping[str, Design]) -> list[Design]:
    return [designs[key] for key in DESIGNS]


def stamp_words(cooperative_name: str, product: Product | None, order: StampOrder) -> LabelContent:
    """A roll for any product carries the cooperative's name where the product's would be."""
    return LabelContent(
        product_name=product.name if product else cooperative_name,
        cooperative_name=cooperative_name if product else "",
        domain=domain(order.origin),
        call_to_action=CALL_TO_ACTION,
    )


def design_for(stock: Stock, designs: Iterable[Design], content: LabelContent, order: StampOrder) -> Design | None:
    """The first of the designs that fits; None when no stamp fits on the paper."""
    return next((one for one in designs if fits(stamp_job(stock, one, content, order, [_ANY_CODE]))), None)


def papers_for(
    stocks: Iterable[Stock], designs: Sequence[Design], content: LabelContent, order: StampOrder
) -> list[Stock]:
    """The smallest label first."""
    taking = [stock for stock in stocks if design_for(stock, designs, content, order)]
    return sorted(taking, key=lambda stock: (stock.cell_width_mm * stock.cell_height_mm, stock.key))


def stamp_job(
    stock: Stock, design: Design, content: LabelContent, order: StampOrder, codes: Iterable[str], *, start: int = 1
) -> LabelJob:
    texts, serials = tee(codes)
    return LabelJob(
        stock=stock,
        design=design,
        content=content,
        codes=(address(order, code) for code in texts),
        serials=serials,
        start=start,
        level=design.level,
        title=f"{content.product_name} · {order.count}",
    )


@dataclass(frozen=True)
class StampWork:
    """The stamps of an order, made by another process: it opens the key itself, which is in no message."""

    stock: Stock
    design: Design
    content: LabelContent
    order: Mapping[str, Any]
    keys_folder: Path
    start: int
    pages: int

    def parts(self) -> Iterator[bytes]:
        order = StampOrder(**self.order)
        codes = KeyRing(self.keys_folder).codes(order.epoch).codes(order.first, order.count)
        return label_pdf(stamp_job(self.stock, self.design, self.content, order, codes, start=self.start))
