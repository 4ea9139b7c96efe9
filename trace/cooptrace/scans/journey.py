"""The journey as the page tells it: what is the same at every stage is said once, and the oldest stages of a long one
stand behind the digital product passport. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cooptrace.events.timeline import Stage

MOST_STAGES = 5


@dataclass(frozen=True)
class Journey:
    """`place` and `person` are those of all stages, "" where they differ; `more` stages are left out."""

    stages: Sequence[Stage]
    place: str
    person: str
    more: int

    def place_of(self, stage: Stage) -> str:
        return "" if self.place or stage.site is None else stage.site.name

    def person_of(self, stage: Stage) -> str:
        return "" if self.person else stage.person_name


def journey_of(stages: Sequence[Stage], *, most: int = MOST_STAGES) -> Journey:
    return Journey(
        stages=stages[:most],
        place=_same(stage.site.name if stage.site else "" for stage in stages),
        person=_same(stage.person_name for stage in stages),
        more=max(len(stages) - most, 0),
    )


def _same(names: Iterable[str]) -> str:
    """The name that all of several stages have."""
    found = list(names)
    return found[0] if len(found) > 1 and len(set(found)) == 1 else ""
