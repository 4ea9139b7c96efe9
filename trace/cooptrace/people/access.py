"""From the session cookie to the viewer, and from a person to the cookie. Read once a request, before any page runs."""

from datetime import timedelta
from urllib.parse import urlencode

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.database import now
from cooptrace.errors import SignInNeeded, Unavailable
from cooptrace.people import queries, sign_in_actions
from cooptrace.people.devices import device_name
from cooptrace.people.kinds import Way
from cooptrace.people.models import Person
from cooptrace.people.queries import Holder
from cooptrace.people.relying_party import RelyingParty, relying_party
from cooptrace.people.sign_in_actions import Arrival, Begun
from cooptrace.people.throttle import Throttle
from cooptrace.settings import Settings
from cooptrace.web.answers import local_path, see_other
from cooptrace.web.db import database_of
from cooptrace.web.viewer import Viewer

# `last_seen_at` is written no oftener than this part of the time after which an idle session ends, and once a day.
_SEEN_SHARE = 12
_SEEN_AT_MOST_EVERY = timedelta(days=1)
HOME = "/home"


def session_cookie(settings: Settings) -> str:
    """The __Host- prefix binds the cookie to this host and https; plain http (a village LAN) cannot have it."""
    return "__Host-session" if settings.secure_cookies else "session"


def session_token(request: Request) -> str | None:
    return request.cookies.get(session_cookie(request.app.state.settings))


def load_viewer(request: Request) -> Viewer | None:
    """Nobody while the second factor is missing."""
    token = session_token(request)
    if not token:
        return None
    with database_of(request).read() as session:
        holder = queries.holder_of_token(session, token)
    if holder is None or not holder.sign_in.complete:
        return None
    _note_seen(request, holder)
    person = holder.person
    return Viewer(person.id, person.name, person.language, holder.sign_in.id, holder.grants)


def _note_seen(request: Request, holder: Holder) -> None:
    """Even on a GET: it changes nothing anybody asked for. In its own short transaction, and left out when busy."""
    moment = now()
    if holder.sign_in.last_seen_at > moment - min(holder.idle_limit / _SEEN_SHARE, _SEEN_AT_MOST_EVERY):
        return
    try:
        with database_of(request).write() as session:
            sign_in_actions.note_seen(session, holder.sign_in.id, at=moment)
    except Unavailable:
        return


def half_signed_in(request: Request, session: Session) -> Holder:
    """Who has given the first factor and owes the second. Raises SignInNeeded."""
    holder = queries.holder_of_token(session, session_token(request) or "")
    if holder is None or holder.sign_in.complete:
        raise SignInNeeded
    return holder


def arrive(request: Request, session: Session, person: Person, way: Way) -> Begun:
    """Begins a session on this device, in place of the one it had."""
    if request.app.state.settings.demo:
        return arrive_whole(request, session, person, way)
    return sign_in_actions.begin_sign_in(session, person, _arrival(request, way))


def arrive_whole(request: Request, session: Session, person: Person, way: Way) -> Begun:
    """Like `arrive` where the second factor is not due, or has just been given."""
    return sign_in_actions.begin_whole_sign_in(session, person, _arrival(request, way))


def _arrival(request: Request, way: Way) -> Arrival:
    return Arrival(way, device_name(request.headers.get("user-agent", "")), session_token(request))


def onward(begun: Begun, wanted: str | None) -> str:
    """Where a new session leads: to the page that was wanted, by way of the second factor where it is due."""
    path = local_path(wanted, default=HOME)
    return path if begun.complete else f"/sign-in/code?{urlencode({'next': path})}"


def arrived(request: Request, begun: Begun, wanted: str | None = None) -> Response:
    return give_cookie(request, see_other(onward(begun, wanted)), begun.token)


def give_cookie(request: Request, answer: Response, token: str) -> Response:
    """The server decides how long the session lasts; the cookie only has to outlive it."""
    settings: Settings = request.app.state.settings
    answer.set_cookie(
        session_cookie(settings),
        token,
        max_age=int(queries.SIGNED_IN_FOR.total_seconds()),
        httponly=True,
        secure=settings.secure_cookies,
        samesite="lax",
    )
    return answer


def throttle_of(request: Request) -> Throttle:
    throttle: Throttle = request.app.state.throttle
    return throttle


def address_of(request: Request) -> str:
    """The other end of the connection. Headers that name another address are anybody's to write."""
    return request.client.host if request.client else ""


def own_origin(request: Request) -> str:
    """Where this service is, for codes that people scan from a screen.

    Without a configured address it is the one the asker uses: the code is shown to nobody else. On this very machine
    that would lead phones to themselves, so they get its address on the network. Codes that are printed never come
    from here.
    """
    settings: Settings = request.app.state.settings
    if settings.public_url:
        return settings.public_url
    if settings.nearby_url and request.url.hostname in ("127.0.0.1", "localhost", "::1"):
        return settings.nearby_url
    return str(request.base_url).rstrip("/")


def relying_party_of(request: Request) -> RelyingParty | None:
    return relying_party(request.app.state.settings.public_url, asked_at=str(request.base_url))
