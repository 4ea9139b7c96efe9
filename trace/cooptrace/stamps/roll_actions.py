"""Verbs about the stamps of a roll: put to use for a batch, hold, void, undo. All may be repeated without harm."""

from collections.abc import Callable
from decimal import Decimal

from sqlmodel import Session, select

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.batches.quantities import Amount, in_unit, is_weight_or_volume
from cooptrace.batches.queries import batch_by_id
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid, say
from cooptrace.products.models import Product
from cooptrace.stamps.acts import as_before, note_act, put_back, stretches_before
from cooptrace.stamps.chosen import Chosen, choose, refuse_withdrawn
from cooptrace.stamps.forms import ActivationForm, StretchForm, VoidForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampAct, StampRange
from cooptrace.stamps.pieces import Stretch, cut_out, join_equal, locked_order
from cooptrace.stamps.queries import stamps_in_use
from cooptrace.stamps.rules import MOVES, STATES, TOLERANCE, Act, RollState, may_undo
from cooptrace.web.formats import local_today, number_text
from cooptrace.web.viewer import Viewer


def check_activation(
    session: Session, keys: KeyRing, cooperative: Cooperative, typed: ActivationForm
) -> tuple[Chosen, Batch]:
    """Everything that can be wrong, before anything changes. Raises Invalid at the field."""
    chosen = choose(session, keys, cooperative, typed)
    refuse_withdrawn(session, chosen)
    batch = batch_by_id(session, cooperative, typed.batch_id)
    # Held too: rolls of two orders must not fill the same batch at the same moment.
    session.refresh(batch, with_for_update=True)
    if not _is_in_use_for(chosen, batch):
        _refuse_states(chosen, Act.ACTIVATE)
        _refuse_batch(session, chosen, batch)
    return chosen, batch


def activate(
    session: Session, keys: KeyRing, cooperative: Cooperative, typed: ActivationForm, *, by: Viewer
) -> Stretch:
    """The stamps from the first to the last now stand for the batch."""
    chosen, batch = check_activation(session, keys, cooperative, typed)
    if not _is_in_use_for(chosen, batch):
        _move(session, chosen, Act.ACTIVATE, by=by, batch_id=batch.id)
    return chosen.stretch


def hold(session: Session, keys: KeyRing, cooperative: Cooperative, typed: StretchForm, *, by: Viewer) -> Stretch:
    return _toggle(session, keys, cooperative, typed, Act.SUSPEND, by)


def resume(session: Session, keys: KeyRing, cooperative: Cooperative, typed: StretchForm, *, by: Viewer) -> Stretch:
    return _toggle(session, keys, cooperative, typed, Act.RESUME, by)


def void(session: Session, keys: KeyRing, cooperative: Cooperative, typed: VoidForm, *, by: Viewer) -> Chosen:
    """For good, but for an undo within ten days. Stamps of the stretch that are void already stay as they are."""
    chosen = choose(session, keys, cooperative, typed)
    if any(piece.state != RollState.VOIDED for piece in chosen.pieces):
        _move(session, chosen, Act.VOID, by=by, reason=typed.reason, note=typed.note)
    return chosen


def undo(session: Session, act: StampAct, *, by: Viewer) -> None:
    """Everything is as before the act, unless something else was done with these stamps since. Raises Conflict."""
    order = locked_order(session, act.order_id)
    if session.exec(select(StampAct.id).where(StampAct.undoes_id == act.id)).first():
        return
    if not may_undo(act.kind, acted_at=act.at, at=now()):
        raise Conflict(say("This can be undone within ten days only."))
    pieces = session.exec(select(StampRange).where(StampRange.act_id == act.id)).all()
    if sum(piece.count for piece in pieces) != act.count:
        raise Conflict(say("Something else was done with these stamps since. Please undo that first."))
    for stretch, fate in stretches_before(act):
        for piece in cut_out(session, stretch):
            put_back(piece, fate)
    session.flush()
    join_equal(session, order.id, pieces[0].roll)
    stretch = Stretch(act.epoch, act.first, act.last)
    note_act(session, order, Act.UNDO, stretch, by=by, count=act.count, undoes_id=act.id, batch_id=act.batch_id)


