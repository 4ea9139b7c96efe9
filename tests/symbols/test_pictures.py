"""Symbols at their printed size: as the standard says, in whole dots, and readable in every output."""

import io
import json
import re
from decimal import Decimal

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from cooptrace.labels.pdf import PT_PER_MM, PdfFile
from cooptrace.labels.preview import page_png
from cooptrace.symbols.bitmap import bitmap, from_image, to_image
from cooptrace.symbols.data_matrix import gs1_data_matrix
from cooptrace.symbols.ean import ean_8, ean_13
from cooptrace.symbols.gs1_128 import gs1_128, sscc
from cooptrace.symbols.itf_14 import itf_14
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.pdf_operators import pdf_operators
from cooptrace.symbols.picture import INCH_MM, Picture, Room, linear_picture, matrix_picture
from cooptrace.symbols.png import png
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.qr import qr_symbol
from cooptrace.symbols.svg import matrix_svg, svg
from cooptrace.symbols.symbology import QUIET, SIZES, Setting, Symbology
from cooptrace.symbols.tspl import tspl_label
from cooptrace.symbols.zpl import zpl_label
from tests.codes.shared_vectors import FOLDER, rows
from tests.symbols.svg_paths import rectangles

AMPLE = Decimal(400)
CASE = [("01", "09521234543213"), ("10", "LO-12")]
DPIS = [None, 203, 300, 600]


def geometry() -> dict[str, dict[str, dict[str, float]]]:
    rows("barcodes")
    found: dict[str, dict[str, dict[str, float]]] = json.loads((FOLDER / "label_geometry.json").read_text())["tables"]
    return found


def drawn(symbology: Symbology, setting: Setting, room: Room) -> Picture:
    match symbology:
        case Symbology.EAN_13:
            return linear_picture(ean_13("9521234543213"), setting=setting, room=room)
        case Symbology.EAN_8:
            return linear_picture(ean_8("95212340"), setting=setting, room=room)
        case Symbology.ITF_14:
            return linear_picture(itf_14("9521234543213"), setting=setting, room=room)
        case Symbology.GS1_128 if setting is Setting.LOGISTICS:
            return linear_picture(sscc("095212345432100010"), setting=setting, room=room)
        case Symbology.GS1_128:
            return linear_picture(gs1_128(CASE), setting=setting, room=room)
        case Symbology.GS1_DATA_MATRIX:
            return matrix_picture(gs1_data_matrix(CASE), symbology, setting=setting, room=room)
        case Symbology.QR:
            code = qr_symbol("HTTPS://TXNG.EXAMPLE.VN/Q/7K3M9QX2A")
            return matrix_picture(code, symbology, setting=setting, room=room)


def read(image: Image.Image) -> str:
    padded = np.pad(np.asarray(image.convert("L")), 20, constant_values=255)
    return str(zxingcpp.read_barcodes(padded)[0].text)


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize(("symbology", "setting"), SIZES)
def test_symbol_keeps_the_standard_size_and_reads_back(symbology: Symbology, setting: Setting, dpi: int | None) -> None:
    picture, sizes = drawn(symbology, setting, Room(AMPLE, AMPLE, dpi)), SIZES[symbology, setting]
    assert sizes.smallest_mm <= picture.module_mm <= sizes.largest_mm
    assert dpi is not None or picture.module_mm == sizes.target_mm
    assert dpi is None or picture.dot_mm == INCH_MM / dpi
    share = min(Decimal(1), picture.module_mm / sizes.target_mm)
    assert max(bar.height for bar in picture.bars) * picture.dot_mm >= sizes.height_mm * share
    quiet = QUIET[symbology]
    dots = [bar for bar in picture.bars if bar.width < picture.width]
    module = round(picture.module_mm / picture.dot_mm)
    assert min(bar.left for bar in dots) == quiet.left * module
    assert picture.width - max(bar.left + bar.width for bar in dots) == quiet.right * module
    if dpi:
        assert read(to_image(bitmap(picture)))


