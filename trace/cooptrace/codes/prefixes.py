"""Who may have issued a GTIN: restricted-circulation and demonstration prefixes (GS1 General Specifications 26.0, 1.4)."""

DEMONSTRATION_PREFIX = "952"
GTIN8_SPACE = "00000"
COMPANY_RCN = "0000000"


def is_restricted(gtin: str) -> bool:
    """True for a restricted circulation number: GTIN-13 starting 02, 04, 2 or 0000000, GTIN-8 starting 0 or 2.

    Takes GTIN-8, -12, -13 or -14 digits. Such numbers mean something only inside one shop or region and may not be
    encoded with any AI (GenSpecs 26.0 section 1.2.2.2.1).
    """
    gtin13 = gtin.zfill(14)[1:]
    if gtin13.startswith(("02", "04", "2", COMPANY_RCN)):
        return True
    return gtin13.startswith(GTIN8_SPACE) and gtin13[5] in "02"


def is_demo(gtin: str) -> bool:
    """True for prefix 952, which GS1 keeps for demonstrations. Takes GTIN-12, -13 or -14 digits, or a GLN."""
    return gtin.zfill(14).startswith(DEMONSTRATION_PREFIX, 1)
