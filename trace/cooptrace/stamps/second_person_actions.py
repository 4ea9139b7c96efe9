"""Verbs for acts on very many stamps: one person asks, another one agrees or not."""

from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import NotAllowed, say
from cooptrace.stamps.chosen import choose
from cooptrace.stamps.forms import ActivationForm, StretchForm, VoidForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampRequest
from cooptrace.stamps.order_actions import order_again
from cooptrace.stamps.queries import four_eyes_above
from cooptrace.stamps.roll_actions import activate, check_activation, void
from cooptrace.stamps.rules import Act, needs_second_person
from cooptrace.web.viewer import Viewer


def activate_or_ask(
    session: Session, keys: KeyRing, cooperative: Cooperative, typed: ActivationForm, *, by: Viewer
) -> StampRequest | None:
    """Activates at once, or returns the request a second person has to agree to."""
    chosen, _batch = check_activation(session, keys, cooperative, typed)
    if needs_second_person(chosen.stretch.count, above=four_eyes_above(session)):
        return _ask(session, cooperative, Act.ACTIVATE, typed, chosen.stretch.count, by)
    activate(session, keys, cooperative, typed, by=by)
    return None


def void_or_ask(
    session: Session, keys: KeyRing, cooperative: Cooperative, typed: VoidForm, *, by: Viewer
) -> StampRequest | None:
    chosen = choose(session, keys, cooperative, typed)
    if needs_second_person(chosen.stretch.count, above=four_eyes_above(session)):
        return _ask(session, cooperative, Act.VOID, typed, chosen.stretch.count, by)
    void(session, keys, cooperative, typed, by=by)
    return None


def agree(session: Session, keys: KeyRing, cooperative: Cooperative, request: StampRequest, *, by: Viewer) -> None:
    """Carries the act out as it stands now. Raises NotAllowed for the one who asked; agreeing twice acts once."""
    if request.decided_at is not None:
        return
    if request.asked_by == by.person_id:
        raise NotAllowed(say("Somebody else has to agree: you asked for this yourself."))
    if request.kind == Act.ACTIVATE:
        activate(session, keys, cooperative, ActivationForm.model_validate(request.typed), by=by)
    else:
        typed = VoidForm.model_validate(request.typed)
        void(session, keys, cooperative, typed, by=by)
        if typed.replace:
            order_again(session, keys, cooperative, typed, by=by)
    request.decided_by, request.decided_at, request.agreed = by.person_id, now(), True
    session.flush()


def decline(session: Session, request: StampRequest, *, by: Viewer) -> None:
    """Anybody who may agree may also decline, the one who asked too."""
    if request.decided_at is None:
        request.decided_by, request.decided_at = by.person_id, now()
        session.flush()


def _ask(
    session: Session, cooperative: Cooperative, kind: Act, typed: StretchForm, count: int, by: Viewer
) -> StampRequest:
    request = StampRequest(
        cooperative_id=cooperative.id,
        kind=kind,
        typed={name: str(value) for name, value in typed.model_dump(exclude_defaults=True).items()},
        count=count,
        asked_by=by.person_id,
        asked_by_name=by.name,
    )
    session.add(request)
    session.flush()
    return request
