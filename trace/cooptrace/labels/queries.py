"""Reads about printing: papers, part-used sheets, print jobs. Everything is looked up inside its cooperative."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from sqlalchemy import func
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import NotFound, say
from cooptrace.labels.designs import Design
from cooptrace.labels.models import OpenedSheet, OwnDesign, OwnStock, PrinterProfile, PrintJob
from cooptrace.labels.own_design import OWN, as_design, shipped
from cooptrace.labels.problems import LabelError
from cooptrace.labels.stocks import Kind, Stock, load_stocks
from cooptrace.products.models import Product

USUAL_STOCK = "tomy-145"
SHEETS_REMEMBERED = 5
_EDGE_MM, _UNREACHED_MM = Decimal("1.5"), Decimal("4.5")

shipped_stocks = cache(load_stocks)
designs = shipped


def jobs_of(session: Session, cooperative: Cooperative, *, limit: int) -> list[PrintJob]:
    """Newest first."""
    wanted = select(PrintJob).where(PrintJob.cooperative_id == cooperative.id)
    return list(session.exec(wanted.order_by(col(PrintJob.printed_at).desc(), col(PrintJob.id)).limit(limit)))


def jobs_of_batch(session: Session, batch: Batch) -> list[PrintJob]:
    """Newest first."""
    wanted = select(PrintJob).where(PrintJob.batch_id == batch.id)
    return list(session.exec(wanted.order_by(col(PrintJob.printed_at).desc(), col(PrintJob.id))))


def last_job(session: Session, cooperative: Cooperative) -> PrintJob | None:
    return next(iter(jobs_of(session, cooperative, limit=1)), None)


def last_printing(session: Session, cooperative: Cooperative) -> PrintJob | None:
    """The last job that was no reprint: what the desk begins with."""
    wanted = select(PrintJob).where(PrintJob.cooperative_id == cooperative.id, col(PrintJob.reprint_of).is_(None))
    return session.exec(wanted.order_by(col(PrintJob.printed_at).desc(), col(PrintJob.id)).limit(1)).first()


def job_by_id(session: Session, cooperative: Cooperative, job_id: str) -> PrintJob:
    found = session.get(PrintJob, job_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def run_of(session: Session, job: PrintJob) -> list[PrintJob]:
    """The jobs printed in one go with this one, itself among them, as they lie on the sheets."""
    if job.run is None:
        return [job]
    wanted = select(PrintJob).where(PrintJob.run == job.run, PrintJob.cooperative_id == job.cooperative_id)
    return list(session.exec(wanted.order_by(col(PrintJob.run_part))))


def printed_counts(session: Session, batch_ids: Iterable[str]) -> dict[str, int]:
    """How many labels were printed of each batch, those printed again not counted twice."""
    total = func.sum(PrintJob.count)
    wanted = select(PrintJob.batch_id, total).where(
        col(PrintJob.batch_id).in_(list(batch_ids)), col(PrintJob.reprint_of).is_(None)
    )
    return {batch_id: int(count) for batch_id, count in session.exec(wanted.group_by(col(PrintJob.batch_id)))}


def own_stocks_of(session: Session, cooperative: Cooperative) -> list[OwnStock]:
    wanted = select(OwnStock).where(OwnStock.cooperative_id == cooperative.id, col(OwnStock.removed_at).is_(None))
    return list(session.exec(wanted.order_by(col(OwnStock.name), col(OwnStock.id))))


def own_stock_by_id(session: Session, cooperative: Cooperative, stock_id: str) -> OwnStock:
    found = session.get(OwnStock, stock_id)
    if found is None or found.cooperative_id != cooperative.id or found.removed_at:
        raise NotFound
    return found


def papers_of(session: Session, cooperative: Cooperative) -> dict[str, Stock]:
    """Every paper to choose from: own ones, the usual one, other sheets by the size of their labels, rolls."""
    own = {f"{OWN}{row.id}": as_stock(row) for row in own_stocks_of(session, cooperative)}
    return own | {stock.key: stock for stock in sorted(shipped_stocks().values(), key=_place_in_list)}


def paper_of(session: Session, cooperative: Cooperative, job: PrintJob) -> Stock:
    """The paper of a job, also when it has been taken off the list since."""
    if not job.stock.startswith(OWN):
        return shipped_stocks()[job.stock]
    row = session.get(OwnStock, job.stock.removeprefix(OWN))
    if row is None or row.cooperative_id != cooperative.id:
        raise NotFound
    return as_stock(row)


def printers_of(session: Session, cooperative: Cooperative) -> list[PrinterProfile]:
    wanted = select(PrinterProfile).where(
        PrinterProfile.cooperative_id == cooperative.id, col(PrinterProfile.removed_at).is_(None)
    )
    return list(session.exec(wanted.order_by(col(PrinterProfile.name), col(PrinterProfile.id))))


def printer_by_id(session: Session, cooperative: Cooperative, printer_id: str) -> PrinterProfile:
    found = session.get(PrinterProfile, printer_id)
    if found is None or found.cooperative_id != cooperative.id or found.removed_at:
        raise NotFound
    return found


def paper_names(session: Session, cooperative: Cooperative, language: str) -> dict[str, str]:
    """The name of every paper there is or was."""
    wanted = select(OwnStock.id, OwnStock.name).where(OwnStock.cooperative_id == cooperative.id)
    own = {f"{OWN}{stock_id}": name for stock_id, name in session.exec(wanted)}
    return own | {key: stock.name(language) for key, stock in shipped_stocks().items()}


def batches_by_id(session: Session, batch_ids: Iterable[str]) -> dict[str, Batch]:
    return {row.id: row for row in session.exec(select(Batch).where(col(Batch.id).in_(list(batch_ids))))}


def batches_with_lot(session: Session, lot: str) -> list[Batch]:
    """Of every cooperative and product: for the operator's command line only."""
    return list(
        session.exec(select(Batch).where(Batch.lot == lot).order_by(col(Batch.created_at).desc(), col(Batch.id)))
    )


