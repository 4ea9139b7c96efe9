"""The public address that goes into printed codes: proposed, confirmed by a person, locked by the first print.

Never taken from a request: whoever writes a Host header must not decide what is printed.
"""

import ipaddress
import re
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid, Sentence, say
from cooptrace.web.models import PublicAddress
from cooptrace.web.viewer import Viewer

FIELD = "origin"
_HOST = re.compile(r"(?=.{1,100}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_LOCAL_ENDINGS = (".local", ".lan", ".home", ".internal", ".localhost")


def primary_origin(session: Session) -> str | None:
    """The confirmed address for new codes; None until somebody has confirmed one."""
    row = _primary(session)
    return row.origin if row else None


def addresses(session: Session) -> list[PublicAddress]:
    """All addresses that lead here, the one for new codes first."""
    wanted = select(PublicAddress).order_by(col(PublicAddress.primary).desc(), col(PublicAddress.confirmed_at))
    return list(session.exec(wanted))


def confirm_origin(session: Session, origin: str, *, by: Viewer) -> PublicAddress:
    """Make this the address of new codes. Raises Conflict when another one is already on printed labels."""
    origin = check_origin(origin)
    current = _primary(session)
    if current and current.origin != origin:
        if current.locked_at and not only_nearby(current.origin):
            raise Conflict(
                say("Labels with the address %(origin)s are already printed. It stays for ever.", origin=current.origin)
            )
        current.primary = False
        session.flush()
    row = session.get(PublicAddress, origin) or PublicAddress(origin=origin)
    row.primary, row.confirmed_by, row.confirmed_at = True, by.person_id, now()
    session.add(row)
    session.flush()
    return row


def add_alias(session: Session, origin: str, *, by: Viewer) -> PublicAddress:
    """One more address that leads to this service. Raises Invalid when it is there already."""
    origin = check_origin(origin)
    if session.get(PublicAddress, origin):
        raise Invalid({FIELD: say("This address is in the list already.")})
    row = PublicAddress(origin=origin, primary=False, confirmed_by=by.person_id)
    session.add(row)
    session.flush()
    return row


def lock_origin(session: Session) -> None:
    """The first print calls this: from now on the address can no longer be taken back."""
    row = _primary(session)
    if row and row.locked_at is None:
        row.locked_at = now()
        session.flush()


def check_origin(text: str) -> str:
    """`https://host[:port]` in its one spelling. Raises Invalid, on `origin`, for anything else."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or rest:
        raise Invalid({FIELD: say("Write the address like https://txng.example.vn, with nothing after it.")})
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def domain(origin: str) -> str:
    """The address as it is written on a label for people: without https."""
    return origin.partition("://")[2]


def warning(origin: str) -> Sentence | None:
    """What a person should know before this address is printed."""
    if only_nearby(origin):
        return say("Only phones near this computer can open this address. Shoppers elsewhere cannot.")
    if origin.startswith("http://"):
        return say("This address is not protected (http). Some phones will warn shoppers. https is better.")
    return None


def only_nearby(origin: str) -> bool:
    """Whether the address works on this computer or its network only."""
    host = urlsplit(origin).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_ENDINGS)


def _primary(session: Session) -> PublicAddress | None:
    return session.exec(select(PublicAddress).where(col(PublicAddress.primary).is_(True))).first()
