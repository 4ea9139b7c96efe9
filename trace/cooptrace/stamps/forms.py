"""What people fill in about stamps, as typed values."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from cooptrace.errors import Wrong, say
from cooptrace.stamps.rules import FOUR_EYES_LEAST, FOUR_EYES_MOST, MOST_STAMPS, VOID_REASONS
from cooptrace.web.formats import number_text
from cooptrace.web.forms import Day, FormModel, LongText, Note, ShortText


def _whole_number(value: object) -> object:
    """1.000 and 1,000 and 1 000 are a thousand stamps: there are no parts of one."""
    if not isinstance(value, str):
        return value
    digits = value.strip().replace(".", "").replace(",", "").replace(" ", "")
    if not digits.isascii() or not digits.isdigit():
        raise Wrong(say("Please write a whole number."))
    return int(digits[:18])


def _at_most(value: int) -> int:
    if not 1 <= value <= MOST_STAMPS:
        raise Wrong(say("An order is 1 to %(most)s stamps.", most=number_text(MOST_STAMPS, "vi")))
    return value


def _within_limits(value: int) -> int:
    if not FOUR_EYES_LEAST <= value <= FOUR_EYES_MOST:
        least, most = number_text(FOUR_EYES_LEAST, "vi"), number_text(FOUR_EYES_MOST, "vi")
        raise Wrong(say("Please choose a number from %(least)s to %(most)s.", least=least, most=most))
    return value


def _known_reason(value: str) -> str:
    if value not in VOID_REASONS:
        raise Wrong(say("Please choose a reason."))
    return value


StampCount = Annotated[int, BeforeValidator(_whole_number), AfterValidator(_at_most)]
Limit = Annotated[int, BeforeValidator(_whole_number), AfterValidator(_within_limits)]
TypedCode = Annotated[str, Field(max_length=300)]
Reason = Annotated[str, AfterValidator(_known_reason)]


class OrderForm(FormModel):
    count: StampCount
    # All in one roll when it is left empty.
    per_roll: StampCount | None = None
    product_id: str | None = None
    print_shop: ShortText = ""
    covered: bool = False
    note: Note = ""


class StretchForm(FormModel):
    """Two stamps of one roll; the last one may be left out when it is about a single stamp."""

    first: TypedCode
    last: TypedCode | None = None


class ActivationForm(StretchForm):
    last: TypedCode
    batch_id: str


class VoidForm(StretchForm):
    reason: Reason
    note: LongText = ""
    replace: bool = False


class PlaceForm(FormModel):
    """Degrees as a browser writes them; kept no finer than a tenth."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class CloseCaseForm(FormModel):
    outcome: str
    note: Note = ""


class LeakForm(FormModel):
    since: Day


class LimitForm(FormModel):
    above: Limit
