"""Pages about several batches that were printed in one go: their one file, and the log entry of each."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, SignedIn, works_for
from cooptrace.cooperatives.models import Cooperative
from cooptrace.labels import queries
from cooptrace.labels.desk_job import plan_of
from cooptrace.labels.desk_job_pages import Logged, logged
from cooptrace.labels.desk_pictures import Picture, page_picture, picture_of
from cooptrace.labels.desk_run import RunPlan, run_jobs
from cooptrace.labels.large_files import LARGE, pdf_answer
from cooptrace.labels.mixed_documents import mixed_pdf
from cooptrace.labels.models import PrintJob
from cooptrace.labels.pages import page_asked
from cooptrace.labels.works import BatchWork
from cooptrace.web.db import Db
from cooptrace.web.i18n import language_of
from cooptrace.web.policy import READ, WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/prints/{job_id}/together")


@dataclass(frozen=True)
class RunJobPage(Page):
    template: ClassVar[str] = "labels/run_job.html"
    cooperative: Cooperative
    rows: list[Logged]
    run: RunPlan
    pictures: list[Picture]
    may_print: bool
    is_large: bool


@router.get("")
@allow(READ)
def show_run_job(request: Request, cooperative: Current, job_id: str, session: Db, viewer: SignedIn) -> Response:
    jobs = _jobs(session, cooperative, job_id)
    run = _run(session, cooperative, jobs)
    root = f"/c/{cooperative.id}/prints/{job_id}/together/preview.png?page="
    return render(
        request,
        RunJobPage(
            cooperative,
            logged(session, cooperative, jobs, language=language_of(request)),
            run,
            [picture_of(run.order.stock, f"{root}{page}", page) for page in run.shown_pages],
            works_for(viewer, cooperative),
            run.count > LARGE,
        ),
    )


@router.get("/labels.pdf")
@allow(WORK)
def run_pdf(cooperative: Current, job_id: str, session: Db) -> Response:
    jobs = _jobs(session, cooperative, job_id)
    run = _run(session, cooperative, jobs)
    work = BatchWork(tuple(run_jobs(run)), run.pages)
    return pdf_answer(work, labels=run.count, key=jobs[0].id, name=f"tem-{len(jobs)}-lo-{run.count}.pdf")


@router.get("/preview.png")
@allow(READ)
def run_job_preview(request: Request, cooperative: Current, job_id: str, session: Db) -> Response:
    run = _run(session, cooperative, _jobs(session, cooperative, job_id))
    pdf = b"".join(mixed_pdf(run_jobs(run, page=page_asked(request))))
    return Response(page_picture(pdf, 1, run.order.stock), media_type="image/png")


def _jobs(session: Session, cooperative: Cooperative, job_id: str) -> list[PrintJob]:
    return queries.run_of(session, queries.job_by_id(session, cooperative, job_id))


def _run(session: Session, cooperative: Cooperative, jobs: list[PrintJob]) -> RunPlan:
    return RunPlan(tuple(plan_of(session, cooperative, job) for job in jobs))
