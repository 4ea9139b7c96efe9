"""What sends a trainer out at once: reports of shoppers that nobody answered, and recalls not yet talked about."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.database import now
from cooptrace.onboarding.queries import Standing
from cooptrace.onboarding.rounds import Alarm
from cooptrace.scans.models import ProblemReport

# A recall older than this is no longer news.
RECALL_IS_NEWS = timedelta(days=30)


def alarms_of(session: Session, standings: Iterable[Standing]) -> dict[str, Alarm]:
    """Two queries, however many cooperatives there are."""
    reports, recalls = _open_reports(session), _recalls(session)
    return {one.cooperative.id: Alarm(reports.get(one.cooperative.id, 0), _unspoken(recalls, one)) for one in standings}


def _open_reports(session: Session) -> dict[str, int]:
    """Those about codes that nobody knows are no cooperative's."""
    owner = col(ProblemReport.cooperative_id)
    wanted = select(owner, func.count()).where(col(ProblemReport.handled_at).is_(None), owner.is_not(None))
    return {str(found): count for found, count in session.exec(wanted.group_by(owner))}


def _recalls(session: Session) -> list[tuple[str, datetime]]:
    wanted = select(Batch.cooperative_id, Batch.recalled_at).where(
        Batch.status == BatchStatus.RECALLED, col(Batch.recalled_at) >= now() - RECALL_IS_NEWS
    )
    return [(owner, moment) for owner, moment in session.exec(wanted) if moment]


def _unspoken(recalls: list[tuple[str, datetime]], standing: Standing) -> int:
    own = [moment for owner, moment in recalls if owner == standing.cooperative.id]
    last_met = max(standing.facts.met_at, default=None)
    return sum(last_met is None or moment > last_met for moment in own)
