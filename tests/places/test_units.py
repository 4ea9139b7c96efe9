"""The communes of Quảng Ninh: how many, how they are found, and what old ones became."""

import json
from collections import Counter
from pathlib import Path

import pytest

from cooptrace.places import units
from cooptrace.places.units import (
    CURRENT,
    LEGACY,
    UnknownUnit,
    current_units,
    find_units,
    predecessors,
    successors,
    unit,
)

ROWS = json.loads(Path(units.__file__).with_name("units_22.json").read_text(encoding="utf-8"))
OLD_CODES = [row["code"] for row in ROWS[LEGACY]]


def names(query: str) -> list[str]:
    return [found.unit.name for found in find_units(query)]


def test_current_units_are_30_wards_22_communes_2_special_zones() -> None:
    assert Counter(one.kind for one in current_units()) == {"phường": 30, "xã": 22, "đặc khu": 2}


def test_current_units_stand_in_vietnamese_order() -> None:
    shorts = [one.short for one in current_units()]
    assert (shorts[0], shorts[-1]) == ("An Sinh", "Yên Tử")
    assert shorts.index("Cửa Ông") < shorts.index("Đầm Hà") < shorts.index("Hà An")
    assert [name for name in shorts if name.startswith("Móng")] == ["Móng Cái 1", "Móng Cái 2", "Móng Cái 3"]


def test_legacy_units_are_171_and_each_became_something() -> None:
    assert Counter(min(len(successors(code)), 2) for code in OLD_CODES) == {1: 159, 2: 12}


def test_predecessors_are_what_the_data_says_was_merged() -> None:
    merged = {row["code"]: row["merged_from"] for row in ROWS[CURRENT]}
    assert {code: sorted(old.code for old in predecessors(code)) for code in merged} == merged


def test_unit_needs_the_version_because_codes_were_reused() -> None:
    assert unit("06994", CURRENT).name == "Đặc khu Vân Đồn"
    assert unit("06994", LEGACY).name == "Thị trấn Cái Rồng"
    with pytest.raises(UnknownUnit):
        unit("06994", "")


def test_unit_quan_lan_is_only_in_the_old_version() -> None:
    assert (unit("07024", LEGACY).name, unit("07024", LEGACY).district) == ("Xã Quan Lạn", "Huyện Vân Đồn")
    with pytest.raises(UnknownUnit):
        unit("07024", CURRENT)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ba che", "Xã Ba Chẽ"),
        ("dong trieu", "Phường Đông Triều"),
        ("van don", "Đặc khu Vân Đồn"),
        ("  Vân   ĐỒN ", "Đặc khu Vân Đồn"),
        ("dac khu co to", "Đặc khu Cô Tô"),
        ("mong cai 2", "Phường Móng Cái 2"),
    ],
)
def test_find_units_by_new_name_without_accents(query: str, expected: str) -> None:
    found = find_units(query)
    assert (found[0].unit.name, found[0].formerly) == (expected, None)


@pytest.mark.parametrize("query", ["quan lan", "Xã Quan Lạn", "quan lan van don", "quan lạn, huyện vân đồn"])
def test_find_units_by_old_name(query: str) -> None:
    (found,) = find_units(query)
    assert found.formerly is not None
    assert (found.unit.name, found.formerly.name, found.split) == ("Đặc khu Vân Đồn", "Xã Quan Lạn", False)


def test_find_units_of_a_split_one_gives_every_candidate() -> None:
    split = [found for found in find_units("hai lang") if found.split]
    assert [found.unit.name for found in split] == ["Xã Hải Lạng", "Xã Hải Hòa", "Xã Ba Chẽ"]
    assert {found.formerly.name for found in split if found.formerly} == {"Xã Hải Lạng"}


def test_find_units_puts_new_names_before_old_ones() -> None:
    found = find_units("ha long")
    assert [one.unit.name for one in found] == ["Phường Hạ Long", "Đặc khu Vân Đồn"]
    assert [one.formerly.name for one in found if one.formerly] == ["Xã Hạ Long"]


def test_find_units_with_nothing_typed_lists_all() -> None:
    assert names(" ") == [one.name for one in current_units()]


def test_find_units_of_nowhere_is_empty() -> None:
    assert names("Hà Nội xa lắm") == []


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(UnknownUnit):
        successors("99999")
    with pytest.raises(UnknownUnit):
        predecessors("07024")


def test_data_file_keeps_the_notice_of_its_source() -> None:
    assert ROWS["notice"].startswith("Copyright (c) 2025 Tran Ngoc Minh Hieu. Permission is hereby granted")
