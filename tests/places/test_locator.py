"""The little map: small, one dot marked, readable to everyone."""

import re
from xml.etree import ElementTree

import pytest

from cooptrace.places.locator import locator_svg
from cooptrace.places.units import UnknownUnit, current_units

SVG = "{http://www.w3.org/2000/svg}"


def marked(code: str) -> tuple[int, int]:
    circle = ElementTree.fromstring(locator_svg(code, title="x")).find(f"{SVG}circle")  # noqa: S314
    assert circle is not None
    return int(circle.attrib["cx"]), int(circle.attrib["cy"])


@pytest.mark.parametrize("code", [one.code for one in current_units()])
def test_locator_is_small_and_marks_one_dot(code: str) -> None:
    svg = locator_svg(code, title="Nơi này ở Quảng Ninh")
    assert (svg.count("<circle"), svg.count("style=")) == (1, 0)
    assert len(svg.encode()) <= 3000
    assert len(re.findall(r"M\d+ \d+h0", svg)) == 54


def test_locator_has_a_title_for_screen_readers() -> None:
    root = ElementTree.fromstring(locator_svg("06994", title="Vân Đồn <&> Quảng Ninh"))  # noqa: S314
    assert (root.attrib["role"], root.findtext(f"{SVG}title")) == ("img", "Vân Đồn <&> Quảng Ninh")


def test_locator_has_north_above_and_east_to_the_right() -> None:
    mong_cai, dong_trieu, van_don = marked("06712"), marked("07093"), marked("06994")
    assert dong_trieu[0] < van_don[0] < mong_cai[0]
    assert mong_cai[1] < van_don[1]


def test_locator_refuses_an_old_code() -> None:
    with pytest.raises(UnknownUnit):
        locator_svg("07024", title="Quan Lạn")
