"""Labels with bars: as large as the standard wants them, in whole dots, what they hold in words under them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from cooptrace.codes import check_digit
from cooptrace.labels.designs import Layout
from cooptrace.labels.drawing import ink_box
from cooptrace.labels.jobs import LabelJob, prepare
from cooptrace.labels.problems import LabelError
from cooptrace.labels.samples import GTIN, sample_job
from cooptrace.symbols.symbology import SIZES, Setting, Symbology
from tests.labels.paper import DESIGNS, STOCKS, page_text, pdf, picture, read_codes

BARS = [key for key, design in DESIGNS.items() if design.layout is Layout.BARS]


def job(design: str, stock: str = "roll-100x150", *, count: int = 1, dpi: int | None = None) -> LabelJob:
    return sample_job(STOCKS[stock], DESIGNS[design], count=count, dots_per_inch=dpi)


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("design", BARS)
def test_bars_are_whole_dots_within_the_standard_size(design: str, dpi: int) -> None:
    for bars in prepare(job(design, dpi=dpi)).drawing.bars:
        dots = float(bars.picture.module_mm) * dpi / 25.4
        sizes = SIZES[DESIGNS[design].symbology, DESIGNS[design].setting]
        assert dots == pytest.approx(round(dots))
        assert sizes.smallest_mm <= bars.picture.module_mm <= sizes.largest_mm
        assert float(bars.top_mm) * dpi / 25.4 == pytest.approx(round(float(bars.top_mm) * dpi / 25.4))


def test_pallet_has_its_sscc_lowest_and_alone() -> None:
    bars = prepare(job("pallet")).drawing.bars
    assert [[run.text for run in one.captions] for one in bars] == [
        [f"(02){GTIN}(37)48"],
        ["(10)MD251103"],
        ["(00)095212340000000006"],
    ]
    assert [one.top_mm for one in bars] == sorted(one.top_mm for one in bars)


def test_every_pallet_of_a_job_has_its_own_sscc() -> None:
    data = pdf(job("pallet", "a4-2", count=3))
    found = [code.text for page in (1, 2) for code in read_codes(picture(data, page)) if code.text.startswith("(00)")]
    assert sorted(found) == [f"(00)09521234000000{end}" for end in ("0006", "0013", "0020")]
    assert page_text(data, 2).split()[-1] == "(00)095212340000000020"


def test_digits_under_the_bars_of_a_pallet_are_three_millimetres_high() -> None:
    run = prepare(job("pallet")).drawing.bars[-1].captions[0]
    assert float(ink_box(replace(run, text="0")).height_mm) >= 2.95


def test_captions_keep_off_the_bars_and_off_each_other() -> None:
    (bars,) = prepare(job("retail")).drawing.bars
    boxes = [ink_box(run) for run in bars.captions]
    assert [run.text for run in bars.captions] == ["9", "521234", "543213"]
    assert all(left.right_mm < right.left_mm for left, right in pairwise(boxes))
    low = min(bar.top + bar.height for bar in bars.picture.bars) * bars.picture.dot_mm + bars.top_mm
    assert all(box.top_mm > low and box.bottom_mm <= bars.box.bottom_mm for box in boxes)


def test_several_products_share_a_sheet() -> None:
    gtins = [f"95212345000{number}" + check_digit(f"95212345000{number}") for number in range(3)]
    image, scale = picture(pdf(replace(job("retail", "a4-21"), codes=gtins))), 300 / 25.4
    found = []
    for cell in STOCKS["a4-21"].cells[:3]:
        left, top, right, bottom = (
            float(edge) * scale for edge in (cell.left_mm, cell.top_mm, cell.right_mm, cell.bottom_mm)
        )
        found.append([code.text for code in read_codes(image.crop((left, top, right, bottom)))])
    assert found == [[gtin] for gtin in gtins]


def test_gtin_of_eight_digits_becomes_ean_8() -> None:
    found = read_codes(picture(pdf(replace(job("retail", "roll-50x30"), codes=["95212340"]))))
    assert [(code.text, code.symbology_identifier) for code in found] == [("95212340", "]E4")]


@pytest.mark.parametrize(
    ("design", "stock", "dpi", "sentence"),
    [
        ("retail", "tomy-145", None, "This symbol needs at least 29.9 × 20.8 mm."),
        ("retail", "roll-40x30", 203, "This symbol needs at least 42.5 × 29.5 mm."),
        ("carton-itf-14", "roll-70x50", None, "This symbol needs at least 69.6 × 39.0 mm."),
        ("carton", "roll-100x50", None, "The barcodes of this code need a label 81.1 mm high."),
    ],
)
def test_paper_too_small_is_refused_with_the_smallest_that_works(
    design: str, stock: str, dpi: int | None, sentence: str
) -> None:
    with pytest.raises(LabelError) as refused:
        prepare(job(design, stock, dpi=dpi))
    assert (refused.value.field, str(refused.value)) == ("stock", sentence)


def test_bars_grow_no_smaller_than_the_standard_lets_them() -> None:
    drawn = prepare(job("retail", "roll-40x30")).drawing
    sizes = SIZES[Symbology.EAN_13, Setting.RETAIL]
    assert sizes.smallest_mm <= drawn.module_mm < sizes.target_mm
    assert {run.shows for run in drawn.runs} >= {"product_name"}


@pytest.mark.parametrize("stock", ["roll-50x25", "roll-50x30", "roll-60x40", "a4-21", "a4-24", "roll-70x50"])
def test_bars_leave_room_for_every_word_where_there_is_some(stock: str) -> None:
    facts = [run.text for run in prepare(job("retail", stock)).drawing.runs if run.shows == "facts"]
    assert facts == ["Lô: MD251103", "NSX: 03/11/2025", "HSD: 03/11/2027"]
