"""ZPL II (Zebra): a label as one 1-bit graphic, because printers' own fonts lack Vietnamese."""

from cooptrace.symbols.matrix import Matrix


def zpl_label(dots: Matrix, *, copies: int = 1) -> bytes:
    """A whole label. `dots` are printer dots, 1 = black."""
    size = len(dots.rows)
    return (
        f"^XA^PW{dots.width}^LL{dots.height}^LH0,0^FO0,0^GFA,{size},{size},{dots.stride},{dots.rows.hex().upper()}^FS"
        f"^PQ{copies}^XZ\n"
    ).encode()
