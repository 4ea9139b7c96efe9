"""Verbs about the limits an operator sets for everybody's stamps."""

from sqlmodel import Session

from cooptrace.stamps.forms import LimitForm
from cooptrace.stamps.models import StampLimit
from cooptrace.stamps.queries import four_eyes_above
from cooptrace.web.viewer import Viewer


def set_limit(session: Session, details: LimitForm, *, by: Viewer) -> None:
    """Requests that wait already are not touched. The same number once more changes nothing."""
    before = four_eyes_above(session)
    if details.above == before:
        return
    set_now = StampLimit(four_eyes_above=details.above, instead_of=before, person_id=by.person_id, person_name=by.name)
    session.add(set_now)
    session.flush()
