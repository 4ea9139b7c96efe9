"""The places of the service as data: where a role begins, and what there is inside a cooperative. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Sentence, say
from cooptrace.web.policy import MANAGE, PERSONAL, READ, SIGN_OTHERS_IN, WORK, Policy, Reach, Role
from cooptrace.web.viewer import Grant, Viewer


@dataclass(frozen=True)
class Place:
    """`name` is a sentence, or what a cooperative is called."""

    path: str
    name: Sentence | str
    help: Sentence | None = None


@dataclass(frozen=True)
class Inside:
    """A place of every cooperative, for those its policy lets in."""

    path: str
    policy: Policy
    name: Sentence
    help: Sentence


INSIDE = (
    Inside("profile", MANAGE, say("The cooperative"), say("Name, address, numbers, logo, how lots are named.")),
    Inside("producers", PERSONAL, say("Producers"), say("The households and people behind the products.")),
    Inside("sites", READ, say("Places"), say("Fields, ponds, boats, workshops, packing houses.")),
    Inside("certificates", READ, say("Certificates"), say("OCOP, VietGAP, food safety: shown while they are valid.")),
    Inside("prints", READ, say("Print log"), say("Who printed which labels, and print them again.")),
    Inside("stocks", WORK, say("Own label papers"), say("A paper that is not in the list.")),
    Inside("designs", WORK, say("Own kinds of labels"), say("Other lines, larger letters, barcodes, stamps.")),
    Inside("printers", WORK, say("Printers"), say("Labels beside their place? Align the printer once.")),
    Inside("stamps", READ, say("Stamps"), say("Rolls of stamps, a code of its own for each pack.")),
    Inside("scans", READ, say("Scans"), say("How often shoppers scan the labels.")),
    Inside("watch", READ, say("To be mended"), say("Printed codes that would answer a shopper badly.")),
    Inside("reports", PERSONAL, say("Reports from shoppers"), say("What shoppers wrote, and your answers.")),
    Inside("people", SIGN_OTHERS_IN, say("People"), say("Who works here; invite, or sign somebody in by QR.")),
    Inside("onboarding", READ, say("Steps so far"), say("The seven steps, from profile to the first scan.")),
)

_PROVINCE = (
    (Role.TRAINER, Place("/today", say("My visits today"))),
    (Role.OFFICER, Place("/board", say("The province at a glance"))),
    (Role.INSPECTOR, Place("/board", say("The province at a glance"))),
    (Role.OPERATOR, Place("/operate", say("Run the service"))),
)


def places_of(viewer: Viewer, cooperatives: Sequence[Cooperative]) -> list[Place]:
    """Where this person may begin: their cooperatives, then what their roles in the province do."""
    own = [Place(f"/c/{cooperative.id}", cooperative.name) for cooperative in cooperatives]
    province = [place for role, place in _PROVINCE if viewer.has(role)]
    return list({place.path: place for place in [*own, *province]}.values())


def places_in(cooperative: Cooperative, viewer: Viewer) -> list[Place]:
    return [
        Place(f"/c/{cooperative.id}/{inside.path}", inside.name, inside.help)
        for inside in INSIDE
        if any(_lets_in(inside.policy, grant, cooperative) for grant in viewer.grants)
    ]


def _lets_in(policy: Policy, grant: Grant, cooperative: Cooperative) -> bool:
    """As cooperatives/access.py decides it, from what is loaded already."""
    reach = policy.roles.get(grant.role)
    if reach is Reach.OWN:
        return cooperative.id == grant.cooperative_id or cooperative.unit_code == grant.unit_code
    return reach is Reach.ANY
