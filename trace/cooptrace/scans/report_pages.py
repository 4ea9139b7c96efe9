"""Problem reports: the shopper's form, and the lists of what was reported: the cooperative's, and the one about codes
that nobody knows."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, NotFound, TooMany, say
from cooptrace.files.forms import photo_in
from cooptrace.products.models import Product
from cooptrace.scans import actions, queries
from cooptrace.scans.access import gathered, throttle, visit_of
from cooptrace.scans.asked import Asked, Malformed
from cooptrace.scans.forms import AnswerForm, ReportForm
from cooptrace.scans.models import ProblemReport
from cooptrace.scans.origin_page import REPORTED, render_origin
from cooptrace.scans.queries import Subject
from cooptrace.scans.refusal_pages import asked_at, too_many, unknown_to_report
from cooptrace.scans.stamp_banner import subject_of_stamp
from cooptrace.scans.throttle import REPORTS
from cooptrace.stamps.access import keys_of
from cooptrace.stamps.queries import peek
from cooptrace.web.announce import announce
from cooptrace.web.answers import Refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, Submitted, filled, read
from cooptrace.web.i18n import LANGUAGES
from cooptrace.web.once import act_once
from cooptrace.web.policy import ANSWER, PERSONAL, PUBLIC, WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter()
ANSWERED = announce("report-answered", say("Written down. The report is closed."))
CODE_REPORTED = announce("code-reported", say("Thank you. The people who run this service have received it."))
REOPENED = announce("report-reopened", say("The report is open again."))


@dataclass(frozen=True)
class Listed:
    report: ProblemReport
    product: Product | None
    batch: Batch | None


@dataclass(frozen=True)
class ReportsPage(Page):
    template: ClassVar[str] = "scans/reports.html"
    cooperative: Cooperative
    waiting: list[Listed]
    handled: list[Listed]
    # The report whose answer was refused, and the form as it was typed.
    tried: str
    form: Filled


@dataclass(frozen=True)
class UnknownPage(Page):
    """The same about codes that nobody knows; more may be waiting than are listed."""

    template: ClassVar[str] = "scans/unknown_reports.html"
    waiting_count: int
    waiting: list[Listed]
    handled: list[Listed]
    tried: str
    form: Filled


@router.post("/report")
@allow(PUBLIC)
def report(request: Request, session: Db, form: Form) -> Response:
    """`path` is the page the form stood on; it is read again, so that no id needs to be trusted."""
    asked, subject = _subject(request, session, form)
    path = _way_back(request, asked.page if subject else "/")

    def add() -> str:
        details = read(ReportForm, form)
        throttle(request, REPORTS)
        photo_id = photo_in(session, form, "photo", cooperative_id=subject.cooperative.id if subject else None)
        actions.report_problem(session, subject, details, code=asked.path, photo_id=photo_id)
        return path

    try:
        return act_once(session, form, add, said=REPORTED if subject else CODE_REPORTED)
    except TooMany as problem:
        raise Refused(too_many(request, problem)) from problem
    except Invalid as problem:
        raise Refused(_once_more(request, session, asked, subject, filled(form, problem))) from problem


@router.get("/c/{cooperative_id}/reports")
@allow(PERSONAL)
def list_reports(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, _reports_page(session, cooperative))


@router.post("/c/{cooperative_id}/reports/{report_id}/answer")
@allow(WORK)
def answer(
    request: Request, cooperative: Current, report_id: str, session: Db, form: Form, viewer: SignedIn
) -> Response:
    found = queries.report_by_id(session, cooperative, report_id)
    try:
        actions.answer_report(session, found, read(AnswerForm, form), by=viewer)
    except Invalid as problem:
        page = _reports_page(session, cooperative, tried=report_id, form=filled(form, problem))
        raise Refused(render(request, page, status=422)) from problem
    return see_other(f"/c/{cooperative.id}/reports", said=ANSWERED)


@router.post("/c/{cooperative_id}/reports/{report_id}/reopening")
@allow(WORK)
def reopen(cooperative: Current, report_id: str, session: Db) -> Response:
    actions.reopen_report(session, queries.report_by_id(session, cooperative, report_id))
    return see_other(f"/c/{cooperative.id}/reports", said=REOPENED)


@router.get("/reports")
@allow(ANSWER)
def list_unknown(request: Request, session: Db) -> Response:
    return render(request, _unknown_page(session))


@router.post("/reports/{report_id}/answer")
@allow(ANSWER)
def answer_unknown(request: Request, report_id: str, session: Db, form: Form, viewer: SignedIn) -> Response:
    found = queries.unknown_report_by_id(session, report_id)
    try:
        actions.answer_report(session, found, read(AnswerForm, form), by=viewer)
    except Invalid as problem:
        page = _unknown_page(session, tried=report_id, form=filled(form, problem))
        raise Refused(render(request, page, status=422)) from problem
    return see_other("/reports", said=ANSWERED)


@router.post("/reports/{report_id}/reopening")
@allow(ANSWER)
def reopen_unknown(report_id: str, session: Db) -> Response:
    actions.reopen_report(session, queries.unknown_report_by_id(session, report_id))
    return see_other("/reports", said=REOPENED)


def _once_more(request: Request, session: Session, asked: Asked, subject: Subject | None, form: Filled) -> Response:
    """The page the form stood on, with what was typed."""
    if subject is None:
        return unknown_to_report(request, asked.path, form, status=422)
    origin = gathered(request, session, subject)
    visit = visit_of(request, subject)
    return render_origin(request, origin, path=asked.page, visit=visit, scans=origin.scans, form=form)


def _subject(request: Request, session: Session, form: Submitted) -> tuple[Asked, Subject | None]:
    """None for a code that is written as it should be and that nobody knows. Raises NotFound for what is no code."""
    typed = urlsplit(form.text("path")[:300]).path
    try:
        asked = asked_at(typed)
    except Malformed as problem:
        raise NotFound from problem
    if asked.is_stamp:
        return asked, subject_of_stamp(peek(session, keys_of(request), asked.code))
    if asked.form != "page":
        return asked, queries.subject_of(session, asked)
    product = session.get(Product, typed.removeprefix("/p/"))
    if product is None:
        raise NotFound
    return asked, queries.subject_of_product(session, product)


def _way_back(request: Request, path: str) -> str:
    language = request.query_params.get("lang")
    return f"{path}?lang={language}" if language in LANGUAGES else path


def _unknown_page(session: Session, *, tried: str = "", form: Filled | None = None) -> UnknownPage:
    listed = [Listed(report, None, None) for report in queries.unknown_reports(session)]
    waiting = [one for one in listed if one.report.handled_at is None]
    handled = [one for one in listed if one.report.handled_at]
    return UnknownPage(queries.unknown_reports_waiting(session), waiting, handled, tried, form or Filled())


def _reports_page(
    session: Session, cooperative: Cooperative, *, tried: str = "", form: Filled | None = None
) -> ReportsPage:
    reports = queries.reports_of(session, cooperative)
    batches = queries.batches_by_id(session, {report.batch_id for report in reports if report.batch_id})
    products = queries.products_by_id(session, {report.product_id for report in reports if report.product_id})
    listed = [
        Listed(report, products.get(report.product_id or ""), batches.get(report.batch_id or "")) for report in reports
    ]
    waiting = [one for one in listed if one.report.handled_at is None]
    handled = [one for one in listed if one.report.handled_at]
    return ReportsPage(cooperative, waiting, handled, tried, form or Filled())
