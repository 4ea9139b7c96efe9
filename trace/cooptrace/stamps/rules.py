"""The life of a roll: its states, which act leads from which to which, why stamps are voided, the set limits. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from cooptrace.errors import Sentence, say

MOST_STAMPS = 2_000_000  # in one order; a larger need is several orders
FOUR_EYES_ABOVE = 10_000  # activating or voiding more than this takes a second person, until the operator says else
FOUR_EYES_LEAST, FOUR_EYES_MOST = 100, 200_000  # what an operator may set: a roll is one person's work, ten are not
UNDO_WITHIN = timedelta(days=10)
TOLERANCE = Decimal("1.02")  # stamps × unit content may be this much of what is in the batch
NEVER_SCANNED_AFTER = timedelta(days=30)


class RollState(StrEnum):
    ISSUED = "issued"
    PRINTED = "printed"
    DELIVERED = "delivered"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    VOIDED = "voided"


class Act(StrEnum):
    ORDER = "order"
    RELEASE = "release"
    DOWNLOAD = "download"
    PRINT = "print"
    RECEIVE = "receive"
    ACTIVATE = "activate"
    SUSPEND = "suspend"
    RESUME = "resume"
    VOID = "void"
    UNDO = "undo"


@dataclass(frozen=True)
class Move:
    """An act on stamps: from which states, to which one."""

    sources: frozenset[RollState]
    target: RollState


def _from(*sources: RollState) -> frozenset[RollState]:
    return frozenset(sources)


MOVES: dict[Act, Move] = {
    Act.PRINT: Move(_from(RollState.ISSUED), RollState.PRINTED),
    Act.RECEIVE: Move(_from(RollState.PRINTED), RollState.DELIVERED),
    # What was printed in the office is never delivered.
    Act.ACTIVATE: Move(_from(RollState.PRINTED, RollState.DELIVERED), RollState.ACTIVE),
    Act.SUSPEND: Move(_from(RollState.ACTIVE), RollState.SUSPENDED),
    Act.RESUME: Move(_from(RollState.SUSPENDED), RollState.ACTIVE),
    Act.VOID: Move(frozenset(RollState) - {RollState.VOIDED}, RollState.VOIDED),
}
UNDOABLE = frozenset({Act.ACTIVATE, Act.SUSPEND, Act.RESUME, Act.VOID})

STATES: dict[str, Sentence] = {
    RollState.ISSUED: say("Ordered, not printed yet"),
    RollState.PRINTED: say("Printed"),
    RollState.DELIVERED: say("Delivered"),
    RollState.ACTIVE: say("In use"),
    RollState.SUSPENDED: say("Put on hold"),
    RollState.VOIDED: say("Voided"),
}

ACTS: dict[str, Sentence] = {
    Act.ORDER: say("Stamps ordered"),
    Act.RELEASE: say("File released for the print shop"),
    Act.DOWNLOAD: say("File downloaded"),
    Act.PRINT: say("Printed"),
    Act.RECEIVE: say("Delivered"),
    Act.ACTIVATE: say("Put to use"),
    Act.SUSPEND: say("Put on hold"),
    Act.RESUME: say("Taken off hold"),
    Act.VOID: say("Voided"),
    Act.UNDO: say("Undone"),
}

VOID_REASONS: dict[str, Sentence] = {
    "damaged": say("Damaged"),
    "misprint": say("Badly printed"),
    "lost": say("Lost"),
    "stolen": say("Stolen"),
    "overprint": say("Printed too many"),
    "not-sold": say("The goods were not sold"),
    "order-cancelled": say("The order was cancelled"),
    "counterfeit-seen": say("Copies were seen"),
}


class OrderState(StrEnum):
    """The work order of a print shop."""

    NEW = "new"
    READY = "ready"
    PRINTED = "printed"
    RECEIVED = "received"


ORDER_STATES: dict[str, Sentence] = {
    OrderState.NEW: say("New"),
    OrderState.READY: say("Ready for the print shop"),
    OrderState.PRINTED: say("Printed"),
    OrderState.RECEIVED: say("Received"),
}


def may_undo(act: str, *, acted_at: datetime, at: datetime) -> bool:
    """A clock that was turned back does not lengthen the time: a moment before the act is as good as too late."""
    return act in UNDOABLE and timedelta(0) <= at - acted_at <= UNDO_WITHIN


def needs_second_person(count: int, *, above: int) -> bool:
    return count > above
