"""Where each person begins: the way there by role, and the front page of a cooperative."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.batches.queries import latest_batch
from cooptrace.batches.statuses import STATES, State
from cooptrace.cooperatives.access import Current, SignedIn, works_for
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.home.first_steps import Step, first_steps
from cooptrace.home.places import Place, places_in, places_of
from cooptrace.labels.desk_job_pages import Logged, logged
from cooptrace.labels.queries import jobs_of, printed_counts
from cooptrace.products.models import Product
from cooptrace.products.queries import products_of
from cooptrace.scans.models import ProblemReport
from cooptrace.scans.queries import open_reports, scan_counts
from cooptrace.watch.queries import count_of, moment
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.i18n import language_of
from cooptrace.web.policy import READ, SIGNED_IN, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Viewer

router = APIRouter()
SHOWN_JOBS = 3


@dataclass(frozen=True)
class ChoosePage(Page):
    template: ClassVar[str] = "home/choose.html"
    places: list[Place]


@dataclass(frozen=True)
class LastBatch:
    """The batch people most likely come for."""

    batch: Batch
    product: Product
    state: State
    printed: int
    scans: int

    @property
    def may_print(self) -> bool:
        return self.batch.status in (BatchStatus.DRAFT, BatchStatus.ACTIVE)


@dataclass(frozen=True)
class HomePage(Page):
    template: ClassVar[str] = "home/cooperative.html"
    cooperative: Cooperative
    works: bool
    # Empty once labels have been printed.
    steps: list[Step]
    last: LastBatch | None
    jobs: list[Logged]
    reports: list[ProblemReport]
    # Printed codes that would answer a shopper badly.
    to_mend: int


@dataclass(frozen=True)
class MorePage(Page):
    template: ClassVar[str] = "home/more.html"
    cooperative: Cooperative
    places: list[Place]


@router.get("/home")
@allow(SIGNED_IN)
def go_home(request: Request, session: Db, viewer: SignedIn) -> Response:
    places = places_of(viewer, [session.get_one(Cooperative, found) for found in viewer.cooperative_ids])
    return see_other(places[0].path) if len(places) == 1 else render(request, ChoosePage(places))


@router.get("/c/{cooperative_id}")
@allow(READ)
def show_cooperative(request: Request, cooperative: Current, session: Db, viewer: SignedIn) -> Response:
    return render(request, _home(session, cooperative, viewer, language=language_of(request)))


@router.get("/c/{cooperative_id}/more")
@allow(READ)
def show_more(request: Request, cooperative: Current, viewer: SignedIn) -> Response:
    return render(request, MorePage(cooperative, places_in(cooperative, viewer)))


def _home(session: Session, cooperative: Cooperative, viewer: Viewer, *, language: str) -> HomePage:
    batch = latest_batch(session, cooperative)
    jobs = jobs_of(session, cooperative, limit=SHOWN_JOBS)
    steps = []
    if not jobs:
        root, has_product = f"/c/{cooperative.id}", bool(products_of(session, cooperative))
        steps = first_steps(root, has_product=has_product or batch is not None, batch_id=batch.id if batch else None)
    return HomePage(
        cooperative,
        works_for(viewer, cooperative),
        steps,
        _last(session, batch) if batch else None,
        logged(session, cooperative, jobs, language=language),
        open_reports(session, cooperative),
        count_of(session, cooperative, moment(session, now())),
    )


def _last(session: Session, batch: Batch) -> LastBatch:
    return LastBatch(
        batch,
        session.get_one(Product, batch.product_id),
        STATES[batch.status],
        printed_counts(session, [batch.id]).get(batch.id, 0),
        scan_counts(session, [batch.id]).get(batch.id, 0),
    )
