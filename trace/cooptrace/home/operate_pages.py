"""The operator's pages: how the service is, and the addresses printed into codes."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlalchemy import func
from sqlmodel import Session, SQLModel, select
from starlette.responses import Response

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.access import SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.labels.models import PrintJob
from cooptrace.people.models import Person
from cooptrace.scans.queries import scans_ever, unknown_reports_waiting
from cooptrace.stamps.queries import open_service_cases
from cooptrace.web.addresses import (
    FIELD,
    add_alias,
    addresses,
    confirm_origin,
    only_nearby,
    primary_origin,
    warning,
)
from cooptrace.web.announce import SAVED
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db, database_of
from cooptrace.web.forms import Filled, Form, filled
from cooptrace.web.models import PublicAddress
from cooptrace.web.policy import OPERATE, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/operate")
COUNTED: tuple[tuple[Sentence, type[SQLModel]], ...] = (
    (say("Cooperatives"), Cooperative),
    (say("People"), Person),
    (say("Batches"), Batch),
    (say("Printings"), PrintJob),
)


@dataclass(frozen=True)
class OperatePage(Page):
    template: ClassVar[str] = "home/operate.html"
    origin: str | None
    engine: str
    counts: list[tuple[Sentence, int]]
    # Of stamp codes that were never issued.
    open_cases: int
    # About codes that nobody knows.
    waiting_reports: int


@dataclass(frozen=True)
class AddressRow:
    """`may_lead`: new codes could carry this address instead of the present one."""

    address: PublicAddress
    warning: Sentence | None
    may_lead: bool


@dataclass(frozen=True)
class AddressesPage(Page):
    template: ClassVar[str] = "home/addresses.html"
    rows: list[AddressRow]
    locked: bool
    form: Filled


@router.get("")
@allow(OPERATE)
def show_operation(request: Request, session: Db) -> Response:
    engine = "SQLite" if database_of(request).is_sqlite else "PostgreSQL"
    counts = [(name, session.exec(select(func.count()).select_from(table)).one()) for name, table in COUNTED]
    counts.append((say("Scans"), scans_ever(session)))
    waiting = open_service_cases(session), unknown_reports_waiting(session)
    return render(request, OperatePage(primary_origin(session), engine, counts, *waiting))


@router.get("/addresses")
@allow(OPERATE)
def show_addresses(request: Request, session: Db) -> Response:
    proposed = request.app.state.settings.public_url or ""
    start = Filled() if primary_origin(session) else Filled({FIELD: proposed})
    return render(request, _addresses(session, start))


@router.post("/addresses")
@allow(OPERATE)
def add_address(request: Request, session: Db, form: Form, viewer: SignedIn) -> Response:
    """The first address is for the codes; later ones are aliases."""
    try:
        if primary_origin(session) is None:
            confirm_origin(session, form.text(FIELD), by=viewer)
        else:
            add_alias(session, form.text(FIELD), by=viewer)
    except Invalid as problem:
        raise refused(request, _addresses(session, filled(form, problem))) from problem
    return see_other("/operate/addresses", said=SAVED)


@router.post("/addresses/primary")
@allow(OPERATE)
def lead_with(request: Request, session: Db, form: Form, viewer: SignedIn) -> Response:
    """Raises Conflict when labels with an address that everybody can open are printed already."""
    try:
        confirm_origin(session, form.text(FIELD), by=viewer)
    except Invalid as problem:
        raise refused(request, _addresses(session, filled(form, problem))) from problem
    return see_other("/operate/addresses", said=SAVED)


def _addresses(session: Session, form: Filled) -> AddressesPage:
    found = addresses(session)
    leading = next((address for address in found if address.primary), None)
    locked = leading is not None and leading.locked_at is not None
    movable = leading is None or not locked or only_nearby(leading.origin)
    rows = [AddressRow(address, warning(address.origin), movable and not address.primary) for address in found]
    return AddressesPage(rows, locked, form)
