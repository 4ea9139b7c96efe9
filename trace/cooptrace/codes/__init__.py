"""Numbers and codes: GS1 Application Identifiers, Digital Links, element strings, check digits, short codes."""

from cooptrace.codes.check_digits import check_digit, check_gln, check_gtin
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.digital_link import CANONICAL_STEM, DigitalLink, parse_digital_link, to_digital_link
from cooptrace.codes.element_string import (
    check_elements,
    parse_bracketed,
    parse_element_string,
    to_bracketed,
    to_element_string,
    to_human_readable,
)
from cooptrace.codes.legacy_link import parse_legacy_digital_link
from cooptrace.codes.prefixes import holds_restricted, is_demo, is_restricted
from cooptrace.codes.short_code import check_short_code, grouped, new_batch_code

__all__ = [
    "CANONICAL_STEM",
    "CodeError",
    "DigitalLink",
    "check_digit",
    "check_elements",
    "check_gln",
    "check_gtin",
    "check_short_code",
    "grouped",
    "holds_restricted",
    "is_demo",
    "is_restricted",
    "new_batch_code",
    "parse_bracketed",
    "parse_digital_link",
    "parse_element_string",
    "parse_legacy_digital_link",
    "to_bracketed",
    "to_digital_link",
    "to_element_string",
    "to_human_readable",
]
