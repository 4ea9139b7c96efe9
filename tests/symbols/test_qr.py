"""QR codes of single texts: read back, smallest mode, lowest penalty."""

import random

import numpy as np
import pytest
import qrcode
import zxingcpp

from cooptrace.symbols.matrix import Matrix, pack
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.qr import MASKS, Level, Mode, masked, mode_of, qr_symbol
from cooptrace.symbols.qr_penalty import matrix_penalty
from tests.symbols.plain_penalty import penalty

TEXTS = [
    "HTTPS://TXNG.EXAMPLE.VN/Q/7K3M9QX2A",
    "https://id.example.vn/01/09521234543213/10/NA260815A/21/000123K",
    "HTTPS://ID.GS1.ORG/01/09521234543213/22/ABC%2D123?99=XYZ-987",
    "8931234567895",
    "https://id.example.vn/01/09521234543213/10/" + "A" * 20 + "?" + "17=271231&" * 12,
]


def read(symbol: Matrix) -> str:
    return str(_found(symbol).text)


def read_level(symbol: Matrix) -> str:
    return str(_found(symbol).ec_level)


def _found(symbol: Matrix) -> zxingcpp.Barcode:
    picture = np.array([[255 - 255 * int(cell) for cell in row] for row in symbol.bits()], dtype=np.uint8)
    big = np.pad(np.kron(picture, np.ones((4, 4), dtype=np.uint8)), 16, constant_values=255)
    return zxingcpp.read_barcodes(big)[0]


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("text", TEXTS)
def test_symbol_reads_back(text: str, level: Level) -> None:
    assert read(qr_symbol(text, level=level)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_mask_has_the_lowest_penalty_of_all_eight(text: str) -> None:
    mode = mode_of(text)
    symbols = [masked(text.encode(), mode=mode, level=Level.M, mask=mask) for mask in MASKS]
    points = [penalty(symbol.bits()) for symbol in symbols]
    assert qr_symbol(text) == symbols[points.index(min(points))]
    assert [matrix_penalty(symbol) for symbol in symbols] == points


@pytest.mark.parametrize(("level", "correction"), [("L", 1), ("M", 0), ("Q", 3), ("H", 2)])
def test_masked_symbol_is_the_one_of_the_qrcode_package(level: str, correction: int) -> None:
    """The numbers are the two bits of clause 7.9.1, table 12."""
    reference = qrcode.QRCode(border=0, mask_pattern=5, error_correction=correction)
    reference.add_data(TEXTS[0], optimize=0)
    reference.make()
    assert masked(TEXTS[0].encode(), mode=Mode.ALPHANUMERIC, level=Level(level), mask=5) == pack(reference.modules)


def test_a_symbol_says_its_level() -> None:
    assert [read_level(qr_symbol(TEXTS[0], level=level)) for level in Level] == ["L", "M", "Q", "H"]


@pytest.mark.parametrize(
    ("text", "mode", "width"),
    [
        ("HTTPS://TXNG.EXAMPLE.VN/Q/7K3M9QX2A", Mode.ALPHANUMERIC, 25),
        ("https://txng.example.vn/q/7K3M9QX2A", Mode.BYTE, 29),
        ("0" * 40, Mode.NUMERIC, 25),
    ],
)
def test_text_takes_the_smallest_mode(text: str, mode: Mode, width: int) -> None:
    assert (mode_of(text), qr_symbol(text).width) == (mode, width)


@pytest.mark.parametrize("text", ["", "Bình Liêu", "a\tb", "\x00", "a" * 3000])
def test_text_that_cannot_be_a_code_is_refused(text: str) -> None:
    with pytest.raises(SymbolError) as refused:
        qr_symbol(text)
    assert refused.value.field == "content"


@pytest.mark.parametrize("width", [21, 25, 53, 57, 101])
def test_fast_penalty_is_the_slow_one_for_any_pattern(width: int) -> None:
    chance = random.Random(width)
    weights = [chance.randint(1, 4), chance.randint(1, 4)]
    rows = ["".join(chance.choices("01", weights=weights, k=width)) for _ in range(width - 3)]
    rows += ["0" * (width - 11) + "00001011101", "10111010000" + "1" * (width - 11), "1" * width]
    assert matrix_penalty(pack(rows)) == penalty(rows)


def test_matrix_packs_and_unpacks() -> None:
    matrix = pack(["101000000", "000000001"])
    assert matrix.rows == b"\xa0\x00\x00\x80"
    assert matrix.bits() == ["101000000", "000000001"]
    assert [matrix.is_dark(column, 1) for column in (0, 7, 8)] == [False, False, True]
