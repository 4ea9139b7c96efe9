"""A picture of one page of the very PDF that will be printed."""

import io

import pypdfium2 as pdfium

from cooptrace.errors import say
from cooptrace.labels.problems import LabelError

MAX_PIXELS = 40_000_000


def page_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """Page `page` (from 1) of a PDF as PNG at `dpi` dots an inch. Raises LabelError on `page` or `dpi`."""
    document = pdfium.PdfDocument(pdf)
    try:
        if not 1 <= page <= len(document):
            raise LabelError("page", say("This printing has %(pages)d pages.", pages=len(document)))
        sheet = document[page - 1]
        width_pt, height_pt = sheet.get_size()
        if dpi < 1 or width_pt * height_pt * (dpi / 72) ** 2 > MAX_PIXELS:
            raise LabelError("dpi", say("This picture would be too large."))
        picture = sheet.render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()
