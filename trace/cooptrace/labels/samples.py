"""Made-up words and codes to try a paper or a design with; the GS1 numbers are of the demonstration prefix 952."""

from collections.abc import Callable, Iterator

from cooptrace.codes import check_digit
from cooptrace.labels.content import Fact, LabelContent
from cooptrace.labels.designs import Design, Takes
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.stocks import Stock

ADDRESS = "HTTPS://TXNG.EXAMPLE.VN/Q/"
GTIN = "09521234543213"
_LETTERS = "23456789CDFGHJKMNPQRVWX"
_SERIAL_LENGTH = 15

CONTENT = LabelContent(
    product_name="Miến dong Bình Liêu 500 g",
    cooperative_name="HTX Nông nghiệp Bình Liêu",
    facts=(Fact("Lô", "MD251103"), Fact("NSX", "03/11/2025"), Fact("HSD", "03/11/2027")),
    domain="txng.example.vn",
    call_to_action="Quét để xem nguồn gốc",
)


class _Made:
    """Texts made when they are asked for: a million of them take no memory."""

    def __init__(self, count: int, make: Callable[[int], str]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return map(self._make, range(self._count))


def sample_job(
    stock: Stock, design: Design, *, count: int, start: int = 1, dots_per_inch: int | None = None
) -> LabelJob:
    """A printing of made-up labels that may not fit the paper: `prepare` says so."""
    serials = _Made(count, serial) if design.has_serial else None
    return LabelJob(
        stock,
        design,
        CONTENT,
        _Made(count, _code_maker(design)),
        serials,
        start=start,
        level=design.level,
        dots_per_inch=dots_per_inch,
    )


def serial(number: int) -> str:
    """Fifteen letters that look like a stamp's and differ from number to number in many places."""
    left, letters = (number + 1) * 123_456_789_012_345_678_901 % len(_LETTERS) ** _SERIAL_LENGTH, ""
    for _ in range(_SERIAL_LENGTH):
        left, place = divmod(left, len(_LETTERS))
        letters += _LETTERS[place]
    return letters


def _code_maker(design: Design) -> Callable[[int], str]:
    if design.has_serial:
        return lambda number: ADDRESS + serial(number)
    if design.takes is Takes.ADDRESS:
        return lambda number: ADDRESS + "7K3M9QX2A"
    if design.takes is Takes.GTIN:
        return lambda number: GTIN
    if design.takes is Takes.SSCC:
        return lambda number: f"(00){_sscc(number)}(02){GTIN}(37)48(10)MD251103"
    return lambda number: f"(01){GTIN}(17)271103(10)MD251103"


def _sscc(number: int) -> str:
    digits = f"09521234{number:09d}"
    return digits + check_digit(digits)
