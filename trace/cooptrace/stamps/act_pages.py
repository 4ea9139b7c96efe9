"""Pages on which stamps are put to use, put on hold or voided, and where a second person agrees."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.batches.queries import search_batches
from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Sentence, say
from cooptrace.products.models import Product
from cooptrace.stamps import queries, roll_actions, second_person_actions
from cooptrace.stamps.access import Keys
from cooptrace.stamps.forms import ActivationForm, StretchForm, VoidForm
from cooptrace.stamps.models import StampRequest
from cooptrace.stamps.order_actions import order_again
from cooptrace.stamps.rules import VOID_REASONS
from cooptrace.web.again import shown_again
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import MANAGE, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/stamps")
USED = announce("stamps-used", say("Done. These stamps now stand for the lot."))
VOIDED = announce("stamps-voided", say("Voided. Whoever scans one of these stamps is told so."))
ASKED = announce("stamps-asked", say("So many stamps need a second person: somebody else has to agree now."))
UNDONE = announce("stamps-undone", say("Undone. Everything is as it was before."))


@dataclass(frozen=True)
class ActPage(Page):
    """One form for all acts on a stretch: which fields it has follows from `kind`."""

    template: ClassVar[str] = "stamps/act.html"
    cooperative: Cooperative
    # activation, hold, resumption, void
    kind: str
    title: Sentence
    help: Sentence
    button: Sentence
    form: Filled
    batches: list[tuple[str, str]] = field(default_factory=list)
    reasons: dict[str, Sentence] = field(default_factory=lambda: VOID_REASONS)


@dataclass(frozen=True)
class RequestPage(Page):
    template: ClassVar[str] = "stamps/request.html"
    cooperative: Cooperative
    asked: StampRequest
    batch: Batch | None
    product: Product | None
    reason: Sentence | None
    own: bool


_TEXTS: dict[str, tuple[Sentence, Sentence, Sentence]] = {
    "activation": (
        say("Put stamps to use"),
        say("Scan or type the first and the last stamp of the stretch. From then on shoppers see the lot behind them."),
        say("Put to use"),
    ),
    "hold": (
        say("Put stamps on hold"),
        say("For a while, when something has to be looked into. Shoppers are told that the stamp is on hold."),
        say("Put on hold"),
    ),
    "resumption": (
        say("Take stamps off hold"),
        say("From then on shoppers see the lot behind them again."),
        say("Take off hold"),
    ),
    "void": (
        say("Void stamps"),
        say("For stamps that must not be on goods any more. It can be undone for ten days, then it is for good."),
        say("Void these stamps"),
    ),
}


@router.get("/activation")
@allow(MANAGE)
def activation_form(request: Request, cooperative: Current, session: Db) -> Response:
    wished = Filled({"batch_id": request.query_params.get("batch", "")[:16]})
    return render(request, _page(session, cooperative, "activation", wished))


@router.post("/activation")
@allow(MANAGE)
def activate(request: Request, cooperative: Current, session: Db, keys: Keys, viewer: SignedIn, form: Form) -> Response:
    def act() -> str:
        typed = read(ActivationForm, form)
        asked = second_person_actions.activate_or_ask(session, keys, cooperative, typed, by=viewer)
        return _back(cooperative, ASKED if asked else USED)

    return _acted(request, session, cooperative, form, "activation", act)


@router.get("/hold")
@allow(MANAGE)
def hold_form(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, _page(session, cooperative, "hold", Filled()))


@router.post("/hold")
@allow(MANAGE)
def hold(request: Request, cooperative: Current, session: Db, keys: Keys, viewer: SignedIn, form: Form) -> Response:
    def act() -> str:
        roll_actions.hold(session, keys, cooperative, read(StretchForm, form), by=viewer)
        return _back(cooperative, SAVED)

    return _acted(request, session, cooperative, form, "hold", act)


@router.get("/resumption")
@allow(MANAGE)
def resumption_form(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, _page(session, cooperative, "resumption", Filled()))


@router.post("/resumption")
@allow(MANAGE)
def resume(request: Request, cooperative: Current, session: Db, keys: Keys, viewer: SignedIn, form: Form) -> Response:
    def act() -> str:
        roll_actions.resume(session, keys, cooperative, read(StretchForm, form), by=viewer)
        return _back(cooperative, SAVED)

    return _acted(request, session, cooperative, form, "resumption", act)


@router.get("/void")
@allow(MANAGE)
def void_form(request: Request, cooperative: Current, session: Db) -> Response:
    wished = Filled({"first": request.query_params.get("code", "")[:20]})
    return render(request, _page(session, cooperative, "void", wished))


@router.post("/void")
@allow(MANAGE)
def void(request: Request, cooperative: Current, session: Db, keys: Keys, viewer: SignedIn, form: Form) -> Response:
    def act() -> str:
        typed = read(VoidForm, form)
        asked = second_person_actions.void_or_ask(session, keys, cooperative, typed, by=viewer)
        if asked or not typed.replace:
            return _back(cooperative, ASKED if asked else VOIDED)
        order = order_again(session, keys, cooperative, typed, by=viewer)
        return f"/c/{cooperative.id}/stamps/orders/{order.id}?said={VOIDED}"

    return _acted(request, session, cooperative, form, "void", act)


@router.post("/acts/{act_id}/undo")
@allow(MANAGE)
def undo(cooperative: Current, act_id: str, session: Db, viewer: SignedIn) -> Response:
    act = queries.act_by_id(session, cooperative, act_id)
    roll_actions.undo(session, act, by=viewer)
    return see_other(f"/c/{cooperative.id}/stamps/orders/{act.order_id}", said=UNDONE)


@router.get("/requests/{request_id}")
@allow(MANAGE)
def show_request(request: Request, cooperative: Current, request_id: str, session: Db, viewer: SignedIn) -> Response:
    asked = queries.request_by_id(session, cooperative, request_id)
    batch = session.get(Batch, asked.typed["batch_id"]) if "batch_id" in asked.typed else None
    product = session.get(Product, batch.product_id) if batch else None
    reason = VOID_REASONS.get(asked.typed.get("reason", ""))
    page = RequestPage(cooperative, asked, batch, product, reason, asked.asked_by == viewer.person_id)
    return render(request, page)


@router.post("/requests/{request_id}/agreement")
@allow(MANAGE)
def agree(cooperative: Current, request_id: str, session: Db, keys: Keys, viewer: SignedIn) -> Response:
    asked = queries.locked_request(session, cooperative, request_id)
    second_person_actions.agree(session, keys, cooperative, asked, by=viewer)
    return see_other(f"/c/{cooperative.id}/stamps", said=SAVED)


@router.post("/requests/{request_id}/refusal")
@allow(MANAGE)
def decline(cooperative: Current, request_id: str, session: Db, viewer: SignedIn) -> Response:
    asked = queries.locked_request(session, cooperative, request_id)
    second_person_actions.decline(session, asked, by=viewer)
    return see_other(f"/c/{cooperative.id}/stamps", said=SAVED)


def _acted(
    request: Request, session: Session, cooperative: Cooperative, form: Form, kind: str, act: Callable[[], str]
) -> Response:
    with shown_again(request, form, partial(_page, session, cooperative, kind)):
        return act_once(session, form, act)


def _page(session: Session, cooperative: Cooperative, kind: str, form: Filled) -> ActPage:
    listed = search_batches(session, cooperative, status=BatchStatus.ACTIVE) if kind == "activation" else []
    batches = [(one.batch.id, f"{one.product.name} · {one.batch.lot}") for one in listed]
    return ActPage(cooperative, kind, *_TEXTS[kind], form, batches)


def _back(cooperative: Cooperative, said: str) -> str:
    return f"/c/{cooperative.id}/stamps?said={said}"
