"""Printing an order of stamps on one's own paper: which paper, from which cell, and then the PDF, once."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, say
from cooptrace.labels import queries
from cooptrace.labels.content import LabelContent
from cooptrace.labels.designs import Design
from cooptrace.labels.large_files import check_free, pdf_file
from cooptrace.labels.problems import LabelError
from cooptrace.labels.sheet import check_start, page_count
from cooptrace.labels.stamp_sheets import NO_ROOM, StampWork, design_for, papers_for, stamp_words, usual_designs
from cooptrace.products.models import Product
from cooptrace.stamps.access import Keys
from cooptrace.stamps.models import StampOrder
from cooptrace.stamps.order_actions import take_download
from cooptrace.stamps.order_files import file_name
from cooptrace.stamps.queries import order_by_id
from cooptrace.web.answers import refused
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, Submitted, filled
from cooptrace.web.i18n import language_of
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/stamps/orders/{order_id}/labels")


@dataclass(frozen=True)
class StampSheetPage(Page):
    template: ClassVar[str] = "labels/stamps.html"
    cooperative: Cooperative
    order: StampOrder
    papers: list[tuple[str, str]]
    # Own kinds of stamps; none where the usual ones are all there is.
    designs: list[tuple[str, str]]
    form: Filled


@router.get("")
@allow(WORK)
def choose_paper(request: Request, cooperative: Current, order_id: str, session: Db) -> Response:
    order = order_by_id(session, cooperative, order_id)
    return render(request, _page(request, session, cooperative, order, Filled({"start": "1"})))


@router.post("")
@allow(WORK)
def print_stamps(
    request: Request, cooperative: Current, order_id: str, session: Db, keys: Keys, viewer: SignedIn, form: Form
) -> Response:
    order = order_by_id(session, cooperative, order_id)
    try:
        stock = queries.papers_of(session, cooperative).get(form.text("stock"))
        if stock is None:
            raise Invalid({"stock": say("Please choose a paper.")})
        content = _words(session, cooperative, order)
        design = design_for(stock, _wished(session, cooperative, form), content, order)
        if design is None:
            raise Invalid({"stock": NO_ROOM})
        start = _start(form)
        check_start(stock, start)
    except LabelError as problem:
        wrong = Invalid({"start": problem.sentence})
        raise refused(request, _page(request, session, cooperative, order, filled(form, wrong))) from problem
    except Invalid as problem:
        raise refused(request, _page(request, session, cooperative, order, filled(form, problem))) from problem
    check_free(order.count)
    order = take_download(session, order, "pdf", by=viewer)
    pages = page_count(stock, start=start, count=order.count)
    work = StampWork(stock, design, content, order.model_dump(), keys.folder, start, pages)
    return pdf_file(work, labels=order.count, key=order.id, name=file_name(order, "pdf"))


def _wished(session: Session, cooperative: Cooperative, form: Submitted) -> list[Design]:
    """The own one that was chosen, else the usual ones. Raises Invalid on `design`."""
    if not (key := form.text("design")):
        return usual_designs(queries.designs())
    own = queries.stamp_designs_of(session, cooperative)
    if key not in own:
        raise Invalid({"design": say("Choose a label from the list.")})
    return [own[key]]


def _start(form: Submitted) -> int:
    typed = form.text("start").strip() or "1"
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _words(session: Session, cooperative: Cooperative, order: StampOrder) -> LabelContent:
    product = session.get(Product, order.product_id) if order.product_id else None
    return stamp_words(cooperative.name, product, order)


def _page(
    request: Request, session: Session, cooperative: Cooperative, order: StampOrder, form: Filled
) -> StampSheetPage:
    papers = queries.papers_of(session, cooperative)
    keys = {stock.key: key for key, stock in papers.items()}
    language = language_of(request)
    own = queries.stamp_designs_of(session, cooperative)
    candidates = [*usual_designs(queries.designs()), *own.values()]
    taking = papers_for(papers.values(), candidates, _words(session, cooperative, order), order)
    return StampSheetPage(
        cooperative=cooperative,
        order=order,
        papers=[(keys[one.key], one.name(language)) for one in taking],
        designs=[(key, design.name(language)) for key, design in own.items()],
        form=form,
    )
