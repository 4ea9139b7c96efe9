"""What is filled in about teams and visits, as typed values."""

from pydantic import Field

from cooptrace.training.kinds import Outcome, TeamKind
from cooptrace.web.forms import Day, FormModel, Note, Phone, ShortText


class TeamForm(FormModel):
    """The communes come as several values of one field, beside this form."""

    name: ShortText
    kind: TeamKind
    members_count: int = Field(default=0, ge=0, le=10_000)


class TrainerForm(FormModel):
    phone: Phone


class VisitForm(FormModel):
    outcome: Outcome
    reason: str = Field(default="", max_length=24)
    note: Note = ""
    next_on: Day | None = None
    producer_id: str | None = Field(default=None, max_length=16)
