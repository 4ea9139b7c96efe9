"""Reads about rolls for the pages: how many stamps of an order are printed, in use, scanned, void; what lies idle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.products.models import Product
from cooptrace.stamps.models import StampAct, StampOrder, StampRange, StampSeen
from cooptrace.stamps.rules import NEVER_SCANNED_AFTER, RollState

_SAME_STAMP = and_(
    col(StampSeen.epoch) == StampRange.epoch,
    col(StampSeen.serial) >= StampRange.first,
    col(StampSeen.serial) < StampRange.first + StampRange.count,
    col(StampSeen.times) > 0,
)


@dataclass(frozen=True)
class Tally:
    """Stamps of an order or a roll. `printed` counts all that left the printer, whatever became of them since."""

    count: int = 0
    waiting: int = 0
    active: int = 0
    voided: int = 0
    scanned: int = 0

    @property
    def printed(self) -> int:
        return self.count - self.waiting


@dataclass(frozen=True)
class Idle:
    """Stamps in use for 30 days of which nobody has scanned a single one."""

    piece: StampRange
    batch: Batch
    product: Product


def tallies(session: Session, orders: Sequence[StampOrder]) -> dict[str, Tally]:
    """By order, in two statements however many orders there are."""
    ids = [order.id for order in orders]
    by_state: dict[str, dict[str, int]] = {order_id: {} for order_id in ids}
    states = (
        select(StampRange.order_id, StampRange.state, func.sum(StampRange.count))
        .where(col(StampRange.order_id).in_(ids))
        .group_by(col(StampRange.order_id), col(StampRange.state))
    )
    for order_id, state, count in session.exec(states):
        by_state[order_id][state] = int(count)
    seen = (
        select(StampRange.order_id, func.count())
        .join(StampSeen, _SAME_STAMP)
        .where(col(StampRange.order_id).in_(ids))
        .group_by(col(StampRange.order_id))
    )
    scanned = dict(session.exec(seen).all())
    return {order_id: _tally(by_state[order_id], int(scanned.get(order_id, 0))) for order_id in ids}


def tallies_of_rolls(session: Session, order: StampOrder) -> dict[int, Tally]:
    by_state: dict[int, dict[str, int]] = {}
    states = (
        select(StampRange.roll, StampRange.state, func.sum(StampRange.count))
        .where(StampRange.order_id == order.id)
        .group_by(col(StampRange.roll), col(StampRange.state))
        .order_by(col(StampRange.roll))
    )
    for roll, state, count in session.exec(states):
        by_state.setdefault(roll, {})[state] = int(count)
    seen = select(StampRange.roll, func.count()).join(StampSeen, _SAME_STAMP)
    rows = session.exec(seen.where(StampRange.order_id == order.id).group_by(col(StampRange.roll))).all()
    scanned = dict(rows)
    return {roll: _tally(counts, int(scanned.get(roll, 0))) for roll, counts in by_state.items()}


def never_scanned(session: Session, cooperative: Cooperative, *, at: datetime) -> list[Idle]:
    """The longest idle first."""
    wanted = (
        select(StampRange, Batch, Product)
        .join(Batch, col(Batch.id) == StampRange.batch_id)
        .join(Product, col(Product.id) == Batch.product_id)
        .where(
            StampRange.cooperative_id == cooperative.id,
            StampRange.state == RollState.ACTIVE,
            StampRange.changed_at <= at - NEVER_SCANNED_AFTER,
            ~select(StampSeen.serial).where(_SAME_STAMP).exists(),
        )
    )
    rows = session.exec(wanted.order_by(col(StampRange.changed_at)).limit(50))
    return [Idle(piece, batch, product) for piece, batch, product in rows]


def undone_acts(session: Session, order: StampOrder) -> frozenset[str]:
    wanted = select(StampAct.undoes_id).where(StampAct.order_id == order.id, col(StampAct.undoes_id).is_not(None))
    return frozenset(act_id for act_id in session.exec(wanted) if act_id)


def latest_acts(session: Session, order: StampOrder) -> frozenset[str]:
    """Acts that no later one has touched: the rows still point to them."""
    wanted = select(StampRange.act_id, func.sum(StampRange.count)).where(StampRange.order_id == order.id)
    counts = dict(session.exec(wanted.group_by(col(StampRange.act_id))).all())
    acts = session.exec(select(StampAct.id, StampAct.count).where(StampAct.order_id == order.id))
    return frozenset(act_id for act_id, count in acts if counts.get(act_id) == count)


def _tally(counts: dict[str, int], scanned: int) -> Tally:
    return Tally(
        count=sum(counts.values()),
        waiting=counts.get(RollState.ISSUED, 0),
        active=counts.get(RollState.ACTIVE, 0),
        voided=counts.get(RollState.VOIDED, 0),
        scanned=scanned,
    )
