"""QR symbols a second of processor time: a series of ours against qrcode, segno, zint, zxing-cpp; PNG and SVG."""

import io
import random
import statistics
import time
from decimal import Decimal

import qrcode
import qrcode.image.svg
import segno
import zint
import zxingcpp

from cooptrace.symbols.matrix import Matrix, pack
from cooptrace.symbols.png import png
from cooptrace.symbols.qr import MASKS, Level, qr_symbol
from cooptrace.symbols.qr_series import QrSeries
from cooptrace.symbols.svg import matrix_svg
from cooptrace.symbols.symbology import Symbology

STAMP_LETTERS = "23456789CDFGHJKMNPQRVWX"
SERIES = {
    "short": ("HTTPS://TXNG.EXAMPLE.VN/Q/", STAMP_LETTERS, 15),
    "link in capitals": ("HTTPS://ID.EXAMPLE.VN/01/09521234543213/10/LOT2411/21/", STAMP_LETTERS, 10),
    "link": ("https://id.example.vn/01/09521234543213/10/LOT2411/21/", STAMP_LETTERS, 10),
}
CORRECTION = {"M": qrcode.constants.ERROR_CORRECT_M, "Q": qrcode.constants.ERROR_CORRECT_Q}
ROUNDS = 5
MASK = 3


def run(report):
    for name, (fixed, letters, length) in SERIES.items():
        for level in (Level.M, Level.Q):
            texts = [fixed + "".join(random.choices(letters, k=length)) for _ in range(20_000)]
            compare(report, f"{name} {level}", texts, level)
    pictures(report)


def compare(report, name, texts, level):
    series = QrSeries(texts[0], level=level)
    series.symbols(texts[:2000])
    ways = {
        "ours": (lambda some: series.symbols(some), 6000),
        "ours, fixed mask": (lambda some: series.symbols_with_mask(some, mask=MASK), 20_000),
        "qrcode": (lambda some: [of_qrcode(text, level) for text in some], 30),
        "qrcode, fixed mask": (lambda some: [of_qrcode(text, level, mask=MASK) for text in some], 200),
        "segno": (lambda some: [segno.make_qr(text, error=level.value, boost_error=False) for text in some], 30),
        "zint": (lambda some: [of_zint(text, level) for text in some], 300),
        "zint, fixed mask": (lambda some: [of_zint(text, level, mask=MASK) for text in some], 2000),
        "zxing-cpp": (lambda some: [of_zxing(text, level) for text in some], 300),
    }
    speed = side_by_side(ways, texts)
    for way, figure in speed.items():
        report(f"QR {name}: {way}", figure, "symbols/s")
    report(f"QR {name}: ours / qrcode", speed["ours"] / speed["qrcode"], "times", at_least=250)
    report(f"QR {name}: ours / zint", speed["ours"] / speed["zint"], "times", at_least=8)
    fixed = speed["ours, fixed mask"]
    report(f"QR {name}: ours / qrcode, fixed mask", fixed / speed["qrcode, fixed mask"], "times", at_least=1000)
    report(f"QR {name}: ours / zint, fixed mask", fixed / speed["zint, fixed mask"], "times", at_least=5)
    same = sum(
        bytes(rows) in masks_of(text, level) for text, rows in zip(texts, series.symbols(texts[:200]), strict=False)
    )
    report(f"QR {name}: like qrcode at the mask chosen, of 200", same, "symbols", at_least=200)


def side_by_side(ways, texts):
    """Symbols a second of processor time, median of rounds in which every way has its turn."""
    seen = {way: [] for way in ways}
    for turn in range(ROUNDS):
        for way, (draw, count) in ways.items():
            some = texts[turn * 10 : turn * 10 + count]
            start = time.process_time()
            draw(some)
            seen[way].append(len(some) / (time.process_time() - start))
    return {way: statistics.median(figures) for way, figures in seen.items()}


def of_qrcode(text, level, *, mask=None):
    symbol = qrcode.QRCode(error_correction=CORRECTION[level], border=0, mask_pattern=mask)
    symbol.add_data(text, optimize=0)
    symbol.make()
    return symbol.modules


def masks_of(text, level):
    return [pack(of_qrcode(text, level, mask=mask)).rows for mask in MASKS]


def of_zint(text, level, *, mask=None):
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.QRCODE
    symbol.option_1 = {"M": 2, "Q": 3}[level]
    if mask is not None:
        symbol.option_3 = (mask + 1) << 8
    symbol.encode(text)
    return symbol


def of_zxing(text, level):
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level.value)


def pictures(report):
    """PNG and SVG of a symbol from its text, ours from a series, theirs by the qrcode package."""
    fixed, letters, length = SERIES["short"]
    texts = [fixed + "".join(random.choices(letters, k=length)) for _ in range(4000)]
    series = QrSeries(texts[0])
    series.symbols(texts[:2000])
    ways = {
        "PNG, ours": (lambda some: [small_png(symbol) for symbol in drawn(series, some)], 2000),
        "PNG, qrcode": (lambda some: [qrcode_file(text, None) for text in some], 20),
        "SVG, ours": (lambda some: [our_svg(symbol) for symbol in drawn(series, some)], 1000),
        "SVG, qrcode": (lambda some: [qrcode_file(text, qrcode.image.svg.SvgPathImage) for text in some], 20),
    }
    speed = side_by_side(ways, texts)
    for way, figure in speed.items():
        report(way, figure, "files/s")
    report("PNG, ours / qrcode", speed["PNG, ours"] / speed["PNG, qrcode"], "times", at_least=100)
    report("SVG, ours / qrcode", speed["SVG, ours"] / speed["SVG, qrcode"], "times", at_least=35)
    report("series like a single symbol", int(drawn(series, texts[:1])[0] == qr_symbol(texts[0])), "of 1", at_least=1)


def drawn(series, texts):
    return [Matrix(series.width, series.width, bytes(rows)) for rows in series.symbols(texts)]


def small_png(symbol):
    return png(symbol, dot_mm=Decimal("0.5"))


def our_svg(symbol):
    return matrix_svg(symbol, Symbology.QR, module_mm=Decimal("0.495"))


def qrcode_file(text, factory):
    symbol = qrcode.QRCode(error_correction=CORRECTION["M"], border=4, image_factory=factory)
    symbol.add_data(text, optimize=0)
    out = io.BytesIO()
    symbol.make_image().save(out)
    return out.getvalue()
