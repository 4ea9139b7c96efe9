"""The printed page: every code reads back, stands where the paper has its label, and every word is inside."""

import re
import zlib
from dataclasses import replace
from decimal import Decimal

import pytest

from cooptrace.labels.content import LabelContent
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.geometry import Box
from cooptrace.labels.jobs import Calibration, LabelJob
from cooptrace.labels.problems import LabelError
from cooptrace.symbols.problems import SymbolError
from tests.labels.paper import (
    BATCH,
    CODE,
    CONTENT,
    DESIGNS,
    STOCKS,
    batch_job,
    dark_box_mm,
    inside,
    page_text,
    pages,
    pdf,
    picture,
    read_codes,
    serials,
    stamp_job,
    text_boxes_mm,
)


def test_whole_tomy_sheet_reads_back_65_times() -> None:
    found = read_codes(picture(pdf(batch_job())))
    assert [code.text for code in found] == [CODE] * 65


def test_every_stamp_of_a_sheet_reads_back_once() -> None:
    found = read_codes(picture(pdf(stamp_job())))
    assert sorted(code.text for code in found) == [f"HTTPS://TXNG.EXAMPLE.VN/Q/{serial}" for serial in serials(65)]


def test_first_label_stands_where_its_drawing_says() -> None:
    paper, image = STOCKS["tomy-145"], picture(pdf(batch_job()))
    left, top, right, bottom = dark_box_mm(image, Box(Decimal("4.75"), Decimal("10.7"), Decimal(18), Decimal("21.2")))
    assert right - left == pytest.approx(bottom - top, abs=0.1)
    assert (top + bottom) / 2 == pytest.approx(float(paper.cells[0].top_mm) + 10.6, abs=0.1)
    module = (right - left) / 25
    assert left == pytest.approx(4.75 + 1.5 + 4 * module, abs=0.1)


def test_part_used_sheet_leaves_the_used_cells_blank() -> None:
    data, cells = pdf(batch_job(count=80, start=13)), STOCKS["tomy-145"].cells
    image = picture(data)
    assert (pages(data), len(read_codes(image)), len(read_codes(picture(data, 2)))) == (2, 53, 27)
    assert [inside(box, cells[:12]) for box in text_boxes_mm(data)].count(True) == 0
    assert dark_box_mm(image, Box(Decimal(0), Decimal(0), Decimal(210), Decimal(90)))[1] > float(cells[12].top_mm)


def test_words_can_be_selected_as_they_were_typed() -> None:
    text = " ".join(page_text(pdf(batch_job("roll-100x50", count=1))).split())
    assert text == (
        "Miến dong Bình Liêu 500 g HTX Nông nghiệp Bình Liêu Lô: MD-251103-01 NSX: 03/11/2025 HSD: 03/11/2027"
        " Quét để xem nguồn gốc txng.example.vn"
    )


def test_serial_is_printed_in_groups_of_five_beside_its_own_code() -> None:
    text = " ".join(page_text(pdf(stamp_job("roll-35x22-3up", count=2, design="stamp-small"))).split())
    assert re.findall(r"K\w{4} \w{5} \w{5}", text) == ["K0000 00WXY Z2345", "K0000 01WXY Z2345"]


def test_file_embeds_its_fonts_and_asks_for_true_size() -> None:
    data = pdf(batch_job())
    assert data.startswith(b"%PDF-1.5")
    assert b"/PrintScaling/None" in data
    assert b"/Lang(vi)" in data
    assert b"/Title<FEFF" + "Miến dong".encode("utf-16-be").hex().upper().encode() in data
    assert len(re.findall(rb"/FontFile2 \d+ 0 R", data)) == 2
    assert set(re.findall(rb"/BaseFont/[A-Z]{6}\+(\S+?)/", data)) == {b"BeVietnamPro-Regular", b"BeVietnamPro-Bold"}


def test_same_job_gives_the_same_bytes() -> None:
    assert pdf(batch_job(count=80)) == pdf(batch_job(count=80))
    assert pdf(stamp_job()) == pdf(stamp_job())


def test_batch_label_adds_a_few_bytes_a_label() -> None:
    assert len(pdf(batch_job(count=6500))) - len(pdf(batch_job(count=650))) < 30 * 5850


def test_code_that_repeats_is_drawn_once_in_the_file() -> None:
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf(batch_job()), re.DOTALL)
    contents = [zlib.decompress(stream) for stream in streams]
    assert sum(content.count(b"/C Do") for content in contents) == 65
    assert [content for content in contents if b" ID " in content] == []


def test_calibration_moves_and_stretches_the_page() -> None:
    moved = Calibration(dx_mm=Decimal("1.5"), dy_mm=Decimal(-2), scale_x=Decimal("1.01"), scale_y=Decimal("0.99"))
    area = Box(Decimal(0), Decimal(0), Decimal(24), Decimal(31))
    plain = dark_box_mm(picture(pdf(batch_job())), area)
    got = dark_box_mm(picture(pdf(replace(batch_job(), calibration=moved))), area)
    assert got[0] == pytest.approx(plain[0] * 1.01 + 1.5, abs=0.1)
    assert got[1] == pytest.approx(plain[1] * 0.99 - 2, abs=0.1)


