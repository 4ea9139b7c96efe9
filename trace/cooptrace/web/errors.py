"""From a problem to an answer: a friendly page for people, a line of JSON for machines. Nothing internal is shown."""

import logging
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from cooptrace.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    Problem,
    Sentence,
    SignInNeeded,
    TooMany,
    Unavailable,
    say,
)
from cooptrace.web.answers import Refused, local_path, see_other
from cooptrace.web.db import SAFE_METHODS
from cooptrace.web.i18n import translator
from cooptrace.web.templates import Page, render

_log = logging.getLogger("cooptrace.web")

_STATUS: dict[type[Problem], int] = {
    NotFound: 404,
    NotAllowed: 403,
    SignInNeeded: 401,
    Conflict: 409,
    TooMany: 429,
    Unavailable: 503,
    Invalid: 422,
}
_BY_NUMBER = {
    404: say("This page does not exist, or it is not yours to see."),
    405: say("This cannot be done here."),
    413: say("What you sent is too big. Photos may have up to 20 MB."),
}


@dataclass(frozen=True)
class ProblemPage(Page):
    template: ClassVar[str] = "problem.html"
    status: int
    sentence: Sentence
    sign_in_next: str | None


def problem_answer(request: Request, status: int, sentence: Sentence) -> Response:
    if _is_for_machines(request):
        return JSONResponse({"problem": translator(request)(sentence)}, status_code=status)
    return render(request, ProblemPage(status, sentence, "/home" if status == 401 else None), status=status)


def _is_for_machines(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def install(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(ClientDisconnect, _on_gone)
    app.add_exception_handler(Exception, _on_unexpected)


def _on_problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)  # noqa: S101 (registered for this type)
    if isinstance(problem, SignInNeeded) and request.method in SAFE_METHODS and not _is_for_machines(request):
        return see_other(f"/sign-in?{urlencode({'next': _wanted(request)})}")
    answer = problem_answer(request, _STATUS.get(type(problem), 400), problem.sentence)
    if isinstance(problem, TooMany):
        answer.headers["retry-after"] = str(problem.retry_after_s)
    if isinstance(problem, Unavailable):
        answer.headers["retry-after"] = "2"
    return answer


def _wanted(request: Request) -> str:
    """The page that was asked for, to come back to after signing in."""
    query = f"?{request.url.query}" if request.url.query else ""
    return local_path(request.url.path + query, default="/home")


def _on_refused(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Refused)  # noqa: S101
    return problem.response


def _on_http(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)  # noqa: S101
    sentence = _BY_NUMBER.get(problem.status_code, say("This cannot be done."))
    answer = problem_answer(request, problem.status_code, sentence)
    answer.headers.update(problem.headers or {})
    return answer


def _on_validation(request: Request, _problem: Exception) -> Response:
    return problem_answer(request, 404, _BY_NUMBER[404])


def _on_gone(_request: Request, _problem: Exception) -> Response:
    """Hung up in the middle of a request: nobody reads an answer, and a log could be filled with it."""
    return Response(status_code=400)


def _on_unexpected(request: Request, problem: Exception) -> Response:
    _log.error("unexpected error at %s", request.url.path, exc_info=problem)
    sentence = say("Something went wrong on our side. It has been noted; please try again.")
    return problem_answer(request, 500, sentence)
