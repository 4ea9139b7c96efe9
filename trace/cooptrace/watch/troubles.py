"""Each kind of trouble is one select with the same columns, of all cooperatives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, String, and_, func, literal, null, or_
from sqlalchemy import select as any_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.certificates.models import Certificate
from cooptrace.cooperatives.models import Cooperative
from cooptrace.labels.models import PrintJob
from cooptrace.products.models import Product
from cooptrace.scans.models import ResolverLink, ScanDay
from cooptrace.stamps.models import StampOrder, StampRange, StampSeen
from cooptrace.stamps.rules import RollState
from cooptrace.watch.answers import Answer
from cooptrace.watch.kinds import KINDS
from cooptrace.watch.models import LinkCheck
from cooptrace.web.formats import local_date

SOON = timedelta(days=30)
LATELY = timedelta(days=7)
IDLE_FOR = timedelta(days=30)
_WAITING = (RollState.PRINTED, RollState.DELIVERED)


@dataclass(frozen=True)
class Asked:
    """The moment that is asked about, the address that new codes carry, and all addresses that lead here."""

    at: datetime
    origin: str | None
    known: tuple[str, ...]

    @property
    def today(self) -> Any:
        return local_date(self.at)


Rows = Select[Any]


def _row(cooperative_id: Any, ref: Any, name: Any, detail: Any, *, day: Any = None, count: Any = None) -> Rows:
    """Every select has these columns, so that they can be listed and counted alike."""
    columns: dict[str, Any] = {
        "cooperative_id": col(cooperative_id),
        "ref": col(ref),
        "name": name,
        "detail": detail,
        "day": null().cast(Date) if day is None else day,
        "count": literal(0, Integer) if count is None else count,
    }
    return any_select(*(column.label(label) for label, column in columns.items()))


def _batches(*, count: Any = None) -> Rows:
    """Batches whose codes are on goods: labels were printed, or stamps are in use."""
    printed = select(PrintJob.id).where(PrintJob.batch_id == Batch.id).exists()
    stamped = (
        select(StampRange.id).where(StampRange.batch_id == Batch.id, StampRange.state == RollState.ACTIVE).exists()
    )
    rows = _row(
        Batch.cooperative_id, Batch.id, col(Product.name), col(Batch.lot), day=col(Batch.expires_on), count=count
    )
    return rows.join(Product, col(Product.id) == Batch.product_id).where(or_(printed, stamped))


def _on_sale(asked: Asked) -> ColumnElement[bool]:
    lasting = or_(col(Batch.expires_on).is_(None), col(Batch.expires_on) >= asked.today)
    return and_(col(Batch.status) == BatchStatus.ACTIVE, lasting)


def _draft(_asked: Asked) -> Rows:
    return _batches().where(col(Batch.status) == BatchStatus.DRAFT)


def _photo(asked: Asked) -> Rows:
    """The page shows the batch's own photo, else that of the product as it was when labels were first printed."""
    frozen = col(Batch.frozen_copy)
    never = and_(frozen["photo_id"].as_string().is_(None), frozen["name"].as_string().is_not(None))
    now_missing = and_(frozen["name"].as_string().is_(None), col(Product.photo_id).is_(None))
    return _batches().where(_on_sale(asked), col(Batch.photo_id).is_(None), or_(never, now_missing))


def _past(asked: Asked) -> Rows:
    """From the cooperative to its last days to the batch: that is how the sums of days lie."""
    rows = _row(
        Cooperative.id,
        Batch.id,
        col(Product.name),
        col(Batch.lot),
        day=col(Batch.expires_on),
        count=func.sum(ScanDay.count),
    )
    lately = and_(col(ScanDay.cooperative_id) == Cooperative.id, col(ScanDay.day) > asked.today - LATELY)
    joined = rows.join(ScanDay, lately).join(Batch, col(Batch.id) == ScanDay.batch_id)
    joined = joined.join(Product, col(Product.id) == Batch.product_id)
    past = and_(col(Batch.expires_on) < asked.today, col(ScanDay.day) > col(Batch.expires_on))
    found = joined.where(past, col(Batch.status) == BatchStatus.ACTIVE)
    return found.group_by(col(Cooperative.id), col(Batch.id), col(Product.name), col(Batch.lot), col(Batch.expires_on))


def _withdrawn(asked: Asked) -> Rows:
    rows = _row(Product.cooperative_id, Product.id, col(Product.name), literal("", String), count=func.count())
    joined = rows.join(Batch, col(Batch.product_id) == Product.id).where(
        col(Product.withdrawn_at).is_not(None),
        _on_sale(asked),
        select(PrintJob.id).where(PrintJob.batch_id == Batch.id).exists(),
    )
    return joined.group_by(col(Product.cooperative_id), col(Product.id), col(Product.name))


