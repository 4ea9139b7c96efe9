"""The QR modules of a job's codes, block by block: one code many times, a series of like codes, or each by itself."""

from collections.abc import Iterator, Sequence
from itertools import islice

from cooptrace.errors import say
from cooptrace.labels.jobs import PreparedJob
from cooptrace.labels.problems import LabelError
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.qr import Level, qr_symbol
from cooptrace.symbols.qr_series import QrSeries

_BLOCK = 512  # labels encoded at a time


def drawn_labels(prepared: PreparedJob) -> Iterator[tuple[bytes, str]]:
    """The packed modules and the serial of each label of a job. Raises LabelError as `CodeRows.rows` does."""
    source = CodeRows(prepared.first_code, prepared.symbol, level=prepared.job.level)
    while block := list(islice(prepared.labels, _BLOCK)):
        rows = source.rows([code for code, _ in block])
        yield from zip(rows, (serial for _, serial in block), strict=True)


class CodeRows:
    """Packed modules (Matrix.rows) for codes whose symbols are all as large as the first one's."""

    def __init__(self, first_code: str, first_symbol: Matrix, *, level: Level) -> None:
        self._first_code = first_code
        self._first = first_symbol
        self._level = level
        self._series: QrSeries | None = None
        self._is_series = True

    def rows(self, codes: Sequence[str]) -> list[bytes]:
        """Raises LabelError on `codes` for a code of another length or kind."""
        if all(code == self._first_code for code in codes):
            return [self._first.rows] * len(codes)
        series = self._learnt()
        if series is None:
            return [self._single(code) for code in codes]
        try:
            packed, size = series.symbols(codes).tobytes(), series.row_bytes
        except SymbolError as problem:
            raise LabelError("codes", problem.sentence) from problem
        return [packed[start : start + size] for start in range(0, len(packed), size)]

    def _learnt(self) -> QrSeries | None:
        if self._series is None and self._is_series:
            try:
                self._series = QrSeries(self._first_code, level=self._level)
            except SymbolError:  # digits alone, or past version 9: rare, so one by one
                self._is_series = False
        return self._series

    def _single(self, code: str) -> bytes:
        symbol = qr_symbol(code, level=self._level)
        if symbol.width != self._first.width:
            raise LabelError("codes", say("All codes of one printing must have the same length and kind of letters."))
        return symbol.rows
