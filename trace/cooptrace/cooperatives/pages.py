"""The cooperatives of the province: found by name or commune, and registered."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.cooperatives import actions, queries
from cooptrace.cooperatives.access import SignedIn
from cooptrace.cooperatives.forms import CooperativeForm
from cooptrace.cooperatives.kinds import COOPERATIVE_KINDS
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Sentence, say
from cooptrace.places.choice import chosen_unit, offered_units, unit_name
from cooptrace.places.units import Found
from cooptrace.web.again import shown_again
from cooptrace.web.announce import announce
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, read_all
from cooptrace.web.once import act_once
from cooptrace.web.policy import BOARD, REGISTER, Role, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Viewer

router = APIRouter(prefix="/cooperatives")
REGISTERED = announce("cooperative-registered", say("Registered. Now show them how to sign in."))
LONGEST_LIST = 300


@dataclass(frozen=True)
class Listed:
    """A line of the list; `enter` says whether this person may look inside."""

    cooperative: Cooperative
    kind: Sentence | str
    place: str
    enter: bool


@dataclass(frozen=True)
class CooperativesPage(Page):
    template: ClassVar[str] = "cooperatives/cooperatives.html"
    found: list[Listed]
    q: str
    may_register: bool
    more: bool


@dataclass(frozen=True)
class NewCooperativePage(Page):
    template: ClassVar[str] = "cooperatives/new_cooperative.html"
    form: Filled
    offered: tuple[Found, ...]
    kinds: tuple[tuple[str, Sentence], ...] = tuple(COOPERATIVE_KINDS.items())


@router.get("")
@allow(BOARD)
def list_cooperatives(request: Request, viewer: SignedIn, session: Db, q: str = "") -> Response:
    rows = queries.search_cooperatives(session, q[:120], limit=LONGEST_LIST + 1)
    listed = [_listed(row, viewer) for row in rows[:LONGEST_LIST]]
    # Those a trainer may enter come first.
    listed.sort(key=lambda line: not line.enter)
    may_register = viewer.has(*REGISTER.roles)
    return render(request, CooperativesPage(listed, q[:120], may_register, len(rows) > LONGEST_LIST))


@router.get("/new")
@allow(REGISTER)
def new_cooperative(request: Request) -> Response:
    return render(request, _form_page(Filled({"kind": "cooperative"})))


@router.post("/new")
@allow(REGISTER)
def register_cooperative(request: Request, viewer: SignedIn, session: Db, form: Form) -> Response:
    def register() -> str:
        details = read_all(CooperativeForm, form, lambda: chosen_unit(form))
        is_sample = request.app.state.settings.demo
        cooperative = actions.register_cooperative(
            session, details, chosen_unit(form), by=viewer.person_id, is_sample=is_sample
        )
        return f"/c/{cooperative.id}" if _may_enter(viewer, cooperative) else "/cooperatives"

    if form.text("find"):
        return render(request, _form_page(Filled(form.values)))
    with shown_again(request, form, _form_page):
        return act_once(session, form, register, said=REGISTERED)


def _form_page(form: Filled) -> NewCooperativePage:
    return NewCooperativePage(form, offered_units(form.value("place")))


def _listed(cooperative: Cooperative, viewer: Viewer) -> Listed:
    kind = COOPERATIVE_KINDS.get(cooperative.kind, cooperative.kind)
    place = unit_name(cooperative.unit_code, cooperative.unit_version)
    return Listed(cooperative, kind, place, _may_enter(viewer, cooperative))


def _may_enter(viewer: Viewer, cooperative: Cooperative) -> bool:
    whole_province = viewer.has(Role.OFFICER, Role.INSPECTOR, Role.OPERATOR)
    return whole_province or cooperative.unit_code in viewer.unit_codes
