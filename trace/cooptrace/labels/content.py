"""The words on a label, and what a design makes of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cooptrace.errors import say
from cooptrace.labels.designs import Design, Line, Shows
from cooptrace.labels.fonts import face, printable
from cooptrace.labels.problems import LabelError

SERIAL_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
_SERIAL = re.compile(rf"[{SERIAL_LETTERS}]{{1,20}}")
_GROUP = 5


@dataclass(frozen=True)
class Fact:
    """A caption and its value: Lô, MD-251103-01."""

    caption: str
    text: str


@dataclass(frozen=True)
class LabelContent:
    """What is the same on every label of a job. An empty text is left out, except the product's name."""

    product_name: str
    cooperative_name: str = ""
    facts: tuple[Fact, ...] = ()
    domain: str = ""
    call_to_action: str = ""
    reprint_mark: str | None = None


@dataclass(frozen=True)
class Words:
    """One text of a design, cleaned for the font. `ink` stands for every letter the text may have."""

    line: Line
    text: str
    ink: str


def check_serial(serial: str) -> None:
    """Raises LabelError on `serials` unless the serial is 1 to 20 capitals, digits or hyphens."""
    if not _SERIAL.fullmatch(serial):
        raise LabelError("serials", say("A serial is 1 to 20 capital letters, digits or hyphens."))


def grouped(serial: str) -> list[str]:
    """The serial in groups of five, as people read it out."""
    return [serial[start : start + _GROUP] for start in range(0, len(serial), _GROUP)]


def words(content: LabelContent, design: Design, *, serial_length: int) -> list[Words]:
    """Every text the design shows, in its order; a serial stands as its widest possible letters.

    Raises LabelError naming the field of the content that the font cannot draw.
    """
    found: list[Words] = []
    for line in design.lines:
        if line.shows is Shows.SERIAL:
            widest = max(SERIAL_LETTERS, key=face(line.weight).width_em)
            if serial_length:
                found.append(Words(line, " ".join(grouped(widest * serial_length)), SERIAL_LETTERS))
            continue
        for text in _texts(content, line.shows):
            clean = printable(text, field=line.shows)
            found.append(Words(line, clean, clean))
    return found


def _texts(content: LabelContent, shows: Shows) -> Iterator[str]:
    if shows is Shows.FACTS:
        yield from (f"{fact.caption}: {fact.text}" for fact in content.facts)
    elif shows is Shows.PRODUCT_NAME:
        yield content.product_name
    else:
        text: str | None = getattr(content, shows.value)
        if text:
            yield text
