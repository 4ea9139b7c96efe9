"""Pages about a printing that was ordered: its file, how it came out, and the log of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches.models import Batch
from cooptrace.batches.queries import batch_by_id
from cooptrace.cooperatives.access import Current, SignedIn, works_for
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, say
from cooptrace.labels import actions, desk, queries
from cooptrace.labels.desk_forms import numbers_in
from cooptrace.labels.desk_job import plan_of
from cooptrace.labels.desk_pictures import Picture, page_picture, picture_of
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.large_files import LARGE, pdf_answer
from cooptrace.labels.models import LogisticUnit, PrintJob
from cooptrace.labels.pages import page_asked
from cooptrace.labels.pallet_codes import codes_said
from cooptrace.labels.pallets import units_of
from cooptrace.labels.works import BatchWork
from cooptrace.products.models import Product
from cooptrace.web.announce import announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, filled
from cooptrace.web.i18n import language_of
from cooptrace.web.policy import READ, WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/prints")
WELL_PRINTED = announce("labels-good", say("Noted: the labels came out well."))
NOTED = announce("labels-spoiled", say("Noted. Now print just these labels again."))
SHOWN_JOBS = 200
# Labels to tick one by one; a form takes no more than 200 fields.
MOST_TICKS = 150


@dataclass(frozen=True)
class Logged:
    """A row of the print log."""

    job: PrintJob
    batch: Batch
    product: Product
    paper: str

    @property
    def codes(self) -> str:
        return codes_said(self.job)


@dataclass(frozen=True)
class LogPage(Page):
    template: ClassVar[str] = "labels/log.html"
    cooperative: Cooperative
    rows: list[Logged]
    may_print: bool


@dataclass(frozen=True)
class JobPage(Page):
    template: ClassVar[str] = "labels/job.html"
    cooperative: Cooperative
    logged: Logged
    plan: desk.Plan
    pictures: list[Picture]
    original: PrintJob | None
    may_print: bool
    # Made while it is downloaded; the page shows how far it is.
    is_large: bool
    # Each pallet label has a number of its own.
    units: list[LogisticUnit]


@dataclass(frozen=True)
class SpoiledPage(Page):
    template: ClassVar[str] = "labels/spoiled.html"
    cooperative: Cooperative
    logged: Logged
    # Label numbers of each sheet in rows as they lie there, None for cells that were not printed; empty when too many.
    sheets: list[list[list[int | None]]]
    form: Filled
    ticked: frozenset[int]


@router.get("")
@allow(READ)
def show_log(request: Request, cooperative: Current, session: Db, viewer: SignedIn) -> Response:
    jobs = queries.jobs_of(session, cooperative, limit=SHOWN_JOBS)
    rows = logged(session, cooperative, jobs, language=language_of(request))
    return render(request, LogPage(cooperative, rows, works_for(viewer, cooperative)))


@router.get("/{job_id}")
@allow(READ)
def show_job(request: Request, cooperative: Current, job_id: str, session: Db, viewer: SignedIn) -> Response:
    job = queries.job_by_id(session, cooperative, job_id)
    plan = plan_of(session, cooperative, job)
    root = f"/c/{cooperative.id}/prints/{job.id}/preview.png?page="
    return render(
        request,
        JobPage(
            cooperative,
            _one(request, session, cooperative, job),
            plan,
            [picture_of(plan.order.stock, f"{root}{page}", page) for page in plan.shown_pages],
            session.get(PrintJob, job.reprint_of) if job.reprint_of else None,
            works_for(viewer, cooperative),
            job.count > LARGE,
            units_of(session, job),
        ),
    )


@router.get("/{job_id}/labels.pdf")
@allow(WORK)
def job_pdf(cooperative: Current, job_id: str, session: Db) -> Response:
    job = queries.job_by_id(session, cooperative, job_id)
    batch = batch_by_id(session, cooperative, job.batch_id)
    plan = plan_of(session, cooperative, job)
    work = BatchWork((desk.label_job(plan),), plan.pages)
    return pdf_answer(work, labels=job.count, key=job.id, name=f"tem-{batch.lot}-{job.count}.pdf")


@router.get("/{job_id}/preview.png")
@allow(READ)
def job_preview(request: Request, cooperative: Current, job_id: str, session: Db) -> Response:
    plan = plan_of(session, cooperative, queries.job_by_id(session, cooperative, job_id))
    labels = desk.label_job(plan, page=page_asked(request))
    return Response(page_picture(b"".join(label_pdf(labels)), 1, plan.order.stock), media_type="image/png")


@router.post("/{job_id}/outcome")
@allow(WORK)
def came_out_well(cooperative: Current, job_id: str, session: Db) -> Response:
    actions.came_out_well(session, queries.job_by_id(session, cooperative, job_id))
    return see_other(f"/c/{cooperative.id}", said=WELL_PRINTED)


@router.get("/{job_id}/spoiled")
@allow(WORK)
def ask_spoiled(request: Request, cooperative: Current, job_id: str, session: Db) -> Response:
    job = queries.job_by_id(session, cooperative, job_id)
    return render(request, _spoiled_page(request, session, cooperative, job, Filled(), frozenset()))


@router.post("/{job_id}/spoiled")
@allow(WORK)
def came_out_spoiled(request: Request, cooperative: Current, job_id: str, session: Db, form: Form) -> Response:
    job = queries.job_by_id(session, cooperative, job_id)
    labels = numbers_in(" ".join(form.all("labels")))
    try:
        actions.came_out_spoiled(session, job, labels)
    except Invalid as problem:
        page = _spoiled_page(request, session, cooperative, job, filled(form, problem), labels)
        raise refused(request, page) from problem
    return see_other(f"/c/{cooperative.id}/prints/{job.id}/again?count={len(labels)}", said=NOTED)


def logged(session: Session, cooperative: Cooperative, jobs: list[PrintJob], *, language: str) -> list[Logged]:
    """The jobs with what they are about, each table asked once."""
    batches = queries.batches_by_id(session, {job.batch_id for job in jobs})
    products = queries.products_by_id(session, {batch.product_id for batch in batches.values()})
    papers: Mapping[str, str] = queries.paper_names(session, cooperative, language)
    return [
        Logged(
            job,
            batches[job.batch_id],
            products[batches[job.batch_id].product_id],
            papers.get(job.stock, job.stock),
        )
        for job in jobs
    ]


def _one(request: Request, session: Session, cooperative: Cooperative, job: PrintJob) -> Logged:
    return logged(session, cooperative, [job], language=language_of(request))[0]


def _spoiled_page(
    request: Request,
    session: Session,
    cooperative: Cooperative,
    job: PrintJob,
    form: Filled,
    ticked: frozenset[int],
) -> SpoiledPage:
    stock = queries.paper_of(session, cooperative, job)
    sheets = desk.printed_cells(stock, start=job.start_cell, count=job.count) if job.count <= MOST_TICKS else []
    return SpoiledPage(cooperative, _one(request, session, cooperative, job), sheets, form, ticked)
