"""Every shipped stock fits its paper; a wrong one is refused by file, line and field."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cooptrace.labels.geometry import Box
from cooptrace.labels.problems import DataFileError, LabelError
from cooptrace.labels.stocks import Kind, Stock, load_stocks

STOCKS = load_stocks()
TOMY = STOCKS["tomy-145"]


def changed(folder: Path, old: str, new: str) -> Path:
    """A folder with the Tomy 145 file, one line of it changed."""
    text = "\n".join(
        [
            'kind = "sheet"',
            *(f"{field} = {getattr(TOMY, field)}" for field in ("page_width_mm", "page_height_mm", "columns", "rows")),
            *(f"{field} = {getattr(TOMY, field)}" for field in ("cell_width_mm", "cell_height_mm", "left_margin_mm")),
            *(f"{field} = {getattr(TOMY, field)}" for field in ("top_margin_mm", "column_pitch_mm", "row_pitch_mm")),
            "gap_mm = 0",
            "safe_edge_mm = 1.5",
            'name = { vi = "Tờ", en = "Sheet", zh = "纸" }',
        ]
    )
    assert old in text
    (folder / "test-1.toml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize("stock", STOCKS.values(), ids=list(STOCKS))
def test_cells_of_a_stock_lie_on_the_paper_and_apart(stock: Stock) -> None:
    page = Box(Decimal(0), Decimal(0), stock.page_width_mm, stock.page_height_mm)
    assert all(page.contains(cell) for cell in stock.cells)
    for number, cell in enumerate(stock.cells):
        for other in stock.cells[number + 1 :]:
            assert cell.right_mm <= other.left_mm or cell.bottom_mm <= other.top_mm


@pytest.mark.parametrize("stock", STOCKS.values(), ids=list(STOCKS))
def test_stock_has_a_usable_key_and_three_names(stock: Stock) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,40}", stock.key)
    assert set(stock.names) == {"vi", "en", "zh"}
    assert STOCKS[stock.key] is stock


@pytest.mark.parametrize(
    ("key", "cells"),
    [("tomy-145", 65), ("a4-40", 40), ("a4-24", 24), ("a4-21", 21), ("a4-12", 12), ("roll-35x22-3up", 3)],
)
def test_stock_has_the_number_of_labels_it_is_sold_by(key: str, cells: int) -> None:
    assert len(STOCKS[key].cells) == cells == STOCKS[key].per_page


def test_tomy_145_is_the_measured_cut() -> None:
    assert TOMY.cells[0] == Box(Decimal("4.75"), Decimal("10.7"), Decimal("38.1"), Decimal("21.2"))
    assert TOMY.cells[64].right_mm == Decimal("205.25")
    assert TOMY.cells[64].bottom_mm == Decimal("286.3")
    assert TOMY.name("vi") == "A4 65 tem 38,1 × 21,2 mm (Tomy 145)"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("column_pitch_mm = 40.6", "column_pitch_mm = 30", "line 10, column_pitch_mm: Labels overlap"),
        ("row_pitch_mm = 21.2", "row_pitch_mm = 24", "line 11, row_pitch_mm: The labels need 319.9 mm"),
        ("rows = 13", 'rows = "13"', "line 5, rows: must be a whole number"),
        ("rows = 13", "rows = 0", "line 5, rows: Give a number from 1 to 100"),
        ("left_margin_mm = 4.75", "left_margin_mm = -1", "line 8, left_margin_mm: Give a length from 0"),
        ("left_margin_mm = 4.75", "left_margin_mm = nan", "line 8, left_margin_mm: must be a number"),
        ("cell_height_mm = 21.2", "cell_heigth_mm = 21.2", "line 7, cell_heigth_mm: no such field"),
        ('kind = "sheet"', 'kind = "plate"', "line 1, kind: must be one of sheet, roll"),
        ("safe_edge_mm = 1.5", "safe_edge_mm = 6", "line 13, safe_edge_mm: The safe edge leaves no room"),
        (', zh = "纸"', "", "line 14, name: must be a table with exactly vi, en, zh"),
        ("gap_mm = 0\n", "", "test-1.toml, gap_mm: is missing"),
        ("rows = 13", "rows = = 13", "test-1.toml, line 5: cannot be read as TOML from column 8 on"),
    ],
)
def test_wrong_stock_file_is_refused_by_line_and_field(tmp_path: Path, old: str, new: str, where: str) -> None:
    with pytest.raises(DataFileError, match=re.escape(where)):
        load_stocks(changed(tmp_path, old, new))


def test_own_sheet_is_checked_like_the_shipped_ones() -> None:
    own = Stock.custom(
        "htx-1",
        name="Tờ của tôi",
        page_width_mm=Decimal(202),
        page_height_mm=Decimal(162),
        cell_width_mm=Decimal(62),
        cell_height_mm=Decimal(36),
        columns=3,
        rows=4,
        left_margin_mm=Decimal(5),
        top_margin_mm=Decimal(6),
        column_pitch_mm=Decimal(65),
        row_pitch_mm=Decimal(38),
    )
    assert (own.kind, len(own.cells), own.name("zh")) == (Kind.SHEET, 12, "Tờ của tôi")
    with pytest.raises(LabelError) as refused:
        replace(own, cell_width_mm=Decimal("66.5"))
    assert (refused.value.field, refused.value.values["size"]) == ("column_pitch_mm", Decimal("66.5"))


@pytest.mark.parametrize("key", ["", "Tomy", "a" * 41, "a b", "a/b"])
def test_odd_key_is_refused(key: str) -> None:
    with pytest.raises(LabelError, match="small letters"):
        replace(TOMY, key=key)


@pytest.mark.parametrize("length", ["NaN", "Infinity", "-0.1", "1000.1"])
def test_odd_length_is_refused(length: str) -> None:
    with pytest.raises(LabelError) as refused:
        replace(TOMY, page_width_mm=Decimal(length))
    assert refused.value.field == "page_width_mm"
