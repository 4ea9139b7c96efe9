"""Stamp codes: made and opened, one and many, nothing forged or mistyped is taken; covered codes."""

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.codes import CodeError, check_short_code, grouped
from cooptrace.codes.short_code import ALPHABET, check_symbol
from cooptrace.stamps.codes import KNOWN_SERIAL, REDUNDANCY, SERIALS, NotIssued, StampCodes
from cooptrace.stamps.ff1 import FF1

MASTER = bytes(range(32))
KNOWN = ["7V42TCX3FV6RCPH", "71MG4T0T011369T", "7THRMFPXKRV9TRP", "746C04P314T5TPV"]
KNOWN_PINS = ("82322349", "70106904")


@pytest.fixture(scope="module")
def codes() -> StampCodes:
    return StampCodes("7", MASTER)


serials = st.integers(0, SERIALS - 1)


def test_codes_never_change(codes: StampCodes) -> None:
    """What was printed once must be read for ever: these were made by the first version."""
    assert [codes.code(serial) for serial in (0, 1, 1_000_000, KNOWN_SERIAL)] == KNOWN
    assert (codes.pin(0), codes.pin(1)) == KNOWN_PINS


@given(serials)
def test_a_code_is_opened_to_its_serial(serial: int) -> None:
    codes = StampCodes("7", MASTER)
    code = codes.code(serial)
    assert check_short_code(code) == code
    assert check_short_code(grouped(code).lower()) == code
    assert codes.serial(code) == serial


@given(st.integers(0, SERIALS - 300), st.integers(1, 300))
def test_many_codes_are_the_same_as_one_by_one(first: int, count: int) -> None:
    codes = StampCodes("7", MASTER)
    assert list(codes.codes(first, count)) == [codes.code(first + step) for step in range(count)]


def test_many_codes_go_on_after_a_chunk(codes: StampCodes) -> None:
    made = list(codes.codes(5, 70_000))
    assert (len(made), len(set(made))) == (70_000, 70_000)
    assert (made[0], made[65_536], made[-1]) == (codes.code(5), codes.code(65_541), codes.code(70_004))


@pytest.mark.parametrize("serial", [-1, SERIALS])
def test_a_serial_outside_the_key_is_refused(codes: StampCodes, serial: int) -> None:
    with pytest.raises(ValueError, match="serial"):
        codes.code(serial)
    with pytest.raises(ValueError, match="serials"):
        codes.code_letters(serial, 1)


def test_the_last_serial_can_be_made_by_both_ways(codes: StampCodes) -> None:
    assert list(codes.codes(SERIALS - 1, 1)) == [codes.code(KNOWN_SERIAL)]


def test_random_well_formed_codes_are_refused(codes: StampCodes) -> None:
    rng = random.Random(9)
    for _ in range(20_000):
        body = "7" + "".join(rng.choices(ALPHABET, k=13))
        with pytest.raises(NotIssued):
            codes.serial(body + check_symbol(body))


def test_every_wrong_symbol_and_swap_is_called_mistyped(codes: StampCodes) -> None:
    rng = random.Random(3)
    code = codes.code(rng.randrange(SERIALS))
    wrong = {code[:i] + symbol + code[i + 1 :] for i in range(15) for symbol in ALPHABET}
    wrong |= {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(14)}
    for other in wrong - {code}:
        with pytest.raises(CodeError, match="mistyped"):
            check_short_code(other)


def test_guessing_succeeds_as_often_as_the_arithmetic_says() -> None:
    """The same construction with little redundancy: of random numerals, issued / size are taken."""
    small, rng = FF1(MASTER, radix=23, length=5), random.Random(4)
    issued, tries = 23**2, 200_000
    hits = 0
    for _ in range(tries):
        serial, rest = divmod(small.decrypt(rng.randrange(23**5)), 23**2)
        hits += rest == 0 and serial < issued
    expected = tries * issued / 23**5
    assert abs(hits - expected) < 5 * expected**0.5


def test_another_key_opens_nothing(codes: StampCodes) -> None:
    other = StampCodes("7", bytes(32))
    with pytest.raises(NotIssued):
        other.serial(codes.code(17))
    with pytest.raises(NotIssued):
        StampCodes("8", MASTER).serial(codes.code(17))


def test_many_numerals_are_judged_as_one_by_one(codes: StampCodes) -> None:
    numbers = [codes._cipher.encrypt(17 * REDUNDANCY), codes._cipher.encrypt(17 * REDUNDANCY + 1), 12345]
    left = np.array([number // 23**7 for number in numbers], dtype=np.uint64)
    right = np.array([number % 23**7 for number in numbers], dtype=np.uint64)
    assert codes.are_issued(left, right).tolist() == [True, False, False]


def test_threads_do_not_disturb_each_other(codes: StampCodes) -> None:
    made = [codes.code(serial) for serial in range(2000)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(codes.serial, made)) == list(range(2000))


def test_a_covered_code_is_eight_digits_of_its_own(codes: StampCodes) -> None:
    pins = [codes.pin(serial) for serial in range(1000)]
    assert all(len(pin) == 8 and pin.isdigit() for pin in pins)
    assert len(set(pins)) > 990
    assert codes.is_pin(5, pins[5])
    assert [codes.is_pin(5, other) for other in (pins[6], "", "0" * 8, "１２３４５６７８")] == [False] * 4
