"""How a certificate stands on a day: valid, running out (60, 30 and 7 days before), run out, not yet begun. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cooptrace.certificates.models import Certificate
from cooptrace.errors import Sentence, say

WARNING_DAYS = (7, 30, 60)


class Validity(StrEnum):
    VALID = "ok"
    SOON = "warn"
    EXPIRED = "stop"
    NOT_YET = "info"


@dataclass(frozen=True)
class Standing:
    """`validity` is also the kind of mark it is shown with."""

    validity: Validity
    words: Sentence
    # 7, 30 or 60: the nearest warning that has been reached.
    warning_days: int | None = None


def standing(certificate: Certificate, today: date) -> Standing:
    if certificate.issued_on and certificate.issued_on > today:
        return Standing(Validity.NOT_YET, say("not valid yet"))
    if certificate.valid_until is None:
        return Standing(Validity.VALID, say("valid"))
    left = (certificate.valid_until - today).days
    if left < 0:
        return Standing(Validity.EXPIRED, say("expired"))
    reached = next((days for days in WARNING_DAYS if left <= days), None)
    if reached is None:
        return Standing(Validity.VALID, say("valid"))
    words = say("ends today") if left == 0 else say("%(days)s days left", days=left)
    return Standing(Validity.SOON, words, reached)
