"""Reading an EPC binary string bit by bit, with the value encodings of TDS 2.3 section 14.5."""

from cooptrace.codes.code_error import CodeError

BASE64_URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
URN_CODE_40 = "\0ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789"
DIGITS = "0123456789"
TERMINATOR, DELIMITER = 15, 14


class Bits:
    """A cursor over a string of 0s and 1s; running off its end or onto a reserved pattern is CodeError `epc_binary`."""

    def __init__(self, bits: str) -> None:
        self.bits = bits
        self.position = 0

    def take(self, count: int) -> int:
        chunk = self.bits[self.position : self.position + count]
        if len(chunk) < count:
            raise CodeError("epc_binary", detail="it ends too early")
        self.position += count
        return int(chunk, 2) if chunk else 0

    def end(self) -> None:
        """Nothing but zeros may be left."""
        if "1" in self.bits[self.position :]:
            raise CodeError("epc_binary", detail="data is left after the end")

    def characters(self, count: int, *, width: int, alphabet: str) -> str:
        values = [self.take(width) for _ in range(count)]
        if any(value >= len(alphabet) for value in values):
            raise CodeError("epc_binary", detail="a reserved character")
        return "".join(alphabet[value] for value in values)

    def padded_text(self, bits: int) -> str:
        """7-bit characters, filled up on the right with zeros (TDS 14.4.2)."""
        values = [self.take(7) for _ in range(bits // 7)]
        text = "".join(map(chr, values)).rstrip("\0")
        self.take(bits % 7)
        return text

    def six_bit_text(self) -> str:
        """Digits, capitals, `#`, `-` and `/` in 6 bits, ended by six zeros (TDS 14.4.9)."""
        text = ""
        while value := self.take(6):
            text += chr(value | 0x40) if value < 0x20 else chr(value)
        return text

    def digits(self, longest: int) -> str:
        """A length in 4 bits, then that many digits as one integer (TDS 14.5.13)."""
        length = self.take(4)
        if length > longest:
            raise CodeError("epc_binary", detail="a value is too long")
        return self._number(length)

    def leading_digits(self, longest: int) -> str:
        """Digits of 4 bits each, then a terminator, or a delimiter and a text (TDS 14.5.5)."""
        digits = ""
        while (nibble := self.take(4)) < len(DIGITS):
            digits += DIGITS[nibble]
        if nibble == TERMINATOR:
            return digits
        if nibble == DELIMITER:
            return digits + self.text(longest)
        raise CodeError("epc_binary", detail="a reserved digit")

    def text(self, longest: int) -> str:
        """An encoding in 3 bits, a length in 5 bits, then the characters in that encoding (TDS 14.5.6)."""
        encoding, length = self.take(3), self.take(5)
        if length > longest:
            raise CodeError("epc_binary", detail="a value is too long")
        match encoding:
            case 0:
                return self._number(length)
            case 1:
                return self.characters(length, width=4, alphabet="0123456789ABCDEF")
            case 2:
                return self.characters(length, width=4, alphabet="0123456789abcdef")
            case 3:
                return self.characters(length, width=6, alphabet=BASE64_URL)
            case 4:
                return "".join(chr(self.take(7)) for _ in range(length))
            case 5:
                return self._urn_code_40(length)
            case _:
                raise CodeError("epc_binary", detail="a reserved encoding")

    def date(self) -> str:
        """YYMMDD in 7 + 4 + 5 bits (TDS 14.5.8)."""
        return f"{self.take(7):02}{self.take(4):02}{self.take(5):02}"

    def _number(self, length: int) -> str:
        number = str(self.take((10**length - 1).bit_length())).zfill(length) if length else ""
        if len(number) > length:
            raise CodeError("epc_binary", detail="a number is too large")
        return number

    def _urn_code_40(self, length: int) -> str:
        text = ""
        for _ in range(-(-length // 3)):
            value = self.take(16) - 1
            if not 0 <= value < 40**3:
                raise CodeError("epc_binary", detail="a reserved character")
            text += URN_CODE_40[value // 1600] + URN_CODE_40[value // 40 % 40] + URN_CODE_40[value % 40]
        return text.rstrip("\0")
