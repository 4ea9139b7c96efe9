"""A link that a cooperative adds to a code, as typed values: https only, checked, and never back to a script."""

import ipaddress
import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, Field

from cooptrace.codes import CodeError, check_elements
from cooptrace.codes.sentences import explain
from cooptrace.errors import Sentence, Wrong, say
from cooptrace.scans.levels import ALLOWED
from cooptrace.scans.link_kinds import LINK_KINDS, LINK_LANGUAGES, MEDIA_TYPES
from cooptrace.web.forms import FormModel, ShortText

_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})")
_IN_ADDRESS = "-._~:/?#[]@!$&'()*+,;=%"


def _https(typed: str) -> str:
    """One spelling, all ASCII. Raises Wrong for other schemes, names, numbers of machines, and hidden letters."""
    address = typed.strip() if "://" in typed else f"https://{typed.strip()}"
    wrong = Wrong(say("This is not the address of a website."))
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError) as problem:
        raise wrong from problem
    if parts.scheme != "https":
        raise Wrong(say("Only protected addresses that begin with https:// can be shown."))
    if not _HOST.fullmatch(host) or parts.username is not None or port not in (None, 443):
        raise wrong
    if not address.isprintable() or "\\" in address or " " in address or _is_number(host):
        raise wrong
    rest = quote(address.partition("://")[2][len(parts.netloc) :], safe=_IN_ADDRESS)
    if len(rest) > 400:
        raise Wrong(say("This address is too long."))
    return f"https://{host}{rest or '/'}"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _one_of(known: Mapping[str, Sentence]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in known:
            raise Wrong(say("Please choose one of these."))
        return value

    return AfterValidator(check)


def _value_of(ai: str, *beside: tuple[str, str]) -> AfterValidator:
    """A value as GS1 allows it for this Application Identifier."""

    def check(typed: str) -> str:
        try:
            check_elements([*beside, (ai, typed)])
        except CodeError as refused:
            raise Wrong(explain(refused)) from refused
        return typed

    return AfterValidator(check)


_GTIN = ("01", "09520001000010")  # qualifiers are checked beside some GTIN, as they never stand alone


class LinkForm(FormModel):
    kind: Annotated[str, _one_of(LINK_KINDS)]
    href: Annotated[str, Field(max_length=500), AfterValidator(_https)]
    title: ShortText
    language: Annotated[str, _one_of(LINK_LANGUAGES)] = ""
    media_type: Annotated[str, _one_of(MEDIA_TYPES)] = "text/html"
    variant: Annotated[str, _value_of("22", _GTIN)] = ""
    serial: Annotated[str, _value_of("21", _GTIN)] = ""
    third_party: Annotated[str, _value_of("235", _GTIN)] = ""
    sscc: Annotated[str, _value_of("00")] | None = None


def clash(details: LinkForm, *, lot: bool) -> tuple[str, Sentence] | None:
    """The field that may not stand beside the others, and why (GS1-Conformant Resolver 2.5.9)."""
    if details.sscc and (not lot or details.variant):
        return "sscc", say("The number of a box leads to one lot: add it on the page of that lot, without a variant.")
    named = (("22", details.variant), ("10", lot), ("21", details.serial), ("235", details.third_party))
    if tuple(ai for ai, given in named if given) in ALLOWED:
        return None
    field = "serial" if details.serial else "third_party"
    return field, say("A single piece is named alone: without variant, lot or another number.")
