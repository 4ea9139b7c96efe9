"""The batch's own page: how far it is, what to do next, its journey, its prints and how often it was scanned."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.batches import actions, queries
from cooptrace.batches.access import CurrentBatch
from cooptrace.batches.checklist import Checklist
from cooptrace.batches.correction_actions import PUBLIC_FIELDS
from cooptrace.batches.models import Batch, BatchCorrection, BatchOutput, BatchStatus
from cooptrace.batches.public_copy import words_differ
from cooptrace.batches.statuses import STATES, State
from cooptrace.certificates.models import Certificate
from cooptrace.certificates.queries import valid_certificates
from cooptrace.codes import grouped
from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative, Producer, Site
from cooptrace.errors import Sentence
from cooptrace.events.kinds import RECORDED, EventKind
from cooptrace.events.queries import history_of
from cooptrace.events.timeline import Stage
from cooptrace.labels.models import PrintJob
from cooptrace.labels.queries import jobs_of_batch, printed_counts
from cooptrace.products.models import Product
from cooptrace.scans.proofs import Proof, proofs_of
from cooptrace.scans.queries import scan_counts
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today
from cooptrace.web.policy import READ, Role, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Viewer

router = APIRouter(prefix="/c/{cooperative_id}/batches/{batch_id}")


class NextAct(StrEnum):
    """The one thing the page offers first."""

    MEND = "mend"
    PUBLISH = "publish"
    PRINT = "print"
    REOPEN = "reopen"
    NONE = "none"


@dataclass(frozen=True)
class BatchPage(Page):
    template: ClassVar[str] = "home/batch.html"
    cooperative: Cooperative
    batch: Batch
    product: Product
    site: Site | None
    # None when there is none, or when this viewer may not read a name that nobody agreed to show.
    producer: Producer | None
    state: State
    checklist: Checklist
    next_act: NextAct
    works: bool
    kinds: tuple[type[EventKind], ...]
    journey: list[Stage]
    proofs: tuple[Proof, ...]
    jobs: list[PrintJob]
    printed: int
    scans: int
    inputs: int
    outputs: list[BatchOutput]
    corrections: list[BatchCorrection]
    correction_names: dict[str, Sentence]
    words_differ: bool
    public_path: str
    code: str


@router.get("")
@allow(READ)
def show_batch(request: Request, cooperative: Current, batch: CurrentBatch, session: Db, viewer: SignedIn) -> Response:
    product = session.get_one(Product, batch.product_id)
    checklist, works = actions.checklist_of(session, batch), cooperative.id in viewer.cooperative_ids
    page = BatchPage(
        cooperative=cooperative,
        batch=batch,
        product=product,
        site=session.get(Site, batch.site_id) if batch.site_id else None,
        producer=_producer(session, batch, viewer),
        state=STATES[batch.status],
        checklist=checklist,
        next_act=next_act(batch, checklist) if works else NextAct.NONE,
        works=works,
        kinds=RECORDED,
        journey=history_of(session, batch),
        proofs=proofs_of(tuple(_valid(session, batch))),
        jobs=jobs_of_batch(session, batch),
        printed=printed_counts(session, [batch.id]).get(batch.id, 0),
        scans=scan_counts(session, [batch.id]).get(batch.id, 0),
        inputs=len(queries.inputs_of(session, batch)),
        outputs=queries.outputs_of(session, batch),
        corrections=queries.corrections_of(session, batch),
        correction_names=PUBLIC_FIELDS,
        words_differ=words_differ(batch, product),
        public_path=f"/01/{product.gtin}/10/{batch.lot}" if product.gtin else f"/Q/{batch.short_code}",
        code=grouped(batch.short_code),
    )
    return render(request, page)


def next_act(batch: Batch, checklist: Checklist) -> NextAct:
    if batch.status == BatchStatus.DRAFT:
        return NextAct.PUBLISH if checklist.complete else NextAct.MEND
    return {BatchStatus.ACTIVE.value: NextAct.PRINT, BatchStatus.CLOSED.value: NextAct.REOPEN}.get(
        batch.status, NextAct.NONE
    )


def _valid(session: Session, batch: Batch) -> list[Certificate]:
    """Of the batch's product, its site and the whole cooperative, today."""
    return valid_certificates(
        session,
        cooperative_id=batch.cooperative_id,
        product_id=batch.product_id,
        site_id=batch.site_id,
        on=local_today(),
    )


def _producer(session: Session, batch: Batch, viewer: Viewer) -> Producer | None:
    producer = session.get(Producer, batch.producer_id) if batch.producer_id else None
    if producer is None or producer.removed_at:
        return None
    may_read = producer.consent_at or viewer.has(Role.STAFF, Role.MANAGER, Role.TRAINER)
    return producer if may_read else None
