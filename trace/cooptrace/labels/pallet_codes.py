"""Numbers of pallets. Pure. An SSCC: extension digit 0, GS1 company prefix, serial number, check digit.

Source: GS1 General Specifications 2.2.1 and 4.3.3. A printing takes numbers that follow one another.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cooptrace.codes import check_digit
from cooptrace.labels.models import PrintJob
from cooptrace.labels.works import Copies

_MARK = "(00)"
_EXTENSION = "0"
_PREFIX_AND_SERIAL = 16  # digits


@dataclass(frozen=True)
class PalletCodes:
    """So many codes from the first on."""

    first: str
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[str]:
        return (_following(self.first, steps) for steps in range(self.count))


def sscc(prefix: str, serial: int) -> str:
    digits = f"{_EXTENSION}{prefix}{serial:0{_PREFIX_AND_SERIAL - len(prefix)}d}"
    return digits + check_digit(digits)


def last_serial(prefix: str) -> int:
    """The first is 1."""
    return int("9" * (_PREFIX_AND_SERIAL - len(prefix)))


def pallet_code(number: str) -> str:
    return _MARK + number


def codes_from(code_text: str, count: int, *, before: int = 0) -> Copies | PalletCodes:
    """What so many labels carry: the same text, or each pallet its number; `before` labels come on other pages."""
    if not code_text.startswith(_MARK):
        return Copies(code_text, count)
    return PalletCodes(_following(code_text, before), count)


def ssccs_of(job: PrintJob) -> list[str]:
    """Of a printing of pallet labels."""
    return [code.removeprefix(_MARK) for code in codes_from(job.code_text, job.count)]


def codes_said(job: PrintJob) -> str:
    """What the print log says was in the codes."""
    if job.count == 1 or not job.code_text.startswith(_MARK):
        return job.code_text
    return f"{job.code_text} – {_following(job.code_text, job.count - 1)}"


def _following(code: str, steps: int) -> str:
    digits = f"{int(code[len(_MARK) : -1]) + steps:0{_PREFIX_AND_SERIAL + 1}d}"
    return pallet_code(digits + check_digit(digits))
