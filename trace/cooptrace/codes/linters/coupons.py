"""North American coupon codes in AI 8110 and AI 8112: digits read left to right, each field announced by its length."""

from cooptrace.codes.code_error import CodeError
from cooptrace.codes.linters.character_sets import csetnumeric
from cooptrace.codes.linters.dates import yymmdd

NO_COMPANY_PREFIX = "9"


class _Digits:
    """What is left of a coupon code; every refusal names the field and its place."""

    def __init__(self, value: str) -> None:
        csetnumeric(value)
        self.value = value
        self.position = 0

    def next_is(self, digit: str) -> bool:
        """Steps over `digit`, which announces an optional field."""
        if self.value[self.position : self.position + 1] != digit:
            return False
        self.position += 1
        return True

    def one_of(self, allowed: str, *, field: str, wrong: str = "") -> str:
        if self.position == len(self.value):
            raise CodeError(f"coupon_missing_{field}", length=len(self.value))
        digit = self.value[self.position]
        if digit not in allowed:
            raise CodeError(wrong or f"coupon_invalid_{field}", self.position)
        self.position += 1
        return digit

    def length_of(self, allowed: str, *, field: str) -> str:
        return self.one_of(allowed, field=f"{field}_vli", wrong=f"coupon_invalid_{field}_length")

    def several(self, count: int, *, rule: str) -> str:
        part = self.value[self.position : self.position + count]
        if not part and count:
            raise CodeError(rule, length=len(self.value))
        if len(part) < count:
            raise CodeError(rule, self.position, length=len(part))
        self.position += count
        return part

    def measured(self, allowed: str, *, field: str, plus: int) -> None:
        length = int(self.length_of(allowed, field=field)) + plus
        self.several(length, rule=f"coupon_truncated_{field}")

    def end(self) -> None:
        if self.position < len(self.value):
            raise CodeError("coupon_excess_data", self.position, length=len(self.value) - self.position)


def couponposoffer(value: str) -> None:
    """AI 8112: format, funder, offer code and serial number."""
    digits = _Digits(value)
    digits.one_of("01", field="format_code")
    digits.measured("0123456", field="funder", plus=6)
    digits.several(6, rule="coupon_truncated_offer_code")
    digits.measured("0123456789", field="serial_number", plus=6)
    digits.end()


def couponcode(value: str) -> None:
    """AI 8110: company, offer, saving, what must be bought, then optional fields in order of their first digit."""
    digits = _Digits(value)
    digits.measured("0123456", field="gcp", plus=6)
    digits.several(6, rule="coupon_truncated_offer_code")
    digits.measured("12345", field="save_value", plus=0)
    _purchase(digits, which="1st")
    if digits.next_is("1"):
        digits.one_of("0123", field="additional_purchase_rules_code")
        _purchase(digits, which="2nd")
        _other_company(digits, which="2nd")
    if digits.next_is("2"):
        _purchase(digits, which="3rd")
        _other_company(digits, which="3rd")
    _validity(digits)
    if digits.next_is("5"):
        digits.measured("0123456789", field="serial_number", plus=6)
    if digits.next_is("6"):
        digits.measured("1234567", field="retailer_gcp_or_gln", plus=6)
    if digits.next_is("9"):
        digits.one_of("01256", field="save_value_code")
        digits.one_of("012", field="save_value_applies_to_item")
        digits.one_of("0123456789", field="store_coupon_flag")
        digits.one_of("01", field="dont_multiply_flag")
    digits.end()


def _purchase(digits: _Digits, *, which: str) -> None:
    digits.measured("12345", field=f"{which}_purchase_requirement", plus=0)
    digits.one_of("012349", field=f"{which}_purchase_requirement_code")
    digits.several(3, rule=f"coupon_truncated_{which}_purchase_family_code")


def _other_company(digits: _Digits, *, which: str) -> None:
    field = f"{which}_purchase_gcp"
    length = digits.length_of("0123456" + NO_COMPANY_PREFIX, field=field)
    if length != NO_COMPANY_PREFIX:
        digits.several(int(length) + 6, rule=f"coupon_truncated_{field}")


def _validity(digits: _Digits) -> None:
    expires = ""
    if digits.next_is("3"):
        expires = _date(digits, field="expiration_date")
    if digits.next_is("4"):
        starts = _date(digits, field="start_date")
        if expires and starts > expires:
            raise CodeError("coupon_expiration_before_start", digits.position - 14, length=14)


def _date(digits: _Digits, *, field: str) -> str:
    date = digits.several(6, rule=f"coupon_too_short_for_{field}")
    try:
        yymmdd(date)
    except CodeError:
        raise CodeError(f"coupon_invalid_{field}", digits.position - 6, length=6) from None
    return date
