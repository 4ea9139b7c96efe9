"""The offer of communes for a name being typed: the same radio buttons a form shows without a script."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.places.choice import offered_units
from cooptrace.places.units import Found
from cooptrace.web.forms import Filled
from cooptrace.web.policy import SIGNED_IN, allow
from cooptrace.web.templates import Page, render

router = APIRouter()


@dataclass(frozen=True)
class UnitChoicesPage(Page):
    template: ClassVar[str] = "places/choices.html"
    form: Filled
    offered: tuple[Found, ...]


@router.get("/places/units")
@allow(SIGNED_IN)
def offer_units(request: Request, place: str = "") -> Response:
    return render(request, UnitChoicesPage(Filled({"place": place[:120]}), offered_units(place[:120])))
