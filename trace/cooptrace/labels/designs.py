"""Label designs: which lines stand beside the QR, in which order and how large, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cooptrace.labels.data_files import DataFile, data_files
from cooptrace.labels.fonts import Weight
from cooptrace.resources import LABELS

_LINE_FIELDS = {"shows", "weight", "scale", "max_lines", "overflow"}


class Shows(StrEnum):
    """What a line can show."""

    PRODUCT_NAME = "product_name"
    COOPERATIVE_NAME = "cooperative_name"
    FACTS = "facts"
    SERIAL = "serial"
    REPRINT_MARK = "reprint_mark"
    CALL_TO_ACTION = "call_to_action"
    DOMAIN = "domain"


class Overflow(StrEnum):
    """What happens to a line that has no room even at the smallest size."""

    REFUSE = "refuse"
    SHORTEN = "shorten"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Line:
    """One part of the text; `scale` is its size against the largest line of the design."""

    shows: Shows
    weight: Weight
    scale: float
    max_lines: int
    overflow: Overflow


@dataclass(frozen=True)
class Design:
    """What is drawn in one cell. Module sizes in mm, type sizes in pt.

    The QR takes at most `symbol_share` of the cell's width (or height, when the text goes under it). Lines that may be
    left out are only drawn while the largest line keeps `comfortable_pt`.
    """

    key: str
    names: Mapping[str, str]
    min_module_mm: Decimal
    max_module_mm: Decimal
    symbol_share: Decimal
    largest_pt: Decimal
    comfortable_pt: Decimal
    lines: tuple[Line, ...]

    def name(self, language: str) -> str:
        return self.names.get(language, self.names["vi"])

    @property
    def has_serial(self) -> bool:
        return any(line.shows is Shows.SERIAL for line in self.lines)


def load_designs(folder: Path = LABELS / "designs") -> dict[str, Design]:
    """All designs by key. Raises DataFileError with file, line and field."""
    return {file.key: _design(file) for file in data_files(folder)}


def _design(file: DataFile) -> Design:
    numbers = ("min_module_mm", "max_module_mm", "symbol_share", "largest_pt", "comfortable_pt")
    file.allow({"name", "lines", *numbers})
    values = {field: file.decimal(field) for field in numbers}
    if not Decimal("0.25") <= values["min_module_mm"] <= values["max_module_mm"] <= 2:
        file.fail("min_module_mm", "modules must be 0.25 to 2 mm, the smallest not over the largest")
    if not Decimal("0.2") <= values["symbol_share"] <= Decimal("0.9"):
        file.fail("symbol_share", "must be from 0.2 to 0.9")
    if not 5 <= values["comfortable_pt"] <= values["largest_pt"] <= 72:
        file.fail("largest_pt", "must be at most 72 and not under comfortable_pt, which is at least 5")
    lines = tuple(_line(file, entry) for entry in file.tables("lines"))
    if len({line.shows for line in lines}) != len(lines):
        file.fail("lines", "shows the same thing twice")
    return Design(key=file.key, names=MappingProxyType(file.names()), lines=lines, **values)


def _line(file: DataFile, entry: Mapping[str, Any]) -> Line:
    if set(entry) != _LINE_FIELDS:
        file.fail("lines", f"each needs exactly {', '.join(sorted(_LINE_FIELDS))}")
    if not isinstance(entry["max_lines"], int) or not 1 <= entry["max_lines"] <= 6:
        file.fail("max_lines", "must be from 1 to 6")
    if not isinstance(entry["scale"], int | Decimal) or not Decimal("0.2") <= entry["scale"] <= 1:
        file.fail("scale", "must be from 0.2 to 1")
    try:
        shows, weight, overflow = Shows(entry["shows"]), Weight(entry["weight"]), Overflow(entry["overflow"])
    except ValueError as problem:
        file.fail("lines", str(problem))
    return Line(shows, weight, float(entry["scale"]), entry["max_lines"], overflow)
