"""What people fill in at the print desk, as typed values."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from cooptrace.errors import Invalid, say
from cooptrace.labels.jobs import Calibration
from cooptrace.labels.models import OwnStock, PrinterProfile
from cooptrace.labels.stocks import Stock
from cooptrace.web.forms import FormModel, Number, cleaned

_PART = re.compile(r"([0-9]{1,7})(?:-([0-9]{1,7}))?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{3})+")


def parse_whole(value: object) -> object:
    """1.000 and 1,000 are a thousand to the person who typed them, never one."""
    typed = re.sub(r"\s", "", value) if isinstance(value, str) else value
    return re.sub("[.,]", "", typed) if isinstance(typed, str) and _GROUPED.fullmatch(typed) else typed


# Of an own paper, design or printer.
OwnName = Annotated[str, cleaned(60)]
Whole = Annotated[int, BeforeValidator(parse_whole)]


class DeskForm(FormModel):
    """What was chosen; what is missing is guessed from what was done last. `paper_shown` is the paper whose cells the
    page showed: a start cell or sheet chosen on another paper says nothing about this one."""

    count: Whole | None = None
    stock: str | None = None
    design: str | None = None
    start: Whole | None = None
    sheet: str | None = None
    paper_shown: str | None = None
    printer: str | None = None


Length = Annotated[Number, Field(ge=Decimal(-1_000_000), le=Decimal(1_000_000))]
_COLUMNS = {
    "left_margin_mm": "left_mm",
    "top_margin_mm": "top_mm",
    "column_pitch_mm": "pitch_x_mm",
    "row_pitch_mm": "pitch_y_mm",
}


class PaperForm(FormModel):
    """An own paper, the fields named as labels.stocks.Stock names them, so that its messages find their field."""

    name: OwnName
    page_width_mm: Length
    page_height_mm: Length
    columns: Whole
    rows: Whole
    cell_width_mm: Length
    cell_height_mm: Length
    left_margin_mm: Length
    top_margin_mm: Length
    column_pitch_mm: Length
    row_pitch_mm: Length
    kind: str = "sheet"
    gap_mm: Length = Decimal(0)
    safe_edge_mm: Length | None = None

    @classmethod
    def of(cls, row: OwnStock) -> "PaperForm":
        return cls.model_validate({name: getattr(row, _COLUMNS.get(name, name)) for name in cls.model_fields})

    @classmethod
    def of_stock(cls, stock: Stock) -> "PaperForm":
        return cls.model_validate({"name": stock.name("vi")} | {name: getattr(stock, name) for name in _MEASURES})

    def columns_of_row(self) -> dict[str, Any]:
        """By the names of OwnStock, lengths to a hundredth of a millimetre."""
        values = {_COLUMNS.get(name, name): value for name, value in self.model_dump().items()}
        return {
            name: value.quantize(Decimal("0.01")) if isinstance(value, Decimal) else value
            for name, value in values.items()
        }


_MEASURES = tuple(name for name in PaperForm.model_fields if name != "name")
RULER_MM, RULER_SHORTEST_MM, RULER_LONGEST_MM = Decimal(100), Decimal(95), Decimal(105)


class PrinterForm(FormModel):
    """What is read off the ruler page: which step lies on the label's edge, and how long its 100 mm came out."""

    name: OwnName
    dots_per_inch: int | None = None
    dx_mm: Length = Decimal(0)
    dy_mm: Length = Decimal(0)
    ruler_across_mm: Length = RULER_MM
    ruler_down_mm: Length = RULER_MM

    @classmethod
    def of(cls, row: PrinterProfile) -> "PrinterForm":
        return cls(
            name=row.name,
            dots_per_inch=row.dots_per_inch,
            dx_mm=row.dx_mm,
            dy_mm=row.dy_mm,
            ruler_across_mm=_ruler(row.scale_x),
            ruler_down_mm=_ruler(row.scale_y),
        )

    def columns_of_row(self) -> dict[str, Any]:
        """By the names of PrinterProfile. Raises Invalid for what no printer needs."""
        if self.dots_per_inch not in (None, 0, 203, 300, 600):
            raise Invalid({"dots_per_inch": say("Choose a printer from the list.")})
        for field in ("dx_mm", "dy_mm"):
            Calibration(**{field: getattr(self, field)})
        return {
            "name": self.name,
            "dots_per_inch": self.dots_per_inch or None,
            "dx_mm": self.dx_mm.quantize(Decimal("0.01")),
            "dy_mm": self.dy_mm.quantize(Decimal("0.01")),
            "scale_x": _scale("ruler_across_mm", self.ruler_across_mm),
            "scale_y": _scale("ruler_down_mm", self.ruler_down_mm),
        }


def _ruler(scale: Decimal) -> Decimal:
    return (RULER_MM / scale).quantize(Decimal("0.1"))


def _scale(field: str, measured_mm: Decimal) -> Decimal:
    if not RULER_SHORTEST_MM <= measured_mm <= RULER_LONGEST_MM:
        limits = {"least": RULER_SHORTEST_MM, "most": RULER_LONGEST_MM}
        raise Invalid({field: say("The 100 mm ruler should come out %(least)s to %(most)s mm long.", **limits)})
    return (RULER_MM / measured_mm).quantize(Decimal("0.0001"))


def numbers_in(text: str) -> frozenset[int]:
    """`1-3, 7` → {1, 2, 3, 7}; nothing when it is written otherwise or names more than a million."""
    numbers: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text.strip())):
        found = _PART.fullmatch(part)
        if not found:
            return frozenset()
        first, last = int(found[1]), int(found[2] or found[1])
        if last - first + len(numbers) >= 1_000_000:
            return frozenset()
        numbers.update(range(first, last + 1))
    return frozenset(numbers)
