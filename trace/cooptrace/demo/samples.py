"""The sample province as data: twenty invented cooperatives and how far each has got."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

# How far a cooperative has got, in order.
STAGES = ("profile", "signed-in", "product", "batch", "printed", "scanned", "again")


@dataclass(frozen=True)
class Sample:
    """One cooperative, its person, its product and how that is drawn."""

    number: int
    cooperative: str
    kind: str
    tax_code: str | None
    phone: str
    unit: str
    old_address: str
    person: str
    gln: str
    product: str
    amount: str
    unit_of_amount: str
    gtin13: str
    lot: str
    shelf_life_days: int
    ocop_stars: int | None
    category: str
    certificates: list[str]
    site_kind: str
    site: str
    site_code: str
    stage: str
    shape: str
    colour: str
    second: str

    def has_reached(self, stage: str) -> bool:
        return STAGES.index(self.stage) >= STAGES.index(stage)

    @cached_property
    def made_on(self) -> date:
        """The production day that the lot names: two letters, then YYMMDD."""
        return datetime.strptime(self.lot[2:8], "%y%m%d").date()  # noqa: DTZ007 (a calendar date has no zone)


def samples() -> list[Sample]:
    rows = json.loads(Path(__file__).with_name("sample_province.json").read_text(encoding="utf-8"))
    return [Sample(**row) for row in rows]
