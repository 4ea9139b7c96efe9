"""From the session cookie to the viewer. Read once a request, before any page runs."""

from fastapi import Request

from cooptrace.people import queries
from cooptrace.people.models import Person
from cooptrace.settings import Settings
from cooptrace.web.db import database_of
from cooptrace.web.policy import Role
from cooptrace.web.viewer import Grant, Viewer


def session_cookie(settings: Settings) -> str:
    """The __Host- prefix binds the cookie to this host and https; plain http (a village LAN) cannot have it."""
    return "__Host-session" if settings.secure_cookies else "session"


def load_viewer(request: Request) -> Viewer | None:
    token = request.cookies.get(session_cookie(request.app.state.settings))
    if not token:
        return None
    with database_of(request).read() as session:
        row = queries.sign_in_by_token(session, token)
        if row is None or not row.complete:
            return None
        person = session.get_one(Person, row.person_id)
        grants = tuple(
            Grant(Role(grant.role), grant.cooperative_id, grant.unit_code)
            for grant in queries.grants_of(session, person.id)
        )
    return Viewer(person.id, person.name, person.language, row.id, grants)
