"""What is said of one stamp at the top of a public page, and which pages go on with the batch behind it."""

from dataclasses import dataclass

from cooptrace.codes import grouped
from cooptrace.errors import Sentence
from cooptrace.scans.queries import Subject
from cooptrace.stamps.queries import Peek
from cooptrace.stamps.verdict import Kind, Verdict, verdict

# A stamp of any other kind says nothing about the goods it is on: no batch is shown below it.
WITH_BATCH = frozenset(
    {Kind.RECALLED, Kind.ON_HOLD, Kind.EXPIRED, Kind.MANY_DEVICES, Kind.YOURS, Kind.FIRST, Kind.AGAIN}
)
# The batch's own banner says the same, with the cooperative's words.
SAID_BY_BATCH = frozenset({Kind.EXPIRED})


@dataclass(frozen=True)
class StampBanner:
    """`pin` is how the answer to a typed covered code is drawn, and what it says."""

    verdict: Verdict
    code: str
    # Whether the covered code is asked for: of a stamp in use only.
    covered: bool
    pin: tuple[str, Sentence] | None = None

    @property
    def grouped_code(self) -> str:
        return grouped(self.code) if self.code else ""

    @property
    def shows_batch(self) -> bool:
        return self.verdict.kind in WITH_BATCH

    @property
    def says_all(self) -> bool:
        return self.verdict.kind in SAID_BY_BATCH


def banner_of(found: Peek, *, pin: tuple[str, Sentence] | None = None) -> StampBanner:
    said = verdict(found.facts)
    covered = found.facts.covered and said.kind in WITH_BATCH
    return StampBanner(said, found.stamp.code if found.stamp else "", covered, pin)


def subject_of_stamp(found: Peek) -> Subject | None:
    """None for a stamp that no product is known of."""
    if found.cooperative is None or found.product is None:
        return None
    return Subject(found.cooperative, found.product, found.batch, found.batch.lot if found.batch else None)
