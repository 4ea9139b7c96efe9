"""How a finding is told: what it is about, and the one thing more that helps to find it. Pure."""

from cooptrace.certificates.kinds import KINDS as CERTIFICATES
from cooptrace.errors import Sentence, say
from cooptrace.watch.answers import ANSWERS
from cooptrace.watch.queries import Finding


def name_of(finding: Finding) -> Sentence | str:
    if finding.kind.key.startswith("certificate") and finding.name in CERTIFICATES:
        return CERTIFICATES[finding.name].name
    if finding.kind.key.startswith("stamps") and not finding.name:
        return say("Stamps")
    return finding.name


def detail_of(finding: Finding) -> Sentence | str:
    """The lot, the number, the address, or how many."""
    key = finding.kind.key
    if key == "past":
        return say("lot %(lot)s, %(count)s scans in 7 days", lot=finding.detail, count=finding.count)
    if key == "withdrawn":
        return say("%(count)s batches with labels", count=finding.count)
    if key == "stamps-early":
        return say("%(count)s stamps scanned", count=finding.count)
    if key == "stamps-idle":
        return say("%(count)s stamps", count=finding.count)
    if key.startswith("link"):
        answer, _, address = finding.detail.partition(" ")
        return say("%(problem)s: %(address)s", problem=ANSWERS[answer], address=address)
    if key.startswith("certificate"):
        return finding.detail
    return say("lot %(lot)s", lot=finding.detail)
