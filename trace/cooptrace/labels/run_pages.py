"""Several batches printed on the same sheets: how many of each, on which paper, from which cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Conflict, Invalid, NotFound, Sentence, say
from cooptrace.labels import actions
from cooptrace.labels.designs import Takes
from cooptrace.labels.desk import Order, Subject
from cooptrace.labels.desk_address import FIELD as ADDRESS_FIELD
from cooptrace.labels.desk_address import Address, settle
from cooptrace.labels.desk_choice import (
    NO_PRINTER,
    Cell,
    Choice,
    OneEach,
    choose,
    designs_for,
    one_each,
    rows_of_cells,
)
from cooptrace.labels.desk_pictures import Picture, page_picture, picture_of
from cooptrace.labels.desk_run import RunPlan, count_field, plan_run, run_jobs
from cooptrace.labels.mixed_documents import mixed_pdf
from cooptrace.labels.models import OpenedSheet
from cooptrace.labels.pages import LOGGED, address_of, asked_in, page_asked, printers_in
from cooptrace.labels.run_basket import Basket, basket, newest
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, Submitted
from cooptrace.web.i18n import language_of
from cooptrace.web.once import act_once
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import signed_in

router = APIRouter(prefix="/c/{cooperative_id}/print")


@dataclass(frozen=True)
class RunPage(Page):
    template: ClassVar[str] = "labels/run.html"
    cooperative: Cooperative
    subjects: list[tuple[str, Subject]]
    form: Filled
    papers: list[tuple[str, str]]
    designs: list[tuple[str, str]]
    printers: list[tuple[str, Sentence | str]]
    order: Order
    sheets: list[OpenedSheet]
    cells: list[list[Cell]]
    plan: RunPlan | None
    pictures: list[Picture]
    # The choice as a query, without cell and sheet.
    query: str
    address: Address
    problems: list[Sentence]
    each: list[OneEach]
    # A single batch has other labels and papers to offer; a run does not.
    instead: list[tuple[str, str]]


@dataclass(frozen=True)
class _Asked:
    """All that was chosen, and the choices there are."""

    basket: Basket
    choice: Choice
    address: Address

    def planned(self) -> RunPlan:
        """Raises Invalid naming the field, Conflict while there is no address to print."""
        if wrong := {**self.choice.errors, **self.basket.wrong}:
            raise Invalid(wrong)
        if self.address.origin is None:
            raise Conflict(say("The service does not know its public address yet."))
        return plan_run(self.basket.picked, self.choice.order, self.address.origin)


@router.get("")
@allow(WORK)
def show_run(request: Request, cooperative: Current, session: Db) -> Response:
    """A cooperative without a batch has nothing to print."""
    typed = asked_in(request)
    asked = _asked(request, session, cooperative, typed)
    if asked is None:
        return see_other(f"/c/{cooperative.id}/batches")
    return render(request, _page(request, cooperative, asked, typed, {}))


@router.post("")
@allow(WORK)
def print_run(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    asked, viewer = _asked(request, session, cooperative, form), signed_in(request)
    if asked is None:
        return see_other(f"/c/{cooperative.id}/batches")

    def act() -> str:
        run = asked.planned()
        settle(session, asked.address, form.text(ADDRESS_FIELD), by=viewer)
        subjects = [subject for subject, _count in asked.basket.picked]
        jobs = actions.print_run(session, list(zip(subjects, run.plans, strict=True)), by=viewer)
        return f"/c/{cooperative.id}/prints/{jobs[0].id}/together"

    try:
        return act_once(session, form, act, said=LOGGED)
    except Invalid as problem:
        raise refused(request, _page(request, cooperative, asked, form, problem.fields)) from problem


@router.get("/preview.png")
@allow(WORK)
def preview_run(request: Request, cooperative: Current, session: Db) -> Response:
    """One page of the very PDF that the run would have."""
    asked = _asked(request, session, cooperative, asked_in(request))
    if asked is None:
        raise NotFound
    run = asked.planned()
    pdf = b"".join(mixed_pdf(run_jobs(run, page=page_asked(request))))
    return Response(page_picture(pdf, 1, run.plans[0].order.stock), media_type="image/png")


def _asked(request: Request, session: Session, cooperative: Cooperative, typed: Submitted) -> _Asked | None:
    wanted = basket(session, cooperative, typed)
    first = _least_able(wanted) or newest(session, cooperative)
    if first is None:
        return None
    # Labels of a run are drawn once for each batch; a pallet label has a number of its own.
    alike = {key: design for key, design in designs_for(session, first).items() if design.takes is not Takes.SSCC}
    return _Asked(wanted, choose(session, first, typed, alike), address_of(request, session, cooperative))


def _least_able(wanted: Basket) -> Subject | None:
    """A batch without a GTIN, if there is one: it cannot have every kind of label."""
    picked = [subject for subject, _count in wanted.picked] or wanted.listed
    return min(picked, key=lambda subject: subject.product.gtin is not None, default=None)


def _page(
    request: Request, cooperative: Cooperative, asked: _Asked, typed: Submitted, refusals: Mapping[str, Sentence]
) -> RunPage:
    run, problems = None, []
    try:
        run = asked.planned()
    except Invalid as problem:
        problems = list(problem.fields.values())
    except Conflict:
        pass  # the page says so where the address stands
    wanted, choice, language = asked.basket, asked.choice, language_of(request)
    order = run.order if run else replace(choice.order, count=0)
    counts = {count_field(subject.batch.id): count for subject, count in wanted.picked}
    chosen = {"stock": order.stock.key, "design": order.design.key}
    chosen |= {"printer": order.printer.id if order.printer else NO_PRINTER} if choice.printers else {}
    query = urlencode({**chosen, **counts})
    root = f"{request.url.path}/preview.png?{query}&start={order.start}"
    return RunPage(
        cooperative=cooperative,
        subjects=[(count_field(subject.batch.id), subject) for subject in wanted.listed],
        form=Filled({**chosen, **typed.values}, refusals),
        papers=[(key, stock.name(language)) for key, stock in choice.papers.items()],
        designs=[(key, design.name(language)) for key, design in choice.designs.items()],
        printers=printers_in(choice),
        order=order,
        sheets=choice.sheets,
        cells=rows_of_cells(order),
        plan=run,
        pictures=[picture_of(order.stock, f"{root}&page={page}", page) for page in (run.shown_pages if run else [])],
        query=query,
        address=asked.address,
        problems=problems,
        each=_offers(wanted),
        instead=[],
    )


def _offers(wanted: Basket) -> list[OneEach]:
    return [
        offer
        for subject, count in wanted.picked
        for offer in one_each(subject, count_field(subject.batch.id), already=count)
    ]
