"""Dates and times of day. The century of YY does not matter: GS1 reads it within 50 years of today, so 00 is 2000."""

from calendar import monthrange

from cooptrace.codes.code_error import CodeError
from cooptrace.codes.linters.character_sets import csetnumeric


def yyyymmdd(value: str) -> None:
    _sized(value, 8, too="date")
    _check_date(value, year=int(value[:4]))


def yyyymmd0(value: str) -> None:
    """As yyyymmdd, and day 00 means the month as a whole."""
    _sized(value, 8, too="date")
    _check_month_or_date(value, year=int(value[:4]))


def yymmdd(value: str) -> None:
    _sized(value, 6, too="date")
    _check_date(value, year=2000 + int(value[:2]))


def yymmd0(value: str) -> None:
    """As yymmdd, and day 00 means the month as a whole."""
    _sized(value, 6, too="date")
    _check_month_or_date(value, year=2000 + int(value[:2]))


def hh(value: str) -> None:
    _sized(value, 2, too="hour")
    _below(value, 24, rule="illegal_hour", position=0)


def mi(value: str) -> None:
    _sized(value, 2, too="minute")
    _below(value, 60, rule="illegal_minute", position=0)


def ss(value: str) -> None:
    _sized(value, 2, too="second")
    _below(value, 60, rule="illegal_second", position=0)


def hhmi(value: str) -> None:
    _sized(value, 4, too="hour_with_minute")
    _below(value[:2], 24, rule="illegal_hour", position=0)
    _below(value[2:], 60, rule="illegal_minute", position=2)


def _sized(value: str, length: int, *, too: str) -> None:
    if len(value) < length:
        raise CodeError(f"{too}_too_short", length=len(value))
    if len(value) > length:
        raise CodeError(f"{too}_too_long", length=len(value))
    csetnumeric(value)


def _below(digits: str, limit: int, *, rule: str, position: int) -> None:
    if int(digits) >= limit:
        raise CodeError(rule, position, length=2)


def _check_month_or_date(value: str, *, year: int) -> None:
    if value.endswith("00"):
        _check_month(value)
    else:
        _check_date(value, year=year)


def _check_month(value: str) -> int:
    month = int(value[-4:-2])
    if not 1 <= month <= 12:
        raise CodeError("illegal_month", len(value) - 4, length=2)
    return month


def _check_date(value: str, *, year: int) -> None:
    month = _check_month(value)
    if not 1 <= int(value[-2:]) <= _days_in(year, month):
        raise CodeError("illegal_day", len(value) - 2, length=2)


def _days_in(year: int, month: int) -> int:
    return monthrange(year or 2000, month)[1]
