"""The public side of stamps: opened by the short code or the Digital Link; the covered code; answers as text."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.responses import JSONResponse, PlainTextResponse, Response

from cooptrace.errors import Invalid, NotFound, TooMany, Unavailable, say
from cooptrace.scans.access import Visit, gathered, is_counted, kept, remember, throttle, visit_to
from cooptrace.scans.asked import Asked, Malformed, read_short
from cooptrace.scans.origin import Origin, known_of
from cooptrace.scans.origin_page import render_origin
from cooptrace.scans.queries import Subject, subject_of
from cooptrace.scans.recording import Opening, record_scans
from cooptrace.scans.refusal_pages import too_many, wants_json
from cooptrace.scans.stamp_banner import StampBanner, banner_of, subject_of_stamp
from cooptrace.scans.throttle import UNKNOWN_CODES
from cooptrace.scans.verdict import filled, verdict
from cooptrace.scans.writer import ScanWriter
from cooptrace.stamps.access import keys_of
from cooptrace.stamps.actions import note_place, open_stamp, tries_of, type_pin
from cooptrace.stamps.forms import PlaceForm
from cooptrace.stamps.pieces import piece_at
from cooptrace.stamps.pins import PinAnswer, pin_words
from cooptrace.stamps.queries import Named, Peek, peek
from cooptrace.stamps.reading import read_stamp
from cooptrace.stamps.signals import Place
from cooptrace.stamps.verdict import Facts, Kind, Reading
from cooptrace.web.announce import announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db, database_of
from cooptrace.web.formats import date_text, local_today
from cooptrace.web.forms import Filled, Form, read
from cooptrace.web.i18n import LANGUAGES, language_of, translator
from cooptrace.web.once import act_once
from cooptrace.web.policy import PUBLIC, allow
from cooptrace.web.public_frame import render_public
from cooptrace.web.templates import Page
from cooptrace.web.viewer import viewer_of

router = APIRouter()
PLACE_SHARED = announce("stamp-place", say("Thank you. Only roughly where you are was noted."))
_STATUS = {Kind.MISTYPED: 400, Kind.NOT_OURS: 404, Kind.UNREACHABLE: 503}
_log = logging.getLogger("cooptrace.scans")


@dataclass(frozen=True)
class StampPage(Page):
    """A stamp without a batch to show: mistyped, not ours, not in use, voided."""

    template: ClassVar[str] = "scans/stamp.html"
    stamp: StampBanner
    path: str
    can_report: bool
    form: Filled
    typed: str
    typed_error: None
    chosen_language: bool


@router.api_route("/Q/{code}.txt", methods=["GET", "HEAD"])
@allow(PUBLIC)
def answer_as_text(request: Request, code: str) -> Response:
    """One line for whoever answers text messages: a stamp's verdict, or whose goods a batch code stands for."""
    try:
        asked = read_short(code)
    except Malformed:
        return PlainTextResponse(_line(request, banner_of(_unread(Reading.MISTYPED))), status_code=400)
    if not asked.is_stamp:
        return _batch_as_text(request, asked)
    found = _looked_at(request, asked.code, "", None)
    if refusal := _asks_too_often(request, found):
        return refusal
    if request.method == "GET":
        found = _recorded(request, lambda session: open_stamp(session, keys_of(request), asked.code)) or found
    banner = banner_of(found)
    return PlainTextResponse(_line(request, banner), status_code=_STATUS.get(banner.verdict.kind, 200))


@router.post("/Q/{code}/covered-code")
@allow(PUBLIC)
def try_covered_code(request: Request, code: str, session: Db, form: Form) -> Response:
    """Answered in place: an answer in an address could be printed on a copy. Sent again, the form gets the same one."""
    try:
        asked = read_short(code)
    except Malformed as problem:
        raise NotFound from problem
    keys = keys_of(request)

    def attempt() -> str:
        answer = type_pin(session, keys, asked.code, form.text("pin")[:40])
        return f"{asked.path}?answer={answer}"

    location = act_once(session, form, attempt).headers["location"]
    answer = PinAnswer(parse_qs(urlsplit(location).query)["answer"][0])
    visit = visit_to(request, "", asked.code)
    found = peek(session, keys, asked.code, device_hash=visit.device.hash)
    banner = banner_of(found, pin=pin_words(answer, tries_of(session, found)))
    return _page(request, session, found, asked, banner, visit)


@router.post("/Q/{code}/place")
@allow(PUBLIC)
def share_place(request: Request, code: str, session: Db, form: Form) -> Response:
    """Rounded by the browser before it is sent, and here again."""
    try:
        asked, where = read_short(code), read(PlaceForm, form)
    except (Malformed, Invalid) as problem:
        raise NotFound from problem
    if not asked.is_stamp:
        raise NotFound
    visit = visit_to(request, "", asked.code)
    place = Place(round(where.latitude, 1), round(where.longitude, 1))
    note_place(session, keys_of(request), asked.code, place, device_hash=visit.device.hash, at=visit.at)
    return see_other(asked.path, said=PLACE_SHARED)


def opened(request: Request, asked: Asked, typed: str, *, named: Named | None = None) -> Response:
    """Looks first, then counts, then answers; what cannot be counted is answered all the same."""
    visit = visit_to(request, "", typed)
    if viewer_of(request) is None and is_counted(request, visit) and _is_issued(request, typed):
        # Nobody who might work there: the stamp is looked at once, as it is counted.
        found = _counted(request, asked, typed, visit, named) or _looked_at(request, typed, visit.device.hash, named)
        return _answered(request, found, asked, typed, visit)
    found = _looked_at(request, typed, visit.device.hash, named)
    if refusal := _asks_too_often(request, found):
        return refusal
    visit = visit_to(request, found.cooperative.id if found.cooperative else "", typed)
    if is_counted(request, visit) and (found.stamp or found.facts.reading is Reading.NOT_OURS):
        found = _counted(request, asked, typed, visit, named) or found
    return _answered(request, found, asked, typed, visit)


