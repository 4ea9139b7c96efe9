"""The barcodes a code makes on a label, one over the other at the standard's size, and the text under each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from cooptrace.codes import check_gtin
from cooptrace.labels.designs import Design
from cooptrace.labels.drawing import PlacedBars, TextRun
from cooptrace.labels.elements import printable_elements
from cooptrace.labels.fonts import PT_MM, Weight, face
from cooptrace.labels.stocks import Stock
from cooptrace.symbols.ean import ean_8, ean_13
from cooptrace.symbols.gs1_128 import SSCC, gs1_128_barcodes
from cooptrace.symbols.itf_14 import itf_14
from cooptrace.symbols.linear import Linear
from cooptrace.symbols.picture import Picture, Room, linear_picture
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.symbology import QUIET, Setting, Symbology

BETWEEN_MM = Decimal(3)  # from the text of one barcode to the bars of the next
_CAPTION_SHARE = 0.96  # of the room a caption has: digits keep off the guard bars
_CAPTION_INK = "(0gQ"
_SMALLER_MM = Decimal("0.01")


def room_for_bars(design: Design, stock: Stock, dots_per_inch: int | None) -> Room:
    """Bars keep off the safe edge; the quiet zones beside them are blank anyway and may reach over it to the cut."""
    quiet, edge_mm = QUIET[design.symbology], stock.safe_edge_mm
    bearers = design.symbology is Symbology.ITF_14
    blank_mm = Decimal(0) if bearers else min(quiet.left, quiet.right) * design.min_module_mm
    width_mm = stock.cell_width_mm - 2 * max(Decimal(0), edge_mm - blank_mm)
    return Room(width_mm, stock.cell_height_mm - 2 * edge_mm, dots_per_inch)


def pictures(code: str, design: Design, room: Room) -> tuple[Picture, ...]:
    """The code's barcodes from the top down. Raises CodeError for a wrong code, SymbolError when one is too large."""
    return _drawn(_symbols(code, design, room), design, room)


def smaller_pictures(code: str, design: Design, room: Room) -> Iterator[tuple[Picture, ...]]:
    """The same from the target size down to the smallest the standard allows. Raises like `pictures` at the first."""
    symbols = _symbols(code, design, room)
    drawn = _drawn(symbols, design, room)
    while True:
        yield drawn
        narrower = replace(room, width_mm=max(picture.width_mm for picture in drawn) - _SMALLER_MM)
        try:
            drawn = _drawn(symbols, design, narrower)
        except SymbolError:
            return


def place(drawn: tuple[Picture, ...], *, centre_mm: Decimal, bottom_mm: Decimal, room: Room) -> tuple[PlacedBars, ...]:
    """The pictures over one another, the last one ending at `bottom_mm` of the cell, on whole dots of the printer."""
    placed: list[PlacedBars] = []
    for picture in reversed(drawn):
        top_mm = _on_dots(bottom_mm - picture.height_mm, room)
        left_mm = _on_dots(centre_mm - picture.width_mm / 2, room)
        placed.append(PlacedBars(picture, left_mm, top_mm, _captions(picture, left_mm, top_mm)))
        bottom_mm = top_mm - BETWEEN_MM
    return tuple(reversed(placed))


def height_mm(drawn: tuple[Picture, ...]) -> Decimal:
    return sum((picture.height_mm for picture in drawn), (len(drawn) - 1) * BETWEEN_MM)


def _symbols(code: str, design: Design, room: Room) -> list[Linear]:
    if design.symbology is Symbology.EAN_13:
        return [ean_8(code) if check_gtin(code).startswith("000000") else ean_13(code)]
    if design.symbology is Symbology.ITF_14:
        return [itf_14(code)]

    def fits(symbol: Linear) -> bool:
        try:
            linear_picture(symbol, setting=design.setting, room=replace(room, height_mm=Decimal(1000)))
        except SymbolError:
            return False
        return True

    return gs1_128_barcodes(printable_elements(code), fits=fits)


def _drawn(symbols: Sequence[Linear], design: Design, room: Room) -> tuple[Picture, ...]:
    return tuple(linear_picture(symbol, setting=_setting(symbol, design), room=room) for symbol in symbols)


def _setting(symbol: Linear, design: Design) -> Setting:
    is_sscc = symbol.captions[0].text.startswith(f"({SSCC})")
    return Setting.LOGISTICS if is_sscc else design.setting


def _on_dots(length_mm: Decimal, room: Room) -> Decimal:
    if room.dots_per_inch is None:
        return length_mm
    dot_mm = Decimal("25.4") / room.dots_per_inch
    return (length_mm / dot_mm).to_integral_value(ROUND_HALF_EVEN) * dot_mm


def _captions(picture: Picture, left_mm: Decimal, top_mm: Decimal) -> tuple[TextRun, ...]:
    """What stands under the bars, all parts at one size, each in the middle of its room."""
    style, dot_mm = face(Weight.REGULAR), float(picture.dot_mm)
    high_em = style.top_em(_CAPTION_INK) + style.bottom_em(_CAPTION_INK)
    if all(label.text.isdigit() for label in picture.labels):
        high_em = style.top_em("0")
    sizes_mm = [
        min(label.height / high_em, label.width * _CAPTION_SHARE / style.width_em(label.text)) * dot_mm
        for label in picture.labels
    ]
    em_mm = min(sizes_mm, default=0.0)
    runs = []
    for label in picture.labels:
        middle_mm = float(left_mm) + (label.left + label.width / 2) * dot_mm
        start_mm = middle_mm - style.width_em(label.text) * em_mm / 2
        baseline_mm = float(top_mm) + label.top * dot_mm + style.top_em("0") * em_mm
        runs.append(TextRun(None, Weight.REGULAR, label.text, em_mm / PT_MM, start_mm, baseline_mm))
    return tuple(runs)