def _certificate(first: Any, last: Any) -> Rows:
    """Of what is printed: of the whole cooperative, or of a product or place of one of its printed batches."""
    about = or_(
        and_(col(Certificate.product_id).is_(None), col(Certificate.site_id).is_(None)),
        col(Certificate.product_id) == Batch.product_id,
        col(Certificate.site_id) == Batch.site_id,
    )
    printed = (
        select(Batch.id)
        .join(PrintJob, col(PrintJob.batch_id) == Batch.id)
        .where(Batch.cooperative_id == Certificate.cooperative_id, Batch.status == BatchStatus.ACTIVE, about)
    )
    rows = _row(
        Certificate.cooperative_id,
        Certificate.id,
        col(Certificate.kind),
        col(Certificate.number),
        day=col(Certificate.valid_until),
    )
    within = and_(col(Certificate.valid_until) >= first, col(Certificate.valid_until) <= last)
    return rows.where(col(Certificate.withdrawn_at).is_(None), within, printed.exists(), ~_renewed().exists())


def _renewed() -> SelectOfScalar[str]:
    """A later certificate of the same kind for the same product, place or cooperative."""
    later = aliased(Certificate)
    return select(col(later.id)).where(
        later.cooperative_id == Certificate.cooperative_id,
        later.kind == Certificate.kind,
        func.coalesce(later.product_id, "") == func.coalesce(Certificate.product_id, ""),
        func.coalesce(later.site_id, "") == func.coalesce(Certificate.site_id, ""),
        col(later.withdrawn_at).is_(None),
        or_(col(later.valid_until).is_(None), col(later.valid_until) > col(Certificate.valid_until)),
    )


def _certificate_ended(asked: Asked) -> Rows:
    yesterday = asked.today - timedelta(days=1)
    return _certificate(asked.today - timedelta(days=365), yesterday)


def _certificate_soon(asked: Asked) -> Rows:
    return _certificate(asked.today, asked.today + SOON)


def _link(ref: Any, *, of_batch: ColumnElement[bool]) -> Rows:
    detail = col(LinkCheck.answer) + " " + col(ResolverLink.href)
    rows = _row(ResolverLink.cooperative_id, ref, col(ResolverLink.title), detail)
    return rows.join(LinkCheck, col(LinkCheck.link_id) == ResolverLink.id).where(
        col(LinkCheck.answer) != Answer.OK, of_batch
    )


def _link_product(_asked: Asked) -> Rows:
    return _link(ResolverLink.product_id, of_batch=col(ResolverLink.batch_id).is_(None))


def _link_batch(_asked: Asked) -> Rows:
    return _link(ResolverLink.batch_id, of_batch=col(ResolverLink.batch_id).is_not(None))


def _hosts(asked: Asked, *, wrong: ColumnElement[bool]) -> Rows:
    rows = _row(Batch.cooperative_id, Batch.id, col(Product.name), col(Batch.lot), count=func.count(col(PrintJob.id)))
    joined = rows.join(PrintJob, col(PrintJob.batch_id) == Batch.id).join(Product, col(Product.id) == Batch.product_id)
    is_address = func.lower(PrintJob.code_text).startswith("http")
    found = joined.where(_on_sale(asked), is_address, wrong)
    return found.group_by(col(Batch.cooperative_id), col(Batch.id), col(Product.name), col(Batch.lot))


def _begins(origin: str) -> ColumnElement[bool]:
    return func.lower(PrintJob.code_text).startswith(f"{origin.lower()}/", autoescape=True)


def _host_unknown(asked: Asked) -> Rows:
    return _hosts(asked, wrong=~or_(literal(value=False), *map(_begins, asked.known)))


def _host_old(asked: Asked) -> Rows:
    others = [origin for origin in asked.known if origin != asked.origin]
    return _hosts(asked, wrong=or_(literal(value=False), *map(_begins, others)))


def _stamps(*, count: Any) -> Rows:
    name = func.coalesce(Product.name, "")
    detail = col(StampOrder.check_total)
    rows = _row(StampRange.cooperative_id, StampRange.order_id, name, detail, count=count)
    joined = rows.join(StampOrder, col(StampOrder.id) == StampRange.order_id)
    joined = joined.join(Product, col(Product.id) == StampOrder.product_id, isouter=True)
    waiting = joined.where(col(StampRange.state).in_(_WAITING))
    return waiting.group_by(col(StampRange.cooperative_id), col(StampRange.order_id), name, detail)


def _stamps_early(_asked: Asked) -> Rows:
    same = and_(
        col(StampSeen.epoch) == StampRange.epoch,
        col(StampSeen.serial) >= StampRange.first,
        col(StampSeen.serial) < StampRange.first + StampRange.count,
        col(StampSeen.times) > 0,
    )
    return _stamps(count=func.count(col(StampSeen.serial))).join(StampSeen, same)


def _stamps_idle(asked: Asked) -> Rows:
    return _stamps(count=func.sum(StampRange.count)).where(col(StampRange.changed_at) < asked.at - IDLE_FOR)


_MAKERS: dict[str, Callable[[Asked], Rows]] = {
    "host-unknown": _host_unknown,
    "draft": _draft,
    "stamps-early": _stamps_early,
    "link-product": _link_product,
    "link-batch": _link_batch,
    "past": _past,
    "certificate-ended": _certificate_ended,
    "certificate-soon": _certificate_soon,
    "photo": _photo,
    "withdrawn": _withdrawn,
    "host-old": _host_old,
    "stamps-idle": _stamps_idle,
}


def rows_of(asked: Asked) -> list[tuple[str, Rows]]:
    return [(kind.key, _MAKERS[kind.key](asked)) for kind in KINDS]