@pytest.mark.vectors
@pytest.mark.parametrize(("symbology", "setting"), SIZES)
def test_sizes_are_the_published_ones(symbology: Symbology, setting: Setting) -> None:
    name = {
        Symbology.EAN_13: "ean13",
        Symbology.EAN_8: "ean8",
        Symbology.ITF_14: "itf14",
        Symbology.GS1_128: "gs1-128",
        Symbology.GS1_DATA_MATRIX: "gs1datamatrix",
        Symbology.QR: "gs1dlqrcode",
    }[symbology]
    table = {Setting.RETAIL: "gs1.sst1", Setting.DISTRIBUTION: "gs1.sst2", Setting.LOGISTICS: "gs1.sst5"}[setting]
    published = geometry()[name][table + (".dl" if symbology is Symbology.QR else "")]
    sizes = SIZES[symbology, setting]
    assert [float(sizes.smallest_mm), float(sizes.target_mm), float(sizes.largest_mm), float(sizes.height_mm)] == [
        published["xmin"],
        published["xnom"],
        published["xmax"],
        published.get("hnom", 0),
    ]


def test_ean_13_at_full_size_is_the_nominal_one() -> None:
    picture = drawn(Symbology.EAN_13, Setting.RETAIL, Room(AMPLE, AMPLE))
    assert float(picture.width_mm) == pytest.approx(37.29, abs=0.001)
    assert float(picture.height_mm) == pytest.approx(25.93, abs=0.05)
    guards = max(bar.height for bar in picture.bars) - min(bar.height for bar in picture.bars)
    assert guards * picture.dot_mm == 5 * picture.module_mm


def test_symbol_shrinks_to_its_room_but_not_below_the_smallest() -> None:
    picture = drawn(Symbology.EAN_13, Setting.RETAIL, Room(Decimal(31), Decimal(30)))
    assert Decimal("0.264") <= picture.module_mm < Decimal("0.28")
    with pytest.raises(SymbolError, match=r"at least 29.9 × 20.8 mm"):
        drawn(Symbology.EAN_13, Setting.RETAIL, Room(Decimal(29), Decimal(30)))
    with pytest.raises(SymbolError, match=r"at least 42.5 × 29.5 mm"):
        drawn(Symbology.EAN_13, Setting.RETAIL, Room(Decimal(35), Decimal(22), 203))


def test_printer_too_coarse_or_wrong_place_is_refused() -> None:
    with pytest.raises(SymbolError, match="too coarse"):
        drawn(Symbology.EAN_13, Setting.RETAIL, Room(AMPLE, AMPLE, 30))
    with pytest.raises(SymbolError, match="ITF-14 is not used there"):
        drawn(Symbology.ITF_14, Setting.RETAIL, Room(AMPLE, AMPLE))


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_itf_14_wide_bars_are_2_25_to_3_modules(dpi: int) -> None:
    picture = drawn(Symbology.ITF_14, Setting.DISTRIBUTION, Room(AMPLE, AMPLE, dpi))
    widths = sorted({bar.width for bar in picture.bars if bar.width < picture.width})
    assert len(widths) == 2
    assert 2.25 <= widths[1] / widths[0] <= 3
    bearers = [bar for bar in picture.bars if bar.width == picture.width]
    assert [bar.height >= 2 * widths[0] for bar in bearers] == [True, True]


def test_gs1_128_is_never_longer_than_the_standard_allows() -> None:
    long = gs1_128([("01", "09521234543213"), ("10", "ABCDEFGHIJ"), ("21", "KLMNOPQRST")])
    with pytest.raises(SymbolError, match="at least"):
        linear_picture(long, setting=Setting.DISTRIBUTION, room=Room(AMPLE, AMPLE))


