"""The words on a batch's label, and how they are kept with the print job so that it can be made again."""

from collections.abc import Mapping
from typing import Any

from cooptrace.batches.models import Batch
from cooptrace.batches.public_copy import PublicCopy, public_copy
from cooptrace.cooperatives.models import Cooperative
from cooptrace.labels.content import Fact, LabelContent
from cooptrace.products.models import Product
from cooptrace.web.formats import date_text, number_text

# Labels are read in Vietnam and by its inspectors: what stands on paper is Vietnamese whatever the interface speaks.
LOT, MADE, USE_BY = "Lô", "NSX", "HSD"
CALL_TO_ACTION = "Quét để xem nguồn gốc"
REPRINT_MARK = "Bản in lại"


def batch_words(
    cooperative: Cooperative, product: Product, batch: Batch, *, domain: str, reprint: bool
) -> LabelContent:
    facts = [Fact(LOT, batch.lot), Fact(MADE, date_text(batch.produced_on))]
    if batch.expires_on and not batch.no_expiry:
        facts.append(Fact(USE_BY, date_text(batch.expires_on)))
    return LabelContent(
        product_name=_name_with_content(public_copy(batch, product)),
        cooperative_name=cooperative.name,
        facts=tuple(facts),
        domain=domain,
        call_to_action=CALL_TO_ACTION,
        reprint_mark=REPRINT_MARK if reprint else None,
    )


def _name_with_content(words: PublicCopy) -> str:
    """Miến dong 500 g: the net content is added unless the name says it already."""
    content = f"{number_text(words.net_amount, 'vi')} {words.net_unit}"
    said = content.replace(" ", "").casefold() in words.name.replace(" ", "").casefold()
    return words.name if said else f"{words.name} {content}"


def kept(content: LabelContent) -> dict[str, Any]:
    """As plain JSON values."""
    return {
        "product_name": content.product_name,
        "cooperative_name": content.cooperative_name,
        "facts": [[fact.caption, fact.text] for fact in content.facts],
        "domain": content.domain,
        "call_to_action": content.call_to_action,
        "reprint_mark": content.reprint_mark,
    }


def restored(words: Mapping[str, Any]) -> LabelContent:
    return LabelContent(**{**words, "facts": tuple(Fact(caption, text) for caption, text in words["facts"])})
