"""For whom passkeys are made: this service's own host. Browsers bind them to it for ever. Pure."""

from typing import NamedTuple
from urllib.parse import urlsplit


class RelyingParty(NamedTuple):
    id: str
    origin: str


def relying_party(public_url: str | None, *, asked_at: str) -> RelyingParty | None:
    """From the configured address; without one only on the machine itself. None where browsers offer no passkeys."""
    origin = public_url or asked_at.rstrip("/")
    parts = urlsplit(origin)
    host = parts.hostname or ""
    is_secure = parts.scheme == "https" and public_url is not None
    return RelyingParty(host, origin) if is_secure or host == "localhost" else None
