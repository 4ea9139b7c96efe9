"""The states of a batch in words, and which acts each of them allows. Pure."""

from dataclasses import dataclass

from cooptrace.batches.models import BatchStatus
from cooptrace.errors import Sentence, say


@dataclass(frozen=True)
class State:
    """`kind` is how it is drawn: ok, warn, stop, info."""

    name: Sentence
    kind: str


STATES: dict[str, State] = {
    BatchStatus.DRAFT: State(say("Not published yet"), "warn"),
    BatchStatus.ACTIVE: State(say("Published"), "ok"),
    BatchStatus.RECALLED: State(say("Recalled"), "stop"),
    BatchStatus.CLOSED: State(say("Closed"), "info"),
}
