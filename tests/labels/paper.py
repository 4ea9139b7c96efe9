"""Print jobs to try, and ways to look at the paper they make."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from xml.etree import ElementTree

import numpy as np
import pypdfium2 as pdfium
import zxingcpp
from PIL import Image

from cooptrace.labels.content import Fact, LabelContent
from cooptrace.labels.designs import load_designs
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.geometry import Box
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.stocks import load_stocks
from cooptrace.symbols.bitmap import to_image
from cooptrace.symbols.matrix import Matrix
from tests.symbols.svg_paths import rectangles

STOCKS = load_stocks()
DESIGNS = load_designs()
DPI = 300
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_DPI = 203
CODE = "HTTPS://TXNG.EXAMPLE.VN/Q/7K3M9QX2A"
CONTENT = LabelContent(
    product_name="Miến dong Bình Liêu 500 g",
    cooperative_name="HTX Nông nghiệp Bình Liêu",
    facts=(Fact("Lô", "MD-251103-01"), Fact("NSX", "03/11/2025"), Fact("HSD", "03/11/2027")),
    domain="txng.example.vn",
    call_to_action="Quét để xem nguồn gốc",
)
BATCH = LabelJob(STOCKS["tomy-145"], DESIGNS["batch"], CONTENT, [CODE] * 65)


def batch_job(stock: str = "tomy-145", *, count: int = 65, start: int = 1) -> LabelJob:
    return replace(BATCH, stock=STOCKS[stock], codes=[CODE] * count, start=start)


def serials(count: int) -> list[str]:
    return [f"K{number:06d}WXYZ2345" for number in range(count)]


def stamp_job(stock: str = "tomy-145", *, count: int = 65, design: str = "stamp") -> LabelJob:
    texts = serials(count)
    codes = [f"HTTPS://TXNG.EXAMPLE.VN/Q/{serial}" for serial in texts]
    return replace(BATCH, stock=STOCKS[stock], design=DESIGNS[design], codes=codes, serials=texts)


def pdf(job: LabelJob) -> bytes:
    return b"".join(label_pdf(job))


@lru_cache(maxsize=4)
def _document(data: bytes) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(data)


def pages(data: bytes) -> int:
    return len(_document(data))


def picture(data: bytes, page: int = 1, *, dpi: int = DPI) -> Image.Image:
    image: Image.Image = _document(data)[page - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    return image.convert("L")


def read_codes(image: Image.Image) -> list[zxingcpp.Barcode]:
    return list(zxingcpp.read_barcodes(image, try_rotate=False, try_downscale=False))


def page_text(data: bytes, page: int = 1) -> str:
    return str(_document(data)[page - 1].get_textpage().get_text_bounded())


def text_boxes_mm(data: bytes, page: int = 1) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom in mm of each rectangle of text."""
    sheet = _document(data)[page - 1]
    text, height = sheet.get_textpage(), sheet.get_height()
    rectangles = [text.get_rect(number) for number in range(text.count_rects())]
    mm = 25.4 / 72
    return [(left * mm, (height - top) * mm, right * mm, (height - low) * mm) for left, low, right, top in rectangles]


def dark_box_mm(image: Image.Image, area: Box, *, dpi: int = DPI) -> tuple[float, float, float, float]:
    """The box of everything dark in an area of the page: left, top, right, bottom in mm."""
    dots = dpi / 25.4
    left, top = round(float(area.left_mm) * dots), round(float(area.top_mm) * dots)
    part = np.asarray(image)[top : round(float(area.bottom_mm) * dots), left : round(float(area.right_mm) * dots)] < 128
    across, down = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
    return (
        (left + int(across[0])) / dots,
        (top + int(down[0])) / dots,
        (left + int(across[-1]) + 1) / dots,
        (top + int(down[-1]) + 1) / dots,
    )


def inside(box: tuple[float, float, float, float], cells: Sequence[Box], *, edge_mm: float = 0.0) -> bool:
    left, top, right, bottom = box
    return any(
        float(cell.left_mm) + edge_mm <= left
        and float(cell.top_mm) + edge_mm <= top
        and right <= float(cell.right_mm) - edge_mm
        and bottom <= float(cell.bottom_mm) - edge_mm
        for cell in cells
    )


def zpl_pictures(data: bytes) -> list[Image.Image]:
    """Each label format, as its printer would draw it."""
    found = re.findall(rb"\^PW(\d+)\^LL(\d+).*?\^GFA,\d+,\d+,\d+,([0-9A-F]+)\^FS", data)
    drawn = [Matrix(int(width), int(height), bytes.fromhex(rows.decode())) for width, height, rows in found]
    return [to_image(dots).convert("L") for dots in drawn]


def tspl_pictures(data: bytes) -> list[Image.Image]:
    """As `zpl_pictures`; here 0 is black, and a row ends with its byte."""
    pictures = []
    for head in re.finditer(rb"BITMAP 0,0,(\d+),(\d+),0,", data):
        stride, height = int(head[1]), int(head[2])
        rows = data[head.end() : head.end() + stride * height]
        pictures.append(Image.frombytes("1", (stride * 8, height), rows).convert("L"))
    return pictures


def svg_picture(data: bytes) -> Image.Image:
    """The bars and modules of an SVG page, painted by hand at 203 dots an inch."""
    page = ElementTree.fromstring(data)  # noqa: S314 our own
    width, height = (_dots(float(page.get(side, "0").removesuffix("mm"))) for side in ("width", "height"))
    image = Image.new("L", (width, height), 255)
    for label in page.findall(f"{_SVG}g/{_SVG}g"):
        left_mm, top_mm = _moved(label)
        for path in label.findall(f"{_SVG}path"):
            across_mm, down_mm, scale = _moved(path)
            for rectangle in rectangles(path.get("d", "")):
                x, y, w, h = (part * scale for part in rectangle)
                left, top = _dots(left_mm + across_mm + x), _dots(top_mm + down_mm + y)
                right, bottom = _dots(left_mm + across_mm + x + w), _dots(top_mm + down_mm + y + h)
                image.paste(0, (left, top, right, bottom))
    return image


def _moved(element: ElementTree.Element) -> list[float]:
    return [float(part) for part in re.findall(r"[\d.]+", element.get("transform", ""))]


def _dots(length_mm: float) -> int:
    return round(length_mm * _SVG_DPI / 25.4)
