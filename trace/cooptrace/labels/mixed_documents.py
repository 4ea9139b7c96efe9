"""Several jobs one after another on the same sheets, as one PDF sent while it is made. Each job is a batch."""

from collections.abc import Iterator, Sequence
from itertools import islice

from cooptrace.labels.documents import calibrated, finished, form_entries, symbols, write_shared
from cooptrace.labels.jobs import LabelJob, PreparedJob, prepare
from cooptrace.labels.pdf import PT_PER_MM, PdfFile, number


def mixed_pdf(jobs: Sequence[LabelJob]) -> Iterator[bytes]:
    """The first job begins at its start cell, each other one where the one before it ended; all have the paper and the
    printer of the first. Only for jobs whose labels are alike. Raises LabelError or SymbolError at once."""
    return _written([prepare(job) for job in jobs])


def _written(prepared: Sequence[PreparedJob]) -> Iterator[bytes]:
    file, first = PdfFile(), prepared[0].job
    yield file.start()
    names = [b"/J%d" % place for place in range(len(prepared))]
    references = []
    for one in prepared:
        reference, written = _label_form(file, one)
        references.append(reference)
        yield written
    matrix = calibrated(first.calibration, first.stock)
    labels = (name for name, one in zip(names, prepared, strict=True) for _ in one.labels)
    places, free = _places(first), first.start - 1
    while drawn := [
        b"%s%s Do Q\n" % (place, name)
        for place, name in zip(places[free:], islice(labels, len(places) - free), strict=False)
    ]:
        yield file.page(matrix + b"".join(drawn))
        free = 0
    forms = b"".join(b"%s %d 0 R" % pair for pair in zip(names, references, strict=True))
    yield from finished(file, first.stock, resources=b"/XObject<<%s>>" % forms, title=prepared[0].title)


def _label_form(file: PdfFile, prepared: PreparedJob) -> tuple[int, bytes]:
    """A whole label as one form: its words and its symbol."""
    shared = write_shared(file, prepared)
    symbol, _serial = next(symbols(_only_first(prepared), shared.fonts))
    form = file.reserve()
    drawn = file.stream(form, form_entries(prepared.drawing, shared.resources), b"q/L Do " + symbol)
    return form, shared.written + drawn


def _only_first(prepared: PreparedJob) -> PreparedJob:
    """The same job with one label, so that the others are still to be counted."""
    return PreparedJob(
        prepared.job, prepared.first_code, prepared.symbol, prepared.drawing, iter([(prepared.first_code, "")])
    )


def _places(job: LabelJob) -> list[bytes]:
    height_mm = job.stock.page_height_mm
    return [
        b"q 1 0 0 1 %s %s cm" % (_points(float(cell.left_mm)), _points(float(height_mm - cell.bottom_mm)))
        for cell in job.stock.cells
    ]


def _points(length_mm: float) -> bytes:
    return number(length_mm * PT_PER_MM)
