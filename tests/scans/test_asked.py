"""What an address asks for, and what is wrong with one that cannot be right."""

import pytest

from cooptrace.codes import check_short_code, new_batch_code
from cooptrace.scans.asked import Asked, Malformed, read_link, read_short, read_typed
from tests.scans.goods import GTIN


@pytest.mark.parametrize(
    ("path", "query", "lot", "canonical"),
    [
        (f"/01/{GTIN}", "", None, f"/01/{GTIN}"),
        (f"/01/{GTIN}/", "", None, f"/01/{GTIN}"),
        (f"/01/{GTIN}/10/MD1", "lang=vi", "MD1", f"/01/{GTIN}/10/MD1"),
        (f"/01/{GTIN}/10/A%2FB", "", "A/B", f"/01/{GTIN}/10/A%2FB"),
        (f"/01/{GTIN}/10/MD1/21/S1", "", "MD1", f"/01/{GTIN}/10/MD1/21/S1"),
        (f"/01/{GTIN}/10/MD1", "17=261231", "MD1", f"/01/{GTIN}/10/MD1"),
    ],
)
def test_a_digital_link_is_read(path: str, query: str, lot: str | None, canonical: str) -> None:
    serial = "S1" if "/21/" in path else None
    assert read_link(path, query) == Asked("gs1", canonical, gtin=GTIN, lot=lot, serial=serial)


def test_a_key_that_is_never_ours_is_still_well_formed() -> None:
    assert read_link("/414/9520000090012", "").gtin == ""


@pytest.mark.parametrize(
    ("path", "query", "rule"),
    [
        ("/01/09520001000011", "", "incorrect_check_digit"),
        ("/01/9520001000010", "", "value_too_short"),
        ("/01/123", "", "value_too_short"),
        ("/01/", "", "no_key"),
        ("/10/ABC", "", "no_key"),
        (f"/01/{GTIN}/foo", "", "no_key"),
        (f"/01/{GTIN}/21/S/10/L", "", "qualifier_order"),
        (f"/01/{GTIN}/99/ABC", "", "qualifier_order"),
        (f"/01/{GTIN}", "10=L", "belongs_in_path"),
        (f"/01/{GTIN}/10/A%00B", "", "invalid_cset82_character"),
        (f"/01/{GTIN}/10/A%20B", "", "invalid_cset82_character"),
        ("/01/%D9%A9520001000010", "", "non_digit_character"),
        ("/01/02000000000008", "", "restricted"),
        (f"/01/{GTIN}/10/" + "A" * 21, "", "value_too_long"),
        (f"/01/{GTIN}/10/" + "A" * 65000, "", "text_too_long"),
    ],
)
def test_a_malformed_link_says_which_rule_it_breaks(path: str, query: str, rule: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_link(path, query)
    assert caught.value.rule == rule


def test_thirteen_digits_are_explained_and_the_right_address_is_offered() -> None:
    with pytest.raises(Malformed) as caught:
        read_link("/01/9520001000010/10/MD1", "")
    assert str(caught.value.sentence) == "A GTIN in an address has 14 digits; this one has 13."
    assert caught.value.suggestion == f"/01/{GTIN}/10/MD1"


def test_nothing_is_offered_when_the_check_digit_is_wrong_too() -> None:
    with pytest.raises(Malformed) as caught:
        read_link("/01/9520001000011", "")
    assert caught.value.suggestion == ""


def test_a_short_code_is_read_in_any_spelling() -> None:
    code = new_batch_code()
    spelt = [code, code.lower(), f"{code[:3]}-{code[3:6]}-{code[6:]}", f" {code} ", code.replace("0", "O"), f"{code}/"]
    assert {read_short(one) for one in spelt} == {Asked("short", f"/Q/{code}", code=code)}


@pytest.mark.parametrize("typed", ["7K102NPF5", "7K1", "", "7K102NPF4X", "7K102NPFé", "\x00" * 9, "٧K102NPF4"])
def test_a_mistyped_short_code_is_refused(typed: str) -> None:
    with pytest.raises(Malformed):
        read_short(typed)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("9520001000010", f"/01/{GTIN}"),
        ("952 0001 00001 0", f"/01/{GTIN}"),
        (f"https://evil.example/01/{GTIN}/10/MD1?x=1", f"/01/{GTIN}/10/MD1"),
    ],
)
def test_what_is_typed_into_the_box_leads_to_its_page(typed: str, path: str) -> None:
    assert read_typed(typed) == path


def test_a_copied_short_address_leads_to_its_page() -> None:
    code = new_batch_code()
    assert read_typed(f"HTTPS://TRACE.EXAMPLE/Q/{code}") == f"/Q/{check_short_code(code)}"
