"""The operator's pages about everybody's stamps: codes that were never issued, and when a second person is needed."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import SignedIn
from cooptrace.errors import Sentence, say
from cooptrace.stamps import case_actions, limit_actions, queries
from cooptrace.stamps.case_actions import SURGE_OUTCOMES
from cooptrace.stamps.forms import CloseCaseForm, LimitForm
from cooptrace.stamps.models import StampCase, StampLimit
from cooptrace.stamps.rules import FOUR_EYES_LEAST, FOUR_EYES_MOST
from cooptrace.stamps.signals import SURGE_AN_HOUR
from cooptrace.web.again import shown_again
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, read
from cooptrace.web.policy import OPERATE, allow
from cooptrace.web.templates import Page, render

router = APIRouter()
CLOSED = announce("unknown-codes-closed", say("Closed. If it goes on, a new case is opened."))


@dataclass(frozen=True)
class ServiceCasesPage(Page):
    template: ClassVar[str] = "stamps/service_cases.html"
    waiting: list[StampCase]
    closed: list[StampCase]
    outcomes: dict[str, Sentence]


@dataclass(frozen=True)
class ServiceCasePage(Page):
    template: ClassVar[str] = "stamps/service_case.html"
    case: StampCase
    # Those with very many unknown codes.
    hours: list[tuple[datetime, int]]
    outcomes: dict[str, Sentence]
    form: Filled


@dataclass(frozen=True)
class LimitPage(Page):
    template: ClassVar[str] = "stamps/limit.html"
    above: int
    least: int
    most: int
    log: list[StampLimit]
    form: Filled


@router.get("/stamp-cases")
@allow(OPERATE)
def list_service_cases(request: Request, session: Db) -> Response:
    cases = queries.service_cases(session)
    waiting = [case for case in cases if case.closed_at is None]
    return render(request, ServiceCasesPage(waiting, [case for case in cases if case.closed_at], SURGE_OUTCOMES))


@router.get("/stamp-cases/{service_case_id}")
@allow(OPERATE)
def show_service_case(request: Request, service_case_id: str, session: Db) -> Response:
    case = queries.service_case_by_id(session, service_case_id)
    return render(request, _case_page(session, case, Filled()))


@router.post("/stamp-cases/{service_case_id}")
@allow(OPERATE)
def close_service_case(request: Request, service_case_id: str, session: Db, viewer: SignedIn, form: Form) -> Response:
    case = queries.service_case_by_id(session, service_case_id)
    with shown_again(request, form, partial(_case_page, session, case)):
        case_actions.close_case(session, case, read(CloseCaseForm, form), by=viewer)
    return see_other("/stamp-cases", said=CLOSED)


@router.get("/stamp-limit")
@allow(OPERATE)
def show_limit(request: Request, session: Db) -> Response:
    return render(request, _limit_page(session, Filled({"above": str(queries.four_eyes_above(session))})))


@router.post("/stamp-limit")
@allow(OPERATE)
def set_limit(request: Request, session: Db, viewer: SignedIn, form: Form) -> Response:
    with shown_again(request, form, partial(_limit_page, session)):
        limit_actions.set_limit(session, read(LimitForm, form), by=viewer)
    return see_other("/stamp-limit", said=SAVED)


def _case_page(session: Session, case: StampCase, form: Filled) -> ServiceCasePage:
    hours = queries.hours_of(session, case, at_least=SURGE_AN_HOUR)
    return ServiceCasePage(case, hours, SURGE_OUTCOMES, form)


def _limit_page(session: Session, form: Filled) -> LimitPage:
    above, log = queries.four_eyes_above(session), queries.limits(session)
    return LimitPage(above, FOUR_EYES_LEAST, FOUR_EYES_MOST, log, form)
