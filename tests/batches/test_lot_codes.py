"""Lot codes: the next of a pattern, what may be typed, and what is suggested instead."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.batches.lot_codes import check_lot, initials, next_lot, suggest
from cooptrace.errors import Wrong

DAY = date(2026, 11, 25)
PRINTABLE = re.compile(r"[A-Z0-9-]{1,20}")
PATTERNS = st.sampled_from(["", "{PP}{YYMMDD}{A}", "{SKU}-{YY}{MM}{DD}-{NN}", "LO{NNN}", "{YYYY}{PP}", "-{A}-"])


def lot(pattern: str = "", *, name: str = "Miến dong Bình Liêu", taken: tuple[str, ...] = ()) -> str:
    return next_lot(pattern, product_name=name, sku="MD500", day=DAY, taken=taken)


def test_the_usual_pattern_gives_product_day_and_letter() -> None:
    assert lot() == "MD261125A"


def test_the_next_lot_of_the_day_gets_the_next_letter() -> None:
    assert lot(taken=("MD261125A", "MD261125B")) == "MD261125C"


def test_after_z_comes_aa() -> None:
    assert lot(taken=tuple(f"MD261125{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == "MD261125AA"


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [("{PP}-{YYMMDD}-{NN}", "MD-261125-01"), ("{SKU}{DD}{A}", "MD50025A"), ("{YYYY}.{N}", "20261"), ("LO", "LOA")],
)
def test_a_pattern_of_ones_own(pattern: str, wanted: str) -> None:
    assert lot(pattern) == wanted


@pytest.mark.parametrize(("name", "wanted"), [("Đông trùng", "DT"), ("Gạo", "GA"), ("!", "SP"), ("Ổi Hoành Bồ", "OH")])
def test_two_letters_stand_for_the_product(name: str, wanted: str) -> None:
    assert initials(name) == wanted


@given(pattern=PATTERNS, name=st.text(max_size=40), sku=st.text(max_size=40), day=st.dates(), many=st.integers(0, 60))
def test_every_next_lot_can_be_printed_and_is_new(pattern: str, name: str, sku: str, day: date, many: int) -> None:
    taken: list[str] = []
    for _ in range(many + 1):
        taken.append(next_lot(pattern, product_name=name, sku=sku, day=day, taken=taken))
    assert all(PRINTABLE.fullmatch(lot) for lot in taken)
    assert len(set(taken)) == many + 1


@pytest.mark.parametrize("typed", ["NA260815A", " na260815a ", "A", "-", "A" * 20])
def test_a_good_lot_is_kept_in_capitals(typed: str) -> None:
    assert check_lot(typed) == typed.strip().upper()


@pytest.mark.parametrize(
    ("typed", "better"), [("LÔ 15/8", "LO-15-8"), ("Mẻ số 3", "ME-SO-3"), ("A" * 21, "A" * 20), ("lô_1", "LO-1")]
)
def test_a_refused_lot_comes_with_a_suggestion(typed: str, better: str) -> None:
    with pytest.raises(Wrong) as refused:
        check_lot(typed)
    assert refused.value.sentence.values == {"better": better}


def test_where_nothing_can_stay_nothing_is_suggested() -> None:
    with pytest.raises(Wrong) as refused:
        check_lot("///")
    assert refused.value.sentence.values == {}


@given(st.text(max_size=60))
def test_every_suggestion_would_be_taken(typed: str) -> None:
    better = suggest(typed)
    assert better == "" or check_lot(better) == better
