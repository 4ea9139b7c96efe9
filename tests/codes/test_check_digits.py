"""Typed-in GTINs and GLNs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.codes import CodeError, check_digit, check_gln, check_gtin, is_demo, is_restricted


@pytest.mark.parametrize(
    ("typed", "gtin14"),
    [
        ("9521234567899", "09521234567899"),
        ("  952 1234 567899 ", "09521234567899"),
        ("19521234567896", "19521234567896"),
        ("614141007349", "00614141007349"),
        ("95201238", "00000095201238"),
    ],
)
def test_gtin_of_any_length_becomes_gtin14(typed: str, gtin14: str) -> None:
    assert check_gtin(typed) == gtin14


@pytest.mark.parametrize(
    ("typed", "rule", "position"),
    [
        ("9521234567898", "incorrect_check_digit", 12),
        (" 9521234567898 ", "incorrect_check_digit", 13),
        ("952123456789", "incorrect_check_digit", 11),
        ("95212345678991", "incorrect_check_digit", 13),
        ("952123456", "length", 0),
        ("", "length", 0),
        ("9" * 65, "length", 64),
        ("952-1234567899", "non_digit_character", 3),
        ("952123456789９", "non_digit_character", 12),
        ("٩521234567899", "non_digit_character", 0),
        ("2001234567893", "restricted", 0),
        (" 0201234567899", "restricted", 1),
        ("0401234567893", "restricted", 0),
        ("21234569", "restricted", 0),
        ("01234565", "restricted", 0),
    ],
)
def test_gtin_is_refused_with_place_and_rule(typed: str, rule: str, position: int) -> None:
    with pytest.raises(CodeError) as refused:
        check_gtin(typed)
    assert (refused.value.rule, refused.value.position) == (rule, position)


def test_gln_keeps_its_digits() -> None:
    assert check_gln("952 1234 567899") == "9521234567899"


def test_gln_of_eight_digits_is_refused() -> None:
    with pytest.raises(CodeError, match="length at position 0: 8 digits, not 13"):
        check_gln("95201238")


def test_demo_prefix_is_seen_behind_the_indicator() -> None:
    assert is_demo("09521234567899")
    assert is_demo("19521234567896")
    assert not is_demo("08931234567897")


@given(st.text("0123456789", min_size=7, max_size=17))
def test_check_digit_is_the_only_one_that_fits(body: str) -> None:
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body)))
    assert (total + int(check_digit(body))) % 10 == 0


@given(st.text("0123456789", min_size=12, max_size=12), st.text("123456789", min_size=1, max_size=1))
def test_indicator_digit_does_not_change_who_issued_it(body: str, indicator: str) -> None:
    assert is_restricted(indicator + body + "0") == is_restricted("0" + body + "0")
