"""GS1 DataMatrix (GenSpecs 5.6), written by zxing-cpp and read back before anyone prints it."""

from collections.abc import Sequence

import numpy as np
import zxingcpp

from cooptrace.codes import CodeError, parse_element_string, to_bracketed, to_element_string
from cooptrace.errors import say
from cooptrace.symbols.matrix import Matrix, pack
from cooptrace.symbols.problems import SymbolError

_FORMAT = zxingcpp.BarcodeFormat.DataMatrix


def gs1_data_matrix(ais: Sequence[tuple[str, str]]) -> Matrix:
    """AIs and values, square. Raises CodeError like `to_element_string`, SymbolError on `content` when too long."""
    to_element_string(ais)
    # Left alone zint picks rectangles such as 8 x 64, which many readers do not know.
    try:
        written = zxingcpp.create_barcode(to_bracketed(ais), _FORMAT, gs1=True, force_square=True)
    except ValueError as problem:
        raise _refused() from problem
    picture = np.array(zxingcpp.write_barcode_to_image(written, scale=1, add_hrt=False, add_quiet_zones=False))
    if _read(picture) != list(ais):
        raise _refused()
    return pack([[pixel < 128 for pixel in row] for row in picture.tolist()])


def _read(picture: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> list[tuple[str, str]]:
    large = np.pad(np.kron(picture, np.ones((4, 4), dtype=np.uint8)), 8, constant_values=255)
    found = zxingcpp.read_barcodes(
        large, formats=zxingcpp.BarcodeFormats(_FORMAT), is_pure=True, text_mode=zxingcpp.TextMode.Plain
    )
    try:
        return parse_element_string(found[0].text) if found else []
    except CodeError:
        return []


def _refused() -> SymbolError:
    return SymbolError("content", say("This does not fit into one GS1 DataMatrix."))
