"""Reads about stamps: what is known of one, and a cooperative's rolls, orders, acts and cases."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import NotFound
from cooptrace.products.models import Product
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import (
    StampAct,
    StampCase,
    StampDevice,
    StampEpoch,
    StampLimit,
    StampMiss,
    StampOrder,
    StampRange,
    StampRequest,
    StampSeen,
)
from cooptrace.stamps.pieces import piece_at
from cooptrace.stamps.reading import Stamp, read_stamp
from cooptrace.stamps.rules import FOUR_EYES_ABOVE, RollState
from cooptrace.stamps.signals import DEVICES_WITHIN
from cooptrace.stamps.verdict import Facts, Reading
from cooptrace.web.formats import local_date

_IN_USE = (RollState.ACTIVE, RollState.SUSPENDED)


@dataclass(frozen=True)
class Named:
    """The product and lot an address names beside the stamp (/01/…/10/…/21/…)."""

    gtin: str
    lot: str | None = None


@dataclass(frozen=True)
class Peek:
    """What is known of a stamp before this opening is counted, and what it stands for."""

    facts: Facts
    stamp: Stamp | None = None
    piece: StampRange | None = None
    order: StampOrder | None = None
    cooperative: Cooperative | None = None
    batch: Batch | None = None
    product: Product | None = None


def peek(
    session: Session,
    keys: KeyRing,
    typed: str,
    *,
    device_hash: str | None = None,
    at: datetime | None = None,
    named: Named | None = None,
) -> Peek:
    """Changes nothing. `device_hash` is the visitor's own phone, to tell a second look from somebody else's."""
    moment = at or now()
    read = read_stamp(session, keys, typed)
    if read.stamp is None:
        return Peek(Facts(read.reading, local_date(moment)))
    piece = piece_at(session, read.stamp.epoch, read.stamp.serial)
    if piece is None:
        return Peek(Facts(Reading.NOT_OURS, local_date(moment)))
    return _known(session, read.stamp, piece, device_hash=device_hash, at=moment, named=named)


def _known(
    session: Session, stamp: Stamp, piece: StampRange, *, device_hash: str | None, at: datetime, named: Named | None
) -> Peek:
    cooperative = session.get_one(Cooperative, piece.cooperative_id)
    order = session.get_one(StampOrder, piece.order_id)
    batch = session.get(Batch, piece.batch_id) if piece.batch_id else None
    product_id = batch.product_id if batch else order.product_id
    product = session.get(Product, product_id) if product_id else None
    seen = session.get(StampSeen, (stamp.epoch, stamp.serial))
    epoch = session.get_one(StampEpoch, stamp.epoch)
    own = session.get(StampDevice, (stamp.epoch, stamp.serial, device_hash)) if device_hash else None
    unconfirmed = epoch.leaked_since is not None and (seen is None or seen.first_at >= epoch.leaked_since)
    facts = Facts(
        Reading.UNCONFIRMED if unconfirmed else Reading.FOUND,
        local_date(at),
        state=piece.state,
        void_reason=piece.reason,
        cooperative=cooperative.name,
        phone=(cooperative.phone or "") if cooperative.phone_is_public else "",
        recalled=batch is not None and batch.status == BatchStatus.RECALLED,
        expires_on=batch.expires_on if batch else None,
        under_other_product=named is not None and not _is_named(named, batch, product),
        times=seen.times if seen else 0,
        first_at=seen.first_at if seen else None,
        devices=devices_of(session, stamp, since=at - DEVICES_WITHIN) if seen else 0,
        yours_at=own.last_at if own else None,
        covered=order.covered,
    )
    return Peek(facts, stamp, piece, order, cooperative, batch, product)


def _is_named(named: Named, batch: Batch | None, product: Product | None) -> bool:
    if product is None or product.gtin is None or product.gtin.zfill(14) != named.gtin.zfill(14):
        return False
    return named.lot is None or (batch is not None and batch.lot == named.lot)


def devices_of(session: Session, stamp: Stamp, *, since: datetime) -> int:
    wanted = select(func.count()).where(
        StampDevice.epoch == stamp.epoch, StampDevice.serial == stamp.serial, StampDevice.last_at >= since
    )
    return int(session.exec(wanted).one())


def stamps_in_use(session: Session, batch: Batch) -> int:
    """How many stamps stand for the batch; voided ones do not."""
    wanted = select(func.sum(StampRange.count)).where(
        StampRange.batch_id == batch.id, col(StampRange.state).in_(_IN_USE)
    )
    return int(session.exec(wanted).one() or 0)


def orders_of(session: Session, cooperative: Cooperative, *, limit: int = 100) -> list[StampOrder]:
    """Newest first."""
    wanted = select(StampOrder).where(StampOrder.cooperative_id == cooperative.id)
    return list(session.exec(wanted.order_by(col(StampOrder.ordered_at).desc(), col(StampOrder.id)).limit(limit)))


def order_by_id(session: Session, cooperative: Cooperative, order_id: str) -> StampOrder:
    found = session.get(StampOrder, order_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def pieces_of(session: Session, order: StampOrder) -> list[StampRange]:
    """In the order of their serials."""
    wanted = select(StampRange).where(StampRange.order_id == order.id)
    return list(session.exec(wanted.order_by(col(StampRange.first))))


def piece_by_id(session: Session, cooperative: Cooperative, range_id: str) -> StampRange:
    found = session.get(StampRange, range_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def acts_of(session: Session, order: StampOrder, *, limit: int = 200) -> list[StampAct]:
    """Newest first."""
    wanted = select(StampAct).where(StampAct.order_id == order.id)
    return list(session.exec(wanted.order_by(col(StampAct.at).desc(), col(StampAct.id)).limit(limit)))


def act_by_id(session: Session, cooperative: Cooperative, act_id: str) -> StampAct:
    found = session.get(StampAct, act_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def open_requests(session: Session, cooperative: Cooperative) -> list[StampRequest]:
    wanted = select(StampRequest).where(
        StampRequest.cooperative_id == cooperative.id, col(StampRequest.decided_at).is_(None)
    )
    return list(session.exec(wanted.order_by(col(StampRequest.asked_at))))


def request_by_id(session: Session, cooperative: Cooperative, request_id: str) -> StampRequest:
    found = session.get(StampRequest, request_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def locked_request(session: Session, cooperative: Cooperative, request_id: str) -> StampRequest:
    """Held until the transaction ends, so that two who agree at once act once."""
    found = request_by_id(session, cooperative, request_id)
    session.refresh(found, with_for_update=True)
    return found


def cases_of(session: Session, cooperative: Cooperative, *, limit: int = 200) -> list[StampCase]:
    """Open ones first, the gravest first."""
    wanted = select(StampCase).where(StampCase.cooperative_id == cooperative.id)
    order = (col(StampCase.closed_at).is_not(None), col(StampCase.score).desc(), col(StampCase.changed_at).desc())
    return list(session.exec(wanted.order_by(*order).limit(limit)))


def case_by_id(session: Session, cooperative: Cooperative, case_id: str) -> StampCase:
    found = session.get(StampCase, case_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def service_cases(session: Session, *, limit: int = 200) -> list[StampCase]:
    """Those that concern nobody's stamps, for the operator; open ones first."""
    wanted = select(StampCase).where(col(StampCase.cooperative_id).is_(None))
    order = (col(StampCase.closed_at).is_not(None), col(StampCase.changed_at).desc())
    return list(session.exec(wanted.order_by(*order).limit(limit)))


