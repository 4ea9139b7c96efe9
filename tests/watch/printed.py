"""Labels that are printed, and what is found wrong with them."""

from sqlmodel import Session

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database, now
from cooptrace.labels.models import PrintJob
from cooptrace.watch import queries

ORIGIN = "https://trace.example.vn"


def print_labels(session: Session, batch: Batch, *, origin: str = ORIGIN) -> None:
    session.add(
        PrintJob(
            cooperative_id=batch.cooperative_id,
            batch_id=batch.id,
            stock="tomy-145",
            design="batch",
            start_cell=1,
            count=3,
            code_text=f"{origin.upper()}/Q/{batch.short_code}",
        )
    )
    session.flush()


def found(database: Database, cooperative: Cooperative) -> list[tuple[str, str]]:
    """Kind and what it is about, as the list and the sums agree on them."""
    with database.read() as session:
        asked = queries.moment(session, now())
        lines = queries.findings_of(session, cooperative, asked)
        counted = queries.counts(session, asked).get(cooperative.id, {})
    by_kind: dict[str, int] = {}
    for line in lines:
        by_kind[line.kind.key] = by_kind.get(line.kind.key, 0) + 1
    assert by_kind == counted
    return [(line.kind.key, line.ref) for line in lines]
