"""Pages about the fields, ponds, boats, workshops and warehouses of a cooperative."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives import queries, site_actions
from cooptrace.cooperatives.access import Current, SignedIn, works_for
from cooptrace.cooperatives.forms import SiteForm
from cooptrace.cooperatives.kinds import SITE_KINDS
from cooptrace.cooperatives.models import Cooperative, Site
from cooptrace.cooperatives.site_codes import hint
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.places.choice import as_filled, chosen_unit, offered_units, unit_name
from cooptrace.places.units import Found
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, filled, filled_from, read_all
from cooptrace.web.once import act_once
from cooptrace.web.policy import READ, WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/sites")
REMOVED = announce("site-removed", say("Removed. Batches that were made there keep it."))


@dataclass(frozen=True)
class Listed:
    site: Site
    kind: Sentence | str
    place: str
    hint: Sentence | None


@dataclass(frozen=True)
class SitesPage(Page):
    template: ClassVar[str] = "cooperatives/sites.html"
    cooperative: Cooperative
    sites: list[Listed]
    may_change: bool


@dataclass(frozen=True)
class SiteFormPage(Page):
    template: ClassVar[str] = "cooperatives/site_form.html"
    cooperative: Cooperative
    site: Site | None
    form: Filled
    offered: tuple[Found, ...]
    producers: tuple[tuple[str, str], ...]
    hint: Sentence | None
    kinds: tuple[tuple[str, Sentence], ...] = tuple(SITE_KINDS.items())


@router.get("")
@allow(READ)
def list_sites(request: Request, cooperative: Current, viewer: SignedIn, session: Db) -> Response:
    sites = [_listed(site) for site in queries.sites_of(session, cooperative)]
    return render(request, SitesPage(cooperative, sites, works_for(viewer, cooperative)))


@router.get("/new")
@allow(WORK)
def new_site(request: Request, cooperative: Current, session: Db) -> Response:
    form = Filled(as_filled(cooperative.unit_code, cooperative.unit_version))
    return render(request, _page(session, cooperative, None, form))


@router.post("/new")
@allow(WORK)
def add_site(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        details = read_all(SiteForm, form, lambda: chosen_unit(form))
        site_actions.add_site(session, cooperative, details, chosen_unit(form))
        return f"/c/{cooperative.id}/sites"

    if form.text("find"):
        return render(request, _page(session, cooperative, None, Filled(form.values)))
    try:
        with session.begin_nested():
            return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        return render(request, _page(session, cooperative, None, filled(form, problem)), status=422)


@router.get("/{site_id}")
@allow(WORK)
def show_site(request: Request, cooperative: Current, site_id: str, session: Db) -> Response:
    site = queries.site_by_id(session, cooperative, site_id)
    form = Filled({**filled_from(site).values, **as_filled(site.unit_code, site.unit_version)})
    return render(request, _page(session, cooperative, site, form))


@router.post("/{site_id}")
@allow(WORK)
def change_site(request: Request, cooperative: Current, site_id: str, session: Db, form: Form) -> Response:
    site = queries.site_by_id(session, cooperative, site_id)
    if form.text("find"):
        return render(request, _page(session, cooperative, site, Filled(form.values)))
    try:
        with session.begin_nested():
            details = read_all(SiteForm, form, lambda: chosen_unit(form))
            site_actions.change_site(session, cooperative, site, details, chosen_unit(form))
    except Invalid as problem:
        return render(request, _page(session, cooperative, site, filled(form, problem)), status=422)
    return see_other(f"/c/{cooperative.id}/sites", said=SAVED)


@router.post("/{site_id}/removal")
@allow(WORK)
def remove_site(cooperative: Current, site_id: str, session: Db) -> Response:
    site_actions.remove_site(session, queries.site_by_id(session, cooperative, site_id))
    return see_other(f"/c/{cooperative.id}/sites", said=REMOVED)


def _listed(site: Site) -> Listed:
    kind = SITE_KINDS.get(site.kind, site.kind)
    return Listed(site, kind, unit_name(site.unit_code, site.unit_version), hint(site.kind, site.code))


def _page(session: Session, cooperative: Cooperative, site: Site | None, form: Filled) -> SiteFormPage:
    producers = tuple((one.id, one.name) for one in queries.producers_of(session, cooperative))
    unusual = hint(site.kind, site.code) if site else None
    return SiteFormPage(cooperative, site, form, offered_units(form.value("place")), producers, unusual)
