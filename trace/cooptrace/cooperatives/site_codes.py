"""Codes of growing areas, packing houses, ponds and boats. Forms differ by province and year: only a hint. Pure."""

import re

from cooptrace.cooperatives.kinds import SiteKind
from cooptrace.errors import Sentence, say

_USUAL = {
    SiteKind.GROWING_AREA: (r"VN-?[A-Z]{2,4}OR-?\d{3,5}", "VN-QNOR-9001"),
    SiteKind.PACKING_HOUSE: (r"VN-?[A-Z]{2,4}PH-?\d{3,5}", "VN-QNPH-901"),
    SiteKind.FARMING_AREA: (r"\d{2}-?\d{2}-?\d{4}-?\d{3}|[A-ZĐ]{2,6}-?\d{2,6}", "22-02-9002-001"),
    SiteKind.BOAT: (r"[A-Z]{2,4}-?\d{4,5}-?TS", "QN-99009-TS"),
}


def hint(kind: str, code: str) -> Sentence | None:
    """A sentence when the code does not look like others of its kind."""
    pattern, usual = _USUAL.get(SiteKind(kind), ("", "")) if kind in list(SiteKind) else ("", "")
    if not code or not pattern or re.fullmatch(pattern, code.strip().upper()):
        return None
    return say("The code %(code)s looks unusual; most look like %(usual)s. Please compare it.", code=code, usual=usual)
