"""Element strings: bracketed and with FNC1, rules and positions of refusals."""

import pytest

from cooptrace.codes import (
    CodeError,
    check_elements,
    parse_bracketed,
    parse_element_string,
    to_bracketed,
    to_element_string,
    to_human_readable,
)
from tests.codes.refusals import refusal_of

GTIN = "09521234567899"
AIS = [("01", GTIN), ("10", "A(1)"), ("3103", "000500"), ("21", "S")]
DATA = f"01{GTIN}10A(1)\x1d310300050021S"


def test_bracketed_and_barcode_data_say_the_same() -> None:
    assert parse_bracketed(rf"(01){GTIN}(10)A\(1)(3103)000500(21)S") == AIS
    assert to_bracketed(AIS) == rf"(01){GTIN}(10)A\(1)(3103)000500(21)S"
    assert to_element_string(AIS) == DATA
    assert to_human_readable(AIS)[0] == f"(01) {GTIN}"


@pytest.mark.parametrize("text", [DATA, "]C1" + DATA, "]Q3" + DATA, "\x1d" + DATA, "^" + DATA.replace("\x1d", "^")])
def test_scanner_data_is_read_in_every_dress(text: str) -> None:
    assert parse_element_string(text) == AIS


def test_fnc1_after_a_fixed_length_and_at_the_end_is_tolerated() -> None:
    assert parse_element_string(f"01{GTIN}\x1d10A\x1d") == [("01", GTIN), ("10", "A")]


@pytest.mark.parametrize(
    ("text", "rule", "position"),
    [
        ("", "bracket", 0),
        ("01)", "bracket", 0),
        (f"(01){GTIN}(10", "bracket", 21),
        (f"(01){GTIN}(10)", "value_too_short", 22),
        (f"(01){GTIN}(1)A", "unknown_ai", 19),
        (f"(01){GTIN}(10)A#B", "invalid_cset82_character", 23),
        (rf"(01){GTIN}(10)A\(#B", "invalid_cset82_character", 25),
        ("(01)0952123456789a", "non_digit_character", 17),
        ("(01)0952123456789９", "non_digit_character", 17),
        (f"(01){GTIN}(17)270230", "illegal_day", 26),
        (f"(01){GTIN}(7007)2701011", "date_too_short", 30),
        (f"(01){GTIN}(10)A(10)B", "repeated_ai", 19),
        ("(10)A", "required_ai", 1),
        (f"(01){GTIN}(37)1", "excluded_ai", 1),
        (f"(01){GTIN}(3100)000001(3101)000001", "excluded_ai", 19),
        ("(253)9521234567899(8030)AAA", "serial_missing", 1),
    ],
)
def test_bracketed_text_is_refused_with_place_and_rule(text: str, rule: str, position: int) -> None:
    refused = refusal_of(parse_bracketed, text)
    assert refused is not None
    assert (refused.rule, refused.position) == (rule, position)


@pytest.mark.parametrize(
    ("text", "rule", "position"),
    [
        ("", "empty", 0),
        ("]C1", "empty", 3),
        ("]C1\x1d", "empty", 4),
        ("]C1" + DATA[:10], "value_too_short", 13),
        (f"]C101{GTIN}\x1d\x1d10A", "unknown_ai", 20),
        (f"01{GTIN}10AAAAAAAAAAAAAAAAAAAAA21S", "value_too_long", 38),
        (f"01{GTIN}99A\x1d0", "unknown_ai", 20),
        ("0" * 9000, "text_too_long", 8192),
    ],
)
def test_barcode_data_is_refused_with_place_and_rule(text: str, rule: str, position: int) -> None:
    refused = refusal_of(parse_element_string, text)
    assert refused is not None
    assert (refused.rule, refused.position) == (rule, position)


def test_own_records_are_checked_with_places_as_in_brackets() -> None:
    ais = [("01", GTIN), ("10", "A((#")]
    with pytest.raises(CodeError) as refused:
        check_elements(ais)
    assert to_bracketed(ais)[refused.value.position] == "#"
    later = [("01", GTIN), ("10", "A((B"), ("21", "#")]
    with pytest.raises(CodeError) as refused:
        check_elements(later)
    assert to_bracketed(later)[refused.value.position] == "#"


def test_refusal_says_everything_in_one_line() -> None:
    with pytest.raises(
        CodeError, match=r"^required ai at position 1 in AI \(10\): needs 01 or 02 or 03 or 8006 or 8026$"
    ):
        parse_bracketed("(10)A")
