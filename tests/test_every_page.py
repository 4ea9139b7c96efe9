"""Every page of the sample province: nothing that axe finds, no sideways scrolling at 320 px, targets of 44 px, no
request to elsewhere."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.demo import province
from cooptrace.people.models import Person, RoleGrant
from cooptrace.web.policy import Role
from tests.conftest import Live
from tests.live import NARROW, sideways_px, sign_in_browser, small_targets, violations
from tests.matrix import Route, fill_cooperative, routes_of

# Pages of one-time links, which need a link that works, and files: tried by their own tests.
NOT_HERE: tuple[str, ...] = (
    "{token}",
    "{document_id}",
    "{name:path}",
    ".png",
    ".webp",
    ".svg",
    ".pdf",
    ".csv",
    ".xlsx",
    "/file",
    ".zpl",
    ".tspl",
    ".txt",
    "/livez",
    "/readyz",
    "/.well-known",
    "/417/",
    "/414/",
    "/8006/",
    "/00/",
    "/21/",
    "/10/",
    "/ex{",
    "/eh{",
    "/sign-in/code",
    "/progress",
    "/places/units",
)
WIDEST_FIRST = (None, Role.MANAGER, Role.STAFF, Role.OPERATOR, Role.OFFICER, Role.TRAINER, Role.INSPECTOR)


@pytest.mark.browser
@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_every_page_is_good_for_everybody(part: int, browser: Browser, live: Live, app: FastAPI) -> None:
    with live.database.write() as session:
        province.fill(session, origin=live.url)
        places = places_of(session)
    wrong: list[str] = []
    for role in WIDEST_FIRST:
        context = browser.new_context(viewport=NARROW, locale="vi-VN")
        page = context.new_page()
        foreign: list[str] = []
        listen(page, foreign)
        if role:
            sign_in_browser(context, live.url, live.database, person_of(live, role))
        for route in pages_for(app, role)[part::4]:
            address = route.address(places)
            page.goto(live.url + address)
            found = problems(page, [url for url in foreign if not _is_own(url, live.url)])
            wrong += [f"{address} {problem}" for problem in found]
            foreign.clear()
        context.close()
    assert "\n".join(wrong) == ""


def listen(page: Page, asked: list[str]) -> None:
    page.on("request", lambda request: asked.append(request.url))


def problems(page: Page, foreign: list[str]) -> list[str]:
    sideways = sideways_px(page)
    return [
        *violations(page),
        *(f"too small: {target}" for target in small_targets(page)),
        *([f"{sideways} px too wide"] if sideways else []),
        *(f"asks elsewhere: {url}" for url in foreign),
    ]


def pages_for(app: FastAPI, role: Role | None) -> list[Route]:
    """Each page once, seen by the first kind of person who may."""
    found = []
    for route in routes_of(app):
        policy = route.policy
        if route.method != "GET" or policy is None or any(mark in route.path for mark in NOT_HERE):
            continue
        is_open = [None] if policy.public else [Role.MANAGER] if policy.anyone_signed_in else list(policy.roles)
        if next(one for one in WIDEST_FIRST if one in is_open) == role:
            found.append(replace(route))
    return found


def places_of(session: Session) -> dict[str, str]:
    """Real rows of the first cooperative that has done everything; what it lacks is added."""
    cooperative = session.exec(select(Cooperative).where(Cooperative.name == "HTX Miến dong Khe Vằn (mẫu)")).one()
    manager, trainer = (
        session.get_one(Person, _grant(session, role).person_id) for role in (Role.MANAGER, Role.TRAINER)
    )
    added = fill_cooperative(session, cooperative, manager=manager, trainer=trainer)
    printed = select(Batch).where(Batch.cooperative_id == cooperative.id, col(Batch.frozen_at).is_not(None))
    batch = session.exec(printed.order_by(col(Batch.created_at).desc())).first()
    assert batch is not None
    return added | {"batch_id": batch.id, "product_id": batch.product_id, "code": batch.short_code, "lot": batch.lot}


def person_of(live: Live, role: Role) -> Person:
    with live.database.read() as session:
        return session.get_one(Person, _grant(session, role).person_id)


def _grant(session: Session, role: Role) -> RoleGrant:
    wanted = select(RoleGrant).where(RoleGrant.role == role).order_by(col(RoleGrant.granted_at), col(RoleGrant.id))
    found = session.exec(wanted).first()
    assert found is not None
    return found


def _is_own(url: str, origin: str) -> bool:
    return urlsplit(url).netloc == urlsplit(origin).netloc or url.startswith(("data:", "blob:"))
