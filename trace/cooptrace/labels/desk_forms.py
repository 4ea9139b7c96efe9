"""What people fill in at the print desk, as typed values."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from cooptrace.errors import Wrong, say
from cooptrace.labels.models import OwnStock
from cooptrace.web.forms import FormModel, Number, ShortText

_PART = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_OWN_NAME = 60
_GROUPED = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")


def parse_whole(value: object) -> object:
    """1.000 and 1,000 are a thousand to the person who typed them, never one."""
    typed = re.sub(r"\s", "", value) if isinstance(value, str) else value
    return re.sub("[.,]", "", typed) if isinstance(typed, str) and _GROUPED.fullmatch(typed) else typed


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


def _short_name(value: str) -> str:
    if len(value) > _OWN_NAME:
        raise Wrong(say("Too long: at most %(most)s characters.", most=_OWN_NAME))
    return value


Length = Annotated[Number, Field(ge=Decimal(-1_000_000), le=Decimal(1_000_000))]
_COLUMNS = {
    "left_margin_mm": "left_mm",
    "top_margin_mm": "top_mm",
    "column_pitch_mm": "pitch_x_mm",
    "row_pitch_mm": "pitch_y_mm",
}


class PaperForm(FormModel):
    """An own paper, the fields named as labels.stocks.Stock names them, so that its messages find their field."""

    name: Annotated[ShortText, AfterValidator(_short_name)]
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

    @classmethod
    def of(cls, row: OwnStock) -> "PaperForm":
        return cls.model_validate({name: getattr(row, _COLUMNS.get(name, name)) for name in cls.model_fields})

    def columns_of_row(self) -> dict[str, Any]:
        """By the names of OwnStock, lengths to a hundredth of a millimetre."""
        values = {_COLUMNS.get(name, name): value for name, value in self.model_dump().items()}
        return {
            name: value.quantize(Decimal("0.01")) if isinstance(value, Decimal) else value
            for name, value in values.items()
        }


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
