"""A form sent twice acts once: two taps, a slow line, a reload after an answer that never came."""

from collections.abc import Callable

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session
from starlette.responses import RedirectResponse

from cooptrace.database import now
from cooptrace.web.answers import see_other
from cooptrace.web.forms import Submitted
from cooptrace.web.models import TakenForm
from cooptrace.web.numbers import FIELD, new_number


def act_once(
    session: Session, submitted: Submitted, act: Callable[[], str], *, said: str | None = None
) -> RedirectResponse:
    """Runs `act`, which returns the path to go to, unless this very form was taken before."""
    number = submitted.text(FIELD)[:40] or new_number()
    if not _claim(session, number):
        earlier = session.get_one(TakenForm, number, populate_existing=True)
        return see_other(earlier.location, said=said)
    location = act()
    session.get_one(TakenForm, number).location = location
    return see_other(location, said=said)


def _claim(session: Session, number: str) -> bool:
    """On PostgreSQL a second sending waits here until the first has committed or failed; SQLite has one writer."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = dialect.insert(TakenForm).values(number=number, location="", taken_at=now())
    claimed = session.execute(insert.on_conflict_do_nothing().returning(TakenForm.number))
    return claimed.first() is not None
