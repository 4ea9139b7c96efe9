"""New passwords: long enough, not guessable, hashed slowly and never many at once."""

import unicodedata
from threading import BoundedSemaphore

import pytest

from cooptrace.errors import Invalid, Unavailable, Wrong
from cooptrace.people import passwords
from cooptrace.people.guessable import COMMON, hard_core
from cooptrace.people.passwords import Rule, check_new, hash_new, is_right, normalised
from cooptrace.text import fold

GOOD = "con trâu đi trước cái cày"
RULE = Rule(about=("Bà Chíu Tài Múi", "+84900000011"))


def test_four_words_are_a_good_password() -> None:
    check_new(GOOD, RULE)
    assert is_right(GOOD, hash_new(GOOD, RULE)) is True


@pytest.mark.parametrize(("length", "rule"), [(14, Rule()), (7, Rule(least=8))])
def test_a_short_password_is_refused(length: int, rule: Rule) -> None:
    with pytest.raises(Invalid) as problem:
        check_new("sóngbiểngióngànxa"[:length], rule)
    assert problem.value.fields["password"].values == {"least": length + 1}


def test_with_a_second_factor_eight_characters_do() -> None:
    check_new("gióbiển7", Rule(least=8))
    assert len("gióbiển7") == 8


@pytest.mark.parametrize(
    "password",
    [
        *("123456789012345", "aaaaaaaaaaaaaaaa", "matkhau123456789", "Mật khẩu 123456!", "quangninhquangninh"),
        *("qwertyuiopasdfghjkl", "abcxabcxabcxabcx", "0900 000 011 000 11", "+84900000011-2026", "Chíu Tài Múi 12345"),
        *("Hợp tác xã Bình Liêu", "zyxwvutsrqponmlk", "! ! ! ! ! ! ! ! !"),
    ],
)
def test_a_guessable_password_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as problem:
        check_new(password, RULE)
    assert problem.value.fields["password"].msgid.startswith("This is easy to guess")


def test_common_words_are_written_as_they_are_compared() -> None:
    assert [word for word in COMMON if fold(word) != word] == []


def test_what_is_left_is_what_a_stranger_does_not_know() -> None:
    assert hard_core("Múi thích sóng biển 2026", about=RULE.about) == "thichsongbien2026"


def test_no_password_is_longer_than_128_characters() -> None:
    assert normalised("ngàn" * 32) == "ngàn" * 32
    with pytest.raises(Wrong):
        normalised("ngàn" * 32 + "!")


def test_another_phone_writes_the_same_letters_differently() -> None:
    assert is_right(normalised(unicodedata.normalize("NFD", GOOD)), hash_new(GOOD, RULE)) is True


def test_a_hash_is_made_by_argon2id_with_19_mib() -> None:
    assert hash_new(GOOD, RULE).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_person_without_a_password_has_none_that_is_right() -> None:
    assert is_right(GOOD, None) is False


def test_more_than_eight_at_once_hear_that_the_service_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(passwords, "_IN_LINE", taken)
    with pytest.raises(Unavailable):
        is_right(GOOD, None)
    assert taken.acquire(blocking=False) is False


def test_a_place_is_given_back_after_every_check() -> None:
    assert [is_right(GOOD, None) for _ in range(9)] == [False] * 9
