"""How large the pictures of pages are on a screen: sharp enough to read a label, small enough for a slow line."""

from dataclasses import dataclass
from threading import Lock

from cooptrace.labels.preview import page_png
from cooptrace.labels.stocks import Stock

_WIDTH_PX = 900
_LEAST_DPI, _MOST_DPI = 72, 300
# PDFium may be used by one thread of a process at a time.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Picture:
    """A page as it stands in an <img>."""

    address: str
    page: int
    width_px: int
    height_px: int


def preview_dpi(stock: Stock) -> int:
    return max(_LEAST_DPI, min(_MOST_DPI, round(_WIDTH_PX * 25.4 / float(stock.page_width_mm))))


def picture_of(stock: Stock, address: str, page: int) -> Picture:
    dots = preview_dpi(stock) / 25.4
    return Picture(address, page, round(float(stock.page_width_mm) * dots), round(float(stock.page_height_mm) * dots))


def page_picture(pdf: bytes, page: int, stock: Stock) -> bytes:
    with _one_at_a_time:
        return page_png(pdf, page, preview_dpi(stock))