def products_by_id(session: Session, product_ids: Iterable[str]) -> dict[str, Product]:
    return {row.id: row for row in session.exec(select(Product).where(col(Product.id).in_(list(product_ids))))}


def as_stock(row: OwnStock) -> Stock:
    """Raises LabelError naming the field when the measures make no paper."""
    return Stock.custom(
        f"{OWN}{row.id}",
        name=row.name,
        page_width_mm=_mm(row.page_width_mm),
        page_height_mm=_mm(row.page_height_mm),
        cell_width_mm=_mm(row.cell_width_mm),
        cell_height_mm=_mm(row.cell_height_mm),
        columns=row.columns,
        rows=row.rows,
        left_margin_mm=_mm(row.left_mm),
        top_margin_mm=_mm(row.top_mm),
        column_pitch_mm=_mm(row.pitch_x_mm),
        row_pitch_mm=_mm(row.pitch_y_mm),
        safe_edge_mm=_safe_edge_mm(row) if row.safe_edge_mm is None else _mm(row.safe_edge_mm),
        kind=_kind(row),
        gap_mm=_mm(row.gap_mm),
    )


def _kind(row: OwnStock) -> Kind:
    if row.kind not in set(Kind):
        raise LabelError("kind", say("Choose sheets or a roll."))
    return Kind(row.kind)


def sheets_of(session: Session, cooperative: Cooperative, stock: str) -> list[OpenedSheet]:
    """Part-used sheets of a paper, the last used first."""
    wanted = select(OpenedSheet).where(OpenedSheet.cooperative_id == cooperative.id, OpenedSheet.stock == stock)
    newest_first = wanted.order_by(col(OpenedSheet.used_at).desc(), col(OpenedSheet.id))
    return list(session.exec(newest_first.limit(SHEETS_REMEMBERED)))


def sheets_on(session: Session, row: OwnStock) -> list[OpenedSheet]:
    return list(session.exec(select(OpenedSheet).where(OpenedSheet.stock == f"{OWN}{row.id}")))


def sheet_by_id(session: Session, cooperative: Cooperative, sheet_id: str) -> OpenedSheet:
    found = session.get(OpenedSheet, sheet_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def is_used(session: Session, row: OwnStock) -> bool:
    """Whether anything was printed on this paper, so that its measures must stay what they were."""
    return session.exec(select(PrintJob.id).where(PrintJob.stock == f"{OWN}{row.id}").limit(1)).first() is not None


def batch_designs() -> dict[str, Design]:
    """Shipped ones that print a batch: those without a serial."""
    return {key: design for key, design in designs().items() if not design.has_serial}


def own_designs_of(session: Session, cooperative: Cooperative) -> list[OwnDesign]:
    wanted = select(OwnDesign).where(OwnDesign.cooperative_id == cooperative.id, col(OwnDesign.removed_at).is_(None))
    return list(session.exec(wanted.order_by(col(OwnDesign.name), col(OwnDesign.id))))


def own_design_by_id(session: Session, cooperative: Cooperative, design_id: str) -> OwnDesign:
    found = session.get(OwnDesign, design_id)
    if found is None or found.cooperative_id != cooperative.id or found.removed_at:
        raise NotFound
    return found


def designs_of(session: Session, cooperative: Cooperative) -> dict[str, Design]:
    """All that print a batch, shipped ones first."""
    return batch_designs() | _own_designs(session, cooperative, are_stamps=False)


def stamp_designs_of(session: Session, cooperative: Cooperative) -> dict[str, Design]:
    """Own ones that show a serial, which each stamp has its own of."""
    return _own_designs(session, cooperative, are_stamps=True)


def _own_designs(session: Session, cooperative: Cooperative, *, are_stamps: bool) -> dict[str, Design]:
    own = [as_design(row) for row in own_designs_of(session, cooperative)]
    return {design.key: design for design in own if design.has_serial is are_stamps}


def design_of(session: Session, cooperative: Cooperative, key: str) -> Design:
    """The design of a job, also when it has been taken off the list since."""
    if not key.startswith(OWN):
        return designs()[key]
    row = session.get(OwnDesign, key.removeprefix(OWN))
    if row is None or row.cooperative_id != cooperative.id:
        raise NotFound
    return as_design(row)


def _place_in_list(stock: Stock) -> tuple[bool, bool, Decimal]:
    return stock.key != USUAL_STOCK, stock.kind is Kind.ROLL, stock.cell_width_mm * stock.cell_height_mm


def _safe_edge_mm(row: OwnStock) -> Decimal:
    """Labels that lie at the paper's edge keep clear of what an office printer cannot reach, as far as they can."""
    if row.kind == Kind.ROLL:
        return _EDGE_MM
    wanted_mm = max(_EDGE_MM, _UNREACHED_MM - min(_mm(row.left_mm), _mm(row.top_mm)))
    return max(_EDGE_MM, min(wanted_mm, min(_mm(row.cell_width_mm), _mm(row.cell_height_mm)) / 5))


def _mm(value: Decimal) -> Decimal:
    # A row that was not flushed yet holds what was typed, a row from PostgreSQL two decimals: the same paper.
    return Decimal(value).quantize(Decimal("0.01"))
