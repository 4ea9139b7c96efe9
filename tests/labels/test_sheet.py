"""Labels fill a sheet in reading order from any first cell."""

import pytest

from cooptrace.labels.problems import LabelError
from cooptrace.labels.sheet import next_free_cell, page_count, places
from cooptrace.labels.stocks import Stock, load_stocks

STOCKS = load_stocks()
TOMY = STOCKS["tomy-145"]


def test_labels_start_on_a_part_used_sheet_and_go_on_to_the_next() -> None:
    got = list(places(TOMY, start=13, count=80))
    assert (got[0].page, got[0].cell, got[0].box) == (1, 13, TOMY.cells[12])
    assert (got[52].page, got[52].cell) == (1, 65)
    assert (got[53].page, got[53].cell, got[53].box) == (2, 1, TOMY.cells[0])
    assert (len(got), got[-1].page, got[-1].cell) == (80, 2, 27)


@pytest.mark.parametrize("stock", STOCKS.values(), ids=list(STOCKS))
def test_one_sheet_full_uses_each_cell_once(stock: Stock) -> None:
    assert [place.box for place in places(stock, start=1, count=stock.per_page)] == stock.cells
    assert page_count(stock, start=1, count=stock.per_page) == 1


@pytest.mark.parametrize(
    ("start", "count", "pages", "free"), [(1, 65, 1, 1), (65, 1, 1, 1), (65, 2, 2, 2), (13, 80, 2, 28)]
)
def test_pages_and_next_free_cell_are_known_before_printing(start: int, count: int, pages: int, free: int) -> None:
    assert page_count(TOMY, start=start, count=count) == pages
    assert next_free_cell(TOMY, start=start, count=count) == free


@pytest.mark.parametrize(
    ("start", "count", "field"), [(0, 1, "start"), (66, 1, "start"), (1, 0, "count"), (1, 1_000_001, "count")]
)
def test_impossible_job_is_refused_at_once(start: int, count: int, field: str) -> None:
    with pytest.raises(LabelError) as refused:
        places(TOMY, start=start, count=count)
    assert refused.value.field == field
    assert "%(" in refused.value.rule


def test_million_labels_is_the_most() -> None:
    assert page_count(TOMY, start=1, count=1_000_000) == 15385
