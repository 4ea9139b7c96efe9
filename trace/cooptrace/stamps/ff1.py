"""FF1, the format-preserving cipher of NIST SP 800-38G, over AES: a permutation of the numerals of one length.

Step numbers are those of Algorithm 7. The first block (P) is the same for every numeral and enciphered once.
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ROUNDS = 10
SMALLEST_DOMAIN = 1_000_000  # SP 800-38G, 5.1
_BLOCK = 16


class FF1:
    """Numerals of `length` digits in `radix`, given and returned as numbers from 0."""

    def __init__(self, key: bytes, *, radix: int, length: int, tweak: bytes = b"") -> None:
        if radix**length < SMALLEST_DOMAIN:
            raise ValueError("FF1 needs at least a million numerals")
        left, right = length // 2, length - length // 2  # step 1: u and v
        self.left_size, self.right_size = int(radix**left), int(radix**right)
        self.half_bytes = ((self.right_size - 1).bit_length() + 7) // 8  # step 3: b
        self._taken = 4 * ((self.half_bytes + 3) // 4) + 4  # step 4: d
        self._aes = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update  # noqa: S305 (one block at a time)
        head = bytes((1, 2, 1)) + radix.to_bytes(3) + bytes((ROUNDS, left % 256))  # step 5: P
        first_block = head + length.to_bytes(4) + len(tweak).to_bytes(4)
        self.first_state = int.from_bytes(self._aes(first_block))
        self.prefix = tweak + bytes((-len(tweak) - self.half_bytes - 1) % _BLOCK)  # step 6i, without round and half

    def encrypt(self, number: int) -> int:
        left, right = divmod(number, self.right_size)
        for turn in range(ROUNDS):
            left, right = right, (left + self._mixed(turn, right)) % self._modulus(turn)
        return left * self.right_size + right

    def decrypt(self, number: int) -> int:
        left, right = divmod(number, self.right_size)
        for turn in reversed(range(ROUNDS)):
            left, right = (right - self._mixed(turn, left)) % self._modulus(turn), left
        return left * self.right_size + right

    def _modulus(self, turn: int) -> int:
        return self.right_size if turn % 2 else self.left_size  # step 6v

    def _mixed(self, turn: int, half: int) -> int:
        """Steps 6i to 6iv: y, the number that is added to one half for the other."""
        block = self.prefix + bytes((turn,)) + half.to_bytes(self.half_bytes)
        state = self.first_state
        enciphered = b""
        for start in range(0, len(block), _BLOCK):
            mixed = state ^ int.from_bytes(block[start : start + _BLOCK])
            enciphered = self._aes(mixed.to_bytes(_BLOCK))
            state = int.from_bytes(enciphered)
        for extra in range(1, -(-self._taken // _BLOCK)):
            enciphered += self._aes((state ^ extra).to_bytes(_BLOCK))
        return int.from_bytes(enciphered[: self._taken])
