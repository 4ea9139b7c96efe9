"""What people fill in for every kind of event; the rest of the form comes from the kind."""

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator

from cooptrace.batches.forms import Id
from cooptrace.errors import Wrong, say
from cooptrace.web.formats import ZONE
from cooptrace.web.forms import FormModel, Note

_PATTERNS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y")


def parse_moment(value: object) -> object:
    """What a time field sends or a person types, as local time of Vietnam."""
    if not isinstance(value, str):
        return value
    for pattern in _PATTERNS:
        try:
            return datetime.strptime(value.strip(), pattern).replace(tzinfo=ZONE)
        except ValueError:
            continue
    raise Wrong(say("There is no such time. Write it like 16:30 23/11/2026."))


class RecordForm(FormModel):
    occurred_at: Annotated[datetime, BeforeValidator(parse_moment)]
    site_id: Id | None = None
    note: Note = ""


def typed_moment(moment: datetime) -> str:
    """As a time field wants it."""
    return moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
