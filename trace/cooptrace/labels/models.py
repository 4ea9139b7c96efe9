"""Tables of labels: a cooperative's own stocks and designs, its part-used sheets, its print jobs, its pallets."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Numeric, text
from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class OwnStock(Table, table=True):
    """A paper the cooperative measured itself; same fields and checks as the shipped stocks. All in mm."""

    __tablename__ = "own_stock"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    name: str = Field(max_length=60)
    page_width_mm: Decimal = Field(sa_type=Numeric(7, 2))
    page_height_mm: Decimal = Field(sa_type=Numeric(7, 2))
    columns: int
    rows: int
    cell_width_mm: Decimal = Field(sa_type=Numeric(7, 2))
    cell_height_mm: Decimal = Field(sa_type=Numeric(7, 2))
    left_mm: Decimal = Field(sa_type=Numeric(7, 2))
    top_mm: Decimal = Field(sa_type=Numeric(7, 2))
    pitch_x_mm: Decimal = Field(sa_type=Numeric(7, 2))
    pitch_y_mm: Decimal = Field(sa_type=Numeric(7, 2))
    # A value of stocks.py Kind.
    kind: str = Field(default="sheet", max_length=8)
    gap_mm: Decimal = Field(default=Decimal(0), sa_type=Numeric(7, 2))
    # None: wide enough for what an office printer cannot reach.
    safe_edge_mm: Decimal | None = Field(default=None, sa_type=Numeric(7, 2))
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class OwnDesign(Table, table=True):
    """A shipped label design as the cooperative wants it: which lines, how large, how well the code mends; or a design
    of its own from a file, which then stands in `source` and says it all."""

    __tablename__ = "own_design"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    name: str = Field(max_length=60)
    # A key of labels/designs; layout and the order of lines are its.
    based_on: str = Field(max_length=40)
    level: str = Field(max_length=1)
    symbol_percent: int
    largest_pt: Decimal = Field(sa_type=Numeric(5, 1))
    comfortable_pt: Decimal = Field(sa_type=Numeric(5, 1))
    min_module_mm: Decimal = Field(sa_type=Numeric(5, 3))
    max_module_mm: Decimal = Field(sa_type=Numeric(5, 3))
    # What each line shows, its size in percent of the largest, how many lines it may take, and whether it is bold.
    lines: list[dict[str, Any]] = Field(sa_type=JSON)
    # The TOML file it was uploaded as, or "".
    source: str = Field(default="", max_length=20_000)
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class PrinterProfile(Table, table=True):
    """One printer of the cooperative and how far it prints out of place, measured on the ruler page."""

    __tablename__ = "printer_profile"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    name: str = Field(max_length=60)
    # None for office printers: only thermal printers need whole dots.
    dots_per_inch: int | None = None
    dx_mm: Decimal = Field(default=Decimal(0), sa_type=Numeric(5, 2))
    dy_mm: Decimal = Field(default=Decimal(0), sa_type=Numeric(5, 2))
    scale_x: Decimal = Field(default=Decimal(1), sa_type=Numeric(6, 4))
    scale_y: Decimal = Field(default=Decimal(1), sa_type=Numeric(6, 4))
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class OpenedSheet(Table, table=True):
    """A sheet that has been printed in part, with the first cell that is still free."""

    __tablename__ = "opened_sheet"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    # As PrintJob.stock.
    stock: str = Field(max_length=40)
    next_cell: int
    used_at: datetime = Field(default_factory=now)


_UNSCANNED = text("scanned_on IS NULL AND reprint_of IS NULL")


class PrintJob(Table, table=True):
    """Who printed which codes on which stock, from which cell. The PDF is made again from this row, byte for byte."""

    __tablename__ = "print_job"
    __table_args__ = (
        Index(None, "cooperative_id", "printed_at"),
        # What is out and was never scanned is looked for among these few alone.
        Index(
            "ix_print_job_unscanned",
            *("cooperative_id", "batch_id", "printed_at", "count"),
            sqlite_where=_UNSCANNED,
            postgresql_where=_UNSCANNED,
        ),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    cooperative_id: str = Field(foreign_key="cooperative.id", max_length=16)
    batch_id: str = Field(foreign_key="batch.id", index=True, max_length=16)
    # A key of labels/stocks, or "own-" and the id of an OwnStock.
    stock: str = Field(max_length=40)
    # A key of labels/designs, or "own-" and the id of an OwnDesign.
    design: str = Field(max_length=40)
    start_cell: int
    count: int
    # The very text in the code, so that a reprint is the same even if the public address has moved. Of pallet labels
    # the first one's; each other has the next number (pallet_codes.py).
    code_text: str = Field(max_length=200)
    # The words on the label as they were printed (desk_words.py); {} when nobody has opened the job yet.
    words: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    # The printer profile as it was then: id, name, dots_per_inch, dx_mm, dy_mm, scale_x, scale_y; {} for none.
    printer: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    reprint_of: str | None = Field(default=None, foreign_key="print_job.id", max_length=16)
    # Jobs of several batches printed in one go share a run; its parts lie on the sheets in this order.
    run: str | None = Field(default=None, index=True, max_length=16)
    run_part: int = 1
    printed_by: str | None = Field(default=None, foreign_key="person.id", max_length=16)
    printed_by_name: str = Field(default="", max_length=120)
    printed_at: datetime = Field(default_factory=now)
    # "In xong chưa?": None until answered, then good or spoiled.
    outcome: str | None = Field(default=None, max_length=12)
    spoiled_cells: str = Field(default="", max_length=400)
    # The first day on which a shopper scanned the batch after this printing, written by scans/sums.py; not of reprints.
    scanned_on: date | None = None


class SsccSeries(Table, table=True):
    """How far the serial numbers of a GS1 company prefix are given out; those who share a prefix share the series."""

    __tablename__ = "sscc_series"
    company_prefix: str = Field(primary_key=True, max_length=12)
    last: int = Field(sa_type=BigInteger)


class LogisticUnit(Table, table=True):
    """A pallet number that was printed. It is never given out again, and a void one still leads to its lot."""

    __tablename__ = "logistic_unit"
    sscc: str = Field(primary_key=True, max_length=18)
    cooperative_id: str = Field(foreign_key="cooperative.id", index=True, max_length=16)
    batch_id: str = Field(foreign_key="batch.id", index=True, max_length=16)
    job_id: str = Field(foreign_key="print_job.id", index=True, max_length=16)
    given_out_at: datetime = Field(default_factory=now)
    # Its label came out wrong.
    voided_at: datetime | None = None
