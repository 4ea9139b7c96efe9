"""The public address at the print desk: confirmed, to be confirmed here, or to be asked for."""

from dataclasses import dataclass

from sqlmodel import Session

from cooptrace.errors import Invalid, Sentence, say
from cooptrace.web.addresses import check_origin, confirm_origin, primary_origin, warning
from cooptrace.web.viewer import Viewer

FIELD = "address"


@dataclass(frozen=True)
class Address:
    """`origin` is what codes will say; None when the service was never told its address."""

    origin: str | None
    confirmed: bool
    may_confirm: bool
    warning: Sentence | None


def address_at_desk(session: Session, *, proposed: str | None, may_confirm: bool) -> Address:
    confirmed = primary_origin(session)
    origin = confirmed or _proposal(proposed)
    return Address(origin, confirmed is not None, may_confirm, warning(origin) if origin else None)


def settle(session: Session, address: Address, ticked: str, *, by: Viewer) -> None:
    """Confirm what was ticked. Raises Invalid while nobody has confirmed an address."""
    if address.confirmed:
        return
    if address.origin is None:
        raise Invalid({FIELD: say("The service does not know its public address yet.")})
    if not address.may_confirm:
        raise Invalid({FIELD: say("The manager must confirm the address before the first labels are printed.")})
    if ticked != address.origin:
        raise Invalid({FIELD: say("Please tick that this address is right: it stays on the labels for ever.")})
    confirm_origin(session, address.origin, by=by)


def _proposal(public_url: str | None) -> str | None:
    """The address from the settings, unless it is none."""
    if not public_url:
        return None
    try:
        return check_origin(public_url)
    except Invalid:
        return None
