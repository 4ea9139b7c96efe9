"""Numbers with a range: zero or not, latitude and longitude."""

from cooptrace.codes.code_error import CodeError
from cooptrace.codes.linters.character_sets import csetnumeric

COORDINATE_DIGITS = 10
LARGEST_LATITUDE = 1_800_000_000  # units of 1e-7 degree from the south pole
LARGEST_LONGITUDE = 3_600_000_000


def zero(value: str) -> None:
    if not value or value.strip("0"):
        raise CodeError("not_zero", length=len(value))


def nonzero(value: str) -> None:
    csetnumeric(value)
    if not value.strip("0"):
        raise CodeError("illegal_zero_value", length=len(value))


def nozeroprefix(value: str) -> None:
    csetnumeric(value)
    if len(value) > 1 and value[0] == "0":
        raise CodeError("illegal_zero_prefix")


def latitude(value: str) -> None:
    _check_coordinate(value, largest=LARGEST_LATITUDE, name="latitude")


def longitude(value: str) -> None:
    _check_coordinate(value, largest=LARGEST_LONGITUDE, name="longitude")


def _check_coordinate(value: str, *, largest: int, name: str) -> None:
    if len(value) != COORDINATE_DIGITS:
        raise CodeError(f"{name}_invalid_length", length=len(value))
    csetnumeric(value)
    if int(value) > largest:
        raise CodeError(f"invalid_{name}", length=len(value))
