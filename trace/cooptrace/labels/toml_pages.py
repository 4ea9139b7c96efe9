"""Papers and designs as files: download a shipped or an own one, change it in an editor, upload it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.cooperatives.access import Current
from cooptrace.errors import Invalid, NotFound, say
from cooptrace.labels import actions, design_actions, queries
from cooptrace.labels.design_pages import designs_page
from cooptrace.labels.desk_choice import USUAL_DESIGN
from cooptrace.labels.desk_forms import PaperForm
from cooptrace.labels.desk_stock_pages import papers_page
from cooptrace.labels.own_design import as_design, from_file
from cooptrace.labels.toml_files import (
    MOST_READ,
    TOML_TYPE,
    design_toml,
    shipped_file,
    stock_toml,
    uploaded_design,
    uploaded_stock,
)
from cooptrace.web.announce import SAVED
from cooptrace.web.answers import refused
from cooptrace.web.db import Db
from cooptrace.web.downloads import attachment
from cooptrace.web.forms import Filled, Form, Submitted, Upload
from cooptrace.web.once import act_once
from cooptrace.web.policy import WORK, allow

router = APIRouter(prefix="/c/{cooperative_id}")
FIELD = "file"


@router.get("/designs/file")
@allow(WORK)
def shipped_design(request: Request, cooperative: Current) -> Response:
    key = request.query_params.get("shipped") or USUAL_DESIGN
    if key not in queries.designs():
        raise NotFound
    return _file(shipped_file("designs", key), key)


@router.get("/stocks/file")
@allow(WORK)
def shipped_stock(request: Request, cooperative: Current) -> Response:
    key = request.query_params.get("shipped") or queries.USUAL_STOCK
    if key not in queries.shipped_stocks():
        raise NotFound
    return _file(shipped_file("stocks", key), key)


@router.get("/designs/{design_id}/file")
@allow(WORK)
def own_design(cooperative: Current, design_id: str, session: Db) -> Response:
    row = queries.own_design_by_id(session, cooperative, design_id)
    return _file((row.source or design_toml(as_design(row))).encode(), row.name)


@router.get("/stocks/{stock_id}/file")
@allow(WORK)
def own_stock(cooperative: Current, stock_id: str, session: Db) -> Response:
    row = queries.own_stock_by_id(session, cooperative, stock_id)
    return _file(stock_toml(queries.as_stock(row)).encode(), row.name)


@router.post("/designs/upload")
@allow(WORK)
def upload_design(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        design, source = uploaded_design(_upload(form), field=FIELD)
        row = design_actions.add_design(session, cooperative.id, from_file(design, source))
        return f"/c/{cooperative.id}/designs/{row.id}"

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        page = designs_page(request, session, cooperative, Filled({}, problem.fields))
        raise refused(request, page) from problem


@router.post("/stocks/upload")
@allow(WORK)
def upload_stock(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        row = actions.add_own_stock(
            session, cooperative.id, PaperForm.of_stock(uploaded_stock(_upload(form), field=FIELD))
        )
        return f"/c/{cooperative.id}/stocks/{row.id}"

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        page = papers_page(request, session, cooperative, Filled({}, problem.fields))
        raise refused(request, page) from problem


def _upload(form: Submitted) -> Upload:
    upload = form.upload(FIELD, limit_bytes=MOST_READ)
    if upload is None:
        raise Invalid({FIELD: say("Choose a file first.")})
    return upload


def _file(content: bytes, name: str) -> Response:
    headers = {"content-disposition": attachment(f"{name}.toml"), "x-content-type-options": "nosniff"}
    return Response(content, media_type=TOML_TYPE, headers=headers)
