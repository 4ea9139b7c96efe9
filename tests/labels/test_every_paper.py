"""Every shipped paper takes a batch, however long the web address: 40 letters of host, on every printer."""

from dataclasses import replace

import pytest

from cooptrace.labels.fits import fits
from cooptrace.labels.jobs import LabelJob, prepare
from cooptrace.labels.queries import batch_designs
from cooptrace.labels.stocks import Stock
from tests.labels.paper import CONTENT, DESIGNS, STOCKS, pdf, picture, read_codes

HOST = "truyxuat.nongsanantoan.quangninh.org.vnn"
SHORT = f"HTTPS://{HOST.upper()}/Q/7K3M9QX2A"
LINK = f"https://{HOST}/01/09521234543213/10/MD-251103-01"
LONG_NAME = "Chả mực giã tay Hạ Long loại đặc biệt hút chân không 500 g"


def printing(stock: Stock, design: str = "batch-small", code: str = SHORT, dpi: int | None = None) -> LabelJob:
    words = replace(CONTENT, product_name=LONG_NAME, domain=HOST)
    return LabelJob(stock, DESIGNS[design], words, [code], dots_per_inch=dpi)


@pytest.mark.parametrize("stock", STOCKS.values(), ids=list(STOCKS))
def test_a_batch_under_a_long_host_fits_and_is_read(stock: Stock) -> None:
    assert len(HOST) == 40
    assert [code.text for code in read_codes(picture(pdf(printing(stock))))] == [SHORT]


@pytest.mark.parametrize("stock", STOCKS.values(), ids=list(STOCKS))
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_it_fits_on_label_printers_too(stock: Stock, dpi: int) -> None:
    assert any(fits(printing(stock, design, dpi=dpi)) for design in ("batch", "batch-small"))


def test_the_small_design_is_offered_for_batches() -> None:
    assert "batch-small" in batch_designs()


def test_a_digital_link_is_never_drawn_smaller_than_the_standard_wants() -> None:
    smallest = [prepare(printing(STOCKS["roll-30x20"], code=code)).drawing.symbol for code in (SHORT, LINK)]
    assert [symbol and float(symbol.module_mm) for symbol in smallest] == [0.375, 0.396]
    assert not fits(printing(STOCKS["roll-30x20"], code=LINK, dpi=203))
