"""Who may have issued a GTIN: restricted-circulation and demonstration prefixes (GenSpecs 26.0, 1.4)."""

from collections.abc import Sequence

DEMONSTRATION_PREFIX = "952"
# As GTIN-13: region (02, 2), company (04, 0000000), and a GTIN-8 of a region filled up with zeros (000002).
RESTRICTED_PREFIXES = ("02", "04", "2", "0000000", "000002")
RESTRICTED_GTIN8_PREFIXES = ("0", "2")
GTIN_AIS = frozenset({"01", "02", "03", "8006", "8026"})


def is_restricted(gtin: str) -> bool:
    """True for a restricted circulation number: GTIN-13 starting 02, 04, 2 or 0000000, GTIN-8 starting 0 or 2.

    Takes GTIN-8, -12, -13 or -14 digits. Such numbers mean something only inside one shop or region and may not be
    encoded with any AI (GenSpecs 26.0 section 1.2.2.2.1).
    """
    if len(gtin) == 8:
        return gtin.startswith(RESTRICTED_GTIN8_PREFIXES)
    return gtin.zfill(14).startswith(RESTRICTED_PREFIXES, 1)


def is_demo(gtin: str) -> bool:
    """True for prefix 952, which GS1 keeps for demonstrations. Takes GTIN-12, -13 or -14 digits, or a GLN."""
    return gtin.zfill(14).startswith(DEMONSTRATION_PREFIX, 1)


def holds_restricted(ais: Sequence[tuple[str, str]]) -> bool:
    """True when a GTIN among these AIs is a restricted circulation number: well formed, yet not for the open market."""
    return any(ai in GTIN_AIS and is_restricted(value[:14]) for ai, value in ais)
