"""Reads about scans: what a code stands for, how often it was opened, what shoppers reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.batches.queries import batch_by_lot, batch_by_short_code
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import NotFound
from cooptrace.products.models import Product
from cooptrace.products.queries import product_by_gtin
from cooptrace.scans.asked import Asked
from cooptrace.scans.models import ProblemReport, ResolverLink, Scan, ScanDay


@dataclass(frozen=True)
class Subject:
    """What a code stands for. `lot` is the one that was asked for, `batch` None when nobody has declared it."""

    cooperative: Cooperative
    product: Product
    batch: Batch | None
    lot: str | None

    @cached_property
    def key(self) -> str:
        return self.batch.id if self.batch else f"{self.product.id}/{self.lot or ''}"

    @cached_property
    def ids(self) -> tuple[str, str, str]:
        """Of the cooperative, the product and the batch, "" without one."""
        return self.cooperative.id, self.product.id, self.batch.id if self.batch else ""


def subject_of(session: Session, asked: Asked) -> Subject | None:
    """None when neither the code nor the product is known."""
    if asked.form == "short":
        batch = batch_by_short_code(session, asked.code)
        return _of_batch(session, batch) if batch else None
    product = product_by_gtin(session, asked.gtin) if asked.gtin else None
    if product is None:
        return None
    if asked.lot is None:
        return subject_of_product(session, product)
    cooperative = session.get_one(Cooperative, product.cooperative_id)
    return Subject(cooperative, product, batch_by_lot(session, product, asked.lot), asked.lot)


def subject_of_product(session: Session, product: Product) -> Subject:
    """The page without a lot."""
    return Subject(session.get_one(Cooperative, product.cooperative_id), product, None, None)


def _of_batch(session: Session, batch: Batch) -> Subject:
    cooperative = session.get_one(Cooperative, batch.cooperative_id)
    return Subject(cooperative, session.get_one(Product, batch.product_id), batch, batch.lot)


def scan_counts(session: Session, batch_ids: Iterable[str]) -> dict[str, int]:
    """How often persons opened each batch's code, from the daily sums; 0 for those nobody opened."""
    ids = list(batch_ids)
    wanted = select(ScanDay.batch_id, func.sum(ScanDay.count)).where(col(ScanDay.batch_id).in_(ids))
    counts = dict.fromkeys(ids, 0)
    return counts | {batch_id: int(count) for batch_id, count in session.exec(wanted.group_by(ScanDay.batch_id))}


def scans_ever(session: Session) -> int:
    """How many openings were written down so far: the number of the latest, because counting would read the whole
    log."""
    return session.exec(select(func.max(Scan.id))).one() or 0


def reports_of(session: Session, cooperative: Cooperative, *, limit: int = 200) -> list[ProblemReport]:
    """Open ones first, each newest first."""
    wanted = select(ProblemReport).where(ProblemReport.cooperative_id == cooperative.id)
    order = (col(ProblemReport.handled_at).is_not(None), col(ProblemReport.reported_at).desc(), col(ProblemReport.id))
    return list(session.exec(wanted.order_by(*order).limit(limit)))


def open_reports(session: Session, cooperative: Cooperative) -> list[ProblemReport]:
    """Newest first."""
    wanted = select(ProblemReport).where(
        ProblemReport.cooperative_id == cooperative.id, col(ProblemReport.handled_at).is_(None)
    )
    return list(session.exec(wanted.order_by(col(ProblemReport.reported_at).desc(), col(ProblemReport.id))))


def report_by_id(session: Session, cooperative: Cooperative, report_id: str) -> ProblemReport:
    found = session.get(ProblemReport, report_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def unknown_reports(session: Session, *, limit: int = 200) -> list[ProblemReport]:
    """About codes that nobody knows. Open ones first, each newest first."""
    wanted = select(ProblemReport).where(col(ProblemReport.cooperative_id).is_(None))
    order = (col(ProblemReport.handled_at).is_not(None), col(ProblemReport.reported_at).desc(), col(ProblemReport.id))
    return list(session.exec(wanted.order_by(*order).limit(limit)))


def unknown_reports_waiting(session: Session) -> int:
    wanted = select(func.count()).select_from(ProblemReport)
    about_unknown = (col(ProblemReport.cooperative_id).is_(None), col(ProblemReport.handled_at).is_(None))
    return session.exec(wanted.where(*about_unknown)).one()


def unknown_report_by_id(session: Session, report_id: str) -> ProblemReport:
    found = session.get(ProblemReport, report_id)
    if found is None or found.cooperative_id is not None:
        raise NotFound
    return found


def batches_by_id(session: Session, ids: Iterable[str]) -> dict[str, Batch]:
    wanted: Sequence[Batch] = session.exec(select(Batch).where(col(Batch.id).in_(list(ids)))).all()
    return {batch.id: batch for batch in wanted}


def products_by_id(session: Session, ids: Iterable[str]) -> dict[str, Product]:
    wanted: Sequence[Product] = session.exec(select(Product).where(col(Product.id).in_(list(ids)))).all()
    return {product.id: product for product in wanted}


def links_of_product(session: Session, product: Product) -> list[ResolverLink]:
    """All that were added, those of its lots too, oldest first."""
    wanted = select(ResolverLink).where(ResolverLink.product_id == product.id)
    return list(session.exec(wanted.order_by(col(ResolverLink.added_at), col(ResolverLink.id))))


def links_for_everybody(session: Session, product: Product, batch: Batch | None) -> list[ResolverLink]:
    """Those for the page of any package of the product or the lot."""
    own = (None, batch.id if batch else None)
    return [row for row in links_of_product(session, product) if row.batch_id in own and not _narrow(row)]


def _narrow(row: ResolverLink) -> bool:
    return bool(row.variant or row.serial or row.third_party or row.sscc)
