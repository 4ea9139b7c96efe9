"""FF1 for many numerals at once with numpy: the same permutation as ff1.py, each half of the numeral under 32 bits."""

from typing import TypeAlias

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

from cooptrace.stamps.ff1 import FF1, ROUNDS

Numbers: TypeAlias = NDArray[np.uint64]
_BIG_ENDIAN = np.dtype(">u8")
_WORD = (1 << 64) - 1


class ManyFF1:
    """Takes and gives the two halves of the numerals. Raises ValueError for a radix, length or tweak too large."""

    def __init__(self, key: bytes, *, radix: int, length: int, tweak: bytes = b"") -> None:
        one = FF1(key, radix=radix, length=length, tweak=tweak)
        if one.half_bytes > 4 or len(one.prefix) + 1 + one.half_bytes != 16:
            raise ValueError("one AES block a round must do")
        self._cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 (one block at a time)
        self._sizes = (np.uint64(one.left_size), np.uint64(one.right_size))
        self._turn_shift = 8 * one.half_bytes
        constant = one.first_state ^ int.from_bytes(one.prefix.ljust(16, b"\0"))
        self._high, self._low = constant >> 64, constant & _WORD

    def encrypt(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
        for turn in range(ROUNDS):
            size = self._sizes[turn % 2]
            left, right = right, self._reduced(left + self._mixed(turn, right) % size, size)
        return left, right

    def decrypt(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
        for turn in reversed(range(ROUNDS)):
            size = self._sizes[turn % 2]
            left, right = self._reduced(right + size - self._mixed(turn, left) % size, size), left
        return left, right

    def _mixed(self, turn: int, half: Numbers) -> Numbers:
        blocks = np.empty((half.size, 2), dtype=_BIG_ENDIAN)
        blocks[:, 0] = self._high
        blocks[:, 1] = half ^ np.uint64(self._low ^ turn << self._turn_shift)
        enciphered = self._cipher.encryptor().update(blocks.data.cast("B"))
        return np.frombuffer(enciphered, dtype=_BIG_ENDIAN)[::2].astype(np.uint64)

    @staticmethod
    def _reduced(sums: Numbers, size: np.uint64) -> Numbers:
        """`sums` are below twice the size: taking it off once is cheaper than dividing again."""
        return np.where(sums >= size, sums - size, sums)
