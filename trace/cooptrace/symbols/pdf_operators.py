"""A picture as PDF page operators (ISO 32000-1, 8.5): bars only; the document sets the text in its own fonts."""

from cooptrace.symbols.picture import Picture

PT_PER_MM = 72 / 25.4


def pdf_operators(picture: Picture, *, left_mm: float, bottom_mm: float) -> bytes:
    """Operators that draw the bars with the picture's lower left corner at a point of the page, in mm."""
    dot_pt = float(picture.dot_mm) * PT_PER_MM
    bars = b"".join(
        b"%d %d %d %d re\n" % (bar.left, picture.height - bar.top - bar.height, bar.width, bar.height)
        for bar in picture.bars
    )
    place = (dot_pt, dot_pt, left_mm * PT_PER_MM, bottom_mm * PT_PER_MM)
    return b"q %.6f 0 0 %.6f %.4f %.4f cm\n%sf Q\n" % (*place, bars)
