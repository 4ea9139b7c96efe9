"""Web addresses that are printed must work for ever: one that means to be a GS1 Digital Link has to be a right one."""

import re
from dataclasses import replace
from decimal import Decimal

from cooptrace.codes import CodeError, holds_restricted, parse_digital_link
from cooptrace.codes.sentences import explain
from cooptrace.labels.designs import Design
from cooptrace.labels.problems import LabelError

SMALLEST_LINK_MM = Decimal("0.396")  # General Specifications, table 1 addendum 2: a Digital Link in a QR code
_means_link = re.compile(r"https?://[^?#]*/(?:01|8006|00|414|417)/\d", re.IGNORECASE).match


class AddressCheck:
    """Passes codes on. In a series, where only what follows the last `/` changes, all but that is looked at once."""

    def __init__(self) -> None:
        self._seen = ""

    def __call__(self, code: str) -> str:
        """Raises LabelError on `codes`."""
        fixed = code[: code.rfind("/") + 1]
        if fixed != self._seen or "%" in code:
            check_address(code)
            self._seen = fixed
        return code


def check_address(code: str) -> None:
    """Raises LabelError on `codes` for a Digital Link that breaks the GS1 rules or holds a number of one shop only."""
    if not _means_link(code):
        return
    try:
        link = parse_digital_link(code)
        if holds_restricted(link.ais):
            raise CodeError("restricted", code.find("/01/") + 4)
    except CodeError as refused:
        raise LabelError("codes", explain(refused)) from refused


def for_address(design: Design, code: str) -> Design:
    """The design with modules as wide as the standard wants them for a Digital Link; other addresses have no rule."""
    if design.min_module_mm >= SMALLEST_LINK_MM or not _means_link(code):
        return design
    return replace(design, min_module_mm=SMALLEST_LINK_MM, max_module_mm=max(design.max_module_mm, SMALLEST_LINK_MM))
