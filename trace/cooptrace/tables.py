"""Every table of the service in one import, so that migrations and tests see them all."""

from cooptrace.batches.models import Batch, BatchCorrection, BatchInput, BatchOutput
from cooptrace.certificates.models import Certificate
from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.events.models import Event
from cooptrace.files.models import Document, Photo
from cooptrace.labels.models import (
    LogisticUnit,
    OpenedSheet,
    OwnDesign,
    OwnStock,
    PrinterProfile,
    PrintJob,
    SsccSeries,
)
from cooptrace.people.models import OneTimeLink, Passkey, PasskeyChallenge, Person, RoleGrant, SignIn
from cooptrace.products.models import Product, ProductCorrection
from cooptrace.reports.models import UnitTarget
from cooptrace.scans.models import (
    ProblemReport,
    ResolverLink,
    Scan,
    ScanDay,
    ScanLanguageDay,
    ScanProvinceDay,
    ScanWeek,
)
from cooptrace.stamps.models import (
    StampAct,
    StampCase,
    StampDevice,
    StampEpoch,
    StampLimit,
    StampMiss,
    StampOrder,
    StampPlaceDay,
    StampRange,
    StampRequest,
    StampSeen,
)
from cooptrace.tidy.models import TidyMark
from cooptrace.training.models import Team, TeamMember, TeamUnit, Visit
from cooptrace.watch.models import LinkCheck
from cooptrace.web.models import PublicAddress, TakenForm

__all__ = [
    "Batch",
    "BatchCorrection",
    "BatchInput",
    "BatchOutput",
    "Certificate",
    "Cooperative",
    "Document",
    "Event",
    "LinkCheck",
    "LogisticUnit",
    "OneTimeLink",
    "OpenedSheet",
    "OwnDesign",
    "OwnStock",
    "Passkey",
    "PasskeyChallenge",
    "Person",
    "Photo",
    "PrintJob",
    "PrinterProfile",
    "ProblemReport",
    "Producer",
    "Product",
    "ProductCorrection",
    "PublicAddress",
    "ResolverLink",
    "RoleGrant",
    "Scan",
    "ScanDay",
    "ScanLanguageDay",
    "ScanProvinceDay",
    "ScanWeek",
    "SignIn",
    "Site",
    "SsccSeries",
    "StampAct",
    "StampCase",
    "StampDevice",
    "StampEpoch",
    "StampLimit",
    "StampMiss",
    "StampOrder",
    "StampPlaceDay",
    "StampRange",
    "StampRequest",
    "StampSeen",
    "TakenForm",
    "Team",
    "TeamMember",
    "TeamUnit",
    "TidyMark",
    "UnitTarget",
    "Visit",
]
