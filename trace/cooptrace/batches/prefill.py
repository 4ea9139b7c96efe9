"""The first guess for a new batch: like the last one of the product, made today. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from cooptrace.batches.forms import When
from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Site

USUAL_UNIT = "gói"


def first_guess(last: Batch | None, sites: Sequence[Site], *, today: date) -> dict[str, str]:
    """Values of a NewBatchForm; the dates keep the distance they had last time."""
    known = {"when": When.TODAY.value, "produced_on": _typed(today), "guessed_on": _typed(today)}
    if last is None:
        return known | {"quantity_unit": USUAL_UNIT, "site_id": sites[0].id if len(sites) == 1 else ""}
    harvested = today + (last.harvested_on - last.produced_on) if last.harvested_on else None
    # Packed some days after production: this batch is not packed yet.
    packed = today if last.packed_on == last.produced_on else None
    return known | {
        "harvested_on": _typed(harvested),
        "harvested_guess": _typed(harvested),
        "packed_on": _typed(packed),
        "packed_guess": _typed(packed),
        "no_expiry": "yes" if last.no_expiry else "",
        "quantity": quantity_text(last),
        "quantity_unit": last.quantity_unit,
        "site_id": last.site_id or "",
        "producer_id": last.producer_id or "",
    }


def as_typed(batch: Batch) -> dict[str, str]:
    """The batch as its form shows it."""
    return {
        "lot": batch.lot,
        "when": When.OTHER.value,
        "produced_on": _typed(batch.produced_on),
        "harvested_on": _typed(batch.harvested_on),
        "packed_on": _typed(batch.packed_on),
        "expires_on": _typed(batch.expires_on),
        "no_expiry": "yes" if batch.no_expiry else "",
        "quantity": quantity_text(batch),
        "quantity_unit": batch.quantity_unit,
        "site_id": batch.site_id or "",
        "producer_id": batch.producer_id or "",
        "photo_kept": batch.photo_id or "",
        "note": batch.note,
    }


def quantity_text(batch: Batch) -> str:
    """As people write it: 1,5"""
    return f"{batch.quantity.normalize():f}".replace(".", ",")


def chips(today: date) -> Mapping[str, date]:
    return {When.TODAY.value: today, When.YESTERDAY.value: today - timedelta(days=1)}


def _typed(day: date | None) -> str:
    return day.isoformat() if day else ""
