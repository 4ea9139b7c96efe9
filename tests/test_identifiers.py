"""Phone numbers and tax codes: fictional ones that keep the rules, and ones that break them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.identifiers import (
    PHONE_DIGITS,
    PHONE_OLD,
    PHONE_SHORT,
    PHONE_UNKNOWN,
    RULES,
    TAX_BRANCH,
    TAX_CHECK,
    TAX_DIGITS,
    TAX_PERSONAL,
    IdentifierError,
    check_phone,
    check_tax_code,
)


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("0900 000 001", "+84900000001"),
        ("+84 900.000.001", "+84900000001"),
        ("0084900000001", "+84900000001"),
        ("84900000001", "+84900000001"),
        ("+84 (0) 900 000 001", "+84900000001"),
        ("0203 3835 678", "+842033835678"),
        ("1900 1234", "+8419001234"),
        ("+1 201-555-0123", "+12015550123"),
    ],
)
def test_check_phone_gives_e164(typed: str, e164: str) -> None:
    assert check_phone(typed) == e164


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("091234567", PHONE_UNKNOWN),
        ("0203835678", PHONE_UNKNOWN),
        ("+999 123 456 789", PHONE_UNKNOWN),
        ("113", PHONE_SHORT),
        ("", PHONE_DIGITS),
        ("0900 OOO 001", PHONE_DIGITS),
        ("０９０００００００１", PHONE_DIGITS),
        ("0900000001 ext 5", PHONE_DIGITS),
    ],
)
def test_check_phone_names_the_broken_rule(typed: str, rule: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        check_phone(typed)
    assert caught.value.rule == rule


@pytest.mark.parametrize(
    ("typed", "old", "new"),
    [("01680000001", "0168", "038"), ("+841280000001", "0128", "078"), ("0199 000 0001", "0199", "059")],
)
def test_check_phone_tells_the_new_prefix_of_an_old_number(typed: str, old: str, new: str) -> None:
    with pytest.raises(IdentifierError, match=f"now they begin with {new}") as caught:
        check_phone(typed)
    assert (caught.value.rule, caught.value.values) == (PHONE_OLD, {"old": old, "new": new})


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("5709990010", "5709990010"),
        ("5709990028", "5709990028"),
        (" 570 999 0035 ", "5709990035"),
        ("5709990010-001", "5709990010-001"),
        ("5709990010001", "5709990010-001"),
        ("0100233488", "0100233488"),
        ("0100112437", "0100112437"),
        ("0312687878-001", "0312687878-001"),
        ("0314409058-002", "0314409058-002"),
        ("0100047516", "0100047516"),
    ],
)
def test_check_tax_code_gives_one_form(typed: str, code: str) -> None:
    assert check_tax_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("5709990011", TAX_CHECK),
        ("0100233480", TAX_CHECK),
        ("5709990010-000", TAX_BRANCH),
        ("022099000001", TAX_PERSONAL),
        ("570999001", TAX_DIGITS),
        ("57099900100011", TAX_DIGITS),
        ("", TAX_DIGITS),
        ("５７０９９９００１０", TAX_DIGITS),
        ("57O9990010", TAX_DIGITS),
    ],
)
def test_check_tax_code_names_the_broken_rule(typed: str, rule: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        check_tax_code(typed)
    assert caught.value.rule == rule


def test_check_tax_code_has_no_valid_code_for_remainder_zero() -> None:
    for digit in "0123456789":
        with pytest.raises(IdentifierError):
            check_tax_code("570999005" + digit)


@given(st.text())
def test_checks_raise_nothing_else(text: str) -> None:
    for check in (check_phone, check_tax_code):
        try:
            assert check(text).isascii()
        except IdentifierError as error:
            assert error.rule in RULES  # noqa: PT017
