"""Verbs of own designs: keep, change, remove."""

from sqlmodel import Session, select

from cooptrace.database import now
from cooptrace.labels.models import OwnDesign, PrintJob
from cooptrace.labels.own_design import OWN, as_design

_KEPT = (
    "name",
    "based_on",
    "level",
    "symbol_percent",
    "largest_pt",
    "comfortable_pt",
    "min_module_mm",
    "max_module_mm",
    "lines",
    "source",
)


def add_design(session: Session, cooperative_id: str, typed: OwnDesign) -> OwnDesign:
    """Raises LabelError naming the field that makes no design."""
    typed.cooperative_id = cooperative_id
    as_design(typed)
    session.add(typed)
    session.flush()
    return typed


def change_design(session: Session, row: OwnDesign, typed: OwnDesign) -> OwnDesign:
    """A design that was printed stays, so that old jobs can be made again: a new row takes its place."""
    as_design(typed)
    used = session.exec(select(PrintJob.id).where(PrintJob.design == f"{OWN}{row.id}").limit(1)).first()
    if used is not None:
        remove_design(session, row)
        return add_design(session, row.cooperative_id, typed)
    for name in _KEPT:
        setattr(row, name, getattr(typed, name))
    session.flush()
    return row


def remove_design(session: Session, row: OwnDesign) -> None:
    row.removed_at = now()
    session.flush()
