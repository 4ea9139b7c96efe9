"""From a request to a visit: who opened the code, on which device, and whether it counts."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.database import now
from cooptrace.errors import NotFound, Unavailable
from cooptrace.scans.kept import Kept, KeptOrigins
from cooptrace.scans.origin import Origin, origin_of
from cooptrace.scans.queries import Subject
from cooptrace.scans.recording import Opening
from cooptrace.scans.throttle import Rule, Throttle
from cooptrace.scans.visitor import COOKIE, Device, Visitor, machine, read_device
from cooptrace.scans.writer import ScanWriter
from cooptrace.web.addresses import primary_origin
from cooptrace.web.db import database_of
from cooptrace.web.formats import local_today
from cooptrace.web.i18n import language_of
from cooptrace.web.viewer import viewer_of


@dataclass(frozen=True)
class Visit:
    """`opened_before`: when this device last opened the same code, within a day."""

    visitor: Visitor
    device: Device
    at: datetime
    opened_before: datetime | None

    @property
    def counts(self) -> bool:
        return self.visitor in (Visitor.PERSON, Visitor.REPEAT)


def visit_of(request: Request, subject: Subject) -> Visit:
    return visit_to(request, subject.cooperative.id, subject.key)


def visit_to(request: Request, cooperative_id: str, key: str) -> Visit:
    """`key` is what the device remembers having opened: a batch, a product, a stamp."""
    at = now()
    device = read_device(request.cookies.get(COOKIE), at)
    before = device.opened_before(key)
    return Visit(_visitor(request, cooperative_id, before), device, at, before)


def _visitor(request: Request, cooperative_id: str, before: datetime | None) -> Visitor:
    if works_here(request, cooperative_id) or sees_all(request):
        return Visitor.STAFF
    if kind := machine(request.headers):
        return kind
    return Visitor.REPEAT if before else Visitor.PERSON


def is_counted(request: Request, visit: Visit) -> bool:
    """HEAD asks about the page, ?said= is the same visit after a form was sent."""
    return visit.counts and request.method == "GET" and "said" not in request.query_params


def works_here(request: Request, cooperative_id: str) -> bool:
    viewer = viewer_of(request)
    return viewer is not None and cooperative_id in viewer.cooperative_ids


def sees_all(request: Request) -> bool:
    """Trainers, officers, inspectors and the operator open codes as part of their work."""
    viewer = viewer_of(request)
    return viewer is not None and viewer.sees_province


def recorded(request: Request, shown: Kept, visit: Visit, *, form: str) -> int | None:
    """Writes the scan down, durably, before anything is answered, and says how many there are now. None when it could
    not be: the page comes anyway."""
    subject = shown.origin.subject
    opening = Opening(subject, form, visit.visitor, language_of(request), visit.device.hash, visit.at)
    writer: ScanWriter = request.app.state.scan_writer
    try:
        writer.record(opening)
    except Unavailable:
        return None
    request.state.opening, request.state.count = opening, shown.scans
    return shown.scans.value if visit.opened_before else shown.scans.one_more()


def remember(request: Request, answer: Response, key: str, visit: Visit) -> None:
    """The device's own memory: which code it opened when. The server keeps only the hash of its token."""
    device = visit.device.with_opened(key, visit.at)
    answer.set_cookie(
        COOKIE,
        device.cookie(),
        max_age=device.seconds_left(visit.at),
        samesite="lax",
        httponly=True,
        secure=request.app.state.settings.secure_cookies,
    )


def kept(request: Request, asked: Hashable, find: Callable[[Session], Subject | None]) -> Kept:
    """What the page says to this viewer, from the last seconds when nothing was changed since; the reading side is
    let go of before anything is written. Raises NotFound."""
    origins: KeptOrigins = request.app.state.kept_origins

    def gather() -> Origin:
        with database_of(request).read() as session:
            if subject := find(session):
                return gathered(request, session, subject)
        raise NotFound

    return origins.of((asked, insiders(request), local_today()), gather)


def gathered(request: Request, session: Session, subject: Subject) -> Origin:
    """The page's contents for this viewer: the cooperative's own people see a lot before it is published."""
    root = public_root(request, session)
    return origin_of(session, subject, today=local_today(), inside=insiders(request), public_origin=root)


def insiders(request: Request) -> frozenset[str]:
    """The cooperatives this viewer works for."""
    viewer = viewer_of(request)
    return frozenset(viewer.cooperative_ids) if viewer else frozenset()


def public_root(request: Request, session: Session) -> str | None:
    """The confirmed address, else the configured one; never what a request says of itself."""
    configured: str | None = request.app.state.settings.public_url
    return primary_origin(session) or configured


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def throttle(request: Request, rule: Rule) -> None:
    """Counts one try of this address at this running service. Raises TooMany."""
    state = request.app.state
    if not hasattr(state, "scan_throttle"):
        state.scan_throttle = Throttle()
    state.scan_throttle.count(rule, address_of(request))
