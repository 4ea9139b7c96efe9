"""A printing as files for other machines: thermal printers, phone apps, print shops."""

from dataclasses import replace

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from cooptrace.batches.queries import batch_by_id
from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, say
from cooptrace.labels import desk, queries
from cooptrace.labels.desk_files import CSV_TYPE, MOST_XLSX_ROWS, XLSX_TYPE, codes_csv, codes_xlsx
from cooptrace.labels.desk_job import plan_of
from cooptrace.labels.formats import Format, default_density, files
from cooptrace.web.db import Db
from cooptrace.web.downloads import attachment
from cooptrace.web.policy import WORK, allow

router = APIRouter(prefix="/c/{cooperative_id}/prints/{job_id}")


@router.get("/labels.zpl")
@allow(WORK)
def zpl_file(cooperative: Current, job_id: str, session: Db) -> Response:
    return _printer_file(session, cooperative, job_id, Format.ZPL, media_type="application/octet-stream")


@router.get("/labels.tspl")
@allow(WORK)
def tspl_file(cooperative: Current, job_id: str, session: Db) -> Response:
    return _printer_file(session, cooperative, job_id, Format.TSPL, media_type="application/octet-stream")


@router.get("/labels.png")
@allow(WORK)
def png_file(cooperative: Current, job_id: str, session: Db) -> Response:
    """The first page alone: on a roll all are alike."""
    plan, name = _planned(session, cooperative, job_id)
    one = desk.label_job(plan, page=1)
    job = replace(one, dots_per_inch=one.dots_per_inch or default_density(Format.PNG))
    ((_, parts),) = files(job, Format.PNG)
    return Response(b"".join(parts), media_type="image/png", headers=_named(f"{name}.png"))


@router.get("/codes.csv")
@allow(WORK)
def csv_file(cooperative: Current, job_id: str, session: Db) -> Response:
    plan, name = _planned(session, cooperative, job_id)
    return StreamingResponse(codes_csv(plan), media_type=CSV_TYPE, headers=_named(f"{name}.csv"))


@router.get("/codes.xlsx")
@allow(WORK)
def xlsx_file(cooperative: Current, job_id: str, session: Db) -> Response:
    plan, name = _planned(session, cooperative, job_id)
    if plan.order.count > MOST_XLSX_ROWS:
        raise Invalid({"count": say("Excel would choke on so many rows. Take the CSV file instead.")})
    return Response(codes_xlsx(plan), media_type=XLSX_TYPE, headers=_named(f"{name}.xlsx"))


def _printer_file(
    session: Session, cooperative: Cooperative, job_id: str, kind: Format, *, media_type: str
) -> Response:
    plan, name = _planned(session, cooperative, job_id)
    job = desk.label_job(plan)
    job = replace(job, dots_per_inch=job.dots_per_inch or default_density(kind))
    ((_, parts),) = files(job, kind)
    return StreamingResponse(parts, media_type=media_type, headers=_named(f"{name}.{kind}"))


def _planned(session: Session, cooperative: Cooperative, job_id: str) -> tuple[desk.Plan, str]:
    """The job and the name of its files, without ending."""
    job = queries.job_by_id(session, cooperative, job_id)
    batch = batch_by_id(session, cooperative, job.batch_id)
    return plan_of(session, cooperative, job), f"tem-{batch.lot}-{job.count}"


def _named(name: str) -> dict[str, str]:
    return {"content-disposition": attachment(name)}
