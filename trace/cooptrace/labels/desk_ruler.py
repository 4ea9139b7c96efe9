"""The page that measures a printer: on plain paper, the outlines of a sheet's labels, steps of 1 mm, two rulers."""

from collections.abc import Iterator
from decimal import Decimal

from cooptrace.labels.fonts import Subset, Weight, font_subset
from cooptrace.labels.pdf import PT_PER_MM, PdfFile, number
from cooptrace.labels.pdf_fonts import write_font
from cooptrace.labels.stocks import Stock

STEPS_MM = range(-3, 4)
RULER_MM = 100
_STEP_HEIGHT_MM, _STEP_WIDTH_MM = 2.6, 4.5
_TITLE = "Trang thử máy in. In cỡ thực 100 %, úp lên tờ tem rồi soi ra sáng."
_LETTERS = frozenset(_TITLE + "0123456789+-mNgangDọc ")
_TEXT_PT = 7


def ruler_pdf(stock: Stock) -> bytes:
    return b"".join(_written(stock))


def _written(stock: Stock) -> Iterator[bytes]:
    file, font = PdfFile(), font_subset(Weight.REGULAR, _LETTERS)
    yield file.start()
    reference, written = write_font(file, font)
    yield written
    yield file.page(_Ruler(stock, font).operators())
    yield from file.finish(
        width_pt=float(stock.page_width_mm) * PT_PER_MM,
        height_pt=float(stock.page_height_mm) * PT_PER_MM,
        resources=b"/Font<</R %d 0 R>>" % reference,
        title=_TITLE,
    )


class _Ruler:
    """Operators in PDF's own units, from lengths in mm measured down from the page's top left corner."""

    def __init__(self, stock: Stock, font: Subset) -> None:
        self._stock = stock
        self._font = font

    def operators(self) -> bytes:
        first = self._stock.cells[0]
        left, top = float(first.left_mm), float(first.top_mm)
        parts = [b"0.7 G 0.3 w\n", *self._outlines(), b"0 G 0.5 w\n"]
        for place, step in enumerate(STEPS_MM):
            down = top + 1 + place * _STEP_HEIGHT_MM
            parts.append(self._line(left + step, down, left + step, down + 2))
            parts.append(self._text(f"{step:+d}" if step else "0", left + step + 0.6, down + 1.9))
            across = left + 14 + place * _STEP_WIDTH_MM
            parts.append(self._line(across, top + step, across + 2, top + step))
            parts.append(self._text(f"{step:+d}" if step else "0", across + 2.2, top + step + 0.9))
        return b"".join([*parts, *self._rulers(), self._text(_TITLE, 25, self._middle - 12)])

    @property
    def _middle(self) -> float:
        return float(self._stock.page_height_mm) / 2

    def _rulers(self) -> Iterator[bytes]:
        """Across and down, 100 mm from the outside of the first mark to the outside of the last."""
        left, top = 25.0, self._middle
        yield self._line(left, top, left + RULER_MM, top)
        yield self._line(left, top, left, top + RULER_MM)
        for place in range(0, RULER_MM + 1, 10):
            yield self._line(left + place, top, left + place, top + 3)
            yield self._line(left, top + place, left + 3, top + place)
        yield self._text(f"Ngang {RULER_MM} mm", left + RULER_MM - 18, top + 7)
        yield self._text(f"Dọc {RULER_MM} mm", left + 5, top + RULER_MM)

    def _outlines(self) -> Iterator[bytes]:
        for cell in self._stock.cells:
            yield b"%s %s %s %s re S\n" % (
                _points(cell.left_mm),
                _points(self._stock.page_height_mm - cell.bottom_mm),
                _points(cell.width_mm),
                _points(cell.height_mm),
            )

    def _line(self, left: float, top: float, right: float, bottom: float) -> bytes:
        return b"%s %s m %s %s l S\n" % (_points(left), self._up(top), _points(right), self._up(bottom))

    def _text(self, text: str, left: float, baseline: float) -> bytes:
        place = (_TEXT_PT, _points(left), self._up(baseline), self._font.encode(text))
        return b"BT/R %d Tf %s %s Td<%s>Tj ET\n" % place

    def _up(self, down_mm: float) -> bytes:
        return _points(float(self._stock.page_height_mm) - down_mm)


def _points(length_mm: float | Decimal) -> bytes:
    return number(float(length_mm) * PT_PER_MM)
