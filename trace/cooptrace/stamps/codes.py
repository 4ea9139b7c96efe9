"""Stamp codes of one key: K EEEE EEEEE EEEE C. K names the key, the 13 E are the enciphered serial, C is the check.

E = FF1(serial × 23^6): a code that deciphers to anything without six zeros at its end was never issued.
"""

import hmac
from collections.abc import Iterator
from functools import cached_property

import numpy as np
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from numpy.typing import NDArray

from cooptrace.codes.short_code import ALPHABET, check_symbol
from cooptrace.stamps.ff1 import FF1
from cooptrace.stamps.ff1_many import ManyFF1, Numbers

BASE = len(ALPHABET)
ENCIPHERED = 13
SERIALS = BASE**7
REDUNDANCY = BASE**6
# The last serial of every key is never issued: its code is kept to recognise the key by.
KNOWN_SERIAL = SERIALS - 1
PIN_DIGITS = 8
_CHUNK = 65_536
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_TRIPLE = BASE**3


class NotIssued(ValueError):
    """Well formed, but no code of this key."""


class StampCodes:
    def __init__(self, epoch: str, master: bytes) -> None:
        self.epoch = epoch
        self._setting = {"radix": BASE, "length": ENCIPHERED}
        self._tweak = b"stamp1" + epoch.encode()
        self._code_key = _derived(master, f"stamp/v1/{epoch}/code")
        self._pin_key = _derived(master, f"stamp/v1/{epoch}/pin")
        self._cipher = FF1(self._code_key, tweak=self._tweak, **self._setting)

    def code(self, serial: int) -> str:
        if not 0 <= serial < SERIALS:
            raise ValueError(f"serial {serial}")
        number = self._cipher.encrypt(serial * REDUNDANCY)
        symbols = []
        for _ in range(ENCIPHERED):
            number, value = divmod(number, BASE)
            symbols.append(ALPHABET[value])
        body = self.epoch + "".join(reversed(symbols))
        return body + check_symbol(body)

    def serial(self, code: str) -> int:
        """The serial of a code whose check symbol is right. Raises NotIssued."""
        number = 0
        for symbol in code[1:-1]:
            number = number * BASE + _VALUES[symbol]
        serial, rest = divmod(self._cipher.decrypt(number), REDUNDANCY)
        if rest or code[0] != self.epoch:
            raise NotIssued(code)
        return serial

    def codes(self, first: int, count: int) -> Iterator[str]:
        """The codes of consecutive serials, quickly."""
        for start in range(first, first + count, _CHUNK):
            letters = self.code_letters(start, min(_CHUNK, first + count - start))
            yield from letters.astype("U15").tolist()

    def code_letters(self, first: int, count: int) -> NDArray[np.bytes_]:
        """As `codes`, as one array of 15 bytes each."""
        if first < 0 or first + count > SERIALS:
            raise ValueError(f"serials {first} to {first + count}")
        serials = np.arange(first, first + count, dtype=np.uint64)
        left, right = serials // np.uint64(BASE), serials % np.uint64(BASE) * np.uint64(REDUNDANCY)
        values = np.empty((count, 15), dtype=np.uint8)
        values[:, 0] = _VALUES[self.epoch]
        self._spell(values, *self._many.encrypt(left, right))
        weighted = values[:, :14].astype(np.int16) @ np.arange(1, 15, dtype=np.int16)
        values[:, 14] = -(weighted % BASE) * pow(15, -1, BASE) % BASE
        return _LETTERS[values].reshape(-1).view("S15")

    def are_issued(self, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
        """For many numerals, as their first 6 and last 7 symbols: whether each could be a code of this key."""
        _serials, lower = self._many.decrypt(left, right)
        # serial × 23^6 leaves six zeros at the end of the right half.
        return np.asarray(lower % np.uint64(REDUNDANCY) == 0)

    def pin(self, serial: int) -> str:
        """The covered code of a stamp: 8 digits that tell nothing about the code beside them."""
        digest = hmac.digest(self._pin_key, serial.to_bytes(8), "sha256")
        return f"{int.from_bytes(digest[:16]) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"

    def is_pin(self, serial: int, typed: str) -> bool:
        return hmac.compare_digest(self.pin(serial).encode(), typed.encode())

    @cached_property
    def _many(self) -> ManyFF1:
        return ManyFF1(self._code_key, tweak=self._tweak, **self._setting)

    @staticmethod
    def _spell(values: NDArray[np.uint8], left: Numbers, right: Numbers) -> None:
        """Write the symbols' values of both halves into columns 1 to 13, three at a time."""
        triple = np.uint64(_TRIPLE)
        values[:, 1:4], values[:, 4:7] = _TRIPLES[left // triple], _TRIPLES[left % triple]
        upper = right // triple
        values[:, 7] = upper // triple
        values[:, 8:11], values[:, 11:14] = _TRIPLES[upper % triple], _TRIPLES[right % triple]


def _derived(master: bytes, label: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=label.encode()).derive(master)


_LETTERS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
_TRIPLES = np.stack(np.unravel_index(np.arange(_TRIPLE), (BASE, BASE, BASE)), axis=1).astype(np.uint8)
