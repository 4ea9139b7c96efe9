"""FF1: the sample vectors of NIST SP 800-38G, and the same permutation for many numerals at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.stamps.ff1 import FF1
from cooptrace.stamps.ff1_many import ManyFF1

AES_128 = "2B7E151628AED2A6ABF7158809CF4F3C"
AES_192 = "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F"
AES_256 = "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94"
TEN, THIRTY_SIX = "39383736353433323130", "3737373770717273373737"
DIGITS, LETTERS = "0123456789", "0123456789abcdefghi"
# key, radix, tweak, plaintext, ciphertext: samples 1 to 9
SAMPLES = [
    (AES_128, 10, "", DIGITS, "2433477484"),
    (AES_128, 10, TEN, DIGITS, "6124200773"),
    (AES_128, 36, THIRTY_SIX, LETTERS, "a9tv40mll9kdu509eum"),
    (AES_192, 10, "", DIGITS, "2830668132"),
    (AES_192, 10, TEN, DIGITS, "2496655549"),
    (AES_192, 36, THIRTY_SIX, LETTERS, "xbj3kv35jrawxv32ysr"),
    (AES_256, 10, "", DIGITS, "6657667009"),
    (AES_256, 10, TEN, DIGITS, "1001623463"),
    (AES_256, 36, THIRTY_SIX, LETTERS, "xs8a0azh2avyalyzuwd"),
]
KEY = bytes(range(32))
LEFT, RIGHT = 23**6, 23**7


@pytest.mark.parametrize(("key", "radix", "tweak", "plain", "cipher"), SAMPLES)
def test_the_nist_samples_come_out(key: str, radix: int, tweak: str, plain: str, cipher: str) -> None:
    one = FF1(bytes.fromhex(key), radix=radix, length=len(plain), tweak=bytes.fromhex(tweak))
    assert one.encrypt(int(plain, radix)) == int(cipher, radix)
    assert one.decrypt(int(cipher, radix)) == int(plain, radix)


@given(st.lists(st.integers(0, LEFT * RIGHT - 1), min_size=1, max_size=20))
def test_many_at_once_are_the_same_permutation(numbers: list[int]) -> None:
    one = FF1(KEY, radix=23, length=13, tweak=b"stamp17")
    many = ManyFF1(KEY, radix=23, length=13, tweak=b"stamp17")
    left = np.array([number // RIGHT for number in numbers], dtype=np.uint64)
    right = np.array([number % RIGHT for number in numbers], dtype=np.uint64)
    made_left, made_right = many.encrypt(left, right)
    made = [int(a) * RIGHT + int(b) for a, b in zip(made_left, made_right, strict=True)]
    assert made == [one.encrypt(number) for number in numbers]
    back_left, back_right = many.decrypt(made_left, made_right)
    assert (back_left.tolist(), back_right.tolist()) == (left.tolist(), right.tolist())


@given(st.integers(1, 40), st.integers(0, 10**8 - 1))
def test_a_tweak_of_any_length_can_be_undone(tweak_bytes: int, number: int) -> None:
    one = FF1(KEY, radix=10, length=8, tweak=b"t" * tweak_bytes)
    assert one.decrypt(one.encrypt(number)) == number


def test_a_long_numeral_takes_more_than_one_block_of_mixing() -> None:
    one = FF1(KEY, radix=36, length=60)
    number = 36**60 - 12345
    assert one.decrypt(one.encrypt(number)) == number
    assert one.encrypt(number) < 36**60


def test_a_domain_too_small_to_hide_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="a million numerals"):
        FF1(KEY, radix=10, length=5)
    assert FF1(KEY, radix=10, length=6).encrypt(0) < 10**6


@pytest.mark.parametrize(("length", "tweak"), [(15, b"1234567"), (13, b"x" * 12)])
def test_halves_that_do_not_fit_one_block_are_refused(length: int, tweak: bytes) -> None:
    with pytest.raises(ValueError, match="one AES block"):
        ManyFF1(KEY, radix=23, length=length, tweak=tweak)
