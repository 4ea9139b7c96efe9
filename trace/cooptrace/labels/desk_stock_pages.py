"""Pages about the cooperative's own papers: a sheet measured with a ruler, drawn while it is typed."""

from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.labels import actions, queries
from cooptrace.labels.desk_forms import PaperForm
from cooptrace.labels.models import OwnStock
from cooptrace.labels.stocks import Stock
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, Submitted, filled_from, read
from cooptrace.web.i18n import language_of
from cooptrace.web.once import act_once
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/stocks")
REMOVED = announce("paper-removed", say("Removed. Old printings can still be opened."))
# A new paper starts from one that is common, so that only what differs is typed.
START_FROM = "a4-24"
_KINDS: list[tuple[str, Sentence]] = [("sheet", say("Sheets")), ("roll", say("A roll"))]


@dataclass(frozen=True)
class PapersPage(Page):
    template: ClassVar[str] = "labels/stocks.html"
    cooperative: Cooperative
    papers: list[tuple[OwnStock, Stock]]
    shipped: list[tuple[str, str]]
    form: Filled


@dataclass(frozen=True)
class PaperPage(Page):
    template: ClassVar[str] = "labels/stock_form.html"
    cooperative: Cooperative
    row: OwnStock | None
    form: Filled
    kinds: list[tuple[str, Sentence]]
    # The sheet as typed so far, or what is wrong with it.
    drawn: Stock | None
    problems: list[Sentence]


@router.get("")
@allow(WORK)
def list_papers(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, papers_page(request, session, cooperative, Filled({})))


def papers_page(request: Request, session: Session, cooperative: Cooperative, form: Filled) -> PapersPage:
    papers = [(row, queries.as_stock(row)) for row in queries.own_stocks_of(session, cooperative)]
    shipped = [(key, stock.name(language_of(request))) for key, stock in queries.shipped_stocks().items()]
    return PapersPage(cooperative, papers, shipped, form)


@router.get("/new")
@allow(WORK)
def new_paper(request: Request, cooperative: Current) -> Response:
    return render(request, _typing(cooperative, None, _asked(request, _usual())))


@router.post("/new")
@allow(WORK)
def add_paper(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        actions.add_own_stock(session, cooperative.id, read(PaperForm, form))
        return f"/c/{cooperative.id}/stocks"

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        raise refused(request, _refused(cooperative, None, form, problem)) from problem


@router.get("/{stock_id}")
@allow(WORK)
def show_paper(request: Request, cooperative: Current, stock_id: str, session: Db) -> Response:
    row = queries.own_stock_by_id(session, cooperative, stock_id)
    return render(request, _typing(cooperative, row, _asked(request, filled_from(PaperForm.of(row)))))


@router.post("/{stock_id}")
@allow(WORK)
def change_paper(request: Request, cooperative: Current, stock_id: str, session: Db, form: Form) -> Response:
    row = queries.own_stock_by_id(session, cooperative, stock_id)
    try:
        actions.change_own_stock(session, row, read(PaperForm, form))
    except Invalid as problem:
        raise refused(request, _refused(cooperative, row, form, problem)) from problem
    return see_other(f"/c/{cooperative.id}/stocks", said=SAVED)


@router.post("/{stock_id}/removal")
@allow(WORK)
def remove_paper(cooperative: Current, stock_id: str, session: Db) -> Response:
    actions.remove_own_stock(session, queries.own_stock_by_id(session, cooperative, stock_id))
    return see_other(f"/c/{cooperative.id}/stocks", said=REMOVED)


def _usual() -> Filled:
    stock = queries.shipped_stocks()[START_FROM]
    names = [name for name in PaperForm.model_fields if name not in ("name", "safe_edge_mm")]
    return Filled({name: f"{getattr(stock, name)}".replace(".", ",") for name in names})


def _asked(request: Request, otherwise: Filled) -> Submitted:
    """What was typed so far, sent while typing; else what the form begins with."""
    typed = {name: request.query_params.get(name) for name in PaperForm.model_fields}
    values = {name: value for name, value in typed.items() if value is not None} or otherwise.values
    return Submitted({name: (value,) for name, value in values.items()})


def _typing(cooperative: Cooperative, row: OwnStock | None, typed: Submitted) -> PaperPage:
    """While it is typed: the sheet, or what is wrong with its measures. A name may wait until it is saved."""
    named = Submitted({**typed.texts, "name": (typed.text("name") or "…",)})
    try:
        stock = queries.as_stock(OwnStock(cooperative_id="", **read(PaperForm, named).columns_of_row()))
    except Invalid as problem:
        return PaperPage(cooperative, row, Filled(typed.values), _KINDS, None, list(problem.fields.values()))
    return PaperPage(cooperative, row, Filled(typed.values), _KINDS, stock, [])


def _refused(cooperative: Cooperative, row: OwnStock | None, typed: Submitted, problem: Invalid) -> PaperPage:
    return replace(_typing(cooperative, row, typed), form=Filled(typed.values, problem.fields))
