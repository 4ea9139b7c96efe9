"""What is filled in on the board, as typed values."""

from pydantic import Field

from cooptrace.web.forms import FormModel


class TargetForm(FormModel):
    """An empty field takes the target away."""

    cooperatives: int | None = Field(default=None, ge=1, le=10_000)