def _answered(request: Request, found: Peek, asked: Asked, typed: str, visit: Visit) -> Response:
    answer = _page(request, None, found, asked, banner_of(found), visit)
    if found.stamp and is_counted(request, visit):
        remember(request, answer, typed, visit)
    return answer


def mistyped(request: Request, typed: str) -> Response:
    """A code as long as a stamp's with a symbol that is wrong."""
    return opened(request, Asked("short", "/"), typed)


def meant(request: Request, typed: str) -> str | None:
    """The path of the stamp that was meant although a keyboard has rewritten its code; None when there is none."""
    with database_of(request).read() as session:
        stamp = read_stamp(session, keys_of(request), typed).stamp
    return f"/Q/{stamp.code}" if stamp else None


def _looked_at(request: Request, typed: str, device_hash: str, named: Named | None) -> Peek:
    try:
        with database_of(request).read() as session:
            return peek(session, keys_of(request), typed, device_hash=device_hash, named=named)
    except (Unavailable, SQLAlchemyError) as problem:
        _log.warning("a stamp could not be looked up: %s", type(problem).__name__)
        return _unread(Reading.UNREACHABLE)


def _is_issued(request: Request, typed: str) -> bool:
    """Whether the code is one that was ever given out; also False when that cannot be looked up now."""
    try:
        with database_of(request).read() as session:
            stamp = read_stamp(session, keys_of(request), typed).stamp
            return stamp is not None and piece_at(session, stamp.epoch, stamp.serial) is not None
    except (Unavailable, SQLAlchemyError):
        return False


def _counted(request: Request, asked: Asked, typed: str, visit: Visit, named: Named | None) -> Peek | None:
    """The stamp's own count and its batch's, in one transaction."""

    def count(session: Session) -> Peek:
        found = open_stamp(session, keys_of(request), typed, device_hash=visit.device.hash, at=visit.at, named=named)
        if subject := subject_of_stamp(found):
            language = language_of(request)
            opening = Opening(subject, asked.form, visit.visitor, language, visit.device.hash, visit.at)
            record_scans(session, [opening])
        return found

    return _recorded(request, count)


def _recorded(request: Request, count: Callable[[Session], Peek]) -> Peek | None:
    """What was known before this opening; None when it could not be written down."""
    writer: ScanWriter = request.app.state.scan_writer
    try:
        return writer.act(count)
    except Unavailable as problem:
        _log.warning("a scan of a stamp was not recorded: %s", type(problem.__cause__ or problem).__name__)
    return None


def _asks_too_often(request: Request, found: Peek) -> Response | None:
    """Codes that were never issued are counted by address; known ones go on being answered."""
    if found.facts.reading is not Reading.NOT_OURS:
        return None
    try:
        throttle(request, UNKNOWN_CODES)
    except TooMany as problem:
        return too_many(request, problem)
    return None


def _shown(request: Request, session: Session | None, subject: Subject) -> tuple[Origin, int]:
    """With the number of scans. Who writes already must not wait for a second connection."""
    if session:
        origin = gathered(request, session, subject)
        return origin, origin.scans
    shown = kept(request, subject.key, lambda _: subject)
    return shown.origin, shown.scans.value


def _page(
    request: Request, session: Session | None, found: Peek, asked: Asked, banner: StampBanner, visit: Visit
) -> Response:
    status = _STATUS.get(banner.verdict.kind, 200)
    if wants_json(request):
        return JSONResponse(_plain(request, banner), status_code=status)
    subject = subject_of_stamp(found)
    if subject and banner.shows_batch:
        origin, scans = _shown(request, session, subject)
        return render_origin(request, origin, path=asked.page, visit=visit, scans=scans, stamp=banner)
    chosen = request.query_params.get("lang") in LANGUAGES
    page = StampPage(banner, asked.page, subject is not None, Filled(), "", None, chosen)
    answer = render_public(request, page, status=status)
    if status == 503:
        answer.headers["retry-after"] = "30"
    return answer


def _plain(request: Request, banner: StampBanner) -> dict[str, str]:
    words = translator(request)
    advice = banner.verdict.advice
    return {
        "code": banner.code,
        "verdict": banner.verdict.kind,
        "headline": words(banner.verdict.headline),
        "advice": words(advice) if advice else "",
    }


def _line(request: Request, banner: StampBanner) -> str:
    told = _plain(request, banner)
    return " ".join(filter(None, (banner.grouped_code, told["headline"], told["advice"]))) + "\n"


def _batch_as_text(request: Request, asked: Asked) -> Response:
    with database_of(request).read() as session:
        subject = subject_of(session, asked)
    if subject is None:
        not_ours = _unread(Reading.NOT_OURS)
        refusal = _asks_too_often(request, not_ours)
        return refusal or PlainTextResponse(_line(request, banner_of(not_ours)), status_code=404)
    state = verdict(known_of(subject, today=local_today()))
    day = date_text(subject.batch.expires_on if subject.batch else None)
    headline = filled(state.headline, cooperative=subject.cooperative.name, lot=subject.lot or "", day=day)
    name = "" if not state.tells_batch else f"{subject.product.name}. "
    return PlainTextResponse(f"{name}{translator(request)(headline)}\n", status_code=state.status)


def _unread(reading: Reading) -> Peek:
    return Peek(Facts(reading, local_today()))
