"""Label stocks: the paper, as data. Sheets with cells in a grid, and rolls whose page is one row of labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from cooptrace.errors import say
from cooptrace.labels.data_files import KEY, LANGUAGES, DataFile, data_files
from cooptrace.labels.geometry import Box
from cooptrace.labels.problems import LabelError
from cooptrace.resources import LABELS

MAX_PAGE_MM = Decimal(1000)
MIN_CELL_MM = Decimal(8)
MAX_CELLS_A_SIDE = 100

LENGTHS = (
    "page_width_mm",
    "page_height_mm",
    "cell_width_mm",
    "cell_height_mm",
    "left_margin_mm",
    "top_margin_mm",
    "column_pitch_mm",
    "row_pitch_mm",
    "gap_mm",
    "safe_edge_mm",
)


class Kind(StrEnum):
    """A sheet goes through an office printer; on a roll the page is one row of labels."""

    SHEET = "sheet"
    ROLL = "roll"


@dataclass(frozen=True)
class Stock:
    """Paper and the cells on it, all lengths in mm.

    Pitch is the distance from one cell's left (top) edge to the next one's. `gap_mm` is the space between two rows of a
    roll, which the printer skips by itself. Nothing is drawn within `safe_edge_mm` of a cell's edge. Raises LabelError
    naming the field when cells overlap, leave the paper or a number makes no sense.
    """

    key: str
    kind: Kind
    names: Mapping[str, str]
    page_width_mm: Decimal
    page_height_mm: Decimal
    cell_width_mm: Decimal
    cell_height_mm: Decimal
    columns: int
    rows: int
    left_margin_mm: Decimal
    top_margin_mm: Decimal
    column_pitch_mm: Decimal
    row_pitch_mm: Decimal
    gap_mm: Decimal = Decimal(0)
    safe_edge_mm: Decimal = Decimal("1.5")

    def __post_init__(self) -> None:
        _check_key(self)
        _check_lengths(self)
        _check_across(
            self.columns, self.column_pitch_mm, self.cell_width_mm, self.left_margin_mm, self.page_width_mm,
            fields=("column_pitch_mm", "cell_width_mm"),
        )  # fmt: skip
        _check_across(
            self.rows, self.row_pitch_mm, self.cell_height_mm, self.top_margin_mm, self.page_height_mm,
            fields=("row_pitch_mm", "cell_height_mm"),
        )  # fmt: skip

    @classmethod
    def custom(
        cls,
        key: str,
        *,
        name: str,
        page_width_mm: Decimal,
        page_height_mm: Decimal,
        cell_width_mm: Decimal,
        cell_height_mm: Decimal,
        columns: int,
        rows: int,
        left_margin_mm: Decimal,
        top_margin_mm: Decimal,
        column_pitch_mm: Decimal,
        row_pitch_mm: Decimal,
        safe_edge_mm: Decimal = Decimal("1.5"),
        kind: Kind = Kind.SHEET,
        gap_mm: Decimal = Decimal(0),
    ) -> "Stock":
        """A person's own paper, under the same checks; raises LabelError naming the field."""
        return cls(
            key=key,
            kind=kind,
            names=MappingProxyType(dict.fromkeys(LANGUAGES, name)),
            page_width_mm=page_width_mm,
            page_height_mm=page_height_mm,
            cell_width_mm=cell_width_mm,
            cell_height_mm=cell_height_mm,
            columns=columns,
            rows=rows,
            left_margin_mm=left_margin_mm,
            top_margin_mm=top_margin_mm,
            column_pitch_mm=column_pitch_mm,
            row_pitch_mm=row_pitch_mm,
            gap_mm=gap_mm,
            safe_edge_mm=safe_edge_mm,
        )

    @property
    def per_page(self) -> int:
        """Cells on one sheet, or labels side by side on a roll."""
        return self.columns * self.rows

    @cached_property
    def cells(self) -> list[Box]:
        """Every cell of a page in reading order, in mm from the page's top left corner."""
        return [
            Box(
                self.left_margin_mm + column * self.column_pitch_mm,
                self.top_margin_mm + row * self.row_pitch_mm,
                self.cell_width_mm,
                self.cell_height_mm,
            )
            for row in range(self.rows)
            for column in range(self.columns)
        ]

    def name(self, language: str) -> str:
        return self.names.get(language, self.names["vi"])


def load_stocks(folder: Path = LABELS / "stocks") -> dict[str, Stock]:
    """All stocks by key, in order of key. Raises DataFileError with file, line and field."""
    return {file.key: stock_in(file) for file in data_files(folder)}


def stock_in(file: DataFile) -> Stock:
    """Raises DataFileError."""
    file.allow({"name", "kind", "columns", "rows", *LENGTHS})
    kind = file.choice("kind", Kind)
    lengths = {field: file.decimal(field) for field in LENGTHS}
    columns, rows = file.integer("columns"), file.integer("rows")
    try:
        return Stock(
            key=file.key, kind=kind, names=MappingProxyType(file.names()), columns=columns, rows=rows, **lengths
        )
    except LabelError as problem:
        file.fail(problem.field, problem.sentence)


def _check_key(stock: Stock) -> None:
    if not KEY.fullmatch(stock.key):
        raise LabelError("key", say("Use small letters, digits and hyphens, at most 40."))


def _check_lengths(stock: Stock) -> None:
    for field in LENGTHS:
        length_mm: Decimal = getattr(stock, field)
        if not length_mm.is_finite() or length_mm < 0 or length_mm > MAX_PAGE_MM:
            raise LabelError(field, say("Give a length from 0 to %(most)s mm.", most=MAX_PAGE_MM))
    for field in ("cell_width_mm", "cell_height_mm"):
        if getattr(stock, field) < MIN_CELL_MM:
            raise LabelError(field, say("A label must be at least %(least)s mm wide and high.", least=MIN_CELL_MM))
    for field in ("columns", "rows"):
        if not 1 <= getattr(stock, field) <= MAX_CELLS_A_SIDE:
            raise LabelError(field, say("Give a number from 1 to %(most)d.", most=MAX_CELLS_A_SIDE))
    if stock.kind is Kind.ROLL and stock.rows != 1:
        raise LabelError("rows", say("A roll has one row of labels a page."))
    if 2 * stock.safe_edge_mm >= min(stock.cell_width_mm, stock.cell_height_mm) / 2:
        raise LabelError("safe_edge_mm", say("The safe edge leaves no room to print."))


def _check_across(
    count: int, pitch_mm: Decimal, size_mm: Decimal, margin_mm: Decimal, page_mm: Decimal, *, fields: tuple[str, str]
) -> None:
    pitch_field, size_field = fields
    if count > 1 and pitch_mm < size_mm:
        raise LabelError(
            pitch_field,
            say("Labels overlap: the pitch is %(pitch)s mm, a label %(size)s mm.", pitch=pitch_mm, size=size_mm),
        )
    needed_mm = margin_mm + (count - 1) * pitch_mm + size_mm
    if needed_mm > page_mm:
        raise LabelError(
            pitch_field if count > 1 and margin_mm + size_mm <= page_mm else size_field,
            say("The labels need %(needed)s mm, but the paper has %(page)s mm.", needed=needed_mm, page=page_mm),
        )
