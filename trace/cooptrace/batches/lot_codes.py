"""Lot codes: what a person typed is checked, and the next one is made from the cooperative's pattern. Pure."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from itertools import count

from cooptrace.errors import Sentence, Wrong, say
from cooptrace.text import fold

LONGEST = 20
DEFAULT_PATTERN = "{PP}{YYMMDD}{A}"

_LOT = re.compile(r"[A-Z0-9-]{1,20}")
_PLACE = re.compile(r"\{(\w+)\}")
_SERIES = re.compile(r"\{(A|N{1,4})\}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_lot(typed: str) -> str:
    """The lot as it is kept: 1 to 20 of A-Z, 0-9 and the hyphen, in capitals. Raises Wrong with a suggestion."""
    lot = typed.strip().upper()
    if _LOT.fullmatch(lot):
        return lot
    raise Wrong(_refusal(lot))


def _refusal(lot: str) -> Sentence:
    better = suggest(lot)
    if not better:
        return say("A lot has letters A to Z without accents, digits and hyphens.")
    if _LOT.fullmatch(lot[:LONGEST]):
        return say("A lot has at most 20 characters. How about %(better)s?", better=better)
    return say(
        "A lot has only letters A to Z without accents, digits and hyphens. How about %(better)s?", better=better
    )


def suggest(typed: str) -> str:
    """The nearest lot that may be printed: `LÔ 15/8` → `LO-15-8`; empty when nothing of it can stay."""
    return _lot_letters("-".join(fold(typed).split())).strip("-")[:LONGEST].strip("-")


def next_lot(pattern: str, *, product_name: str, sku: str, day: date, taken: Collection[str]) -> str:
    """The first lot of the pattern that the product does not have yet."""
    return next(lot for lot in _candidates(pattern or DEFAULT_PATTERN, product_name, sku, day) if lot not in taken)


def initials(product_name: str) -> str:
    """Two letters that people will recognise: Miến dong → MD, Gạo → GA."""
    words = suggest(product_name).split("-")
    return (words[0][:1] + words[1][:1] if len(words) > 1 else words[0][:2]) or "SP"


def _candidates(pattern: str, product_name: str, sku: str, day: date) -> Iterator[str]:
    fixed = {
        "PP": initials(product_name),
        "SKU": suggest(sku)[:6] or initials(product_name),
        "YYYY": f"{day:%Y}",
        "YYMMDD": f"{day:%y%m%d}",
        "YY": f"{day:%y}",
        "MM": f"{day:%m}",
        "DD": f"{day:%d}",
    }
    head, running, tail = _SERIES.split(pattern, maxsplit=1) if _SERIES.search(pattern) else (pattern, "A", "")
    before, after = (_lot_letters(_PLACE.sub(lambda place: fixed.get(place[1], ""), part)) for part in (head, tail))
    for number in count(1):
        series = _letters(number) if running == "A" else f"{number:0{len(running)}}"
        lot = f"{before}{series}{after}"
        if len(lot) > LONGEST:  # the part that makes lots differ must not be what is cut off
            lot = f"{before}{after}"[: LONGEST - len(series)] + series
        yield lot.strip("-")


def _lot_letters(text: str) -> str:
    return re.sub("[^A-Z0-9-]+", "", text.upper())


def _letters(number: int) -> str:
    """A … Z, AA, AB …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters
