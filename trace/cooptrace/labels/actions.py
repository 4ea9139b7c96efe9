"""Verbs of the print desk: print, print again, say how it came out, keep own papers."""

from collections.abc import Sequence

from sqlmodel import Session

from cooptrace.batches.actions import checklist_of, freeze_batch, listed, publish_batch
from cooptrace.batches.models import BatchStatus
from cooptrace.database import new_id, now
from cooptrace.errors import Conflict, Invalid, Sentence, say
from cooptrace.labels import queries
from cooptrace.labels.designs import Takes
from cooptrace.labels.desk import Plan, Subject
from cooptrace.labels.desk_forms import PaperForm, PrinterForm
from cooptrace.labels.desk_printer import kept_printer
from cooptrace.labels.desk_words import kept
from cooptrace.labels.models import OpenedSheet, OwnStock, PrinterProfile, PrintJob
from cooptrace.labels.own_design import OWN
from cooptrace.labels.pallets import give_out, void
from cooptrace.web.addresses import lock_origin
from cooptrace.web.viewer import Viewer

GOOD, SPOILED = "good", "spoiled"
MOST_SPOILED_TEXT = 400


def blocked(session: Session, subject: Subject) -> Sentence | None:
    """Why labels of this batch may not leave the printer now; None when they may."""
    if subject.batch.status == BatchStatus.RECALLED:
        return say("This batch has been recalled. Its labels are not printed any more.")
    if subject.batch.status == BatchStatus.CLOSED:
        return say("This batch is closed. Open it again before printing more labels.")
    if subject.batch.status == BatchStatus.DRAFT and (missing := checklist_of(session, subject.batch).missing):
        names = listed([item.name for item in missing])
        return say("Shoppers could not see this batch yet. Missing: %(missing)s.", missing=names)
    return None


def print_labels(session: Session, subject: Subject, plan: Plan, *, by: Viewer) -> PrintJob:
    """Write the printing into the log. What is printed is promised: the batch is published, its page frozen, the
    address in the code locked. Raises Conflict for a batch that cannot be published, is closed or recalled."""
    job = _log(session, subject, plan, by=by)
    _remember_sheet(session, subject, plan)
    session.flush()
    return job


def print_run(session: Session, parts: Sequence[tuple[Subject, Plan]], *, by: Viewer) -> list[PrintJob]:
    """Several batches printed in one go: a log entry for each, and only the last sheet is left part-used."""
    run = new_id()
    jobs = [_log(session, subject, plan, by=by) for subject, plan in parts]
    for part, job in enumerate(jobs, start=1):
        job.run, job.run_part = run, part
    _remember_sheet(session, *parts[-1])
    session.flush()
    return jobs


def _log(session: Session, subject: Subject, plan: Plan, *, by: Viewer) -> PrintJob:
    if refusal := blocked(session, subject):
        raise Conflict(refusal)
    publish_batch(session, subject.batch, by=by)
    freeze_batch(session, subject.batch)
    lock_origin(session)
    order = plan.order
    job = PrintJob(
        cooperative_id=subject.cooperative.id,
        batch_id=subject.batch.id,
        stock=order.stock.key,
        design=order.design.key,
        start_cell=order.start,
        count=order.count,
        code_text=plan.code_text,
        words=kept(plan.content),
        printer=kept_printer(order.printer),
        reprint_of=subject.again.id if subject.again else None,
        # At the command line nobody is signed in.
        printed_by=by.person_id or None,
        printed_by_name=by.name,
    )
    session.add(job)
    if order.design.takes is Takes.SSCC:
        give_out(session, subject.cooperative, job)
    return job


def _remember_sheet(session: Session, subject: Subject, plan: Plan) -> None:
    """The last sheet is part-used unless its last cell was printed; the sheet begun with is the same one or used up."""
    order = plan.order
    row = session.get(OpenedSheet, order.sheet) if order.sheet else None
    if plan.next_cell == 1:
        if row:
            session.delete(row)
        return
    row = row or OpenedSheet(cooperative_id=subject.cooperative.id, stock=order.stock.key, next_cell=1)
    row.next_cell, row.used_at = plan.next_cell, now()
    session.add(row)


def forget_sheet(session: Session, sheet: OpenedSheet) -> None:
    """It was thrown away."""
    session.delete(sheet)
    session.flush()


def came_out_well(session: Session, job: PrintJob) -> None:
    job.outcome, job.spoiled_cells = GOOD, ""
    void(session, job, frozenset())
    session.flush()


def came_out_spoiled(session: Session, job: PrintJob, labels: frozenset[int]) -> None:
    """The numbers of pallet labels are void then. Raises Invalid unless at least one label of the job is named."""
    if not labels or not labels <= set(range(1, job.count + 1)):
        raise Invalid({"labels": say("Mark the labels that came out wrong, 1 to %(last)d.", last=job.count)})
    spoiled = ranges(labels)
    if len(spoiled) > MOST_SPOILED_TEXT:
        raise Invalid({"labels": say("These are too many single labels. Print the whole job again.")})
    job.outcome, job.spoiled_cells = SPOILED, spoiled
    void(session, job, labels)
    session.flush()


def ranges(numbers: frozenset[int]) -> str:
    """{1, 2, 3, 7} → 1-3 7"""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def add_own_stock(session: Session, cooperative_id: str, details: PaperForm) -> OwnStock:
    """Raises Invalid naming the field whose measure makes no paper."""
    row = OwnStock(cooperative_id=cooperative_id, **details.columns_of_row())
    queries.as_stock(row)
    session.add(row)
    session.flush()
    return row


def change_own_stock(session: Session, row: OwnStock, details: PaperForm) -> OwnStock:
    """A paper that was printed on keeps its measures, so that old jobs can be made again: a new row takes its place."""
    changed = OwnStock(cooperative_id=row.cooperative_id, **details.columns_of_row())
    queries.as_stock(changed)
    if not queries.is_used(session, row):
        for name, value in details.columns_of_row().items():
            setattr(row, name, value)
        session.flush()
        return row
    session.add(changed)
    for sheet in queries.sheets_on(session, row):
        sheet.stock = f"{OWN}{changed.id}"
    remove_own_stock(session, row)
    return changed


def remove_own_stock(session: Session, row: OwnStock) -> None:
    row.removed_at = now()
    session.flush()


def add_printer(session: Session, cooperative_id: str, details: PrinterForm) -> PrinterProfile:
    """Raises Invalid naming the field."""
    row = PrinterProfile(cooperative_id=cooperative_id, **details.columns_of_row())
    session.add(row)
    session.flush()
    return row


def change_printer(session: Session, row: PrinterProfile, details: PrinterForm) -> None:
    """What was printed before keeps the measures of then: each job holds its own."""
    for name, value in details.columns_of_row().items():
        setattr(row, name, value)
    session.flush()


def remove_printer(session: Session, row: PrinterProfile) -> None:
    row.removed_at = now()
    session.flush()
