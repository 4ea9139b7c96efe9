"""The print desk: choose paper, count and first cell, see the very page, print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches.queries import batch_by_id
from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Conflict, Invalid, Sentence, say
from cooptrace.labels import actions, desk, queries
from cooptrace.labels.access import may_confirm_address
from cooptrace.labels.designs import Takes
from cooptrace.labels.desk_address import FIELD as ADDRESS_FIELD
from cooptrace.labels.desk_address import Address, address_at_desk, settle
from cooptrace.labels.desk_choice import NO_PRINTER, Cell, Choice, OneEach, choose, one_each, rows_of_cells
from cooptrace.labels.desk_pictures import Picture, page_picture, picture_of
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.models import OpenedSheet
from cooptrace.products.models import Product
from cooptrace.web.announce import announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, Submitted
from cooptrace.web.i18n import language_of
from cooptrace.web.once import act_once
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import signed_in

router = APIRouter(prefix="/c/{cooperative_id}")
LOGGED = announce("labels-printed", say("Written into the print log. Open the file and print it."))
FORGOTTEN = announce("sheet-forgotten", say("This sheet is forgotten. The next labels start on a new one."))


@dataclass(frozen=True)
class DeskPage(Page):
    template: ClassVar[str] = "labels/print.html"
    cooperative: Cooperative
    subject: desk.Subject
    form: Filled
    papers: list[tuple[str, str]]
    designs: list[tuple[str, str]]
    # Named printers, and none of them.
    printers: list[tuple[str, Sentence | str]]
    order: desk.Order
    sheets: list[OpenedSheet]
    cells: list[list[Cell]]
    plan: desk.Plan | None
    pictures: list[Picture]
    # The choice as a query, without cell and sheet.
    query: str
    address: Address
    # What is wrong with the choice so far, shown while people type.
    problems: list[Sentence]
    # One label for each unit of the batch, where units are counted.
    each: list[OneEach]
    # Labels with fewer words and papers with larger labels, as queries, where these do not fit.
    instead: list[tuple[str, str]]
    blocked: Sentence | None


@router.get("/batches/{batch_id}/print")
@allow(WORK)
def show_desk(request: Request, cooperative: Current, batch_id: str, session: Db) -> Response:
    return render(request, _desk(request, session, _batch(session, cooperative, batch_id), asked_in(request)))


@router.post("/batches/{batch_id}/print")
@allow(WORK)
def print_batch(request: Request, cooperative: Current, batch_id: str, session: Db, form: Form) -> Response:
    return _print(request, session, _batch(session, cooperative, batch_id), form)


@router.get("/batches/{batch_id}/print/preview.png")
@allow(WORK)
def preview_batch(request: Request, cooperative: Current, batch_id: str, session: Db) -> Response:
    return _preview(request, session, _batch(session, cooperative, batch_id))


@router.get("/prints/{job_id}/again")
@allow(WORK)
def show_desk_again(request: Request, cooperative: Current, job_id: str, session: Db) -> Response:
    return render(request, _desk(request, session, _again(session, cooperative, job_id), asked_in(request)))


@router.post("/prints/{job_id}/again")
@allow(WORK)
def print_again(request: Request, cooperative: Current, job_id: str, session: Db, form: Form) -> Response:
    return _print(request, session, _again(session, cooperative, job_id), form)


@router.get("/prints/{job_id}/again/preview.png")
@allow(WORK)
def preview_again(request: Request, cooperative: Current, job_id: str, session: Db) -> Response:
    return _preview(request, session, _again(session, cooperative, job_id))


@router.post("/stocks/sheets/removal")
@allow(WORK)
def forget_sheet(cooperative: Current, session: Db, form: Form) -> Response:
    actions.forget_sheet(session, queries.sheet_by_id(session, cooperative, form.text("sheet")))
    return see_other(form.text("back") or f"/c/{cooperative.id}", said=FORGOTTEN)


def _batch(session: Session, cooperative: Cooperative, batch_id: str) -> desk.Subject:
    batch = batch_by_id(session, cooperative, batch_id)
    return desk.Subject(cooperative, session.get_one(Product, batch.product_id), batch)


def _again(session: Session, cooperative: Cooperative, job_id: str) -> desk.Subject:
    job = queries.job_by_id(session, cooperative, job_id)
    batch = batch_by_id(session, cooperative, job.batch_id)
    return desk.Subject(cooperative, session.get_one(Product, batch.product_id), batch, again=job)


def asked_in(request: Request) -> Submitted:
    return Submitted({name: (value,) for name, value in request.query_params.items()})


def page_asked(request: Request) -> int:
    """0, which no printing has, for what is no number."""
    page = request.query_params.get("page", "1")
    return int(page) if page.isascii() and page.isdecimal() and len(page) < 8 else 0


def address_of(request: Request, session: Session, cooperative: Cooperative) -> Address:
    return address_at_desk(
        session,
        proposed=request.app.state.settings.public_url,
        may_confirm=may_confirm_address(signed_in(request), cooperative),
    )


def _planned(subject: desk.Subject, choice: Choice, address: Address) -> desk.Plan:
    """Raises Invalid naming the field, Conflict while there is no address to print."""
    if choice.errors:
        raise Invalid(choice.errors)
    origin = desk.origin_of(subject.again, otherwise=address.origin)
    if origin is None:
        raise Conflict(say("The service does not know its public address yet."))
    return desk.plan(subject, choice.order, origin)


def _desk(
    request: Request,
    session: Session,
    subject: desk.Subject,
    asked: Submitted,
    refusals: Mapping[str, Sentence] | None = None,
) -> DeskPage:
    choice = choose(session, subject, asked)
    address = address_of(request, session, subject.cooperative)
    plan, problems, instead = None, [], []
    try:
        plan = _planned(subject, choice, address)
    except Invalid as problem:
        problems = list(problem.fields.values())
        instead = _instead(subject, choice, address, language_of(request)) if set(problem.fields) == {"stock"} else []
    except Conflict:
        pass  # the page says so where the address stands
    order, language = choice.order, language_of(request)
    chosen = {"stock": order.stock.key, "design": order.design.key, "count": str(order.count)}
    chosen |= {"printer": order.printer.id if order.printer else NO_PRINTER} if choice.printers else {}
    query = urlencode(chosen)
    root = f"{request.url.path}/preview.png?{query}&start={order.start}"
    return DeskPage(
        cooperative=subject.cooperative,
        subject=subject,
        form=Filled({**chosen, **asked.values}, refusals or {}),
        papers=[(key, stock.name(language)) for key, stock in choice.papers.items()],
        designs=[(key, design.name(language)) for key, design in choice.designs.items()],
        printers=printers_in(choice),
        order=order,
        sheets=choice.sheets,
        cells=rows_of_cells(order),
        plan=plan,
        pictures=[picture_of(order.stock, f"{root}&page={page}", page) for page in (plan.shown_pages if plan else [])],
        query=query,
        address=address,
        problems=problems,
        each=_each(subject, order),
        instead=instead,
        blocked=actions.blocked(session, subject),
    )


def _each(subject: desk.Subject, order: desk.Order) -> list[OneEach]:
    """Many units stand on one pallet."""
    if subject.again or order.design.takes is Takes.SSCC:
        return []
    return one_each(subject, "count", already=order.count)


def printers_in(choice: Choice) -> list[tuple[str, Sentence | str]]:
    named: list[tuple[str, Sentence | str]] = [(row.id, row.name) for row in choice.printers]
    return [*named, (NO_PRINTER, say("Another printer"))] if named else []


def _instead(subject: desk.Subject, choice: Choice, address: Address, language: str) -> list[tuple[str, str]]:
    order, origin = choice.order, desk.origin_of(subject.again, otherwise=address.origin)
    if origin is None:
        return []
    designs = desk.designs_that_fit(subject, order, origin, choice.designs.values())
    papers = desk.papers_that_fit(subject, order, origin, choice.papers.values())
    chosen = [({"design": design.key}, design.name(language)) for design in designs]
    chosen += [({"stock": stock.key}, stock.name(language)) for stock in papers]
    usual = {"stock": order.stock.key, "design": order.design.key, "count": order.count}
    return [(urlencode(usual | other), name) for other, name in chosen]


def _print(request: Request, session: Session, subject: desk.Subject, form: Submitted) -> Response:
    viewer = signed_in(request)

    def act() -> str:
        address = address_of(request, session, subject.cooperative)
        plan = _planned(subject, choose(session, subject, form), address)
        settle(session, address, form.text(ADDRESS_FIELD), by=viewer)
        job = actions.print_labels(session, subject, plan, by=viewer)
        return f"/c/{subject.cooperative.id}/prints/{job.id}"

    try:
        return act_once(session, form, act, said=LOGGED)
    except Invalid as problem:
        raise refused(request, _desk(request, session, subject, form, problem.fields)) from problem


def _preview(request: Request, session: Session, subject: desk.Subject) -> Response:
    """One page of the very PDF that the job would have."""
    plan = _planned(
        subject, choose(session, subject, asked_in(request)), address_of(request, session, subject.cooperative)
    )
    job = desk.label_job(plan, page=page_asked(request))
    return Response(page_picture(b"".join(label_pdf(job)), 1, plan.order.stock), media_type="image/png")
