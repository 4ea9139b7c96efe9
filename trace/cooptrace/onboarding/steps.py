"""The seven steps of getting started, as one table. Pure: dates of real activity in, steps reached and stuck out.

Nobody ticks a step. A new step is one more entry of STEPS; which of them a producer takes too is in PRODUCER_STEPS.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from cooptrace.errors import Sentence, say
from cooptrace.web.formats import ZONE, local_date

# Work counts as done alone when no trainer was there a day before or after: visits are often written down later.
ALONE_APART = timedelta(hours=24)


@dataclass(frozen=True)
class PrintedBatch:
    made_at: datetime
    first_printed_at: datetime


@dataclass(frozen=True)
class Facts:
    """What really happened in one cooperative, or to one producer; None and empty where it has not."""

    registered_at: datetime
    reachable_at: datetime | None = None  # since when a phone number is known
    signed_in_at: datetime | None = None  # somebody of theirs, not a trainer
    product_at: datetime | None = None  # with a photo
    batch_at: datetime | None = None
    printed: tuple[PrintedBatch, ...] = ()  # in the order of first printing
    scanned_on: date | None = None  # by a shopper
    last_scanned_on: date | None = None
    met_at: tuple[datetime, ...] = ()  # visits where the trainer met them


def _profile(facts: Facts) -> datetime | None:
    return max(facts.registered_at, facts.reachable_at) if facts.reachable_at else None


def _first_print(facts: Facts) -> datetime | None:
    return facts.printed[0].first_printed_at if facts.printed else None


def _first_scan(facts: Facts) -> datetime | None:
    return datetime.combine(facts.scanned_on, time(), ZONE) if facts.scanned_on else None


def _second_time_alone(facts: Facts) -> datetime | None:
    return second_time_alone(facts.printed, facts.met_at)


def second_time_alone(printed: Sequence[PrintedBatch], met_at: Sequence[datetime]) -> datetime | None:
    return next((batch.first_printed_at for batch in printed[1:] if _was_alone(batch, met_at)), None)


def _was_alone(batch: PrintedBatch, met_at: Sequence[datetime]) -> bool:
    work = (batch.made_at, batch.first_printed_at)
    return all(abs(moment - met) > ALONE_APART for moment in work for met in met_at)


@dataclass(frozen=True)
class Step:
    key: str
    title: Sentence
    missing: Sentence  # what stands beside the name of somebody who waits here
    advice: Sentence  # what to do together
    stuck_after_days: int
    reached: Callable[[Facts], datetime | None]


STEPS: tuple[Step, ...] = (
    Step(
        "profile",
        say("Has a profile (name, commune, phone)"),
        say("no phone number yet"),
        say("Write down a phone number of the cooperative or of one of its people."),
        7,
        _profile,
    ),
    Step(
        "sign-in",
        say("Signs in on their own phone"),
        say("has not signed in yet"),
        say("Show the sign-in code and let them scan it with their own phone."),
        3,
        lambda facts: facts.signed_in_at,
    ),
    Step(
        "product",
        say("Has a first product, with a photo"),
        say("no product with a photo yet"),
        say("Take a photo of the product together and write down its name and weight."),
        5,
        lambda facts: facts.product_at,
    ),
    Step(
        "batch",
        say("Has a first batch"),
        say("no batch yet"),
        say("Make a batch together of what was harvested last."),
        5,
        lambda facts: facts.batch_at,
    ),
    Step(
        "print",
        say("Has printed a first sheet"),
        say("has not printed yet"),
        say("Print a first sheet together, on plain paper if need be."),
        5,
        _first_print,
    ),
    Step(
        "scan",
        say("Shoppers really scan"),
        say("no shopper has scanned yet"),
        say("Look where the goods are sold: are the stamps on them, and can they be seen?"),
        14,
        _first_scan,
    ),
    Step(
        "alone",
        say("Does it a second time alone"),
        say("has not done it alone yet"),
        say("Let them make the next batch and print it without you; only ask how it went."),
        30,
        _second_time_alone,
    ),
)
# In the words of a household: key → title, and what stands beside its name while it waits there.
_OF_A_PRODUCER: dict[str, tuple[Sentence, Sentence]] = {
    "profile": (say("Has a phone number"), say("no phone number yet")),
    "batch": (say("Is named in a first batch"), say("not named in a batch yet")),
    "print": (say("Labels of their batch are printed"), say("no labels of theirs printed yet")),
    "scan": (say("Shoppers scan their labels"), say("no shopper has scanned yet")),
    "alone": (say("A second batch printed without a trainer"), say("no second batch without a trainer yet")),
}
# Signing in and the product are the cooperative's: a household does not take these steps.
PRODUCER_STEPS: tuple[Step, ...] = tuple(
    replace(step, title=_OF_A_PRODUCER[step.key][0], missing=_OF_A_PRODUCER[step.key][1])
    for step in STEPS
    if step.key in _OF_A_PRODUCER
)


class State(StrEnum):
    DONE = "done"
    DOING = "doing"
    STUCK = "stuck"
    NOT_BEGUN = "not-begun"


STATES: dict[State, Sentence] = {
    State.DONE: say("all steps done"),
    State.DOING: say("under way"),
    State.STUCK: say("stuck"),
    State.NOT_BEGUN: say("not begun"),
}
_RANK = {State.STUCK: 0, State.NOT_BEGUN: 1, State.DOING: 2, State.DONE: 3}


@dataclass(frozen=True)
class Progress:
    """When each of the steps was reached, and what follows from that."""

    reached: tuple[datetime | None, ...]
    registered_at: datetime
    steps: tuple[Step, ...] = STEPS

    @property
    def current(self) -> int | None:
        """The number among the steps, from 0, of the first step not reached; None when all are."""
        return next((number for number, moment in enumerate(self.reached) if moment is None), None)

    @property
    def step(self) -> Step | None:
        return None if self.current is None else self.steps[self.current]

    @property
    def since(self) -> datetime:
        """The date of the last step that was reached."""
        return max((moment for moment in self.reached if moment), default=self.registered_at)

    def has(self, key: str) -> bool:
        return any(moment and step.key == key for step, moment in zip(self.steps, self.reached, strict=True))

    def waiting_days(self, today: date) -> int:
        return max((today - local_date(self.since)).days, 0)

    def state(self, today: date) -> State:
        if self.step is None:
            return State.DONE
        if self.waiting_days(today) > self.step.stuck_after_days:
            return State.STUCK
        return State.DOING if any(self.reached[1:]) else State.NOT_BEGUN

    def order(self, today: date) -> tuple[int, int]:
        """Sorts those who are stuck longest to the top."""
        return _RANK[self.state(today)], -self.waiting_days(today)


def progress(facts: Facts, steps: tuple[Step, ...] = STEPS) -> Progress:
    return Progress(tuple(step.reached(facts) for step in steps), facts.registered_at, steps)
