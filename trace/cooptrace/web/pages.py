"""Pages no domain owns: own static files, the choice of language, whether the service is alive."""

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import PlainTextResponse, Response

from cooptrace.errors import NotFound
from cooptrace.web.answers import local_path, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Form
from cooptrace.web.i18n import COOKIE, LANGUAGES
from cooptrace.web.policy import PUBLIC, allow
from cooptrace.web.static import asset

router = APIRouter()
FOR_EVER = "public, max-age=31536000, immutable"


@router.get("/static/{name:path}")
@allow(PUBLIC)
def static_file(name: str) -> Response:
    found = asset(name)
    if found is None:
        raise NotFound
    return Response(found.content, media_type=found.media_type, headers={"cache-control": FOR_EVER})


@router.post("/language")
@allow(PUBLIC)
def choose_language(request: Request, form: Form) -> Response:
    answer = see_other(local_path(form.text("back")))
    if form.text("lang") in LANGUAGES:
        secure = request.app.state.settings.secure_cookies
        answer.set_cookie(COOKIE, form.text("lang"), max_age=31536000, samesite="lax", secure=secure, httponly=True)
    return answer


@router.get("/livez")
@allow(PUBLIC)
def alive() -> Response:
    return PlainTextResponse("ok")


@router.get("/readyz")
@allow(PUBLIC)
def ready(session: Db) -> Response:
    session.execute(text("SELECT 1"))
    return PlainTextResponse("ok")
