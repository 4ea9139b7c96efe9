"""A cooperative's own particulars: who it is, where it is, its numbers, its picture."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.cooperatives import actions
from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.colours import COLOURS, Colour
from cooptrace.cooperatives.forms import CooperativeForm
from cooptrace.cooperatives.kinds import COOPERATIVE_KINDS
from cooptrace.cooperatives.lot_pattern import EXAMPLES, example
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.files.forms import FORM_BYTES, filled_keeping, kept_field, photo_in
from cooptrace.places.choice import as_filled, chosen_unit, offered_units
from cooptrace.places.units import Found
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today, phone_text
from cooptrace.web.forms import Filled, Form, filled_from, read_all
from cooptrace.web.policy import MANAGE, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}", max_body_size=FORM_BYTES)
WITHDRAWN = announce("cooperative-withdrawn", say("Withdrawn. Every printed code still opens its page."))
RESTORED = announce("cooperative-restored", say("Back in the lists."))


@dataclass(frozen=True)
class ProfilePage(Page):
    template: ClassVar[str] = "cooperatives/profile.html"
    cooperative: Cooperative
    form: Filled
    offered: tuple[Found, ...]
    patterns: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, Sentence], ...] = tuple(COOPERATIVE_KINDS.items())
    colours: tuple[tuple[str, Colour], ...] = tuple(COLOURS.items())


@router.get("/profile")
@allow(MANAGE)
def show_profile(request: Request, cooperative: Current) -> Response:
    return render(request, _page(cooperative, _filled_from(cooperative)))


@router.post("/profile")
@allow(MANAGE)
def change_profile(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    if form.text("find"):
        return render(request, _page(cooperative, filled_keeping(session, form, "logo", cooperative_id=cooperative.id)))
    try:
        with session.begin_nested():
            details = read_all(CooperativeForm, form, lambda: chosen_unit(form))
            actions.change_cooperative(session, cooperative, details, chosen_unit(form))
            cooperative.logo_id = photo_in(session, form, "logo", cooperative_id=cooperative.id) or cooperative.logo_id
    except Invalid as problem:
        kept = filled_keeping(session, form, "logo", cooperative_id=cooperative.id, problem=problem)
        return render(request, _page(cooperative, kept), status=422)
    return see_other(f"/c/{cooperative.id}/profile", said=SAVED)


@router.post("/withdrawal")
@allow(MANAGE)
def withdraw(cooperative: Current, session: Db) -> Response:
    actions.withdraw_cooperative(session, cooperative)
    return see_other(f"/c/{cooperative.id}/profile", said=WITHDRAWN)


@router.post("/restoration")
@allow(MANAGE)
def restore(cooperative: Current, session: Db) -> Response:
    actions.restore_cooperative(session, cooperative)
    return see_other(f"/c/{cooperative.id}/profile", said=RESTORED)


def _page(cooperative: Cooperative, form: Filled) -> ProfilePage:
    patterns = tuple((pattern, example(pattern, local_today())) for pattern in EXAMPLES)
    return ProfilePage(cooperative, form, offered_units(form.value("place")), patterns)


def _filled_from(cooperative: Cooperative) -> Filled:
    values = dict(filled_from(cooperative).values)
    values |= as_filled(cooperative.unit_code, cooperative.unit_version)
    values |= {"phone": phone_text(cooperative.phone), "consent": "yes" if cooperative.consent_at else ""}
    return Filled(values | {kept_field("logo"): cooperative.logo_id or ""})
