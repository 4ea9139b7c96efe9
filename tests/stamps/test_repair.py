"""What people and Vietnamese keyboards make of a code, read back."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.codes import grouped
from cooptrace.stamps.codes import SERIALS, StampCodes
from cooptrace.stamps.repair import MOST_READINGS, readings

CODES = StampCodes("7", bytes(range(32)))
# How Telex (Unikey) writes a tone or mark key after a vowel.
TELEX = {"S": "\u0301", "F": "\u0300", "R": "\u0309", "X": "\u0303", "J": "\u0323", "O": "\u0302"}
VNI = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323", "6": "\u0302", "7": "\u031b"}


def typed_by(keyboard: dict[str, str], text: str) -> str:
    """The text as a keyboard leaves it: the key after an O or I becomes its mark, once a vowel."""
    out, marked = "", False
    for key in text:
        if key in keyboard and not marked and out and out[-1] in "OI" and (out[-1] == "O" or key not in "O67"):
            out, marked = out + keyboard[key], True
        else:
            out, marked = out + key, False
    return out


def with_symbols(*wanted: str) -> str:
    return next(code for serial in range(200_000) if any(part in (code := CODES.code(serial)) for part in wanted))


@pytest.mark.parametrize("following", ["F", "R", "X", "J"])
def test_telex_swallowed_a_letter_after_a_zero_typed_as_o(following: str) -> None:
    code = with_symbols("0" + following)
    typed = code.replace("0" + following, "O" + TELEX[following], 1)
    assert len(typed) == 15
    assert code in readings(typed)


@pytest.mark.parametrize("following", list("1234567"))
def test_vni_swallowed_a_digit_after_a_zero_typed_as_o(following: str) -> None:
    code = with_symbols("0" + following)
    assert code in readings(code.replace("0" + following, "O" + VNI[following], 1).lower())


def test_telex_made_one_letter_of_two_zeros() -> None:
    code = with_symbols("00")
    assert code in readings(code.replace("00", "Ô", 1))


def test_an_undone_third_o_is_put_back() -> None:
    code = with_symbols("000")
    assert code in readings(code.replace("000", "OO", 1))


@given(st.integers(0, SERIALS - 1), st.sampled_from([TELEX, VNI]))
def test_what_a_keyboard_rewrote_is_opened_to_the_same_stamp(serial: int, keyboard: dict[str, str]) -> None:
    code = CODES.code(serial)
    typed = typed_by(keyboard, code.replace("0", "O").replace("1", "I"))
    marks = sum(typed.count(mark) for mark in keyboard.values())
    found = readings(typed)
    assert len(found) <= MOST_READINGS
    if marks <= 2:
        assert code in found


def test_a_good_code_is_read_as_it_is() -> None:
    code = CODES.code(99)
    assert readings(grouped(code).lower()) == [code]
    assert readings(code.replace("0", "O").replace("1", "l").replace("5", "s")) == [code]


@pytest.mark.parametrize("typed", ["", "7", "Ố" * 15, "ôôôôôôôôôôôô", "x" * 300, "不是编号"])
def test_what_cannot_be_a_code_gives_no_reading(typed: str) -> None:
    assert readings(typed) == []


@given(st.text(max_size=80))
def test_any_text_is_read_without_trouble(typed: str) -> None:
    assert len(readings(typed)) <= MOST_READINGS


def test_wrong_codes_are_seldom_read_as_others() -> None:
    """A mistyped symbol is not repaired into another code: nothing was swallowed."""
    rng = random.Random(5)
    for _ in range(200):
        code = CODES.code(rng.randrange(SERIALS))
        place = rng.randrange(15)
        other = rng.choice([symbol for symbol in "CFGHJKMNPRTVX23469" if symbol != code[place]])
        assert readings(code[:place] + other + code[place + 1 :]) == []
