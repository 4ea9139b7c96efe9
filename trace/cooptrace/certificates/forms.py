"""What people fill in about a certificate, as typed values."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from cooptrace.certificates.kinds import KINDS
from cooptrace.errors import Wrong, say
from cooptrace.web.forms import Day, FormModel, ShortText, cleaned, parse_decimal


def _kind(key: str) -> str:
    if key not in KINDS:
        raise Wrong(say("Please choose the kind of certificate."))
    return key


class CertificateForm(FormModel):
    kind: Annotated[str, AfterValidator(_kind)]
    # "", or "site-" or "product-" and an id: what the certificate speaks of.
    holder: str = ""
    number: Annotated[str, cleaned(60)] = ""
    issuer: ShortText = ""
    stars: Annotated[int, BeforeValidator(parse_decimal), Field(ge=1, le=5)] | None = None
    issued_on: Day | None = None
    valid_until: Day | None = None
    checked_by: ShortText = ""
    checked_on: Day | None = None
