"""What scanners send: symbology identifiers, FNC1, composite components."""

import pytest

from cooptrace.codes import CodeError
from cooptrace.codes.scan_data import from_scan_data, to_scan_data

GTIN = "09521234567899"


@pytest.mark.parametrize(
    ("symbology", "message", "scan"),
    [
        ("QR", "TEXT", "]Q1TEXT"),
        ("QR", r"\^TEXT", "]Q1^TEXT"),
        ("DM", f"^01{GTIN}10A^99B", f"]d201{GTIN}10A\x1d99B"),
        ("GS1_128_CCA", f"^01{GTIN}10A", f"]C101{GTIN}10A"),
        ("EAN13", "9521234567899", "]E09521234567899"),
        ("EAN13", "9521234567899|^99B", "]E09521234567899|]e099B"),
        ("EAN8", "95201238", "]E495201238"),
    ],
)
def test_scan_and_message_say_the_same(symbology: str, message: str, scan: str) -> None:
    assert to_scan_data(symbology, message) == scan
    assert from_scan_data(scan) == (symbology, message)


def test_composite_of_a_gs1_barcode_is_joined_with_fnc1_where_needed() -> None:
    assert to_scan_data("DataBarExpanded", f"^01{GTIN}10A|^99B") == f"]e001{GTIN}10A\x1d99B"
    assert to_scan_data("DataBarExpanded", f"^01{GTIN}17270101|^99B") == f"]e001{GTIN}1727010199B"


@pytest.mark.parametrize(
    ("scan", "rule", "position"),
    [
        ("]X1TEXT", "symbology", 0),
        ("]C101" + GTIN + "^10A", "invalid_cset82_character", 19),
        ("]E09521234567898", "incorrect_check_digit", 15),
        ("]Q1https://id.example.coop/nothing", "no_key", 27),
    ],
)
def test_scan_is_refused_with_rule_and_place(scan: str, rule: str, position: int) -> None:
    with pytest.raises(CodeError) as refused:
        from_scan_data(scan)
    assert (refused.value.rule, refused.value.position) == (rule, position)


@pytest.mark.parametrize(
    ("symbology", "message"),
    [("EAN13", "952123"), ("DataBarLimited", "20000000000004"), ("GS1_128_CCA", "PLAIN"), ("Aztec", "A")],
)
def test_symbol_that_cannot_carry_the_data_is_refused(symbology: str, message: str) -> None:
    with pytest.raises(CodeError):
        to_scan_data(symbology, message)
