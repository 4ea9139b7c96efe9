"""TSPL (TSC, Xprinter, Gprinter): a label as one 1-bit graphic, because printers' own fonts lack Vietnamese."""

from decimal import Decimal

from cooptrace.symbols.matrix import Matrix


def tspl_label(dots: Matrix, *, width_mm: Decimal, height_mm: Decimal, gap_mm: Decimal, copies: int = 1) -> bytes:
    """A whole label on a roll. `dots` are printer dots, 1 = black; BITMAP wants 0 for black."""
    head = (
        f"SIZE {width_mm.normalize():f} mm,{height_mm.normalize():f} mm\r\n"
        f"GAP {gap_mm.normalize():f} mm,0 mm\r\nDIRECTION 1\r\nCLS\r\n"
        f"BITMAP 0,0,{dots.stride},{dots.height},0,"
    )
    return head.encode() + dots.inverted + f"\r\nPRINT {copies},1\r\n".encode()
