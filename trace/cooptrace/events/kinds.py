"""The one table of kinds of events. A new kind is one class here: its form, its line in the timeline, its checks and
what the public reads all come from the class."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field

from cooptrace.batches.forms import Quantity, Unit
from cooptrace.errors import Sentence, say
from cooptrace.web.forms import FormModel, LongText, ShortText


@dataclass(frozen=True)
class Input:
    """A field of a kind's form. `choices` makes it chips; `numeric` brings up the digits on a phone."""

    name: str
    label: Sentence
    numeric: bool = False
    choices: tuple[tuple[str, Sentence], ...] = ()


class Amount(FormModel):
    quantity: Quantity | None = None
    unit: Unit = ""


AMOUNT = (
    Input("quantity", say("Amount"), numeric=True),
    Input("unit", say("Unit (kg, box, fish…)")),
)


class EventKind:
    """`shape` marks it in the timeline; `follows` are kinds whose first time may not be later; `side` is where it
    stands to the batch's production day: before, after or any."""

    key: ClassVar[str]
    name: ClassVar[Sentence]
    shape: ClassVar[str]
    Fields: ClassVar[type[FormModel]]
    inputs: ClassVar[tuple[Input, ...]]
    follows: ClassVar[tuple[str, ...]] = ()
    side: ClassVar[str] = "any"
    example: ClassVar[Mapping[str, str]]

    @classmethod
    def facts(cls, details: FormModel) -> tuple[str | Sentence, ...]:
        """What the details add to the name, in the order it is read."""
        if isinstance(details, Amount) and details.quantity is not None:
            return (_amount(details),)
        return ()

    @classmethod
    def sentence(cls, details: FormModel) -> Sentence:
        """The line of the timeline."""
        line = cls.name
        for fact in cls.facts(details):
            line = say("%(line)s · %(fact)s", line=line, fact=fact)
        return line

    @classmethod
    def restored(cls, details: Mapping[str, Any]) -> FormModel:
        """The fields from a row: numbers are stored with a point, whatever people type."""
        numbers = {
            item.name: Decimal(details[item.name]) for item in cls.inputs if item.numeric and item.name in details
        }
        return cls.Fields.model_validate({**details, **numbers})

    @classmethod
    def guess(cls, *, quantity: str, unit: str) -> dict[str, str]:
        """What can be filled in from the batch."""
        return {}


class Sow(EventKind):
    class Fields(Amount):
        variety: ShortText = ""

    key = "sow"
    name = say("Sowing, planting or stocking")
    shape = "ring"
    inputs = (Input("variety", say("Variety or breed")), *AMOUNT)
    side = "before"
    example = {"variety": "Dong riềng đỏ", "quantity": "200", "unit": "kg"}

    @classmethod
    def facts(cls, details: FormModel) -> tuple[str | Sentence, ...]:
        variety = getattr(details, "variety", "")
        return (*((variety,) if variety else ()), *super().facts(details))


class Harvest(EventKind):
    key = "harvest"
    name = say("Harvest or catch")
    shape = "disc"
    Fields = Amount
    inputs = AMOUNT
    follows = ("sow",)
    side = "before"
    example = {"quantity": "420", "unit": "kg"}


class Process(EventKind):
    class Fields(FormModel):
        work: LongText = ""

    key = "process"
    name = say("Processing")
    shape = "diamond"
    inputs = (Input("work", say("What was done (drying, slicing, smoking…)")),)
    follows = ("sow", "harvest")
    example = {"work": "Tráng và phơi miến"}

    @classmethod
    def facts(cls, details: FormModel) -> tuple[str | Sentence, ...]:
        work = getattr(details, "work", "")
        return (work,) if work else ()


class Pack(EventKind):
    key = "pack"
    name = say("Packing and labelling")
    shape = "square"
    Fields = Amount
    inputs = AMOUNT
    follows = ("sow", "harvest", "process")
    side = "after"
    example = {"quantity": "400", "unit": "hộp"}

    @classmethod
    def restored(cls, details: Mapping[str, Any]) -> FormModel:
        """The fields from a row: numbers are stored with a point, whatever people type."""
        numbers = {
            item.name: Decimal(details[item.name]) for item in cls.inputs if item.numeric and item.name in details
        }
        return cls.Fields.model_validate({**details, **numbers})

    @classmethod
    def guess(cls, *, quantity: str, unit: str) -> dict[str, str]:
        return {"quantity": quantity, "unit": unit}


class Ship(EventKind):
    """To whom is never public: that is written down as an output of the batch."""

    class Fields(Amount):
        transport: ShortText = ""

    key = "ship"
    name = say("Shipping")
    shape = "triangle"
    inputs = (*AMOUNT, Input("transport", say("Means of transport")))
    follows = ("sow", "harvest", "process", "pack")
    side = "after"
    example = {"quantity": "200", "unit": "hộp", "transport": "Xe lạnh"}

    @classmethod
    def facts(cls, details: FormModel) -> tuple[str | Sentence, ...]:
        transport = getattr(details, "transport", "")
        return (*super().facts(details), *((transport,) if transport else ()))


class Wrong(StrEnum):
    DID_NOT_OCCUR = "did-not-occur"
    WRONG_DATA = "wrong-data"


WRONGS: tuple[tuple[str, Sentence], ...] = (
    (Wrong.DID_NOT_OCCUR, say("It did not happen")),
    (Wrong.WRONG_DATA, say("It happened, but something is written wrong")),
)


class Correct(EventKind):
    """Takes back an earlier event, which stays in the records."""

    class Fields(FormModel):
        wrong: Wrong
        reason: Annotated[LongText, Field(min_length=1)]

    key = "correct"
    name = say("Correction")
    shape = "cross"
    inputs = (Input("wrong", say("What is wrong?"), choices=WRONGS), Input("reason", say("Why?")))
    example = {"wrong": Wrong.DID_NOT_OCCUR, "reason": "Ghi nhầm lô"}

    @classmethod
    def facts(cls, details: FormModel) -> tuple[str | Sentence, ...]:
        return (dict(WRONGS)[getattr(details, "wrong", "")], str(getattr(details, "reason", "")))


KINDS: dict[str, type[EventKind]] = {kind.key: kind for kind in (Sow, Harvest, Process, Pack, Ship, Correct)}
# Those that are recorded by their own button; a correction begins at the event it takes back.
RECORDED: tuple[type[EventKind], ...] = tuple(kind for kind in KINDS.values() if kind is not Correct)


def _amount(details: Amount) -> Sentence:
    return say("%(number)s %(unit)s", number=_number(details.quantity or Decimal(0)), unit=details.unit)


def _number(number: Decimal) -> Sentence | str:
    """A number whose decimal sign depends on the reader's language."""
    whole, _, part = f"{number.normalize():f}".partition(".")
    return say("%(whole)s.%(part)s", whole=whole, part=part) if part else whole
