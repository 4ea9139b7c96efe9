"""Numbers and codes: GS1 Application Identifiers, Digital Links, element strings, check digits, short codes."""

from cooptrace.codes.check_digits import check_digit, check_gln, check_gtin
from cooptrace.codes.code_error import CodeError
from cooptrace.codes.prefixes import is_demo, is_restricted
from cooptrace.codes.short_code import check_short_code, grouped, new_batch_code

__all__ = [
    "CodeError",
    "check_digit",
    "check_gln",
    "check_gtin",
    "check_short_code",
    "grouped",
    "is_demo",
    "is_restricted",
    "new_batch_code",
]
