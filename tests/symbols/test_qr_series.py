"""A series gives, bit for bit, what the qrcode package gives at the mask chosen, and chooses the right mask."""

import random

import pytest
import qrcode

from cooptrace.symbols.matrix import pack
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.qr import MASKS, Level, qr_symbol
from cooptrace.symbols.qr_series import QrSeries

STAMP_LETTERS = "23456789CDFGHJKMNPQRVWX"
DIGITS = "0123456789"
MIXED = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ-._~"

# What stays, the letters of what changes, how long that is.
SERIES = {
    "short stamp": ("HTTPS://TXNG.EXAMPLE.VN/Q/", STAMP_LETTERS, 15),
    "short stamp, odd start": ("HTTPS://TX.EXAMPLE.VN/Q/", STAMP_LETTERS, 14),
    "short batch": ("HTTPS://TXNG.QUANGNINH.EXAMPLE.VN/Q/", STAMP_LETTERS, 9),
    "digital link": ("https://id.example.vn/01/09521234543213/10/NA260815A/21/", STAMP_LETTERS, 10),
    "digital link, digits": ("https://id.example.vn/01/09521234543213/21/", DIGITS, 12),
    "digital link, any letters": ("https://id.example.vn/01/09521234543213/10/", MIXED, 20),
    "digital link in capitals": ("HTTPS://ID.EXAMPLE.VN/01/09521234543213/10/LOT2411/21/", STAMP_LETTERS, 10),
    "version 9": ("https://id.example.vn/01/09521234543213/10/" + "a" * 95, MIXED, 20),
}
# Version 9 at level M is past version 9, the last one a series takes, at levels Q and H.
PAST = {("version 9", Level.Q), ("version 9", Level.H)}
CASES = [(name, level) for name in SERIES for level in Level if (name, level) not in PAST]
CORRECTION = {
    "L": qrcode.constants.ERROR_CORRECT_L,
    "M": qrcode.constants.ERROR_CORRECT_M,
    "Q": qrcode.constants.ERROR_CORRECT_Q,
    "H": qrcode.constants.ERROR_CORRECT_H,
}


def texts(name: str, count: int) -> list[str]:
    fixed, letters, length = SERIES[name]
    chance = random.Random(name)
    return [fixed + "".join(chance.choices(letters, k=length)) for _ in range(count)]


def reference(text: str, level: Level, mask: int) -> bytes:
    symbol = qrcode.QRCode(error_correction=CORRECTION[level], border=0, mask_pattern=mask)
    symbol.add_data(text, optimize=0)
    symbol.make()
    return pack(symbol.modules).rows


@pytest.mark.parametrize(("name", "level"), CASES)
def test_series_with_a_fixed_mask_is_the_qrcode_package_bit_for_bit(name: str, level: Level) -> None:
    wanted = texts(name, 208)
    series = QrSeries(wanted[0], level=level)
    for mask in MASKS:
        some = wanted[mask * 26 : mask * 26 + 26]
        got = series.symbols_with_mask(some, mask=mask)
        assert [bytes(rows) for rows in got] == [reference(text, level, mask) for text in some]


@pytest.mark.parametrize(("name", "level"), CASES)
def test_series_takes_the_mask_a_single_symbol_takes(name: str, level: Level) -> None:
    wanted = texts(name, 30)
    got = QrSeries(wanted[0], level=level).symbols(wanted)
    assert [bytes(rows) for rows in got] == [qr_symbol(text, level=level).rows for text in wanted]


def test_series_learns_places_that_differ_only_later() -> None:
    series = QrSeries("HTTPS://TXNG.EXAMPLE.VN/Q/AAAAAAAAA")
    series.symbols(["HTTPS://TXNG.EXAMPLE.VN/Q/AAAAAAAAB"])
    other = "HTTPS://ABCD.EXAMPLE.VN/Q/012345678"
    assert series.symbol(other) == qr_symbol(other)


def test_empty_list_gives_no_symbols() -> None:
    series = QrSeries("HTTPS://TXNG.EXAMPLE.VN/Q/AAAAAAAAA")
    assert series.symbols([]).shape == series.symbols_with_mask([], mask=0).shape == (0, series.row_bytes)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("HTTPS://A.VN/Q/AAA", "HTTPS://A.VN/Q/AAAA"),
        ("HTTPS://A.VN/Q/AAA", "HTTPS://A.VN/Q/AAa"),
        ("https://a.vn/q/aaa", "HTTPS://A.VN/Q/AAA"),
        ("https://a.vn/q/aaa", "https://a.vn/q/aa\n"),
        ("https://a.vn/q/aaa", "https://a.vn/q/aaệ"),
    ],
)
def test_text_of_another_kind_is_refused(template: str, text: str) -> None:
    with pytest.raises(SymbolError, match="same length and kind"):
        QrSeries(template).symbols([template, text])


@pytest.mark.parametrize("template", ["0123456789", "a" * 300, "", "ệ"])
def test_template_that_cannot_be_learnt_is_refused(template: str) -> None:
    with pytest.raises(SymbolError):
        QrSeries(template)
