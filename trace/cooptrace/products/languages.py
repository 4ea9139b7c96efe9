"""What is said of a product in other languages than Vietnamese. Pure.

Each is kept with the Vietnamese it stands for: once that has changed it is not shown, as it may say something else.
"""

from collections.abc import Mapping

from cooptrace.errors import Sentence, say
from cooptrace.products.fields import PUBLIC_FIELDS
from cooptrace.products.models import Product

OTHER_LANGUAGES: dict[str, Sentence] = {"en": say("In English"), "zh": say("In Chinese")}
TRANSLATED: dict[str, Sentence] = {
    name: PUBLIC_FIELDS[name] for name in ("name", "origin", "ingredients", "usage", "storage", "warnings", "story")
}


def pairs_of(product: Product, typed: Mapping[str, str]) -> dict[str, list[str]]:
    """As they are kept: what was typed beside the Vietnamese of today."""
    return {name: [getattr(product, name), words] for name, words in typed.items() if words and getattr(product, name)}


def translated(product: Product, language: str, name: str, vietnamese: str) -> str:
    """ "" when this was not said in that language, or was said of other Vietnamese words."""
    of, words = product.translations.get(language, {}).get(name, ("", ""))
    return words if vietnamese and of == vietnamese else ""


def outdated(product: Product, language: str) -> frozenset[str]:
    """The fields whose Vietnamese has changed since."""
    kept = product.translations.get(language, {})
    return frozenset(name for name, (of, _words) in kept.items() if of != getattr(product, name))


def progress(product: Product, language: str) -> tuple[int, int]:
    """How many of the fields that are filled in are there in this language, and how many there are."""
    wanted = [name for name in TRANSLATED if getattr(product, name)]
    return sum(bool(translated(product, language, name, getattr(product, name))) for name in wanted), len(wanted)
