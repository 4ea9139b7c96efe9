"""The basket of several batches: which are listed, and how many labels of each are wanted."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session, col, select

from cooptrace.batches.models import Batch, BatchStatus
from cooptrace.batches.queries import search_batches
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Sentence, say
from cooptrace.labels.actions import blocked
from cooptrace.labels.desk import Subject
from cooptrace.labels.desk_forms import Whole
from cooptrace.labels.desk_run import MOST_BATCHES, count_field
from cooptrace.products.models import Product
from cooptrace.web.forms import Submitted

LISTED = 12
_FIELD = count_field("")
_WHOLE: TypeAdapter[int] = TypeAdapter(Whole)


@dataclass(frozen=True)
class Basket:
    """Every listed batch, what is wanted of some, and what is wrong with what was typed, by field."""

    listed: list[Subject]
    picked: list[tuple[Subject, int]]
    wrong: Mapping[str, Sentence]


def basket(session: Session, cooperative: Cooperative, asked: Submitted) -> Basket:
    """What was typed for batches that are not there, or not this cooperative's, says nothing."""
    typed = {name.removeprefix(_FIELD): text for name, text in asked.values.items() if name.startswith(_FIELD)}
    typed = {batch_id: text.strip() for batch_id, text in typed.items() if text.strip() not in ("", "0")}
    listed = _subjects(session, cooperative, list(typed)[: MOST_BATCHES + 1])
    known = {subject.batch.id for subject in listed}
    found = search_batches(session, cooperative, text=asked.text("find"), limit=LISTED * 2)
    open_ones = [row for row in found if row.batch.status in (BatchStatus.ACTIVE, BatchStatus.DRAFT)]
    fresh = [row for row in open_ones if row.batch.id not in known][:LISTED]
    picked: list[tuple[Subject, int]] = []
    wrong: dict[str, Sentence] = {}
    for subject in listed:
        field = count_field(subject.batch.id)
        if refusal := blocked(session, subject):
            wrong[field] = refusal
        try:
            picked.append((subject, _WHOLE.validate_python(typed[subject.batch.id])))
        except ValidationError:
            wrong[field] = say("Please write a number.")
    return Basket(listed + [Subject(cooperative, row.product, row.batch) for row in fresh], picked, wrong)


def newest(session: Session, cooperative: Cooperative) -> Subject | None:
    rows = search_batches(session, cooperative, limit=1)
    return Subject(cooperative, rows[0].product, rows[0].batch) if rows else None


def _subjects(session: Session, cooperative: Cooperative, batch_ids: list[str]) -> list[Subject]:
    """In the order asked for."""
    wanted = select(Batch, Product).join(Product).where(Batch.cooperative_id == cooperative.id)
    rows = session.exec(wanted.where(col(Batch.id).in_(batch_ids)))
    found = {batch.id: Subject(cooperative, product, batch) for batch, product in rows}
    return [found[batch_id] for batch_id in batch_ids if batch_id in found]
