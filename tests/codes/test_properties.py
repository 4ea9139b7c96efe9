"""Whatever is put in: codes come back as they were, and garbage raises nothing but CodeError."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.codes import (
    CANONICAL_STEM,
    check_digit,
    check_gln,
    check_gtin,
    parse_bracketed,
    parse_digital_link,
    parse_element_string,
    to_bracketed,
    to_digital_link,
    to_element_string,
)
from cooptrace.codes.epc_schemes import PARTITIONED, PLUS_PLUS_HEADERS, PLUS_SCHEMES
from cooptrace.codes.epc_urn import from_epc_urn
from cooptrace.codes.linters import LINTERS
from cooptrace.codes.linters.character_sets import CSET82_SYMBOLS
from cooptrace.codes.report import describe
from cooptrace.codes.scan_data import from_scan_data
from tests.codes.refusals import refusal_of, rule_of

digits = st.text("0123456789", min_size=13, max_size=13)
gtins = digits.map(lambda body: body + check_digit(body))
free_text = st.text(CSET82_SYMBOLS, min_size=1, max_size=20)
attributes = st.fixed_dictionaries(
    {},
    optional={
        "17": st.dates().map(lambda day: f"{day:%y%m%d}"),
        "7007": st.dates().map(lambda day: f"{day:%y%m%d}"),
        "3103": st.integers(0, 999_999).map(lambda grams: f"{grams:06}"),
        "422": st.sampled_from(["704", "156"]),
        "91": free_text,
        "240": free_text,
    },
)
items = st.builds(
    lambda gtin, path, query: [("01", gtin), *path.items(), *query.items()],
    gtins,
    st.fixed_dictionaries({}, optional={"22": free_text, "10": free_text, "21": free_text}),
    attributes,
)
looks_like_a_code = st.text(st.sampled_from("()/?&=%;^\x1d]C1Q30]eEhx-.0123456789ABab\\Đ٣ "), max_size=60)
links = st.builds("https://id.example.coop/{}".format, looks_like_a_code)
hex_digits = st.text("0123456789abcdef", max_size=60)
headers = st.sampled_from([*PARTITIONED, *PLUS_SCHEMES, *PLUS_PLUS_HEADERS])
almost_epc = st.builds("https://a/eh{}".format, hex_digits) | st.builds(
    "https://a/eh{:02x}{}".format, headers, hex_digits
)

READERS: list[Callable[[str], object]] = [
    parse_bracketed,
    parse_element_string,
    parse_digital_link,
    from_epc_urn,
    from_scan_data,
    check_gtin,
    check_gln,
]


@given(items)
def test_item_survives_brackets(ais: list[tuple[str, str]]) -> None:
    assert parse_bracketed(to_bracketed(ais)) == ais


@given(items)
def test_item_survives_a_barcode(ais: list[tuple[str, str]]) -> None:
    assert parse_element_string("]C1" + to_element_string(ais)) == ais


@given(items)
def test_item_survives_a_digital_link(ais: list[tuple[str, str]]) -> None:
    link = parse_digital_link(to_digital_link(ais, "https://id.example.coop/x"))
    assert sorted(link.ais) == sorted(ais)
    assert parse_digital_link(link.canonical).canonical == link.canonical


@pytest.mark.parametrize("reader", READERS)
@given(text=st.text() | looks_like_a_code | links | almost_epc)
def test_garbage_is_read_or_refused_at_a_place_inside(reader: Callable[[str], object], text: str) -> None:
    refused = refusal_of(reader, text)
    assert refused is None or 0 <= refused.position <= refused.position + refused.length <= len(text)


@pytest.mark.parametrize("name", LINTERS)
@given(value=st.text() | st.text("0123456789/-=%AZ", max_size=20))
def test_every_linter_takes_or_refuses_any_text(name: str, value: str) -> None:
    assert re.fullmatch("[a-z_0-9]*", rule_of(LINTERS[name], value))


@given(almost_epc)
def test_epc_binary_gives_valid_ais_or_a_refusal(uri: str) -> None:
    if not rule_of(parse_digital_link, uri):
        link = parse_digital_link(uri)
        assert parse_digital_link(link.canonical).ais == link.ais
        assert link.canonical.startswith(CANONICAL_STEM)


@given(st.text() | looks_like_a_code | links)
def test_any_text_is_described(text: str) -> None:
    assert "kind" in describe(text)
