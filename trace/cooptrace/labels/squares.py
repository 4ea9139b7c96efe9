"""The square symbols of a job's codes: one code many times, a series of like codes, or each by itself."""

from collections.abc import Sequence
from functools import lru_cache

from cooptrace.errors import say
from cooptrace.labels.designs import Design
from cooptrace.labels.elements import printable_elements
from cooptrace.labels.problems import LabelError
from cooptrace.symbols.data_matrix import gs1_data_matrix
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.qr import Level, qr_symbol
from cooptrace.symbols.qr_series import QrSeries
from cooptrace.symbols.symbology import Symbology


def square_symbol(code: str, design: Design, *, level: Level) -> Matrix:
    """Raises CodeError or SymbolError for a code that is wrong or too long for the design's symbology."""
    if design.symbology is Symbology.GS1_DATA_MATRIX:
        return gs1_data_matrix(printable_elements(code))
    return qr_symbol(code, level=level)


class CodeRows:
    """Packed modules (Matrix.rows) for codes whose symbols are all as large as the first one's."""

    def __init__(self, first_code: str, first_symbol: Matrix, *, design: Design, level: Level) -> None:
        self._first_code = first_code
        self._first = first_symbol
        self._design = design
        self._level = level
        self._series: QrSeries | None = None
        self._is_series = design.symbology is Symbology.QR

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
                self._series = _series(self._first_code, self._level)
            except SymbolError:  # digits alone, or past version 9: rare, so one by one
                self._is_series = False
        return self._series

    def _single(self, code: str) -> bytes:
        symbol = square_symbol(code, self._design, level=self._level)
        if symbol.width != self._first.width:
            raise other_kind()
        return symbol.rows


@lru_cache(maxsize=2)
def _series(first_code: str, level: Level) -> QrSeries:
    """Kept, because what was just looked at as a preview is printed next; one can be 20 MB."""
    return QrSeries(first_code, level=level)


def other_kind() -> LabelError:
    return LabelError("codes", say("All codes of one printing must have the same length and kind of letters."))
