"""GTINs of products: as typed, as kept (14 digits), as people know them, and what is unusual about one. Pure."""

from typing import Annotated

from pydantic import AfterValidator

from cooptrace.codes import check_gtin
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.sentences import explain
from cooptrace.cooperatives.gs1_numbers import VIETNAM
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Sentence, Wrong, say


def _gtin(typed: str) -> str:
    try:
        return check_gtin(typed)
    except CodeError as refused:
        if refused.rule == "length":
            raise Wrong(say("A GTIN has 13 digits, or 8, 12 or 14. Please type all of them.")) from refused
        raise Wrong(explain(refused)) from refused


Gtin = Annotated[str, AfterValidator(_gtin)]


def gtin_text(gtin: str | None) -> str:
    """As it stands under a barcode: 8, 13 or 14 digits."""
    if not gtin:
        return ""
    if gtin.startswith("000000"):
        return gtin[6:]
    return gtin.removeprefix("0")


def hint(gtin: str | None, cooperative: Cooperative) -> Sentence | None:
    """A sentence when the number may be somebody else's. Such numbers are kept: goods are packed for others too."""
    if not gtin:
        return None
    prefix = cooperative.gs1_prefix
    if prefix and not gtin[1:].startswith(prefix):
        return say("This number does not begin with your company prefix %(prefix)s. Is it yours?", prefix=prefix)
    if not prefix and not cooperative.is_sample and not gtin[1:].startswith(VIETNAM):
        return say("This number was not issued in Vietnam (893). Is it yours?")
    return None
