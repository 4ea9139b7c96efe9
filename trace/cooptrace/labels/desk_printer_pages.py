"""Pages about the cooperative's printers: how far each prints out of place, read off a ruler page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.labels import actions, queries
from cooptrace.labels.desk_forms import PrinterForm
from cooptrace.labels.desk_ruler import ruler_pdf
from cooptrace.labels.models import PrinterProfile
from cooptrace.labels.stocks import Kind
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.downloads import inline
from cooptrace.web.forms import Filled, Form, filled, filled_from, read
from cooptrace.web.i18n import language_of
from cooptrace.web.once import act_once
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/printers")
REMOVED = announce("printer-removed", say("Removed. Old printings can still be opened."))
DENSITIES: Mapping[str, Sentence] = {
    "0": say("Office printer"),
    "203": say("Label printer, 203 dots per inch (most)"),
    "300": say("Label printer, 300 dots per inch"),
    "600": say("Label printer, 600 dots per inch"),
}

UNTOUCHED = Filled({"dx_mm": "0", "dy_mm": "0", "ruler_across_mm": "100", "ruler_down_mm": "100"})


@dataclass(frozen=True)
class PrintersPage(Page):
    template: ClassVar[str] = "labels/printers.html"
    cooperative: Cooperative
    printers: list[PrinterProfile]


@dataclass(frozen=True)
class PrinterPage(Page):
    template: ClassVar[str] = "labels/printer_form.html"
    cooperative: Cooperative
    row: PrinterProfile | None
    form: Filled
    densities: list[tuple[str, Sentence]]
    papers: list[tuple[str, str]]


@router.get("")
@allow(WORK)
def list_printers(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, PrintersPage(cooperative, queries.printers_of(session, cooperative)))


@router.get("/ruler.pdf")
@allow(WORK)
def show_ruler(cooperative: Current, session: Db, stock: str = queries.USUAL_STOCK) -> Response:
    papers = queries.papers_of(session, cooperative)
    paper = papers.get(stock, papers[queries.USUAL_STOCK])
    return Response(
        ruler_pdf(paper), media_type="application/pdf", headers={"content-disposition": inline("trang-thu.pdf")}
    )


@router.get("/new")
@allow(WORK)
def new_printer(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, _page(request, session, cooperative, None, UNTOUCHED))


@router.post("/new")
@allow(WORK)
def add_printer(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        actions.add_printer(session, cooperative.id, read(PrinterForm, form))
        return f"/c/{cooperative.id}/printers"

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        raise refused(request, _page(request, session, cooperative, None, filled(form, problem))) from problem


@router.get("/{printer_id}")
@allow(WORK)
def show_printer(request: Request, cooperative: Current, printer_id: str, session: Db) -> Response:
    row = queries.printer_by_id(session, cooperative, printer_id)
    return render(request, _page(request, session, cooperative, row, filled_from(PrinterForm.of(row))))


@router.post("/{printer_id}")
@allow(WORK)
def change_printer(request: Request, cooperative: Current, printer_id: str, session: Db, form: Form) -> Response:
    row = queries.printer_by_id(session, cooperative, printer_id)
    try:
        actions.change_printer(session, row, read(PrinterForm, form))
    except Invalid as problem:
        raise refused(request, _page(request, session, cooperative, row, filled(form, problem))) from problem
    return see_other(f"/c/{cooperative.id}/printers", said=SAVED)


@router.post("/{printer_id}/removal")
@allow(WORK)
def remove_printer(cooperative: Current, printer_id: str, session: Db) -> Response:
    actions.remove_printer(session, queries.printer_by_id(session, cooperative, printer_id))
    return see_other(f"/c/{cooperative.id}/printers", said=REMOVED)


def _page(
    request: Request, session: Session, cooperative: Cooperative, row: PrinterProfile | None, form: Filled
) -> PrinterPage:
    language = language_of(request)
    sheets = [stock for stock in queries.papers_of(session, cooperative).values() if stock.kind is Kind.SHEET]
    papers = [(stock.key, stock.name(language)) for stock in sheets if stock.per_page > 1]
    return PrinterPage(cooperative, row, form, list(DENSITIES.items()), papers)
