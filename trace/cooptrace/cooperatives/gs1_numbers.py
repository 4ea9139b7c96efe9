"""GS1 numbers as people type them into forms: GLN, company prefix; and numbers that are only for demonstration."""

import re
from typing import Annotated

from pydantic import AfterValidator

from cooptrace.codes import check_gln, is_demo
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.prefixes import DEMONSTRATION_PREFIX
from cooptrace.codes.sentences import explain
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Wrong, say

VIETNAM = "893"


def _gln(typed: str) -> str:
    try:
        return check_gln(typed)
    except CodeError as refused:
        raise Wrong(explain(refused)) from refused


def _prefix(typed: str) -> str:
    digits = re.sub(r"[ .-]", "", typed)
    if not re.fullmatch("[0-9]{4,12}", digits):
        raise Wrong(say("A company prefix has 4 to 12 digits. It stands in the letter of the barcode centre."))
    if digits.startswith(("02", "04", "2")):
        raise Wrong(
            say("Numbers that begin like this are for use inside one shop only; products for sale need another.")
        )
    return digits


Gln = Annotated[str, AfterValidator(_gln)]
CompanyPrefix = Annotated[str, AfterValidator(_prefix)]


def refuse_demo_numbers(cooperative: Cooperative, numbers: dict[str, str | None]) -> None:
    """952 is for samples: a real cooperative would print a code that means nothing. Raises Invalid."""
    if cooperative.is_sample:
        return
    wrong = [field for field, number in numbers.items() if number and _is_demo(number)]
    if wrong:
        sentence = say("Numbers that begin with 952 are only for samples. Please type your own number.")
        raise Invalid(dict.fromkeys(wrong, sentence))


def _is_demo(number: str) -> bool:
    return number.startswith(DEMONSTRATION_PREFIX) or (len(number) >= 12 and is_demo(number))
