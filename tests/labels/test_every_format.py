"""Every design on every paper it fits, in every format: read back, inside its label, and the same in all of them."""

import io
import re
from itertools import product
from typing import SupportsFloat
from xml.etree import ElementTree

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from cooptrace.labels.bitmaps import label_bitmaps
from cooptrace.labels.designs import Takes
from cooptrace.labels.fits import fits
from cooptrace.labels.formats import Format, files
from cooptrace.labels.geometry import Box
from cooptrace.labels.jobs import LabelJob, prepare
from cooptrace.labels.samples import sample_job
from cooptrace.labels.stocks import Stock
from cooptrace.symbols.bitmap import to_image
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.symbology import Symbology
from tests.labels.paper import (
    DESIGNS,
    STOCKS,
    dark_box_mm,
    inside,
    pdf,
    picture,
    read_codes,
    svg_picture,
    text_boxes_mm,
)

PAIRS = [pair for pair in product(DESIGNS, STOCKS) if fits(sample_job(STOCKS[pair[1]], DESIGNS[pair[0]], count=1))]
COARSE_PAIRS = [
    pair for pair in PAIRS if fits(sample_job(STOCKS[pair[1]], DESIGNS[pair[0]], count=1, dots_per_inch=203))
]
MOST = 4  # labels of a page that are looked at: the last ones, so that the far corner is among them


def job(design: str, stock: str, dpi: int | None = None) -> LabelJob:
    paper = STOCKS[stock]
    count = min(paper.per_page, MOST)
    return sample_job(paper, DESIGNS[design], count=count, start=paper.per_page - count + 1, dots_per_inch=dpi)


def held(texts: list[str], design: str) -> list[str]:
    """What codes hold, sorted: whole texts, or each AI with its value, which may be spread over several barcodes."""
    if DESIGNS[design].takes in (Takes.ELEMENTS, Takes.SSCC):
        return sorted(element for text in texts for element in re.findall(r"\(\d+\)[^(]+", text))
    short = 1 if DESIGNS[design].symbology is Symbology.EAN_13 else 0
    return sorted(text[short:] if len(text) == 14 else text for text in texts)


def read(image: Image.Image, printed: LabelJob, dpi: int) -> list[list[str]]:
    """What a reader finds in each cell that is printed on."""
    found = []
    for cell in printed.stock.cells[printed.start - 1 :]:
        area = [dots(edge, dpi) for edge in (cell.left_mm, cell.top_mm, cell.right_mm, cell.bottom_mm)]
        texts = [code.text for code in read_codes(image.crop((area[0], area[1], area[2], area[3])))]
        found.append(held(texts, printed.design.key))
    return found


def wanted(printed: LabelJob) -> list[list[str]]:
    return [held([code], printed.design.key) for code in printed.codes]


def content(printed: LabelJob, kind: Format) -> bytes:
    """The first file."""
    return b"".join(next(iter(files(printed, kind)))[1])


@pytest.mark.parametrize(("design", "stock"), PAIRS)
def test_pdf_reads_back_at_300_dpi_with_its_words_inside(design: str, stock: str) -> None:
    printed = job(design, stock)
    data = pdf(printed)
    assert read(picture(data), printed, 300) == wanted(printed)
    edge_mm = float(STOCKS[stock].safe_edge_mm) - 0.3
    assert [box for box in text_boxes_mm(data) if not inside(box, STOCKS[stock].cells, edge_mm=edge_mm)] == []


@pytest.mark.parametrize(("design", "stock"), COARSE_PAIRS)
def test_203_dpi_bitmap_reads_back_with_all_ink_inside_in_every_printer_language(design: str, stock: str) -> None:
    printed = job(design, stock, 203)
    page = next(label_bitmaps(printed))
    assert read(to_image(page).convert("L"), printed, 203) == wanted(printed)
    assert not (np.asarray(to_image(page)) == 0)[outside(STOCKS[stock], page)].any()
    assert (
        re.findall(rb"\^GFA,\d+,\d+,\d+,([0-9A-F]+)\^FS", content(printed, Format.ZPL))[0].decode()
        == page.rows.hex().upper()
    )
    assert page.inverted in content(printed, Format.TSPL)
    assert Image.open(io.BytesIO(content(printed, Format.PNG))).tobytes() == to_image(page).tobytes()


def outside(paper: Stock, page: Matrix) -> NDArray[np.bool_]:
    """Every dot that is in no cell's safe area."""
    blank = np.ones((page.height, page.width), dtype=np.bool_)
    for cell in paper.cells:
        safe = cell.inset(paper.safe_edge_mm)
        blank[dots(safe.top_mm) - 1 : dots(safe.bottom_mm) + 1, dots(safe.left_mm) - 1 : dots(safe.right_mm) + 1] = 0
    return blank


def dots(length_mm: SupportsFloat, dpi: int = 203) -> int:
    return round(float(length_mm) * dpi / 25.4)


@pytest.mark.parametrize(("design", "stock"), PAIRS)
def test_svg_reads_back_at_its_size(design: str, stock: str) -> None:
    printed = job(design, stock)
    data = content(printed, Format.SVG)
    page = ElementTree.fromstring(data)  # noqa: S314 our own
    paper = STOCKS[stock]
    assert [page.get("width"), page.get("height")] == [
        f"{float(n):g}mm" for n in (paper.page_width_mm, paper.page_height_mm)
    ]
    assert read(svg_picture(data), printed, 203) == wanted(printed)


@pytest.mark.parametrize("stock", [stock for design, stock in PAIRS if design == "stamp-small"])
def test_symbols_stand_within_a_tenth_of_a_millimetre_of_their_place(stock: str) -> None:
    paper = STOCKS[stock]
    printed = sample_job(paper, DESIGNS["stamp-small"], count=paper.per_page)
    box, image = prepare(printed).drawing.symbol, picture(pdf(printed), dpi=600)
    assert box is not None
    off_mm = 0.0
    for cell in paper.cells:
        quiet = box.quiet_box
        area = Box(cell.left_mm + quiet.left_mm, cell.top_mm + quiet.top_mm, quiet.width_mm, quiet.height_mm)
        left_mm, top_mm = float(cell.left_mm + box.left_mm), float(cell.top_mm + box.top_mm)
        side_mm = float(box.side_mm)
        place = (left_mm, top_mm, left_mm + side_mm, top_mm + side_mm)
        off_mm = max(off_mm, *(abs(a - b) for a, b in zip(place, dark_box_mm(image, area, dpi=600), strict=True)))
    assert off_mm <= 0.1
