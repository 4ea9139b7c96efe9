"""Reads for the board that no domain below has: the targets of communes."""

from sqlmodel import Session, col, select

from cooptrace.reports.models import UnitTarget


def targets(session: Session) -> dict[str, int]:
    return {row.unit_code: row.cooperatives for row in session.exec(select(UnitTarget))}


def target_of(session: Session, unit_code: str) -> int | None:
    wanted = select(UnitTarget.cooperatives).where(col(UnitTarget.unit_code) == unit_code)
    return session.exec(wanted).first()
