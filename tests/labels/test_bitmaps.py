"""What a thermal printer gets: one bitmap a label, every code readable, modules whole dots, text as measured."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from PIL import Image

from cooptrace.labels.bitmaps import label_bitmaps, label_pngs, label_tspl, label_zpl
from cooptrace.labels.jobs import Calibration, LabelJob
from cooptrace.labels.problems import LabelError
from cooptrace.symbols.bitmap import to_image
from cooptrace.symbols.matrix import Matrix
from tests.labels.paper import CODE, batch_job, read_codes, serials, stamp_job

ROLLS = ["roll-30x20", "roll-35x22", "roll-35x22-2up", "roll-35x22-3up", "roll-40x30", "roll-50x30", "roll-100x50"]


def at(job: LabelJob, dpi: int) -> LabelJob:
    return replace(job, dots_per_inch=dpi)


def texts(page: Matrix) -> list[str]:
    return [code.text for code in read_codes(to_image(page).convert("L"))]


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("stock", ROLLS[1:])
def test_every_label_of_a_roll_reads_back(stock: str, dpi: int) -> None:
    job = at(stamp_job(stock, count=7, design="stamp-small"), dpi)
    found = [text for page in label_bitmaps(job) for text in texts(page)]
    assert sorted(found) == [f"HTTPS://TXNG.EXAMPLE.VN/Q/{serial}" for serial in serials(7)]


def test_bitmap_is_the_page_in_dots() -> None:
    page = next(label_bitmaps(at(batch_job("roll-50x30", count=1), 203)))
    assert (page.width, page.height) == (400, 240)
    assert texts(page) == [CODE]


def test_modules_are_whole_dots() -> None:
    page = next(label_bitmaps(at(batch_job("roll-50x30", count=1), 203)))
    dark = np.array([[cell == "1" for cell in row] for row in page.bits()])[:, :165]
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert (rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1) == (125, 125)
    edges = np.flatnonzero((dark[:, 1:] != dark[:, :-1]).any(axis=0)) + 1
    assert set((edges - columns[0]) % 5) == {0}


def test_page_keeps_a_blank_safe_edge() -> None:
    page = next(label_bitmaps(at(batch_job("roll-50x30", count=1), 203)))
    dark = np.array([[cell == "1" for cell in row] for row in page.bits()])
    edge = 11
    assert not dark[:edge].any()
    assert not dark[-edge:].any()
    assert not dark[:, :edge].any()
    assert not dark[:, -edge:].any()


def test_calibration_moves_whole_dots() -> None:
    job = at(batch_job("roll-50x30", count=1), 203)
    plain = to_image(next(label_bitmaps(job)))
    moved = to_image(next(label_bitmaps(replace(job, calibration=Calibration(dx_mm=Decimal(1), dy_mm=Decimal(-2))))))
    assert moved.crop((8, 0, 400, 224)).tobytes() == plain.crop((0, 16, 392, 240)).tobytes()


def test_zpl_prints_equal_labels_once_with_copies() -> None:
    (label,) = label_zpl(at(batch_job("roll-50x30", count=30), 203))
    assert label.startswith(b"^XA^PW400^LL240^LH0,0^FO0,0^GFA,12000,12000,50,")
    assert label.endswith(b"^PQ30^XZ\n")


def test_tspl_names_the_roll_and_prints_each_stamp() -> None:
    labels = list(label_tspl(at(stamp_job("roll-35x22-3up", count=5, design="stamp-small"), 203)))
    assert len(labels) == 2
    assert labels[0].startswith(b"SIZE 110 mm,22 mm\r\nGAP 2 mm,0 mm\r\n")
    assert [re.findall(rb"PRINT \d+,\d+\r\n$", label) for label in labels] == [[b"PRINT 1,1\r\n"]] * 2


def test_png_reads_back_and_knows_its_density() -> None:
    (picture,) = label_pngs(at(batch_job("roll-40x30", count=1), 300))
    image = Image.open(io.BytesIO(picture))
    assert (image.mode, round(image.info["dpi"][0]), read_codes(image.convert("L"))[0].text) == ("1", 300, CODE)


def test_same_job_gives_the_same_bitmap() -> None:
    job = at(batch_job("roll-35x22", count=1), 203)
    assert list(label_bitmaps(job)) == list(label_bitmaps(job))


@pytest.mark.parametrize("dpi", [None, 0, 150, 199, 1201])
def test_printer_of_unknown_density_is_refused(dpi: int | None) -> None:
    with pytest.raises(LabelError) as refused:
        label_bitmaps(replace(batch_job("roll-35x22", count=1), dots_per_inch=dpi))
    assert refused.value.field == "dots_per_inch"
