"""From what was asked for, and what was done last, to one order: nothing a person left open stays empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from cooptrace.batches.models import Batch
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.labels import queries
from cooptrace.labels.designs import Design, Takes
from cooptrace.labels.desk import Order, Printer, Subject
from cooptrace.labels.desk_forms import DeskForm
from cooptrace.labels.desk_printer import printer_from
from cooptrace.labels.models import OpenedSheet, PrinterProfile, PrintJob
from cooptrace.labels.pallets import next_code
from cooptrace.labels.sheet import MAX_LABELS
from cooptrace.labels.stocks import Kind, Stock
from cooptrace.web.forms import Submitted, read

FIRST_ROLL_COUNT = 50
USUAL_DESIGN = "batch"
NO_PRINTER = "none"
LARGEST_GRID = 200
_WITHOUT_GTIN = {Takes.ADDRESS, Takes.SSCC}
_WEIGHED = frozenset({"g", "kg", "mg", "ml", "l", "lít", "lit", "tấn", "tạ", "yến", "m", "m2", "m3"})


@dataclass(frozen=True)
class Choice:
    """Everything the desk shows. `errors` are choices that are not there; the order then holds the usual ones."""

    order: Order
    papers: Mapping[str, Stock]
    designs: Mapping[str, Design]
    sheets: list[OpenedSheet]
    printers: list[PrinterProfile]
    errors: Mapping[str, Sentence] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    number: int
    # used, will (be printed) or free
    state: str


@dataclass(frozen=True)
class OneEach:
    """An offer: as many labels as the batch has units, for a field of the form."""

    batch: Batch
    field: str
    count: int


def one_each(subject: Subject, field_name: str, *, already: int) -> list[OneEach]:
    """At most one offer: none where the batch is weighed, or has so many labels already."""
    quantity, unit = subject.batch.quantity, subject.batch.quantity_unit.strip().casefold()
    if quantity != int(quantity) or not 1 <= quantity <= MAX_LABELS or unit in _WEIGHED or quantity == already:
        return []
    return [OneEach(subject.batch, field_name, int(quantity))]


def choose(session: Session, subject: Subject, asked: Submitted, designs: Mapping[str, Design] | None = None) -> Choice:
    """`designs` are all that can carry what is printed unless only some are offered."""
    form, errors = _read_what_can_be(asked)
    papers, designs = queries.papers_of(session, subject.cooperative), designs or designs_for(session, subject)
    last = queries.last_printing(session, subject.cooperative)
    if form.stock and form.stock not in papers:
        errors["stock"] = say("Choose a paper from the list.")
    if form.design and form.design not in designs:
        errors["design"] = say("Choose a label from the list.")
    printers = queries.printers_of(session, subject.cooperative)
    if form.printer and form.printer not in {NO_PRINTER, *(row.id for row in printers)}:
        errors["printer"] = say("Choose a printer from the list.")
    before = subject.again or last
    stock = papers[_first_known(papers, form.stock, before.stock if before else None, queries.USUAL_STOCK)]
    design = designs[_first_known(designs, form.design, before.design if before else None, USUAL_DESIGN)]
    sheets = queries.sheets_of(session, subject.cooperative, stock.key)
    sheet, start = _sheet(form, stock, sheets), _asked_start(form, stock)
    if start is None:
        start = sheet.next_cell if sheet else 1
    count = _usual_count(stock, before) if form.count is None else form.count
    printer = _printer(form, printers, last)
    order = Order(stock, design, count, start, sheet=sheet.id if sheet else "", printer=printer)
    try:
        order = _numbered(session, subject, order)
    except Invalid as problem:
        errors |= problem.fields
    return Choice(order, papers, designs, sheets, printers, errors)


def _numbered(session: Session, subject: Subject, order: Order) -> Order:
    if order.design.takes is not Takes.SSCC:
        return order
    return replace(order, pallet_code=next_code(session, subject.cooperative, order.count))


def rows_of_cells(order: Order) -> list[list[Cell]]:
    """The first sheet row by row, for the grid in which the first free cell is chosen; no grid for single labels."""
    stock, start = order.stock, order.start
    if not 1 < stock.per_page <= LARGEST_GRID:
        return []
    will = range(start, start + max(0, order.count))
    cells = [
        Cell(number, "will" if number in will else "used" if number < start else "free")
        for number in range(1, stock.per_page + 1)
    ]
    return [cells[first : first + stock.columns] for first in range(0, len(cells), stock.columns)]


def _read_what_can_be(asked: Submitted) -> tuple[DeskForm, dict[str, Sentence]]:
    try:
        return read(DeskForm, asked), {}
    except Invalid as problem:
        rest = {name: typed for name, typed in asked.texts.items() if name not in problem.fields}
        return read(DeskForm, Submitted(rest)), dict(problem.fields)


def designs_for(session: Session, subject: Subject) -> dict[str, Design]:
    """Those that can carry what is printed: a reprint keeps its label, barcodes for trade need a GTIN."""
    if subject.again:
        return {subject.again.design: queries.design_of(session, subject.cooperative, subject.again.design)}
    all_designs = queries.designs_of(session, subject.cooperative)
    if subject.product.gtin is None:
        return {key: design for key, design in all_designs.items() if design.takes in _WITHOUT_GTIN}
    return all_designs


def _first_known(known: Mapping[str, object], *wishes: str | None) -> str:
    return next((wish for wish in wishes if wish is not None and wish in known), next(iter(known)))


def _asked_start(form: DeskForm, stock: Stock) -> int | None:
    return form.start if form.paper_shown in (None, stock.key) else None


def _sheet(form: DeskForm, stock: Stock, sheets: list[OpenedSheet]) -> OpenedSheet | None:
    """The part-used sheet asked for; else the last used one, unless a new one or just a cell was asked for."""
    if form.sheet and form.paper_shown in (None, stock.key):
        return next((sheet for sheet in sheets if sheet.id == form.sheet), None)
    if _asked_start(form, stock) is not None:
        return None
    return next(iter(sheets), None)


def _printer(form: DeskForm, printers: list[PrinterProfile], last: PrintJob | None) -> Printer | None:
    """The one asked for, else that of last time, else the only one there is."""
    known = {row.id: row for row in printers}
    only = printers[0].id if len(printers) == 1 and last is None else None
    wished = form.printer or (last.printer.get("id") if last else only)
    return printer_from(known[wished]) if wished in known else None


def _usual_count(stock: Stock, before: PrintJob | None) -> int:
    if before:
        return before.count
    return FIRST_ROLL_COUNT if stock.kind is Kind.ROLL else stock.per_page
