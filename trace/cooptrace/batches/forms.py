"""What people fill in about a batch, as typed values."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from cooptrace.batches.lot_codes import check_lot
from cooptrace.errors import Wrong, say
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Day, FormModel, LongText, Note, Number, ShortText, cleaned


def _three_places(number: Decimal) -> Decimal:
    if number != round(number, 3):
        raise Wrong(say("At most three digits after the comma."))
    return number


def _thousands(typed: object) -> object:
    """1.200 is one thousand two hundred to whoever writes it here."""
    if isinstance(typed, str) and re.fullmatch(r"\s*[1-9]\d{0,2}(\.\d{3})+\s*", typed):
        return typed.replace(".", "")
    return typed


Lot = Annotated[str, AfterValidator(check_lot)]
Quantity = Annotated[Number, BeforeValidator(_thousands), Field(gt=0, lt=1_000_000_000), AfterValidator(_three_places)]
Unit = Annotated[str, cleaned(12)]
Code = Annotated[str, cleaned(40)]
Id = Annotated[str, Field(max_length=16)]


class When(StrEnum):
    """The chips for a day, for those who do not want a calendar."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    OTHER = "other"


class BatchForm(FormModel):
    # Empty: the next one of the cooperative's pattern.
    lot: Lot | None = None
    when: When = When.OTHER
    produced_on: Day
    harvested_on: Day | None = None
    packed_on: Day | None = None
    # Empty: from the product's shelf life.
    expires_on: Day | None = None
    no_expiry: bool = False
    quantity: Quantity
    quantity_unit: Unit
    site_id: Id | None = None
    producer_id: Id | None = None
    note: Note = ""

    @model_validator(mode="before")
    @classmethod
    def _day_of_the_chip(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        chosen = {When.TODAY: local_today(), When.YESTERDAY: local_today() - timedelta(days=1)}.get(
            data.get("when", "")
        )
        return {**data, "produced_on": chosen} if chosen else data


class NewBatchForm(BatchForm):
    """Also knows which dates were guessed for which production day."""

    guessed_on: Day | None = None
    harvested_guess: Day | None = None
    packed_guess: Day | None = None

    def settled(self) -> Self:
        """Guessed dates that nobody touched keep their distance when another production day was chosen."""
        moved = self.produced_on - self.guessed_on if self.guessed_on else timedelta(0)

        def follow(day: date | None, guess: date | None) -> date | None:
            return day + moved if day and day == guess else day

        return self.model_copy(
            update={
                "harvested_on": follow(self.harvested_on, self.harvested_guess),
                "packed_on": follow(self.packed_on, self.packed_guess),
            }
        )


class CorrectionForm(BatchForm):
    """A change after labels were printed."""

    reason: LongText = ""


class RecallForm(FormModel):
    lot: ShortText
    reason: Note
    advice: Note
    contact: ShortText


class InputForm(FormModel):
    """One step back: a batch of one's own, or what a supplier delivered."""

    source_batch_id: Id | None = None
    supplier_name: ShortText = ""
    supplier_address: LongText = ""
    supplier_code: Code = ""
    goods: ShortText = ""
    lot: Code = ""
    quantity: Quantity | None = None
    quantity_unit: Unit = ""
    received_on: Day | None = None
    place: LongText = ""


class OutputForm(FormModel):
    """One step forward: who received how much."""

    customer_name: ShortText
    customer_address: LongText = ""
    customer_code: Code = ""
    quantity: Quantity
    quantity_unit: Unit
    delivered_on: Day
    place: LongText = ""