@pytest.mark.parametrize(("symbology", "setting"), SIZES)
def test_every_output_reads_the_same(symbology: Symbology, setting: Setting) -> None:
    picture = drawn(symbology, setting, Room(AMPLE, AMPLE, 300))
    dots = bitmap(picture)
    wanted = read(to_image(dots))
    assert read(Image.open(io.BytesIO(png(dots, dot_mm=picture.dot_mm)))) == wanted
    assert read(to_image(from_zpl(zpl_label(dots)))) == wanted
    assert read(to_image(from_tspl(dots, picture))) == wanted
    assert read(from_pdf(picture)) == wanted
    assert read(from_svg(picture)) == wanted


def from_zpl(label: bytes) -> Matrix:
    size, total, stride, data = re.findall(r"\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS", label.decode())[0]
    assert int(size) == int(total) == len(data) // 2
    return Matrix(int(stride) * 8, int(size) // int(stride), bytes.fromhex(data))


def from_tspl(dots: Matrix, picture: Picture) -> Matrix:
    label = tspl_label(dots, width_mm=picture.width_mm, height_mm=picture.height_mm, gap_mm=Decimal(2))
    found = re.search(rb"BITMAP 0,0,(\d+),(\d+),0,", label)
    assert found is not None
    stride, height = int(found[1]), int(found[2])
    data = label[found.end() : found.end() + stride * height]
    assert label[found.end() + stride * height :] == b"\r\nPRINT 1,1\r\n"
    return Matrix(dots.width, height, bytes(byte ^ 0xFF for byte in data))


def from_pdf(picture: Picture) -> Image.Image:
    file = PdfFile()
    data = file.start() + file.page(pdf_operators(picture, left_mm=5, bottom_mm=5))
    width_pt, height_pt = ((float(length_mm) + 10) * PT_PER_MM for length_mm in (picture.width_mm, picture.height_mm))
    data += b"".join(file.finish(width_pt=width_pt, height_pt=height_pt, resources=b"", title="one symbol"))
    return Image.open(io.BytesIO(page_png(data, 1, 600)))


def from_svg(picture: Picture) -> Image.Image:
    image = Image.new("L", (picture.width, picture.height), 255)
    paths = re.findall(r'<path d="([^"]+)"', svg(picture))
    for left, top, width, height in rectangles(paths[0]):
        image.paste(0, (left, top, left + width, top + height))
    return image


def test_fast_svg_of_a_square_symbol_reads_back_at_its_size() -> None:
    symbol = qr_symbol("HTTPS://TXNG.EXAMPLE.VN/Q/7K3M9QX2A")
    text = matrix_svg(symbol, Symbology.QR, module_mm=Decimal("0.5"))
    assert text.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" width="16.500mm" height="16.500mm" viewBox="0 0 33 33"'
    )
    image = Image.new("L", (33, 33), 255)
    for left, top, width, height in rectangles(re.findall(r'<path d="([^"]+)"', text)[0]):
        image.paste(0, (left, top, left + width, top + height))
    assert read(image.resize((330, 330), Image.Resampling.NEAREST)) == "HTTPS://TXNG.EXAMPLE.VN/Q/7K3M9QX2A"


def test_svg_has_its_size_in_millimetres_and_its_digits() -> None:
    text = svg(drawn(Symbology.EAN_13, Setting.RETAIL, Room(AMPLE, AMPLE)))
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="37.290mm"')
    assert re.findall(r">(\d+)</text>", text) == ["9", "521234", "543213"]


def test_png_carries_its_density() -> None:
    picture = drawn(Symbology.QR, Setting.RETAIL, Room(AMPLE, AMPLE, 203))
    image = Image.open(io.BytesIO(png(bitmap(picture), dot_mm=picture.dot_mm)))
    assert (image.mode, image.size) == ("1", (picture.width, picture.height))
    assert image.info["dpi"][0] == pytest.approx(203, abs=0.1)


def test_bitmap_of_an_odd_width_keeps_the_spare_bits_light() -> None:
    dots = from_image(Image.new("1", (9, 2), 0))
    assert dots.rows == b"\xff\x80\xff\x80"
    assert to_image(dots).getcolors() == [(18, 0)]
