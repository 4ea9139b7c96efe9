"""Reads about batches. Inside a cooperative everything is looked up through it; codes are looked up by anybody."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch, BatchCorrection, BatchInput, BatchOutput
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import NotFound
from cooptrace.products.models import Product
from cooptrace.text import fold


@dataclass(frozen=True)
class Listed:
    """A row of a list of batches."""

    batch: Batch
    product: Product


def batch_by_id(session: Session, cooperative: Cooperative, batch_id: str) -> Batch:
    found = session.get(Batch, batch_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def batches_of(session: Session, cooperative: Cooperative, *, limit: int = 50) -> list[Batch]:
    """Newest first."""
    wanted = select(Batch).where(Batch.cooperative_id == cooperative.id)
    return list(session.exec(wanted.order_by(col(Batch.created_at).desc(), col(Batch.id)).limit(limit)))


def batches_of_product(session: Session, product: Product) -> list[Batch]:
    """Newest first."""
    wanted = select(Batch).where(Batch.product_id == product.id)
    return list(session.exec(wanted.order_by(col(Batch.created_at).desc(), col(Batch.id))))


def latest_batch(session: Session, cooperative: Cooperative) -> Batch | None:
    return next(iter(batches_of(session, cooperative, limit=1)), None)


def latest_batch_of_product(session: Session, product: Product) -> Batch | None:
    wanted = select(Batch).where(Batch.product_id == product.id)
    return session.exec(wanted.order_by(col(Batch.created_at).desc(), col(Batch.id)).limit(1)).first()


def batch_by_lot(session: Session, product: Product, lot: str) -> Batch | None:
    return session.exec(select(Batch).where(Batch.product_id == product.id, Batch.lot == lot)).first()


def batch_by_short_code(session: Session, code: str) -> Batch | None:
    """`code` in its one spelling, as codes.check_short_code gives it."""
    return session.exec(select(Batch).where(Batch.short_code == code)).first()


def search_batches(
    session: Session, cooperative: Cooperative, *, text: str = "", status: str = "", limit: int = 100
) -> list[Listed]:
    """By the lot or the product's name, with or without accents. Newest first."""
    wanted = select(Batch, Product).join(Product).where(Batch.cooperative_id == cooperative.id)
    if words := fold(text):
        lot = "-".join(text.upper().split())
        by_name = col(Product.name_folded).contains(words, autoescape=True)
        wanted = wanted.where(or_(by_name, col(Batch.lot).contains(lot, autoescape=True)))
    if status:
        wanted = wanted.where(Batch.status == status)
    rows = session.exec(wanted.order_by(col(Batch.created_at).desc(), col(Batch.id)).limit(limit))
    return [Listed(batch, product) for batch, product in rows]


def lots_of(session: Session, product: Product) -> frozenset[str]:
    return frozenset(session.exec(select(Batch.lot).where(Batch.product_id == product.id)))


def corrections_of(session: Session, batch: Batch) -> list[BatchCorrection]:
    """Newest first."""
    wanted = select(BatchCorrection).where(BatchCorrection.batch_id == batch.id)
    return list(session.exec(wanted.order_by(col(BatchCorrection.corrected_at).desc(), col(BatchCorrection.id))))


def inputs_of(session: Session, batch: Batch) -> list[BatchInput]:
    wanted = select(BatchInput).where(BatchInput.batch_id == batch.id)
    return list(session.exec(wanted.order_by(col(BatchInput.received_on), col(BatchInput.id))))


def input_by_id(session: Session, batch: Batch, input_id: str) -> BatchInput:
    found = session.get(BatchInput, input_id)
    if found is None or found.batch_id != batch.id:
        raise NotFound
    return found


def outputs_of(session: Session, batch: Batch) -> list[BatchOutput]:
    """Who received what. Never for the public."""
    wanted = select(BatchOutput).where(BatchOutput.batch_id == batch.id)
    return list(session.exec(wanted.order_by(col(BatchOutput.delivered_on), col(BatchOutput.id))))


def output_by_id(session: Session, batch: Batch, output_id: str) -> BatchOutput:
    found = session.get(BatchOutput, output_id)
    if found is None or found.batch_id != batch.id:
        raise NotFound
    return found


def uses_of(session: Session, batch: Batch) -> list[BatchInput]:
    """The inputs of other batches that were taken from this one."""
    return list(session.exec(select(BatchInput).where(BatchInput.source_batch_id == batch.id)))


def sources_within(session: Session, cooperative: Cooperative) -> Mapping[str, frozenset[str]]:
    """For each batch of the cooperative the batches that went into it."""
    wanted = select(BatchInput.batch_id, BatchInput.source_batch_id).join(Batch, col(Batch.id) == BatchInput.batch_id)
    rows = session.exec(
        wanted.where(Batch.cooperative_id == cooperative.id, col(BatchInput.source_batch_id).is_not(None))
    )
    sources: dict[str, frozenset[str]] = {}
    for batch_id, source_id in rows:
        if source_id is not None:
            sources[batch_id] = sources.get(batch_id, frozenset()) | {source_id}
    return sources
