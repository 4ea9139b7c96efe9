"""Closed sets of the registry and their names in the interface."""

from enum import StrEnum

from cooptrace.errors import Sentence, say


class CooperativeKind(StrEnum):
    COOPERATIVE = "cooperative"
    GROUP = "group"
    ENTERPRISE = "enterprise"
    HOUSEHOLD = "household"


class SiteKind(StrEnum):
    GROWING_AREA = "growing-area"
    FARMING_AREA = "farming-area"
    BOAT = "boat"
    WORKSHOP = "workshop"
    PACKING_HOUSE = "packing-house"
    WAREHOUSE = "warehouse"
    SHOP = "shop"


COOPERATIVE_KINDS: dict[str, Sentence] = {
    CooperativeKind.COOPERATIVE: say("Cooperative"),
    CooperativeKind.GROUP: say("Cooperative group"),
    CooperativeKind.ENTERPRISE: say("Enterprise"),
    CooperativeKind.HOUSEHOLD: say("Household business"),
}
SITE_KINDS: dict[str, Sentence] = {
    SiteKind.GROWING_AREA: say("Growing area"),
    SiteKind.FARMING_AREA: say("Farming area (animals, fish)"),
    SiteKind.BOAT: say("Boat"),
    SiteKind.WORKSHOP: say("Processing workshop"),
    SiteKind.PACKING_HOUSE: say("Packing house"),
    SiteKind.WAREHOUSE: say("Warehouse"),
    SiteKind.SHOP: say("Point of sale"),
}
