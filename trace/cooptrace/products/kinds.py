"""Closed sets of products: the six OCOP groups, and the units people usually sell in."""

from cooptrace.errors import Sentence, say

CATEGORIES: dict[str, Sentence] = {
    "food": say("Food"),
    "drink": say("Drinks"),
    "herbs": say("Medicinal herbs"),
    "crafts": say("Handicrafts"),
    "ornamental": say("Ornamental plants and animals"),
    "tourism": say("Tourism and services"),
}
# Offered while typing; any other unit may be typed too.
USUAL_UNITS = ("g", "kg", "ml", "lít", "quả", "con", "gói", "hộp", "chai", "túi")
