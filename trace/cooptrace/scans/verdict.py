"""What the public page answers first: one table from what is known of a code to a state and its words. Pure.

The words speak of the code and of what was declared; they never claim anything about the goods themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cooptrace.batches.models import BatchStatus
from cooptrace.errors import Sentence, say


class Tone(StrEnum):
    """How a state is drawn: a sign and a colour beside the words."""

    OK = "ok"
    INFO = "info"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True)
class Known:
    """What is known of a code on the day it is opened. `batch_status` is None when there is no such batch."""

    today: date
    product: bool = True
    lot_given: bool = True
    batch_status: str | None = None
    expires_on: date | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class State:
    """`headline` and `advice` may hold the places cooperative, product, lot and day."""

    key: str
    applies: Callable[[Known], bool]
    tone: Tone
    headline: Sentence
    advice: Sentence
    status: int = 200
    # Whether the batch's own facts and journey are for everybody to see.
    tells_batch: bool = True


# The first that applies counts: what a shopper must not miss stands before what is nice to know.
STATES: tuple[State, ...] = (
    State(
        "unknown",
        lambda known: not known.product,
        Tone.WARN,
        say("This code was not found"),
        say("Please check the letters printed under the label once more. If it is still not found, ask at the shop."),
        status=404,
        tells_batch=False,
    ),
    State(
        "recalled",
        lambda known: known.batch_status == BatchStatus.RECALLED,
        Tone.STOP,
        say("RECALLED – do not use"),
        say("Do not eat, use or sell goods of this lot. Keep them and ask the cooperative or the shop what to do."),
    ),
    State(
        "draft",
        lambda known: known.batch_status == BatchStatus.DRAFT,
        Tone.WARN,
        say("This lot has not been published yet"),
        say(
            "%(cooperative)s has not published this lot. If the goods are already on sale, please ask the cooperative."
        ),
        tells_batch=False,
    ),
    State(
        "lot-unknown",
        lambda known: known.lot_given and known.batch_status is None,
        Tone.WARN,
        say("This lot number is not registered"),
        say("The product is known, but nobody has declared the lot %(lot)s. Please compare it with the package."),
        tells_batch=False,
    ),
    State(
        "expired",
        lambda known: known.expires_on is not None and known.expires_on < known.today,
        Tone.WARN,
        say("Past its use-by date %(day)s"),
        say("Please do not use it any more. If it is still being sold, tell the shop or the cooperative."),
    ),
    State(
        "withdrawn",
        lambda known: known.withdrawn,
        Tone.INFO,
        say("This product is no longer made"),
        say("What %(cooperative)s declared about it stays here to be read."),
    ),
    State(
        "closed",
        lambda known: known.batch_status == BatchStatus.CLOSED,
        Tone.INFO,
        say("This lot is closed: the cooperative no longer sells it"),
        say("What %(cooperative)s declared about it stays here to be read."),
    ),
    State(
        "product",
        lambda known: not known.lot_given,
        Tone.OK,
        say("Declared by %(cooperative)s"),
        say("This code names the product but no lot: the lot number is printed on the package."),
    ),
    State(
        "undated",
        lambda known: known.batch_status == BatchStatus.ACTIVE and known.expires_on is None,
        Tone.OK,
        say("Declared by %(cooperative)s"),
        say("The lot is registered and not recalled."),
    ),
    State(
        "ok",
        lambda known: known.batch_status == BatchStatus.ACTIVE,
        Tone.OK,
        say("Declared by %(cooperative)s"),
        say("The lot is registered, not recalled and not past its use-by date."),
    ),
)


def verdict(known: Known) -> State:
    return next(state for state in STATES if state.applies(known))


def filled(sentence: Sentence, **values: object) -> Sentence:
    """The same sentence with its places filled; values it has no place for are let go."""
    return Sentence(sentence.msgid, {name: value for name, value in values.items() if f"%({name})s" in sentence.msgid})
