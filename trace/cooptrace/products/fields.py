"""The fields of a product that people read in public, and their names in notes of what was corrected."""

from decimal import Decimal

from cooptrace.errors import Sentence, say

PUBLIC_FIELDS: dict[str, Sentence] = {
    "name": say("Product name"),
    "photo_id": say("Picture of the product"),
    "net_amount": say("Net content"),
    "net_unit": say("Unit of the net content"),
    "brand": say("Brand"),
    "category": say("Product group"),
    "gtin": say("GTIN"),
    "origin": say("Origin"),
    "standards": say("Standards applied"),
    "standards_not_declared": say("No standard declared yet"),
    "shelf_life_days": say("Shelf life in days"),
    "ingredients": say("Ingredients"),
    "usage": say("Directions"),
    "storage": say("Storage"),
    "warnings": say("Warnings"),
    "story": say("Story"),
    "producer_share": say("Share of the price that producers get, in percent"),
    "translations": say("Words in other languages"),
}
# Their values mean nothing to a reader: only that they changed is noted.
UNREADABLE = frozenset({"photo_id", "standards_not_declared", "translations"})
LONGEST_NOTE = 300


def as_note(field: str, value: object) -> str:
    """A value as a correction tells it."""
    if value is None or field in UNREADABLE:
        return ""
    text = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
    return text if len(text) <= LONGEST_NOTE else text[: LONGEST_NOTE - 1] + "…"
