"""Rolls as rows: finding the rows of a stretch of serials, parting them at its ends, joining equal neighbours again."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from cooptrace.errors import NotFound
from cooptrace.stamps.models import StampOrder, StampRange


@dataclass(frozen=True)
class Stretch:
    """Consecutive serials, both ends included."""

    epoch: str
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def locked_order(session: Session, order_id: str) -> StampOrder:
    """Whoever changes stamps of an order holds its row: acts on the same roll come one after the other."""
    wanted = select(StampOrder).where(StampOrder.id == order_id).with_for_update()
    found = session.exec(wanted.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound
    return found


def piece_at(session: Session, epoch: str, serial: int) -> StampRange | None:
    """The row whose serials include this one."""
    wanted = select(StampRange).where(StampRange.epoch == epoch, StampRange.first <= serial)
    found = session.exec(wanted.order_by(col(StampRange.first).desc()).limit(1)).first()
    return found if found and serial <= found.last else None


def pieces_within(session: Session, stretch: Stretch) -> list[StampRange]:
    """The rows that touch the stretch, in order, as the database has them now."""
    wanted = select(StampRange).where(
        StampRange.epoch == stretch.epoch,
        StampRange.first <= stretch.last,
        StampRange.first + StampRange.count > stretch.first,
    )
    rows = session.exec(wanted.order_by(col(StampRange.first)).execution_options(populate_existing=True))
    return list(rows)


def cut_out(session: Session, stretch: Stretch) -> list[StampRange]:
    """The rows of just this stretch; those at its ends are parted."""
    pieces = pieces_within(session, stretch)
    if pieces and pieces[0].first < stretch.first:
        pieces[0] = _part(session, pieces[0], stretch.first)
    if pieces and pieces[-1].last > stretch.last:
        _part(session, pieces[-1], stretch.last + 1)
    return pieces


def join_equal(session: Session, order_id: str, roll: int) -> None:
    """Neighbours on a roll that share one fate become one row again."""
    wanted = select(StampRange).where(StampRange.order_id == order_id, StampRange.roll == roll)
    before: StampRange | None = None
    for piece in session.exec(wanted.order_by(col(StampRange.first))).all():
        if before and before.last + 1 == piece.first and _fate(before) == _fate(piece):
            before.count += piece.count
            session.delete(piece)
        else:
            before = piece
    session.flush()


def _part(session: Session, piece: StampRange, at_serial: int) -> StampRange:
    """The rest of the piece from this serial on becomes a row of its own."""
    values = piece.model_dump(exclude={"id", "first", "count"})
    rest = StampRange(**values, first=at_serial, count=piece.last - at_serial + 1)
    piece.count = at_serial - piece.first
    session.add(rest)
    session.flush()
    return rest


def _fate(piece: StampRange) -> tuple[object, ...]:
    return piece.state, piece.batch_id, piece.reason, piece.act_id, piece.changed_at
