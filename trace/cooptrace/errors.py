"""What can go wrong, as sentences for people. Knows nothing of HTTP: web/errors.py turns these into answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """A sentence of the interface before it has a language: an English msgid and its values."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.msgid % dict(self.values) if self.values else self.msgid


def say(msgid: str, /, **values: object) -> Sentence:
    """Mark a sentence for translation; scripts/messages collects every literal given to `say`."""
    return Sentence(msgid, values)


class Problem(Exception):
    """Anything a person must be told. Subclasses say what kind of trouble it is."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class NotFound(Problem):
    """It is not there, or this person may not know that it is."""

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or say("This page does not exist, or it is not yours to see."))


class NotAllowed(Problem):
    """The person is known and the thing too, but this act is for others."""


class SignInNeeded(Problem):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__(say("Please sign in first."))


class Conflict(Problem):
    """The act no longer fits the state of things."""


class TooMany(Problem):
    """Too many tries in too short a time."""

    def __init__(self, *, retry_after_s: int) -> None:
        super().__init__(say("Too many tries. Please wait a little and try again."))
        self.retry_after_s = retry_after_s


class Unavailable(Problem):
    """The service cannot do this right now; the same request may work later."""

    def __init__(self) -> None:
        super().__init__(say("The service is busy right now. Nothing was lost; please try again in a moment."))


class Invalid(Problem):
    """What was typed cannot be taken: one sentence for each field. Nothing was changed."""

    def __init__(self, fields: Mapping[str, Sentence]) -> None:
        super().__init__(next(iter(fields.values())))
        self.fields = dict(fields)


class Wrong(ValueError):
    """Raised inside form validators: the sentence goes beside the field."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
