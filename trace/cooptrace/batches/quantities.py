"""Mass balance: no more can leave a batch than was in it. Amounts in other units are not compared. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cooptrace.text import fold

# Units of one measure and how many of the smallest they are.
_SCALES = {"mg": ("mass", 1), "g": ("mass", 1_000), "kg": ("mass", 1_000_000), "yen": ("mass", 10_000_000)}
_SCALES |= {"ta": ("mass", 100_000_000), "tan": ("mass", 1_000_000_000)}
_SCALES |= {"ml": ("volume", 1), "l": ("volume", 1_000), "lit": ("volume", 1_000)}


@dataclass(frozen=True)
class Amount:
    number: Decimal
    unit: str


def remaining(total: Amount, taken: Iterable[Amount]) -> Decimal:
    """What is left of `total`, in its unit. Negative when more was taken than there was."""
    return total.number - sum((in_unit(part, total.unit) or Decimal(0) for part in taken), Decimal(0))


def in_unit(amount: Amount, unit: str) -> Decimal | None:
    """The same amount in another unit; None when they measure different things (gói and kg)."""
    here, there = fold(amount.unit), fold(unit)
    if here == there:
        return amount.number
    measure, scale = _SCALES.get(here, ("", 0))
    other_measure, other_scale = _SCALES.get(there, (None, 1))
    return amount.number * scale / other_scale if measure == other_measure else None


def is_weight_or_volume(unit: str) -> bool:
    """kg and litres; the rest (gói, hộp, con) is counted, one label for each."""
    return fold(unit) in _SCALES