def open_service_cases(session: Session) -> int:
    wanted = select(func.count()).where(col(StampCase.cooperative_id).is_(None), col(StampCase.closed_at).is_(None))
    return int(session.exec(wanted).one())


def service_case_by_id(session: Session, case_id: str) -> StampCase:
    found = session.get(StampCase, case_id)
    if found is None or found.cooperative_id is not None:
        raise NotFound
    return found


def four_eyes_above(session: Session) -> int:
    latest = limits(session, limit=1)
    return latest[0].four_eyes_above if latest else FOUR_EYES_ABOVE


def limits(session: Session, *, limit: int = 50) -> list[StampLimit]:
    """As the operators set them, the latest first."""
    wanted = select(StampLimit).order_by(col(StampLimit.at).desc(), col(StampLimit.id).desc()).limit(limit)
    return list(session.exec(wanted))


def epochs(session: Session) -> list[StampEpoch]:
    """Newest first."""
    return list(session.exec(select(StampEpoch).order_by(col(StampEpoch.began_at).desc(), col(StampEpoch.symbol))))


def hours_of(session: Session, case: StampCase, *, at_least: int, limit: int = 50) -> list[tuple[datetime, int]]:
    """The hours of a case about unknown codes in which so many were tried, the latest first."""
    first = case.opened_at.replace(minute=0, second=0, microsecond=0)
    wanted = select(StampMiss).where(
        StampMiss.count >= at_least, StampMiss.hour >= first, StampMiss.hour <= case.changed_at
    )
    return [(one.hour, one.count) for one in session.exec(wanted.order_by(col(StampMiss.hour).desc()).limit(limit))]
