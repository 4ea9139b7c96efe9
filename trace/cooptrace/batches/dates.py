"""The order the dates of a batch must have, one sentence for each field that breaks it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cooptrace.errors import Sentence, say

# Older than this is a slip of the finger: even fish sauce ripens in two or three years.
OLDEST = timedelta(days=20 * 366)
# Phones and servers may disagree about midnight.
AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class BatchDates:
    produced_on: date
    harvested_on: date | None = None
    packed_on: date | None = None
    expires_on: date | None = None


def check_dates(dates: BatchDates, *, today: date) -> Mapping[str, Sentence]:
    """harvest ≤ production ≤ packing ≤ tomorrow, and expiry after production; empty when all is well."""
    made, problems = dates.produced_on, {}
    if made > today + AHEAD:
        problems["produced_on"] = say("This day has not come yet.")
    elif made < today - OLDEST:
        problems["produced_on"] = say("This is more than 20 years ago. Please check the year.")
    if dates.harvested_on and dates.harvested_on > made:
        problems["harvested_on"] = say("The harvest cannot be after the production date %(day)s.", day=_text(made))
    elif dates.harvested_on and dates.harvested_on < today - OLDEST:
        problems["harvested_on"] = say("This is more than 20 years ago. Please check the year.")
    if dates.packed_on and dates.packed_on < made:
        problems["packed_on"] = say("Packing cannot be before the production date %(day)s.", day=_text(made))
    elif dates.packed_on and dates.packed_on > today + AHEAD:
        problems["packed_on"] = say("This day has not come yet.")
    if dates.expires_on and dates.expires_on <= made:
        problems["expires_on"] = say("The use-by date must be after the production date %(day)s.", day=_text(made))
    return problems


def expiry(produced_on: date, shelf_life_days: int | None) -> date | None:
    """The use-by date from the product's shelf life; None when it has none."""
    return produced_on + timedelta(days=shelf_life_days) if shelf_life_days else None


def _text(day: date) -> str:
    return day.strftime("%d/%m/%Y")
