"""Mass balance: what leaves is counted in the batch's unit; different measures are not compared."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.batches.quantities import Amount, in_unit, remaining

NUMBERS = st.decimals(0, 10**6, places=3)


@pytest.mark.parametrize(
    ("number", "unit", "wanted", "same"),
    [("500", "g", "kg", "0.5"), ("1", "tấn", "kg", "1000"), ("2", "Lít", "ml", "2000"), ("3", "Gói", "gói", "3")],
)
def test_an_amount_in_another_unit(number: str, unit: str, wanted: str, same: str) -> None:
    assert in_unit(Amount(Decimal(number), unit), wanted) == Decimal(same)


@pytest.mark.parametrize(("unit", "wanted"), [("gói", "kg"), ("kg", "l"), ("gói", "hộp")])
def test_different_measures_are_not_compared(unit: str, wanted: str) -> None:
    assert in_unit(Amount(Decimal(1), unit), wanted) is None


def test_what_is_left_after_deliveries() -> None:
    taken = [Amount(Decimal(100), "kg"), Amount(Decimal("0.2"), "tấn"), Amount(Decimal(5), "gói")]
    assert remaining(Amount(Decimal(420), "kg"), taken) == Decimal(120)


@given(NUMBERS, st.lists(NUMBERS, max_size=8))
def test_left_and_taken_make_the_whole(total: Decimal, parts: list[Decimal]) -> None:
    left = remaining(Amount(total, "kg"), [Amount(part, "kg") for part in parts])
    assert left + sum(parts) == total
