"""Label designs: which code a label has, which lines stand beside it, in which order and how large, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cooptrace.errors import say
from cooptrace.labels.data_files import DataFile, data_files
from cooptrace.labels.fonts import Weight
from cooptrace.resources import LABELS
from cooptrace.symbols.qr import Level
from cooptrace.symbols.symbology import SIZES, Setting, Symbology

_LINE_FIELDS = {"shows", "weight", "scale", "max_lines", "overflow"}
_MODULE_FIELDS = ("min_module_mm", "max_module_mm", "symbol_share")
_TYPE_FIELDS = ("largest_pt", "comfortable_pt")
_WIDEST_MODULE_MM = 6


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


class Layout(StrEnum):
    """Where the symbol stands: left of the text (above it on an upright cell), between texts on a card to be seen from
    afar, or as bars under the text."""

    BESIDE = "beside"
    CARD = "card"
    BARS = "bars"


class Takes(StrEnum):
    """What the codes of a job are: a web address, a GTIN, AIs as `(01)…(10)…`, or AIs with a number of its own for each
    label as `(00)…`."""

    ADDRESS = "address"
    GTIN = "gtin"
    ELEMENTS = "elements"
    SSCC = "sscc"


_TAKES = {
    Symbology.QR: Takes.ADDRESS,
    Symbology.EAN_13: Takes.GTIN,
    Symbology.ITF_14: Takes.GTIN,
    Symbology.GS1_128: Takes.ELEMENTS,
    Symbology.GS1_DATA_MATRIX: Takes.ELEMENTS,
}
_MATRICES = {Symbology.QR, Symbology.GS1_DATA_MATRIX}


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

    A square symbol takes at most `symbol_share` of the cell's width (or height, when the text goes under it). Lines
    that may be left out are only drawn while the largest line keeps `comfortable_pt`. On a card the lines named in
    `above` stand over the symbol. `setting` says where bars are scanned, and so how large the standard wants them.
    `level` says how much of a QR code may be spoiled.
    """

    key: str
    names: Mapping[str, str]
    min_module_mm: Decimal
    max_module_mm: Decimal
    symbol_share: Decimal
    largest_pt: Decimal
    comfortable_pt: Decimal
    lines: tuple[Line, ...]
    symbology: Symbology = Symbology.QR
    layout: Layout = Layout.BESIDE
    setting: Setting = Setting.RETAIL
    above: frozenset[Shows] = frozenset()
    level: Level = Level.M

    def name(self, language: str) -> str:
        return self.names.get(language, self.names["vi"])

    @property
    def has_serial(self) -> bool:
        return any(line.shows is Shows.SERIAL for line in self.lines)

    @property
    def above_in_order(self) -> list[Shows]:
        return [shows for shows in Shows if shows in self.above]

    @property
    def takes(self) -> Takes:
        return Takes.SSCC if self.setting is Setting.LOGISTICS else _TAKES[self.symbology]


def load_designs(folder: Path = LABELS / "designs") -> dict[str, Design]:
    """All designs by key. Raises DataFileError with file, line and field."""
    return {file.key: design_in(file) for file in data_files(folder)}


def design_in(file: DataFile) -> Design:
    """Raises DataFileError."""
    layout, symbology = file.choice("layout", Layout), file.choice("symbology", Symbology)
    if symbology not in _TAKES or (symbology in _MATRICES) == (layout is Layout.BARS):
        file.fail("layout", say("a design with %(symbology)s cannot be laid out like this", symbology=symbology.value))
    own = {"setting"} if layout is Layout.BARS else {*_MODULE_FIELDS, *({"above"} if layout is Layout.CARD else ())}
    own |= {"level"} if symbology is Symbology.QR else set()
    file.allow({"name", "lines", "layout", "symbology", *_TYPE_FIELDS, *own})
    largest_pt, comfortable_pt = (file.decimal(field) for field in _TYPE_FIELDS)
    if not 5 <= comfortable_pt <= largest_pt <= 144:
        file.fail("largest_pt", say("must be at most 144 and not under comfortable_pt, which is at least 5"))
    lines = tuple(_line(file, entry, table) for table, entry in enumerate(file.tables("lines"), start=1))
    if len({line.shows for line in lines}) != len(lines):
        file.fail("lines", say("shows the same thing twice"))
    setting = _setting(file, symbology) if layout is Layout.BARS else Setting.RETAIL
    smallest_mm, widest_mm, share = _bar_sizes(symbology, setting) if layout is Layout.BARS else _module_sizes(file)
    return Design(
        key=file.key,
        names=MappingProxyType(file.names()),
        min_module_mm=smallest_mm,
        max_module_mm=widest_mm,
        symbol_share=share,
        largest_pt=largest_pt,
        comfortable_pt=comfortable_pt,
        lines=lines,
        symbology=symbology,
        layout=layout,
        setting=setting,
        above=frozenset(file.choices("above", Shows)) if layout is Layout.CARD else frozenset(),
        level=file.choice("level", Level) if file.has("level") else Level.M,
    )


def _setting(file: DataFile, symbology: Symbology) -> Setting:
    setting = file.choice("setting", Setting)
    if (symbology, setting) not in SIZES:
        file.fail("setting", say("%(symbology)s is not used there.", symbology=symbology.value))
    return setting


def _bar_sizes(symbology: Symbology, setting: Setting) -> tuple[Decimal, Decimal, Decimal]:
    sizes = SIZES[symbology, setting]
    return sizes.smallest_mm, sizes.largest_mm, Decimal(1)


def _module_sizes(file: DataFile) -> tuple[Decimal, Decimal, Decimal]:
    smallest_mm, widest_mm, share = (file.decimal(field) for field in _MODULE_FIELDS)
    if not Decimal("0.25") <= smallest_mm <= widest_mm <= _WIDEST_MODULE_MM:
        file.fail("min_module_mm", say("modules must be 0.25 to 6 mm, the smallest not over the largest"))
    if not Decimal("0.2") <= share <= Decimal("0.9"):
        file.fail("symbol_share", say("must be from %(least)s to %(most)s", least=Decimal("0.2"), most=Decimal("0.9")))
    return smallest_mm, widest_mm, share


def _line(file: DataFile, entry: Mapping[str, Any], table: int) -> Line:
    for field in entry:
        if field not in _LINE_FIELDS:
            file.fail(field, say("no such field"), table=table)
    if missing := _LINE_FIELDS - set(entry):
        file.fail(min(missing), say("is missing"), table=table)
    if type(entry["max_lines"]) is not int or not 1 <= entry["max_lines"] <= 6:
        file.fail("max_lines", say("must be from %(least)s to %(most)s", least=1, most=6), table=table)
    if type(entry["scale"]) not in (int, Decimal) or not Decimal("0.2") <= entry["scale"] <= 1:
        file.fail("scale", say("must be from %(least)s to %(most)s", least=Decimal("0.2"), most=1), table=table)
    shows = file.chosen("shows", Shows, entry["shows"], table=table)
    weight = file.chosen("weight", Weight, entry["weight"], table=table)
    overflow = file.chosen("overflow", Overflow, entry["overflow"], table=table)
    return Line(shows, weight, float(entry["scale"]), entry["max_lines"], overflow)
