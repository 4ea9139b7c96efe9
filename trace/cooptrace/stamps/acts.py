"""The log of what was done with stamps: one row an act, never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from cooptrace.stamps.models import StampAct, StampOrder, StampRange
from cooptrace.stamps.pieces import Stretch
from cooptrace.stamps.rules import Act
from cooptrace.web.viewer import Viewer


def note_act(
    session: Session,
    order: StampOrder,
    kind: Act,
    stretch: Stretch,
    *,
    by: Viewer,
    count: int | None = None,
    details: dict[str, Any] | None = None,
    **more: Any,
) -> StampAct:
    """`count` is how many stamps changed, all of the stretch unless given."""
    act = StampAct(
        cooperative_id=order.cooperative_id,
        order_id=order.id,
        kind=kind,
        epoch=stretch.epoch,
        first=stretch.first,
        last=stretch.last,
        count=stretch.count if count is None else count,
        details=details or {},
        person_id=by.person_id,
        person_name=by.name,
        **more,
    )
    session.add(act)
    session.flush()
    return act


def as_before(pieces: Iterable[StampRange]) -> dict[str, Any]:
    """What an undo needs to know of the rows an act is about to change."""
    return {"before": [_fate(piece) for piece in pieces]}


def put_back(piece: StampRange, fate: dict[str, Any]) -> None:
    piece.state, piece.batch_id, piece.reason = fate["state"], fate["batch_id"], fate["reason"]
    piece.act_id, piece.changed_at = fate["act_id"], datetime.fromisoformat(fate["changed_at"])


def stretches_before(act: StampAct) -> list[tuple[Stretch, dict[str, Any]]]:
    return [(Stretch(act.epoch, fate["first"], fate["last"]), fate) for fate in act.details["before"]]


def _fate(piece: StampRange) -> dict[str, Any]:
    fate = piece.model_dump(include={"first", "state", "batch_id", "reason", "act_id"})
    return fate | {"last": piece.last, "changed_at": piece.changed_at.isoformat()}