@pytest.mark.parametrize(
    ("field", "value"), [("dx_mm", "20.1"), ("dy_mm", "NaN"), ("scale_x", "0.89"), ("scale_y", "Infinity")]
)
def test_wild_calibration_is_refused(field: str, value: str) -> None:
    with pytest.raises(LabelError) as refused:
        Calibration(**{field: Decimal(value)})
    assert refused.value.field == field


def test_printer_dots_make_modules_whole() -> None:
    image = picture(pdf(replace(batch_job("roll-50x30", count=1), dots_per_inch=203)), dpi=203)
    left, _, right, _ = dark_box_mm(image, Box(Decimal(0), Decimal(0), Decimal(21), Decimal(30)), dpi=203)
    assert (right - left) / 25.4 * 203 == pytest.approx(25 * 5, abs=1)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Chè hoa vàng 😀👍🏽 Ba Chẽ", "Chè hoa vàng Ba Chẽ"),
        ("Mật ong \u202erừng\u202c Hoành Bồ", "Mật ong rừng Hoành Bồ"),
        ("Chả mu\u031b\u0323c Ha\u0323 Long", "Chả mực Hạ Long"),
        ("ỔI  ĐÔNG\tTRIỀU ﬁ ①", "ỔI ĐÔNG TRIỀU fi 1"),
    ],
)
def test_odd_letters_are_cleaned_before_they_are_drawn(name: str, shown: str) -> None:
    text = page_text(pdf(replace(batch_job("roll-100x50", count=1), content=LabelContent(name))))
    assert " ".join(text.split()) == shown


@pytest.mark.parametrize("name", ["", "   ", "😀", "\u200b", "茶", "شاي", "Chè 茶"])
def test_name_the_font_cannot_draw_is_refused_by_field(name: str) -> None:
    with pytest.raises(LabelError) as refused:
        label_pdf(replace(batch_job(), content=LabelContent(name)))
    assert refused.value.field == "product_name"


LONG_NAME = ("Bánh gật gù Tiên Yên " * 15)[:300]


@pytest.mark.parametrize("name", [LONG_NAME, "B" * 300])
def test_name_of_300_letters_is_refused_on_a_small_label(name: str) -> None:
    with pytest.raises(LabelError, match="does not fit") as refused:
        label_pdf(replace(batch_job(), content=replace(CONTENT, product_name=name)))
    assert refused.value.field == "product_name"


def test_name_of_300_letters_is_whole_on_a_large_label() -> None:
    content = replace(CONTENT, product_name=LONG_NAME)
    text = page_text(pdf(replace(batch_job("roll-100x150", count=1), content=content)))
    assert " ".join(text.split()).startswith(LONG_NAME.strip())


@pytest.mark.parametrize(
    ("job", "field"),
    [
        (replace(BATCH, codes=[]), "count"),
        (replace(BATCH, codes=[CODE] * 1_000_001), "count"),
        (replace(BATCH, start=66), "start"),
        (replace(BATCH, serials=["a"]), "serials"),
        (replace(BATCH, design=DESIGNS["stamp"]), "serials"),
        (replace(BATCH, stock=STOCKS["roll-30x20"], codes=[CODE + "A" * 150]), "stock"),
    ],
    ids=["none", "too many", "cell 66", "odd serial", "no serials", "tiny paper"],
)
def test_impossible_job_is_refused_before_the_first_byte(job: LabelJob, field: str) -> None:
    with pytest.raises(LabelError) as refused:
        label_pdf(job)
    assert refused.value.field == field


@pytest.mark.parametrize("code", ["", "https://txng.example.vn/q/ệ", "A\n", "A" * 4000])
def test_text_no_code_should_hold_is_refused(code: str) -> None:
    with pytest.raises(SymbolError):
        label_pdf(replace(BATCH, codes=[code]))


def test_longer_code_or_serial_later_in_the_job_is_refused() -> None:
    with pytest.raises(LabelError, match="All codes"):
        pdf(replace(BATCH, codes=[CODE, CODE + "A" * 30]))
    with pytest.raises(LabelError, match="All serials"):
        pdf(replace(stamp_job(), serials=["ABCDE", "ABCDEF"]))


def test_codes_that_are_no_series_are_drawn_one_by_one() -> None:
    codes = [f"{number:020d}" for number in range(24)]
    found = read_codes(picture(pdf(replace(batch_job("a4-24"), codes=codes))))
    assert sorted(code.text for code in found) == codes
    with pytest.raises(LabelError, match="All codes"):
        pdf(replace(BATCH, codes=["1" * 20, "1" * 60]))


def test_reprint_says_so_on_every_label() -> None:
    marked = replace(CONTENT, reprint_mark="Bản in lại")
    assert page_text(pdf(replace(batch_job(count=3), content=marked))).count("Bản in lại") == 3
