"""Pages of a cooperative's stamps: the rolls it has, ordering more, the work order and its file."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import NotFound, say
from cooptrace.products.models import Product
from cooptrace.products.queries import products_of
from cooptrace.stamps import order_actions, order_files, queries, roll_queries
from cooptrace.stamps.access import Keys
from cooptrace.stamps.forms import OrderForm
from cooptrace.stamps.models import StampAct, StampOrder, StampRequest
from cooptrace.stamps.roll_queries import Idle, Tally
from cooptrace.stamps.rules import ACTS, ORDER_STATES, VOID_REASONS, may_undo
from cooptrace.web.addresses import primary_origin
from cooptrace.web.again import shown_again
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.downloads import attachment
from cooptrace.web.forms import Filled, Form, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import MANAGE, READ, WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/stamps")
ORDERED = announce("stamps-ordered", say("Ordered. Release the file when it is time to print."))
RELEASED = announce("stamps-released", say("Released. Each file can now be downloaded once."))


@dataclass(frozen=True)
class RollsPage(Page):
    template: ClassVar[str] = "stamps/rolls.html"
    cooperative: Cooperative
    orders: list[StampOrder]
    tallies: dict[str, Tally]
    products: dict[str, Product]
    states: dict[str, object]
    requests: list[StampRequest]
    open_cases: int
    idle: list[Idle]


@dataclass(frozen=True)
class OrderFormPage(Page):
    template: ClassVar[str] = "stamps/order_form.html"
    cooperative: Cooperative
    products: list[Product]
    form: Filled


@dataclass(frozen=True)
class Noted:
    """An act as the order's page lists it."""

    act: StampAct
    name: object
    reason: object | None
    can_be_undone: bool
    is_undone: bool


@dataclass(frozen=True)
class OrderPage(Page):
    template: ClassVar[str] = "stamps/order.html"
    cooperative: Cooperative
    order: StampOrder
    state: object
    product: Product | None
    rolls: dict[int, Tally]
    log: list[Noted]
    has_address: bool
    form: Filled


@router.get("")
@allow(READ)
def list_rolls(request: Request, cooperative: Current, session: Db) -> Response:
    orders = queries.orders_of(session, cooperative)
    page = RollsPage(
        cooperative,
        orders,
        roll_queries.tallies(session, orders),
        {product.id: product for product in products_of(session, cooperative)},
        dict(ORDER_STATES),
        queries.open_requests(session, cooperative),
        sum(case.closed_at is None for case in queries.cases_of(session, cooperative)),
        roll_queries.never_scanned(session, cooperative, at=now()),
    )
    return render(request, page)


@router.get("/new")
@allow(WORK)
def new_order(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, _form_page(session, cooperative, Filled()))


@router.post("/new")
@allow(WORK)
def add_order(
    request: Request, cooperative: Current, session: Db, keys: Keys, viewer: SignedIn, form: Form
) -> Response:
    def add() -> str:
        details = read(OrderForm, form)
        order = order_actions.order_stamps(session, keys, cooperative, details, by=viewer)
        return f"/c/{cooperative.id}/stamps/orders/{order.id}"

    with shown_again(request, form, partial(_form_page, session, cooperative)):
        return act_once(session, form, add, said=ORDERED)


@router.get("/orders/{order_id}")
@allow(READ)
def show_order(request: Request, cooperative: Current, order_id: str, session: Db) -> Response:
    order = queries.order_by_id(session, cooperative, order_id)
    return render(request, _order_page(session, cooperative, order, Filled()))


@router.post("/orders/{order_id}/release")
@allow(MANAGE)
def release(
    request: Request, cooperative: Current, order_id: str, session: Db, keys: Keys, viewer: SignedIn, form: Form
) -> Response:
    order = queries.order_by_id(session, cooperative, order_id)
    with shown_again(request, form, partial(_order_page, session, cooperative, order)):
        order_actions.release_file(session, keys, order, by=viewer, note=form.text("note").strip()[:300])
    return see_other(f"/c/{cooperative.id}/stamps/orders/{order.id}", said=RELEASED)


@router.post("/orders/{order_id}/file")
@allow(WORK)
def download(cooperative: Current, order_id: str, session: Db, keys: Keys, viewer: SignedIn, form: Form) -> Response:
    """A form and not a link: each download is written down and locks the file behind it."""
    kind = form.text("format")
    if kind not in ("csv", "xlsx"):
        raise NotFound
    order = queries.order_by_id(session, cooperative, order_id)
    codes = order_actions.codes_of(session, keys, order)
    order = order_actions.take_download(session, order, kind, by=viewer)
    headers = {"content-disposition": attachment(order_files.file_name(order, kind))}
    if kind == "xlsx":
        return Response(order_files.xlsx_file(codes, order), media_type=order_files.XLSX_TYPE, headers=headers)
    return StreamingResponse(order_files.csv_file(codes, order), media_type=order_files.CSV_TYPE, headers=headers)


@router.post("/orders/{order_id}/printed")
@allow(WORK)
def printed(cooperative: Current, order_id: str, session: Db, viewer: SignedIn) -> Response:
    order_actions.mark_printed(session, queries.order_by_id(session, cooperative, order_id), by=viewer)
    return see_other(f"/c/{cooperative.id}/stamps/orders/{order_id}", said=SAVED)


@router.post("/orders/{order_id}/received")
@allow(WORK)
def received(cooperative: Current, order_id: str, session: Db, viewer: SignedIn) -> Response:
    order_actions.mark_received(session, queries.order_by_id(session, cooperative, order_id), by=viewer)
    return see_other(f"/c/{cooperative.id}/stamps/orders/{order_id}", said=SAVED)


def _form_page(session: Session, cooperative: Cooperative, form: Filled) -> OrderFormPage:
    return OrderFormPage(cooperative, products_of(session, cooperative), form)


def _order_page(session: Session, cooperative: Cooperative, order: StampOrder, form: Filled) -> OrderPage:
    return OrderPage(
        cooperative,
        order,
        ORDER_STATES[order.state],
        session.get(Product, order.product_id) if order.product_id else None,
        roll_queries.tallies_of_rolls(session, order),
        _log(session, order),
        primary_origin(session) is not None,
        form,
    )


def _log(session: Session, order: StampOrder) -> list[Noted]:
    undone, latest = roll_queries.undone_acts(session, order), roll_queries.latest_acts(session, order)
    return [
        Noted(
            act,
            ACTS[act.kind],
            VOID_REASONS.get(act.reason),
            act.id in latest and may_undo(act.kind, acted_at=act.at, at=now()),
            act.id in undone,
        )
        for act in queries.acts_of(session, order)
    ]
