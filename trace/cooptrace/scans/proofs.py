"""Certificates as the public page names them. Pure."""

from dataclasses import dataclass

from cooptrace.certificates.kinds import KINDS
from cooptrace.certificates.models import Certificate
from cooptrace.errors import Sentence, say

# More of them are read behind the digital product passport.
MOST_PROOFS = 4


@dataclass(frozen=True)
class Proof:
    """A certificate that is valid today, and its name on a chip: OCOP ★★★★, VietGAP."""

    certificate: Certificate
    name: Sentence


def proofs_of(certificates: tuple[Certificate, ...]) -> tuple[Proof, ...]:
    return tuple(Proof(certificate, _name(certificate)) for certificate in certificates)


def _name(certificate: Certificate) -> Sentence:
    name = KINDS[certificate.kind].name
    return say("%(kind)s %(stars)s", kind=name, stars="★" * certificate.stars) if certificate.stars else name
