"""Pages about signs of copying, and for looking at many stamps in a row."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches.models import Batch
from cooptrace.codes import grouped
from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Sentence, say
from cooptrace.products.models import Product
from cooptrace.stamps import case_actions, queries
from cooptrace.stamps.access import Keys
from cooptrace.stamps.case_actions import OUTCOMES
from cooptrace.stamps.forms import CloseCaseForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampCase
from cooptrace.stamps.queries import Peek
from cooptrace.stamps.rules import STATES
from cooptrace.stamps.signals import SIGNALS
from cooptrace.stamps.verdict import Verdict, verdict
from cooptrace.web.again import shown_again
from cooptrace.web.announce import announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, read
from cooptrace.web.policy import MANAGE, READ, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/stamps")
CLOSED = announce("stamp-case-closed", say("Closed. The stamps themselves stay as they are."))
MOST_CHECKED = 100


@dataclass(frozen=True)
class Shown:
    """A case as it is read: what it is about, and its signs in words."""

    case: StampCase
    code: str
    lot: str
    signals: list[Sentence]
    outcome: Sentence | None


@dataclass(frozen=True)
class CasesPage(Page):
    template: ClassVar[str] = "stamps/cases.html"
    cooperative: Cooperative
    waiting: list[Shown]
    closed: list[Shown]


@dataclass(frozen=True)
class CasePage(Page):
    template: ClassVar[str] = "stamps/case.html"
    cooperative: Cooperative
    shown: Shown
    # Nothing for a case about a batch.
    found: Peek | None
    outcomes: dict[str, Sentence]
    form: Filled


@dataclass(frozen=True)
class Checked:
    code: str
    verdict: Verdict
    state: Sentence | None
    lot: str


@dataclass(frozen=True)
class CheckPage(Page):
    template: ClassVar[str] = "stamps/check.html"
    cooperative: Cooperative
    typed: str
    checked: list[Checked]
    left_out: int


@router.get("/cases")
@allow(READ)
def list_cases(request: Request, cooperative: Current, session: Db) -> Response:
    shown = [_shown(session, case) for case in queries.cases_of(session, cooperative)]
    waiting = [one for one in shown if one.case.closed_at is None]
    return render(request, CasesPage(cooperative, waiting, [one for one in shown if one.case.closed_at]))


@router.get("/cases/{case_id}")
@allow(READ)
def show_case(request: Request, cooperative: Current, case_id: str, session: Db, keys: Keys) -> Response:
    case = queries.case_by_id(session, cooperative, case_id)
    return render(request, _case_page(session, keys, cooperative, case, Filled()))


@router.post("/cases/{case_id}")
@allow(MANAGE)
def close_case(
    request: Request, cooperative: Current, case_id: str, session: Db, keys: Keys, viewer: SignedIn, form: Form
) -> Response:
    case = queries.case_by_id(session, cooperative, case_id)
    with shown_again(request, form, partial(_case_page, session, keys, cooperative, case)):
        case_actions.close_case(session, case, read(CloseCaseForm, form), by=viewer)
    return see_other(f"/c/{cooperative.id}/stamps/cases", said=CLOSED)


@router.get("/check")
@allow(READ)
def check_form(request: Request, cooperative: Current) -> Response:
    return render(request, CheckPage(cooperative, "", [], 0))


@router.post("/check")
@allow(READ)
def check_many(request: Request, cooperative: Current, session: Db, keys: Keys, form: Form) -> Response:
    """What a shopper would be told of each; nothing is counted. One code a line, typed or scanned."""
    lines = [line.strip() for line in form.text("codes")[:40_000].splitlines() if line.strip()]
    checked = [_checked(session, keys, cooperative, line[:300]) for line in dict.fromkeys(lines[:MOST_CHECKED])]
    page = CheckPage(cooperative, form.text("codes")[:40_000], checked, max(0, len(lines) - MOST_CHECKED))
    return render(request, page)


def _checked(session: Session, keys: KeyRing, cooperative: Cooperative, line: str) -> Checked:
    found = queries.peek(session, keys, line)
    code = grouped(found.stamp.code) if found.stamp else line
    own = found.piece is not None and found.piece.cooperative_id == cooperative.id
    state = STATES[found.piece.state] if own and found.piece else None
    return Checked(code, verdict(found.facts), state, found.batch.lot if own and found.batch else "")


def _case_page(session: Session, keys: KeyRing, cooperative: Cooperative, case: StampCase, form: Filled) -> CasePage:
    found = queries.peek(session, keys, case.code) if case.code else None
    return CasePage(cooperative, _shown(session, case), found, OUTCOMES, form)


def _shown(session: Session, case: StampCase) -> Shown:
    batch = session.get(Batch, case.batch_id) if case.batch_id else None
    product = session.get(Product, batch.product_id) if batch else None
    lot = f"{product.name} · {batch.lot}" if batch and product else ""
    signals = [SIGNALS[signal] for signal in case.signals] or [say("Signs at many stamps of this lot")]
    return Shown(case, grouped(case.code) if case.code else "", lot, signals, OUTCOMES.get(case.outcome))
