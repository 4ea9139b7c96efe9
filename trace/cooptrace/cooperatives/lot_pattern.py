"""The pattern a cooperative's lots are made from, e.g. {PP}{YYMMDD}{A}: checked so that every lot of it can be printed.

batches/lot_codes.py makes the lots. Pure.
"""

import re
from datetime import date

from cooptrace.errors import Wrong, say

LONGEST_LOT = 20  # AI (10)
EXAMPLES = ("{PP}{YYMMDD}{A}", "{PP}-{YYMMDD}-{NN}", "{YYMMDD}{A}")

_PLACE = re.compile(r"\{([^{}]*)\}")
_SERIES = re.compile(r"A|N{1,4}")
# How long each place can become; a letter counter gets a second letter after Z.
_LENGTHS = {"PP": 2, "SKU": 6, "YYYY": 4, "YYMMDD": 6, "YY": 2, "MM": 2, "DD": 2, "A": 2}


def check_lot_pattern(typed: str) -> str:
    """The pattern in capitals, without spaces. Raises Wrong."""
    pattern = "".join(typed.split()).upper()
    places = _PLACE.findall(pattern)
    for place in places:
        if place not in _LENGTHS and not _SERIES.fullmatch(place):
            raise Wrong(say("There is no %(place)s. Use {PP}, {YYMMDD}, {A} or {NN}.", place=f"{{{place}}}"))
    if not re.fullmatch(r"[A-Z0-9-]*", _PLACE.sub("", pattern)):
        raise Wrong(say("Between the places only letters A to Z without accents, digits and hyphens can stand."))
    if len([place for place in places if _SERIES.fullmatch(place)]) != 1:
        raise Wrong(say("A counter is needed once, {A} or {NN}, so that two lots of a day differ."))
    if longest(pattern) > LONGEST_LOT:
        raise Wrong(say("Lots of this pattern would be longer than %(most)s characters.", most=LONGEST_LOT))
    return pattern


def longest(pattern: str) -> int:
    places = _PLACE.findall(pattern)
    return len(_PLACE.sub("", pattern)) + sum(_LENGTHS.get(place, len(place)) for place in places)


def example(pattern: str, day: date) -> str:
    """What the first lot of a day looks like, to be shown beside the pattern."""
    values = {"PP": "MD", "SKU": "MD500", "YYYY": f"{day:%Y}", "YYMMDD": f"{day:%y%m%d}"}
    values |= {"YY": f"{day:%y}", "MM": f"{day:%m}", "DD": f"{day:%d}", "A": "A"}
    return _PLACE.sub(lambda place: values.get(place[1], "1".zfill(len(place[1]))), pattern)
