"""A job in any format: which files that makes, and what goes into each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from cooptrace.labels.bitmaps import label_pngs, label_tspl, label_zpl
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.svg_pages import label_svgs


class Format(StrEnum):
    PDF = "pdf"
    PNG = "png"
    SVG = "svg"
    ZPL = "zpl"
    TSPL = "tspl"


_DENSITIES = {Format.PNG: 300, Format.ZPL: 203, Format.TSPL: 203}
_PAGES: Mapping[Format, Callable[[LabelJob], Iterable[bytes]]] = {Format.PNG: label_pngs, Format.SVG: label_svgs}
_STREAMS: Mapping[Format, Callable[[LabelJob], Iterator[bytes]]] = {
    Format.PDF: label_pdf,
    Format.ZPL: label_zpl,
    Format.TSPL: label_tspl,
}


def default_density(kind: Format) -> int | None:
    """Dots per inch where nobody said them: what most label printers have; None for vectors."""
    return _DENSITIES.get(kind)


def files(job: LabelJob, kind: Format) -> Iterator[tuple[str, Iterator[bytes]]]:
    """What to add to the file's name, and the parts of its content.

    PNG and SVG have a page in each file; the others hold the whole job. Raises LabelError or SymbolError at once.
    """
    if kind in _STREAMS:
        return iter([("", _STREAMS[kind](job))])
    return _numbered(iter(_PAGES[kind](job)))


def _numbered(pages: Iterator[bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    first, second = next(pages), next(pages, None)
    if second is None:
        yield "", iter([first])
        return
    yield "-1", iter([first])
    yield "-2", iter([second])
    for number, page in enumerate(pages, start=3):
        yield f"-{number}", iter([page])
