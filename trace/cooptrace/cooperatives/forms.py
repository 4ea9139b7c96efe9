"""What people fill in about cooperatives, producers and sites, as typed values."""

from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from cooptrace.cooperatives.colours import check_colour
from cooptrace.cooperatives.gs1_numbers import CompanyPrefix, Gln
from cooptrace.cooperatives.kinds import CooperativeKind, SiteKind
from cooptrace.cooperatives.lot_pattern import check_lot_pattern
from cooptrace.errors import Wrong, say
from cooptrace.web.forms import FormModel, LongText, Note, Number, Phone, ShortText, TaxCode, cleaned


def _website(typed: str) -> str:
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise Wrong(say("This is not the address of a website.")) from problem
    if parts.scheme != "https":
        raise Wrong(say("Only protected addresses that begin with https:// can be shown."))
    if "." not in host or parts.username is not None or port not in (None, 443) or not address.isprintable():
        raise Wrong(say("This is not the address of a website."))
    return address


Website = Annotated[str, cleaned(190), AfterValidator(_website)]
ColourKey = Annotated[str, AfterValidator(check_colour)]
LotPattern = Annotated[str, cleaned(60), AfterValidator(check_lot_pattern)]


class CooperativeForm(FormModel):
    kind: CooperativeKind
    name: ShortText
    address: LongText
    old_address: LongText = ""
    tax_code: TaxCode | None = None
    registration_number: Annotated[str, cleaned(60)] = ""
    gs1_prefix: CompanyPrefix | None = None
    gln: Gln | None = None
    representative: ShortText = ""
    phone: Phone | None = None
    phone_is_public: bool = False
    website: Website = ""
    lot_pattern: LotPattern = ""
    colour: ColourKey = ""
    consent: bool = False


class ProducerForm(FormModel):
    name: ShortText
    phone: Phone | None = None
    hamlet: ShortText = ""
    story: Note = ""
    consent: bool = False


class SiteForm(FormModel):
    kind: SiteKind
    name: ShortText
    code: Annotated[str, cleaned(40)] = ""
    gln: Gln | None = None
    producer_id: str | None = None
    latitude: Annotated[Number, Field(ge=Decimal("8"), le=Decimal("24"))] | None = None
    longitude: Annotated[Number, Field(ge=Decimal("102"), le=Decimal("115"))] | None = None
