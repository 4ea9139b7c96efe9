"""JSON for static/js/passkey.js: options for the browser, and what its passkey answered."""

from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import JSONResponse, Response

from cooptrace.errors import NotFound, say
from cooptrace.people import passkey_actions, queries
from cooptrace.people.access import (
    address_of,
    arrive,
    give_cookie,
    onward,
    relying_party_of,
    throttle_of,
)
from cooptrace.people.devices import device_name
from cooptrace.people.kinds import Way
from cooptrace.people.models import Person
from cooptrace.people.relying_party import RelyingParty
from cooptrace.web.announce import announce
from cooptrace.web.db import Db
from cooptrace.web.policy import PUBLIC, SIGNED_IN, allow
from cooptrace.web.viewer import signed_in

router = APIRouter()
PASSKEY_ADDED = announce(
    "passkey-added", say("From now on a fingerprint, a face or the phone's PIN opens your account here.")
)


@router.post("/me/passkeys/options")
@allow(SIGNED_IN)
def registration_options(request: Request, session: Db) -> Response:
    return _json(passkey_actions.registration_options(session, _me(request, session), _party(request)))


@router.post("/me/passkeys")
@allow(SIGNED_IN)
def register(request: Request, session: Db, credential: dict[str, Any]) -> Response:
    device = device_name(request.headers.get("user-agent", ""))
    passkey_actions.add_passkey(session, _me(request, session), credential, _party(request), device=device)
    return JSONResponse({"next": f"/me?said={PASSKEY_ADDED}"})


@router.post("/sign-in/passkey/options")
@allow(PUBLIC)
def sign_in_options(request: Request, session: Db) -> Response:
    throttle_of(request).count_address(address_of(request))
    return _json(passkey_actions.sign_in_options(session, _party(request)))


@router.post("/sign-in/passkey")
@allow(PUBLIC)
def sign_in(request: Request, session: Db, credential: dict[str, Any]) -> Response:
    person = passkey_actions.person_of_answer(session, credential, _party(request))
    begun = arrive(request, session, person, Way.PASSKEY)
    answer = JSONResponse({"next": onward(begun, request.query_params.get("next"))})
    return give_cookie(request, answer, begun.token)


def _me(request: Request, session: Session) -> Person:
    return queries.person_by_id(session, signed_in(request).person_id)


def _party(request: Request) -> RelyingParty:
    party = relying_party_of(request)
    if party is None:
        raise NotFound
    return party


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
