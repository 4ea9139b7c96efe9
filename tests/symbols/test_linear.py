"""EAN, ITF-14 and GS1-128: exact modules, and a reader's word for it."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import zxingcpp

from cooptrace.codes import CodeError, check_digit, parse_element_string, to_bracketed
from cooptrace.symbols.data_matrix import gs1_data_matrix
from cooptrace.symbols.ean import ean_8, ean_13, ean_modules
from cooptrace.symbols.gs1_128 import code_128_modules, gs1_128, sscc
from cooptrace.symbols.itf_14 import itf_14
from cooptrace.symbols.linear import Linear
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.qr import qr_symbol
from tests.codes.shared_vectors import rows

LOT_LETTERS = "ABCDEFGHJKLMNPQRabc0123456789-/.%"


def read(symbol: Linear) -> zxingcpp.Barcode:
    """What a reader makes of the bars, half a module to the pixel and 60 high."""
    line = [255] * 24
    for number, width in enumerate(symbol.widths):
        line += [0 if number % 2 == 0 else 255] * int(width * 2)
    picture = np.tile(np.array([*line, *[255] * 24], dtype=np.uint8), (60, 1))
    return zxingcpp.read_barcodes(np.pad(picture, ((10, 10), (0, 0)), constant_values=255))[0]


def random_elements(chance: random.Random) -> list[tuple[str, str]]:
    digits = "0952" + "".join(chance.choices("0123456789", k=9))
    letters = chance.choice([LOT_LETTERS, "0123456789"])
    lot = "".join(chance.choices(letters, k=chance.randint(1, 12)))
    serial = "".join(chance.choices(letters, k=chance.randint(1, 9)))
    return [("01", digits + check_digit(digits)), ("10", lot), ("21", serial)]


@pytest.mark.vectors
def test_published_modules_are_drawn_exactly() -> None:
    drawn: dict[str, Callable[[dict[str, Any]], tuple[object, object]]] = {
        "EAN-13": lambda row: (ean_modules(row["data"]), row["modules"]),
        "EAN-8": lambda row: (ean_modules(row["data"]), row["modules"]),
        "ITF-14": lambda row: (
            ["narrow" if width == 1 else "wide" for width in itf_14(row["data"]).widths],
            row["elements"][:-1],
        ),
        "GS1-128": lambda row: (code_128_modules(row["bracketed"].replace("(", "").replace(")", "")), row["modules"]),
        "QR Code (GS1 Digital Link URI)": lambda row: (qr_symbol(row["data"]).width, row["size"]),
    }
    wrong = [(row["symbology"], *drawn[row["symbology"]](row)) for row in rows("barcodes")]
    print(f"barcodes: {len(rows('barcodes'))} rows")  # noqa: T201
    assert [case for case in wrong if case[1] != case[2]] == []


def test_ean_13_reads_back_and_shows_its_digits_in_three_parts() -> None:
    symbol = ean_13("9521234543213")
    found = read(symbol)
    assert (found.text, found.symbology_identifier) == ("9521234543213", "]E0")
    assert [caption.text for caption in symbol.captions] == ["9", "521234", "543213"]
    assert (int(symbol.width_x), len(symbol.guards)) == (95, 6)


def test_ean_8_reads_back() -> None:
    symbol = ean_8("95212340")
    assert (read(symbol).text, int(symbol.width_x), len(symbol.guards)) == ("95212340", 67, 6)


def test_itf_14_reads_back_with_bearer_bars() -> None:
    symbol = itf_14("9521234543213")
    assert (read(symbol).text, symbol.bearer_x) == ("09521234543213", 2)
    assert symbol.captions[0].text == "0 95 21234 54321 3"


def test_gs1_128_puts_fnc1_between_variable_elements_only() -> None:
    symbol = gs1_128([("10", "AB1"), ("01", "09521234543213"), ("21", "7")])
    found = read(symbol)
    assert found.symbology_identifier == "]C1"
    assert found.text == "(01)09521234543213(10)AB1(21)7"
    assert symbol.captions[0].text == "(01)09521234543213(10)AB1(21)7"


def test_sscc_reads_back() -> None:
    found = read(sscc("095212345432100010"))
    assert (found.symbology_identifier, found.text[:4]) == ("]C1", "(00)")


def test_gs1_128_of_any_elements_reads_back_in_the_fewest_words() -> None:
    chance = random.Random(14)
    for _ in range(150):
        elements = random_elements(chance)
        symbol = gs1_128(elements)
        other = zxingcpp.create_barcode(to_bracketed(elements), zxingcpp.BarcodeFormat.Code128, gs1=True)
        image = zxingcpp.write_barcode_to_image(other, scale=1, add_hrt=False, add_quiet_zones=False)
        assert (read(symbol).text, symbol.width_x) == (to_bracketed(elements), np.array(image).shape[1])


def test_data_matrix_of_any_elements_reads_back() -> None:
    chance = random.Random(15)
    for _ in range(60):
        elements = [*random_elements(chance), ("91", "A(1)B")]
        found = read_matrix(gs1_data_matrix(elements))
        assert found.symbology_identifier == "]d2"
        assert parse_element_string(found.text) == elements


def read_matrix(symbol: Matrix) -> zxingcpp.Barcode:
    cells = np.array([[255 - 255 * int(cell) for cell in row] for row in symbol.bits()], dtype=np.uint8)
    large = np.pad(np.kron(cells, np.ones((5, 5), dtype=np.uint8)), 10, constant_values=255)
    return zxingcpp.read_barcodes(large, text_mode=zxingcpp.TextMode.Plain)[0]


@pytest.mark.parametrize(
    ("gtin", "rule"),
    [
        ("9521234543214", "incorrect_check_digit"),
        ("952123454321", "incorrect_check_digit"),
        ("2112345678900", "restricted"),
    ],
)
def test_wrong_number_is_refused_and_never_mended(gtin: str, rule: str) -> None:
    with pytest.raises(CodeError) as refused:
        ean_13(gtin)
    assert refused.value.rule == rule


def test_wrong_digits_are_refused_by_the_modules_too() -> None:
    with pytest.raises(CodeError, match="check digit"):
        ean_modules("9521234543210")
    with pytest.raises(CodeError, match="length"):
        ean_modules("952123454321")


def test_number_of_another_length_is_refused_by_ean() -> None:
    with pytest.raises(SymbolError, match="ITF-14"):
        ean_13("1952123454321" + check_digit("1952123454321"))
    with pytest.raises(SymbolError, match="8 digits"):
        ean_8("9521234543213")


def test_elements_past_48_characters_are_refused() -> None:
    with pytest.raises(SymbolError, match="48"):
        gs1_128([("01", "09521234543213"), ("10", "A" * 20), ("21", "B" * 20)])
    with pytest.raises(CodeError, match="check digit"):
        gs1_128([("01", "09521234543214")])
