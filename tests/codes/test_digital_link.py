"""Digital Links: rules and positions of refusals, canonical form, building."""

import json
import timeit
from pathlib import Path

import pytest

from cooptrace.codes import (
    CodeError,
    holds_restricted,
    parse_digital_link,
    parse_legacy_digital_link,
    to_digital_link,
)
from tests.codes.refusals import refusal_of

EXCERPTS = json.loads((Path(__file__).parent / "digital_links.json").read_text(encoding="utf-8"))
GTIN = "09521234567899"
HOST = "https://id.example.coop"


@pytest.mark.parametrize("row", EXCERPTS["valid"], ids=lambda row: row["uri"])
def test_valid_uri_is_read(row: dict[str, str]) -> None:
    assert parse_digital_link(row["uri"]).canonical == "https://id.gs1.org" + row["canonical"]


@pytest.mark.parametrize("row", EXCERPTS["invalid"], ids=lambda row: row["uri"])
def test_invalid_uri_is_refused_with_rule_and_place(row: dict[str, str]) -> None:
    refused = refusal_of(parse_digital_link, row["uri"])
    assert refused is not None
    assert (refused.rule, row["uri"][refused.position :]) == (row["rule"], row["from"])


def test_parts_of_a_link_are_kept_apart() -> None:
    link = parse_digital_link(f"{HOST}/qr/01/{GTIN}/10/A%2FB?17=270100&linkType=all&s=1#top")
    assert link.ais == [("01", GTIN), ("10", "A/B"), ("17", "270100")]
    assert (link.path_length, link.stem, link.other_parameters) == (2, f"{HOST}/qr", ("linkType=all", "s=1"))


def test_restricted_number_is_well_formed_but_marked() -> None:
    assert holds_restricted(parse_digital_link(f"{HOST}/01/02001234567893").ais)
    assert not holds_restricted(parse_digital_link(f"{HOST}/01/{GTIN}").ais)


def test_link_is_built_in_the_order_of_the_standard() -> None:
    ais = [("21", "S/1"), ("3103", "000500"), ("10", "A+B"), ("01", GTIN), ("17", "270100"), ("422", "704")]
    assert to_digital_link(ais, f"{HOST}/") == f"{HOST}/01/{GTIN}/10/A%2BB/21/S%2F1?3103=000500&17=270100&422=704"


@pytest.mark.parametrize(
    ("ais", "stem", "rule"),
    [
        ([("10", "A")], HOST, "required_ai"),
        ([("99", "A")], HOST, "no_key"),
        ([], HOST, "no_key"),
        ([("01", GTIN), ("8200", "A")], HOST, "not_an_attribute"),
        ([("01", GTIN)], "id.example.coop", "stem"),
        ([("01", GTIN)], HOST + "?a", "stem"),
        ([("01", GTIN), ("10", "Lô")], HOST, "invalid_cset82_character"),
        ([("01", "09521234567890")], HOST, "incorrect_check_digit"),
        ([("01", GTIN), ("10", "A"), ("10", "B")], HOST, "repeated_ai"),
        ([("01", GTIN), ("1", "B")], HOST, "unknown_ai"),
    ],
)
def test_link_that_cannot_be_built_is_refused(ais: list[tuple[str, str]], stem: str, rule: str) -> None:
    with pytest.raises(CodeError) as refused:
        to_digital_link(ais, stem)
    assert refused.value.rule == rule


def test_reading_a_link_is_quick() -> None:
    uri = f"{HOST}/01/{GTIN}/10/LOT2024-001/21/7K1023NPF45981X?17=270101"
    best = min(timeit.repeat(lambda: parse_digital_link(uri), number=200, repeat=5)) / 200
    assert best * 1_000_000 < 300  # 15 us on the machine of 2026-08; the bound leaves room for a busy one


@pytest.mark.parametrize("gtin", ["95212340", "952123456786", "9521234567899"])
def test_short_gtin_is_read_only_where_an_old_link_is_expected(gtin: str) -> None:
    uri = f"{HOST}/01/{gtin}/10/L"
    assert refusal_of(parse_digital_link, uri) is not None
    assert parse_legacy_digital_link(uri).ais == [("01", gtin.zfill(14)), ("10", "L")]


def test_full_gtin_is_the_same_in_an_old_link() -> None:
    uri = f"{HOST}/01/{GTIN}/21/12345678"
    assert parse_legacy_digital_link(uri) == parse_digital_link(uri)