def _toggle(
    session: Session, keys: KeyRing, cooperative: Cooperative, typed: StretchForm, act: Act, by: Viewer
) -> Stretch:
    chosen = choose(session, keys, cooperative, typed)
    if any(piece.state != MOVES[act].target for piece in chosen.pieces):
        _refuse_states(chosen, act, is_done=lambda piece: piece.state == MOVES[act].target)
        _move(session, chosen, act, by=by)
    return chosen.stretch


def _move(
    session: Session,
    chosen: Chosen,
    act: Act,
    *,
    by: Viewer,
    batch_id: str | None = None,
    reason: str = "",
    note: str = "",
) -> None:
    move = MOVES[act]
    pieces = [piece for piece in cut_out(session, chosen.stretch) if piece.state in move.sources]
    done = note_act(
        session,
        chosen.order,
        act,
        chosen.stretch,
        by=by,
        count=sum(piece.count for piece in pieces),
        details=as_before(pieces),
        batch_id=batch_id,
        reason=reason,
        note=note,
    )
    for piece in pieces:
        piece.state, piece.act_id, piece.changed_at = move.target, done.id, done.at
        piece.batch_id = batch_id or piece.batch_id
        piece.reason = reason
    session.flush()
    join_equal(session, chosen.order.id, chosen.pieces[0].roll)


def _is_in_use_for(chosen: Chosen, batch: Batch) -> bool:
    """The very same activation was made before: two taps, or a form that was sent again after a lost answer."""
    return all(piece.state == RollState.ACTIVE and piece.batch_id == batch.id for piece in chosen.pieces)


def _refuse_states(chosen: Chosen, act: Act, *, is_done: Callable[[StampRange], bool] = lambda _piece: False) -> None:
    for piece in chosen.pieces:
        if piece.state not in MOVES[act].sources and not is_done(piece):
            at_start = piece.first <= chosen.stretch.first
            overlap = Stretch(piece.epoch, max(piece.first, chosen.stretch.first), min(piece.last, chosen.stretch.last))
            sentence = say(
                "%(count)s of these stamps cannot be taken: %(state)s.",
                count=number_text(overlap.count, "vi"),
                state=STATES[piece.state],
            )
            raise Invalid({"first" if at_start else "last": sentence})


def _refuse_batch(session: Session, chosen: Chosen, batch: Batch) -> None:
    if batch.status != BatchStatus.ACTIVE:
        raise Invalid({"batch_id": say("This lot is not published, or it was recalled or closed.")})
    if batch.expires_on is not None and batch.expires_on < local_today():
        raise Invalid({"batch_id": say("This lot is past its use-by date.")})
    if chosen.order.product_id not in (None, batch.product_id):
        raise Invalid({"batch_id": say("These stamps were ordered for another product.")})
    _check_balance(session, batch, chosen.stretch.count)


def _check_balance(session: Session, batch: Batch, count: int) -> None:
    """Mass balance: no more stamps than the batch has packs, with two in a hundred to spare."""
    product = session.get_one(Product, batch.product_id)
    needed = Decimal(count + stamps_in_use(session, batch))
    packed: Decimal | None = needed
    if is_weight_or_volume(batch.quantity_unit):
        packed = in_unit(Amount(needed * product.net_amount, product.net_unit), batch.quantity_unit)
    if packed is not None and packed > batch.quantity * TOLERANCE:
        sentence = say(
            "This lot is %(quantity)s %(unit)s: %(count)s stamps are too many for it.",
            quantity=number_text(batch.quantity, "vi"),
            unit=batch.quantity_unit,
            count=number_text(int(needed), "vi"),
        )
        raise Invalid({"last": sentence})
