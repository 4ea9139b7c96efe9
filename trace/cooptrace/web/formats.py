"""How dates, numbers and phones are written for people: 23/11/2026, 1.234,5, 0900 000 001."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from cooptrace.errors import Sentence, say

_VIETNAMESE = str.maketrans(",.", ".,")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_today() -> date:
    return datetime.now(ZONE).date()


def local_date(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def date_text(value: date | datetime | None) -> str:
    if value is None:
        return ""
    day = local_date(value) if isinstance(value, datetime) else value
    return day.strftime("%d/%m/%Y")


def moment_text(value: datetime) -> str:
    return value.astimezone(ZONE).strftime("%H:%M %d/%m/%Y")


def days_ago(value: date | datetime) -> Sentence:
    day = local_date(value) if isinstance(value, datetime) else value
    days = (local_today() - day).days
    if days == 0:
        return say("today")
    return say("yesterday") if days == 1 else say("%(days)s days ago", days=days)


def number_text(value: Decimal | int | float, language: str) -> str:
    """1.234,5 in Vietnamese, 1,234.5 elsewhere; no trailing zeros."""
    text = f"{value:,}" if isinstance(value, int) else f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_VIETNAMESE) if language == "vi" else text


def phone_text(e164: str | None) -> str:
    """+84900000001 → 0900 000 001."""
    if not e164:
        return ""
    digits = "0" + e164[3:] if e164.startswith("+84") else e164
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
