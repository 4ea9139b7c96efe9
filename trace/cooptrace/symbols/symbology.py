"""Which barcodes there are, and how large each must be where it is scanned (GenSpecs 26.0, 5.12.3)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Symbology(StrEnum):
    EAN_13 = "EAN-13"
    EAN_8 = "EAN-8"
    ITF_14 = "ITF-14"
    GS1_128 = "GS1-128"
    GS1_DATA_MATRIX = "GS1 DataMatrix"
    QR = "QR Code"


class Setting(StrEnum):
    """Where a symbol is scanned: at a shop's till, in general distribution, or on a pallet as an SSCC."""

    RETAIL = "retail"
    DISTRIBUTION = "distribution"
    LOGISTICS = "logistics"


@dataclass(frozen=True)
class Quiet:
    """Light space around a symbol in modules (X)."""

    left: int
    right: int
    above: int = 0


@dataclass(frozen=True)
class Sizes:
    """X-dimension and, for linear symbols, height of the bars at the target X; all in mm."""

    smallest_mm: Decimal
    target_mm: Decimal
    largest_mm: Decimal
    height_mm: Decimal = Decimal(0)


def _sizes(*numbers: str) -> Sizes:
    return Sizes(*map(Decimal, numbers))


QUIET: dict[Symbology, Quiet] = {
    Symbology.EAN_13: Quiet(11, 7),
    Symbology.EAN_8: Quiet(7, 7),
    Symbology.ITF_14: Quiet(10, 10),
    Symbology.GS1_128: Quiet(10, 10),
    Symbology.GS1_DATA_MATRIX: Quiet(1, 1, 1),
    Symbology.QR: Quiet(4, 4, 4),
}

# Symbol specification tables 1 (retail), 2 (general distribution) and 5 (logistic units).
SIZES: dict[tuple[Symbology, Setting], Sizes] = {
    (Symbology.EAN_13, Setting.RETAIL): _sizes("0.264", "0.33", "0.66", "22.85"),
    (Symbology.EAN_13, Setting.DISTRIBUTION): _sizes("0.495", "0.66", "0.66", "45.7"),
    (Symbology.EAN_8, Setting.RETAIL): _sizes("0.264", "0.33", "0.66", "18.23"),
    (Symbology.EAN_8, Setting.DISTRIBUTION): _sizes("0.495", "0.66", "0.66", "36.46"),
    (Symbology.ITF_14, Setting.DISTRIBUTION): _sizes("0.495", "0.495", "1.016", "31.75"),
    (Symbology.GS1_128, Setting.DISTRIBUTION): _sizes("0.495", "0.495", "1.016", "31.75"),
    (Symbology.GS1_128, Setting.LOGISTICS): _sizes("0.495", "0.495", "0.94", "31.75"),
    (Symbology.GS1_DATA_MATRIX, Setting.RETAIL): _sizes("0.375", "0.625", "0.99"),
    (Symbology.GS1_DATA_MATRIX, Setting.DISTRIBUTION): _sizes("0.743", "0.743", "1.5"),
    (Symbology.GS1_DATA_MATRIX, Setting.LOGISTICS): _sizes("0.743", "0.743", "1.5"),
    # A QR code with a GS1 Digital Link at the till: SST 1, application "dl".
    (Symbology.QR, Setting.RETAIL): _sizes("0.396", "0.495", "0.743"),
}
