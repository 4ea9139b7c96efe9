"""Kinds of certificates: one entry a kind, with how long it usually lasts and what it may stand on."""

from dataclasses import dataclass
from enum import StrEnum

from cooptrace.errors import Sentence, say


class Holder(StrEnum):
    """What a certificate speaks of."""

    COOPERATIVE = "cooperative"
    SITE = "site"
    PRODUCT = "product"


EVERY = frozenset(Holder)


@dataclass(frozen=True)
class Kind:
    name: Sentence
    # Months a certificate of this kind usually lasts; None: it does not run out, or nobody can say.
    usual_months: int | None = None
    has_stars: bool = False
    holders: frozenset[Holder] = EVERY


OCOP_STARS = (3, 4, 5)

KINDS: dict[str, Kind] = {
    "ocop": Kind(say("OCOP"), 36, has_stars=True, holders=frozenset({Holder.PRODUCT})),
    "vietgap": Kind(say("VietGAP"), 24),
    "globalgap": Kind(say("GlobalGAP"), 12),
    "haccp": Kind(say("HACCP"), 36),
    "food-safety": Kind(say("Food safety"), 36),
    "organic": Kind(say("Organic"), 12),
    "planting-area": Kind(say("Growing-area code"), holders=frozenset({Holder.SITE, Holder.COOPERATIVE})),
    "packing-house": Kind(say("Packing-house code"), holders=frozenset({Holder.SITE, Holder.COOPERATIVE})),
    "self-declaration": Kind(say("Product self-declaration"), holders=frozenset({Holder.PRODUCT})),
    "geographical-indication": Kind(say("Geographical indication"), holders=frozenset({Holder.PRODUCT})),
    "quarantine": Kind(say("Quarantine")),
    "test-report": Kind(say("Test report")),
    "other": Kind(say("Other certificate")),
}
