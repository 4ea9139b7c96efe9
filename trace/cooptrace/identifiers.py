"""Phone numbers and tax codes as people type them, checked and brought to one form. Pure."""

import re

import phonenumbers

PHONE_DIGITS = "Please type a phone number with the digits 0 to 9."
PHONE_OLD = "Numbers that began with %(old)s have had 10 digits since 2018: now they begin with %(new)s."
PHONE_SHORT = "This is a short service number. Please give a number where a person can be reached."
PHONE_UNKNOWN = "This is not a phone number in use. A Vietnamese mobile number has 10 digits and begins with 0."
TAX_DIGITS = "A tax code has 10 digits, or 13 digits for a branch."
TAX_PERSONAL = "This is a personal identity number (12 digits). It must not be entered here; leave the field empty."
TAX_CHECK = "One digit of this tax code is wrong: the check digit does not fit. Please compare it with the certificate."
TAX_BRANCH = "The branch number after the tax code runs from 001 to 999."
RULES = (
    PHONE_DIGITS,
    PHONE_OLD,
    PHONE_SHORT,
    PHONE_UNKNOWN,
    TAX_DIGITS,
    TAX_PERSONAL,
    TAX_CHECK,
    TAX_BRANCH,
)

# The eleven-digit mobile numbers ended in 2018; the seven digits after the prefix stayed.
_NEW_PREFIX = {
    **{f"016{digit}": f"03{digit}" for digit in "23456789"},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


class IdentifierError(ValueError):
    """`rule` is an English sentence to be translated; `values` fill its places."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule % values)
        self.rule = rule
        self.values = values


def check_phone(text: str) -> str:
    """The number in E.164 (`+84…`); Vietnam when no country is given. Raises IdentifierError."""
    typed = re.sub(r"[ .()\u00a0-]", "", text)
    if not re.fullmatch(r"\+?[0-9]{1,20}", typed):
        raise IdentifierError(PHONE_DIGITS)
    national = re.sub(r"^(?:\+84|0084|84(?=[0-9]{9,10}$))0?", "0", typed)
    if len(national) == 11 and (new := _NEW_PREFIX.get(national[:4])):
        raise IdentifierError(PHONE_OLD, old=national[:4], new=new)
    if len(typed) <= 6 and typed.isdigit():
        raise IdentifierError(PHONE_SHORT)
    try:
        number = phonenumbers.parse(national, "VN")
    except phonenumbers.NumberParseException as error:
        raise IdentifierError(PHONE_UNKNOWN) from error
    if not phonenumbers.is_valid_number(number):
        raise IdentifierError(PHONE_UNKNOWN)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_tax_code(text: str) -> str:
    """The tax code (MST) as `0123456789` or, for a branch, `0123456789-001`. Raises IdentifierError.

    Weights and check digit: reference/vietnam.md 6.1; a remainder of 0 has no valid check digit.
    """
    digits = re.sub(r"[ .\u00a0-]", "", text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise IdentifierError(TAX_DIGITS)
    if len(digits) == 12:
        raise IdentifierError(TAX_PERSONAL)
    if len(digits) not in (10, 13):
        raise IdentifierError(TAX_DIGITS)
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, digits[:9], strict=True))
    if 10 - total % 11 != int(digits[9]):
        raise IdentifierError(TAX_CHECK)
    if digits[10:] == "000":
        raise IdentifierError(TAX_BRANCH)
    return f"{digits[:10]}-{digits[10:]}" if digits[10:] else digits
