"""How far a large file is, for the bar beside its button."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from cooptrace.cooperatives.access import Current
from cooptrace.errors import say
from cooptrace.labels import queries
from cooptrace.labels.large_files import progress_of
from cooptrace.stamps.queries import order_by_id
from cooptrace.web.db import Db
from cooptrace.web.i18n import translator
from cooptrace.web.policy import WORK, allow

router = APIRouter(prefix="/c/{cooperative_id}")


@router.get("/prints/{job_id}/progress")
@allow(WORK)
def job_progress(request: Request, cooperative: Current, job_id: str, session: Db) -> Response:
    return _answer(request, queries.job_by_id(session, cooperative, job_id).id)


@router.get("/stamps/orders/{order_id}/labels/progress")
@allow(WORK)
def stamp_progress(request: Request, cooperative: Current, order_id: str, session: Db) -> Response:
    return _answer(request, order_by_id(session, cooperative, order_id).id)


def _answer(request: Request, key: str) -> Response:
    """`percent` is null while no such file is being made."""
    progress = progress_of(key)
    percent = progress.percent if progress else None
    text = translator(request)(say("%(percent)s %% made", percent=percent)) if progress else ""
    return JSONResponse({"percent": percent, "text": text}, headers={"cache-control": "no-store"})
