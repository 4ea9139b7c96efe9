"""The digital product passport: the least that Decree 37/2026/NĐ-CP, Article 32, asks for, and what of it is missing.
Pure."""

from dataclasses import dataclass

from cooptrace.cooperatives.kinds import CooperativeKind
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Sentence, say
from cooptrace.scans.origin import Origin
from cooptrace.scans.words import Said, Words
from cooptrace.web.formats import date_text

LAW = "37/2026/NĐ-CP"


@dataclass(frozen=True)
class Entry:
    """One thing the passport must say. `missing` tells why it is not there; None for what is asked for "if any"."""

    key: str
    name: Sentence
    value: Said
    missing: Sentence | None = None


@dataclass(frozen=True)
class Passport:
    entries: tuple[Entry, ...]

    @property
    def lacking(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.missing and not entry.value)


_NOT_DECLARED = say("The cooperative has not declared it.")
_OF_A_LOT = say("Only a lot has this: scan the code on a package.")


def passport_of(origin: Origin, words: Words, *, address: str | None) -> Passport:
    """`address` is the printed one, which is the unique code."""
    return Passport((*_of_product(origin, words, address), *_of_producer(origin), *_of_batch(origin)))


def _of_product(origin: Origin, words: Words, address: str | None) -> tuple[Entry, ...]:
    gtin = origin.subject.product.gtin
    place = words.origin or Said(f"{origin.site.name}, {origin.place}" if origin.site else "")
    return (
        Entry("name", say("Product name"), words.name, _NOT_DECLARED),
        Entry("gtin", say("GTIN"), Said(gtin or ""), say("The cooperative has no GS1 number for it.")),
        Entry("identifier", say("Unique code"), Said(address or ""), say("No public address is confirmed yet.")),
        Entry("origin", say("Origin, or place of the last step"), place, _NOT_DECLARED),
        Entry("warnings", say("Safety warnings"), words.warnings, _NOT_DECLARED),
    )


def _of_producer(origin: Origin) -> tuple[Entry, ...]:
    cooperative = origin.cooperative
    is_household = cooperative.kind == CooperativeKind.HOUSEHOLD
    private = say("A household's tax code is its owner's identity number and is not shown.")
    return (
        Entry("producer", say("Name of the producer"), Said(cooperative.name), _NOT_DECLARED),
        Entry("address", say("Address"), Said(origin.address), _NOT_DECLARED),
        Entry(
            "producer-number",
            say("Number of the producer"),
            Said(number_of(cooperative)),
            private if is_household else _NOT_DECLARED,
        ),
    )


def _of_batch(origin: Origin) -> tuple[Entry, ...]:
    batch = origin.batch
    if batch is None:
        return tuple(
            Entry(key, name, Said(""), _OF_A_LOT)
            for key, name in (("lot", say("Lot")), ("production-date", say("Production date")))
        )
    stages = str(len(origin.journey)) if origin.journey else ""
    return (
        Entry("lot", say("Lot"), Said(batch.lot), _NOT_DECLARED),
        Entry("production-date", say("Production date"), Said(date_text(batch.produced_on)), _NOT_DECLARED),
        Entry("use-by-date", say("Use-by date"), Said(date_text(batch.expires_on))),
        Entry("stages", say("Recorded stages"), Said(stages), _NOT_DECLARED),
    )


def number_of(cooperative: Cooperative) -> str:
    """A household's tax code is its owner's identity number since 2025: never shown."""
    tax_code = None if cooperative.kind == CooperativeKind.HOUSEHOLD else cooperative.tax_code
    return cooperative.registration_number or tax_code or cooperative.gln or ""
