"""A cooperative's own design: what may be changed of a shipped one, or one from a file; checked as the shipped ones.
No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from cooptrace.errors import say
from cooptrace.labels.data_files import LANGUAGES
from cooptrace.labels.designs import Design, Layout, Line, Overflow, Shows, load_designs
from cooptrace.labels.fonts import Weight
from cooptrace.labels.models import OwnDesign
from cooptrace.labels.problems import LabelError
from cooptrace.labels.toml_files import kept_design
from cooptrace.symbols.qr import Level
from cooptrace.symbols.symbology import Symbology

OWN = "own-"
# All but the pallet's, a GS1 logistic label: whoever wants another one uploads its file.
BASES = (
    "batch",
    "batch-small",
    "card",
    "stamp",
    "stamp-small",
    "retail",
    "carton",
    "carton-itf-14",
    "data-matrix",
)
# These stay on every label, whatever else is left out.
KEPT = (Shows.SERIAL, Shows.REPRINT_MARK)
OFFERED = (Shows.PRODUCT_NAME, Shows.COOPERATIVE_NAME, Shows.FACTS, Shows.CALL_TO_ACTION, Shows.DOMAIN)
_MODULES_MM = Decimal("0.25"), Decimal(6)
_TYPE_PT = Decimal(5), Decimal(144)

shipped = cache(load_designs)


def line_field(shows: str, what: str) -> str:
    return f"{shows}_{what}"


def as_design(row: OwnDesign) -> Design:
    """Raises LabelError naming the field of the form."""
    if row.source:
        return kept_design(row.source, key=f"{OWN}{row.id}")
    if row.based_on not in BASES:
        raise LabelError("based_on", say("Choose a label from the list."))
    _check_pair(("comfortable_pt", "largest_pt"), row, _TYPE_PT)
    design = replace(
        shipped()[row.based_on],
        key=f"{OWN}{row.id}",
        names=MappingProxyType(dict.fromkeys(LANGUAGES, row.name)),
        largest_pt=_plain(row.largest_pt, "0.1"),
        comfortable_pt=_plain(row.comfortable_pt, "0.1"),
        lines=_lines(row),
    )
    return design if design.layout is Layout.BARS else _with_square(design, row)


def _with_square(design: Design, row: OwnDesign) -> Design:
    """The sizes of bars are the standard's; those of a square code may be chosen."""
    if row.level not in set(Level):
        raise LabelError("level", say("Choose how well the code mends."))
    _check_between("symbol_percent", row.symbol_percent, 20, 90)
    _check_pair(("min_module_mm", "max_module_mm"), row, _MODULES_MM)
    return replace(
        design,
        level=Level(row.level) if design.symbology is Symbology.QR else design.level,
        symbol_share=Decimal(row.symbol_percent) / 100,
        min_module_mm=_plain(row.min_module_mm, "0.001"),
        max_module_mm=_plain(row.max_module_mm, "0.001"),
    )


def base_of(wished: str) -> str:
    return wished if wished in BASES else BASES[0]


def offered(base: str) -> list[Shows]:
    """What a label starting from this one may show; a stamp is made before anybody knows its lot."""
    is_stamp = shipped()[base_of(base)].has_serial
    return [shows for shows in OFFERED if not (is_stamp and shows is Shows.FACTS)]


def from_file(design: Design, source: str) -> OwnDesign:
    """As a row that was not saved: the columns say what the file says."""
    row = _row(design, design.lines)
    row.name, row.source = design.name("vi"), source
    return row


def start_from(base: str) -> OwnDesign:
    """A shipped design as a row that was not saved, under no name."""
    design = shipped()[base_of(base)]
    row = _row(design, [line for line in design.lines if line.shows in OFFERED])
    row.based_on = design.key
    return row


def _row(design: Design, lines: Iterable[Line]) -> OwnDesign:
    return OwnDesign(
        cooperative_id="",
        name="",
        based_on="",
        level=design.level,
        symbol_percent=round(design.symbol_share * 100),
        largest_pt=design.largest_pt,
        comfortable_pt=design.comfortable_pt,
        min_module_mm=design.min_module_mm,
        max_module_mm=design.max_module_mm,
        lines=[_kept(line) for line in lines],
    )


def _kept(line: Line) -> dict[str, Any]:
    return {
        "shows": str(line.shows),
        "percent": round(line.scale * 100),
        "rows": line.max_lines,
        "bold": line.weight is Weight.BOLD,
    }


def _lines(row: OwnDesign) -> tuple[Line, ...]:
    """In the order of the shipped design; what that does not have comes last."""
    base = shipped()[row.based_on].lines
    if not row.lines and Shows.SERIAL not in {line.shows for line in base}:
        raise LabelError("lines", say("Show at least one line beside the code."))
    order = [line.shows for line in base] + [shows for shows in OFFERED if shows not in {line.shows for line in base}]
    overflow = {line.shows: line.overflow for line in base}
    lines = {Shows(kept["shows"]): _line(kept, overflow) for kept in row.lines}
    lines |= {line.shows: line for line in base if line.shows in KEPT}
    return tuple(lines[shows] for shows in order if shows in lines)


def _line(kept: Mapping[str, Any], overflow: Mapping[Shows, Overflow]) -> Line:
    shows = Shows(kept["shows"])
    _check_between(line_field(shows, "percent"), kept["percent"], 20, 100)
    _check_between(line_field(shows, "rows"), kept["rows"], 1, 6)
    weight = Weight.BOLD if kept["bold"] else Weight.REGULAR
    return Line(shows, weight, kept["percent"] / 100, kept["rows"], overflow.get(shows, Overflow.LEAVE_OUT))


def _check_between(field: str, value: Decimal | int, least: Decimal | int, most: Decimal | int) -> None:
    if not least <= value <= most:
        raise LabelError(field, say("Give a number from %(least)s to %(most)s.", least=least, most=most))


def _check_pair(fields: tuple[str, str], row: OwnDesign, limits: tuple[Decimal, Decimal]) -> None:
    smaller, larger = (Decimal(getattr(row, field)) for field in fields)
    for field, value in zip(fields, (smaller, larger), strict=True):
        _check_between(field, value, *limits)
    if smaller > larger:
        raise LabelError(fields[1], say("The largest size must not be under the smallest."))


def _plain(value: Decimal, places: str) -> Decimal:
    # A row that was not flushed yet holds what was typed: the same design before and after.
    return Decimal(value).quantize(Decimal(places))
