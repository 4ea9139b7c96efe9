"""What `cooptrace codes check` will say about a text."""

import pytest

from cooptrace.codes.report import describe

GTIN = "09521234567899"
CANONICAL = f"https://id.gs1.org/01/{GTIN}/10/A%2FB"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"https://id.example.coop/01/{GTIN}/10/A%2FB", "digital_link"),
        (f"(01){GTIN}(10)A/B", "bracketed"),
        (f"]C101{GTIN}10A/B", "element_string"),
        ("urn:epc:class:lgtin:9521234.056789.A%2FB", "epc_urn"),
    ],
)
def test_one_item_in_every_dress_has_one_canonical_form(text: str, kind: str) -> None:
    ais = [("01", GTIN), ("10", "A/B")]
    assert describe(text) == {"kind": kind, "ais": ais, "canonical": CANONICAL, "restricted": False, "demo": True}


@pytest.mark.parametrize(
    ("text", "kind", "rule", "position"),
    [
        ("https://id.example.coop/01/09521234567899/21/S/10/L", "digital_link", "qualifier_order", 47),
        ("HTTPS://ID.EXAMPLE.COOP/Q/7K1-02N-PFF", "short_link", "mistyped", 26),
        ("7K1-02N-PFF", "short_code", "mistyped", 0),
        ("2001234567893", "gtin", "restricted", 0),
        ("952 1234 567898", "gtin", "incorrect_check_digit", 14),
        ("urn:epc:id:gid:1.2.3", "epc_urn", "epc_urn", 0),
        ("nothing at all", "element_string", "unknown_ai", 0),
        ("", "element_string", "empty", 0),
    ],
)
def test_refused_text_is_reported_with_rule_and_place(text: str, kind: str, rule: str, position: int) -> None:
    report = describe(text)
    assert (report["kind"], report["error"]["rule"], report["error"]["position"]) == (kind, rule, position)


def test_restricted_number_in_a_link_is_marked() -> None:
    assert describe("https://id.example.coop/01/02001234567893")["restricted"] is True


def test_ais_that_make_no_link_have_no_canonical_form() -> None:
    assert describe("(90)A")["canonical"] is None


def test_short_codes_are_shown_in_groups() -> None:
    assert describe("7k102npfh") == {"kind": "short_code", "canonical": "7K1-02N-PFH"}
    assert describe("HTTPS://ID.EXAMPLE.COOP/S/7K1023NPF45981X")["canonical"] == "7K102-3NPF4-5981X"
