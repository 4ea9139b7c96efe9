"""QR codes by the hundred thousand: texts of one length and mode, learnt once and then put together by XOR.

With version, level, mask, mode and length fixed, a QR symbol is an affine function over GF(2) of the bits of its text:
Reed-Solomon, interleaving, placement and masking (clauses 7.5 to 7.8) are linear or constant. So what each bit changes
is learnt from the `qrcode` package, and a symbol is the template's modules XOR the changes. No step is done again here.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cooptrace.errors import say
from cooptrace.symbols.matrix import Matrix
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.qr import ALPHANUMERIC, MASKS, Level, Mode, masked, mode_of
from cooptrace.symbols.qr_penalty import MAX_WIDTH, Words, lines, penalties

Rows = NDArray[np.uint8]

_CHUNK = 24  # symbols scored at a time: eight masks of them stay in the processor's cache
_FIXED_CHUNK = 512
_BITS = {(Mode.ALPHANUMERIC, 2): 11, (Mode.ALPHANUMERIC, 1): 6, (Mode.BYTE, 1): 7}  # clauses 7.3.4 and 7.3.5, ASCII

_NO_VALUE = 255
_VALUES = np.full(256, _NO_VALUE, dtype=np.uint8)
_VALUES[list(ALPHANUMERIC.encode())] = range(len(ALPHANUMERIC))


class QrSeries:
    """Symbols for texts of the template's length and mode (capitals only, or any ASCII).

    Learns 7 to 12 probes for each place that differs from the template, when it first does: 0.1 s for a serial.
    Raises SymbolError on `content` for a template of digits only or one that needs more than version 9.
    """

    def __init__(self, template: str, *, level: Level = Level.M) -> None:
        self._template = template.encode()
        self._level = level
        self._mode = mode_of(template)
        first = masked(self._template, mode=self._mode, level=level, mask=0)
        if self._mode is Mode.NUMERIC or first.width > MAX_WIDTH:
            raise SymbolError("content", say("This text cannot be the pattern of a series of codes."))
        self.width = first.width
        self._version = (first.width - 17) // 4
        self._base = lines(first)
        self._masks = np.stack([self._lines(self._template, mask) ^ self._base for mask in MASKS])[:, None, :]
        self._group = 2 if self._mode is Mode.ALPHANUMERIC else 1
        self._template_letters = self._letters([template])
        self._tables: dict[int, Words] = {}
        self._small_tables: dict[int, Words] = {}

    @property
    def row_bytes(self) -> int:
        """Bytes of one symbol: `width` rows of whole bytes, as in Matrix.rows."""
        return self.width * ((self.width + 7) // 8)

    def symbols(self, texts: Sequence[str]) -> Rows:
        """Packed modules, one row of `row_bytes` for each text, each with its mask of lowest penalty (clause 7.8.3).

        Raises SymbolError on `content` for a text of another length or mode.
        """
        drawn = self._unmasked(texts)
        masks = np.empty(len(texts), dtype=np.intp)
        for start in range(0, len(texts), _CHUNK):
            part = slice(start, start + _CHUNK)
            masks[part] = penalties(drawn[part] ^ self._masks).argmin(axis=0)
        return self._packed(drawn[:, : self.width] ^ self._masks[masks, 0, : self.width])

    def symbols_with_mask(self, texts: Sequence[str], *, mask: int) -> Rows:
        """Like `symbols`, with one mask (0 to 7) for all: some 20 times faster, a little harder to read."""
        letters = self._letters(texts)
        base = self._packed(self._base[None, : self.width] ^ self._masks[mask, :, : self.width])
        drawn = np.tile(_as_words(base), (len(texts), 1))
        changes = [(start, self._small_table(start)) for start in self._differing(letters)]
        for first in range(0, len(texts), _FIXED_CHUNK):
            part = slice(first, first + _FIXED_CHUNK)
            for start, table in changes:
                drawn[part] ^= table[self._group_values(letters[part, start : start + self._group])]
        return drawn.view(np.uint8)[:, : self.row_bytes]

    def symbol(self, text: str) -> Matrix:
        return Matrix(self.width, self.width, self.symbols([text]).tobytes())

    def _unmasked(self, texts: Sequence[str]) -> Words:
        """Rows and columns of each symbol under mask 0."""
        letters = self._letters(texts)
        drawn = np.tile(self._base, (len(texts), 1))
        for start in self._differing(letters):
            drawn ^= self._table(start)[self._group_values(letters[:, start : start + self._group])]
        return drawn

    def _differing(self, letters: Rows) -> list[int]:
        """Where the groups begin in which any text is not like the template."""
        places = np.flatnonzero((letters != self._template_letters).any(axis=0))
        return sorted({int(place) // self._group * self._group for place in places})

    def _letters(self, texts: Sequence[str]) -> Rows:
        """The texts as numbers: values 0 to 44 in alphanumeric mode, ASCII codes in byte mode."""
        joined = "".join(texts)
        if not joined.isascii() or set(map(len, texts)) - {len(self._template)}:
            raise _other_kind()
        letters = np.frombuffer(joined.encode(), dtype=np.uint8).reshape(-1, len(self._template))
        values = _VALUES[letters]
        if self._mode is Mode.ALPHANUMERIC:
            if values.max(initial=0) == _NO_VALUE:
                raise _other_kind()
            return values
        if not joined.isprintable() or (values != _NO_VALUE).all(axis=1).any():
            raise _other_kind()
        return letters

    def _group_values(self, letters: Rows) -> NDArray[np.intp]:
        values = letters.astype(np.intp)
        return values[:, 0] if values.shape[1] == 1 else values[:, 0] * 45 + values[:, 1]

    def _table(self, start: int) -> Words:
        """What every value of the group at `start` changes against the template."""
        if start not in self._tables:
            size = min(self._group, len(self._template) - start)
            zero = self._changed(start, size, 0)
            table = zero[None, :]
            for bit in range(_BITS[self._mode, size]):
                change = self._changed(start, size, 1 << bit) ^ zero
                table = np.concatenate([table, table ^ change])
            self._tables[start] = table
        return self._tables[start]

    def _small_table(self, start: int) -> Words:
        """The same for the packed rows alone."""
        if start not in self._small_tables:
            self._small_tables[start] = _as_words(self._packed(self._table(start)[:, : self.width]))
        return self._small_tables[start]

    def _changed(self, start: int, size: int, value: int) -> Words:
        if self._mode is Mode.BYTE:
            letters = bytes([value])
        else:
            digits = divmod(value, 45) if size == 2 else (value,)
            letters = "".join(ALPHANUMERIC[digit] for digit in digits).encode()
        return self._lines(self._template[:start] + letters + self._template[start + size :], 0) ^ self._base

    def _lines(self, data: bytes, mask: int) -> Words:
        return lines(masked(data, mode=self._mode, level=self._level, mask=mask, version=self._version))

    def _packed(self, rows: Words) -> Rows:
        stride = (self.width + 7) // 8
        packed = (rows << np.uint64(4)).astype(">u8").view(np.uint8).reshape(len(rows), self.width, 8)
        return packed[:, :, :stride].reshape(len(rows), self.row_bytes)


def _as_words(rows: Rows) -> Words:
    """Bytes as 64-bit words, filled up with zeros: XOR takes eight bytes at a time."""
    filled = np.zeros((len(rows), -(-rows.shape[1] // 8) * 8), dtype=np.uint8)
    filled[:, : rows.shape[1]] = rows
    return filled.view(np.uint64)


def _other_kind() -> SymbolError:
    return SymbolError("content", say("All codes of one printing must have the same length and kind of letters."))
