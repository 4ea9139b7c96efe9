"""How many have got how far: the same sums for cooperatives and for producers. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cooptrace.onboarding.steps import STEPS, Progress, State, Step


class OnTheWay(Protocol):
    @property
    def progress(self) -> Progress: ...


@dataclass(frozen=True)
class Figures:
    """Everybody is in exactly one state, so the states add up to the whole."""

    total: int
    states: Mapping[State, int]
    reached: Mapping[str, int]  # step key → how many have reached it

    @property
    def stuck(self) -> int:
        return self.states[State.STUCK]

    @property
    def printed(self) -> int:
        return self.reached["print"]


def figures(standings: Sequence[OnTheWay], today: date, steps: tuple[Step, ...] = STEPS) -> Figures:
    states = Counter(one.progress.state(today) for one in standings)
    reached = {step.key: sum(one.progress.has(step.key) for one in standings) for step in steps}
    return Figures(len(standings), {state: states[state] for state in State}, reached)
