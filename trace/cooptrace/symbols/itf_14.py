"""ITF-14 (GenSpecs 5.3), for cases that are not sold at a till: wide modules for printing on corrugated board."""

from decimal import Decimal
from itertools import groupby

from barcode.itf import ITF

from cooptrace.codes import check_gtin
from cooptrace.symbols.linear import Caption, Linear
from cooptrace.symbols.symbology import Symbology

WIDE_X = Decimal("2.5")  # 5.3.2.1: 2.25 to 3.0, aimed at 2.5
BEARER_X = 2  # 5.3.2.4: at least 2 X, top and bottom, when not printed from plates


def itf_14(gtin: str) -> Linear:
    """Any GTIN, as 14 digits, with bearer bars. Raises CodeError like `check_gtin`."""
    digits = check_gtin(gtin)
    runs = (len(list(run)) for _, run in groupby(ITF(digits, narrow=2, wide=5).build()[0]))
    widths = tuple(Decimal(1) if run == 2 else WIDE_X for run in runs)
    # The modules are counted by the caption in whole X, close enough to centre it.
    caption = Caption(f"{digits[0]} {digits[1:3]} {digits[3:8]} {digits[8:13]} {digits[13]}", 0, int(sum(widths)))
    return Linear(Symbology.ITF_14, widths, (caption,), bearer_x=BEARER_X)
