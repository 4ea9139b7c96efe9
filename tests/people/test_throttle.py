"""How often somebody may try."""

import pytest

from cooptrace.errors import TooMany
from cooptrace.people.throttle import Throttle, neighbourhood


@pytest.fixture
def throttle() -> Throttle:
    return Throttle()


def tries(throttle: Throttle, number: int, *, account: str = "", address: str = "") -> int:
    """How many of so many tries are let through."""
    passed = 0
    for count in range(number):
        try:
            throttle.count_try(account or f"account {count}", address or f"10.0.{count % 250}.{count // 250}")
        except TooMany:
            continue
        passed += 1
    return passed


def test_an_account_has_ten_tries(throttle: Throttle) -> None:
    assert tries(throttle, 15, account="a") == 10


def test_other_accounts_are_not_held_up(throttle: Throttle) -> None:
    tries(throttle, 15, account="a")
    assert tries(throttle, 1, account="b") == 1


def test_one_neighbourhood_has_ninety_tries(throttle: Throttle) -> None:
    assert tries(throttle, 120, address="192.0.2.7") == 90


def test_all_together_have_nine_hundred(throttle: Throttle) -> None:
    assert tries(throttle, 1000) == 900


def test_a_right_password_forgives_the_wrong_ones(throttle: Throttle) -> None:
    tries(throttle, 9, account="a")
    throttle.forgive("a")
    assert tries(throttle, 12, account="a") == 10


def test_it_says_when_to_come_back(throttle: Throttle) -> None:
    tries(throttle, 10, account="a")
    with pytest.raises(TooMany) as problem:
        throttle.count_try("a", "192.0.2.7")
    assert 1 <= problem.value.retry_after_s <= 600


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_neighbours_count_together(address: str, known_as: str) -> None:
    assert neighbourhood(address) == known_as
