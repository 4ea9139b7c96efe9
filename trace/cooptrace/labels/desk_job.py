"""A print job made again from its row: the same bytes each time."""

from sqlmodel import Session

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.labels import desk, queries
from cooptrace.labels.content import LabelContent
from cooptrace.labels.desk_printer import printer_of
from cooptrace.labels.desk_words import batch_words, restored
from cooptrace.labels.models import PrintJob
from cooptrace.products.models import Product
from cooptrace.web.addresses import domain


def plan_of(session: Session, cooperative: Cooperative, job: PrintJob) -> desk.Plan:
    stock = queries.paper_of(session, cooperative, job)
    design = queries.design_of(session, cooperative, job.design)
    order = desk.Order(stock, design, job.count, job.start_cell, printer=printer_of(job.printer))
    return desk.planned(order, _words(session, cooperative, job), job.code_text)


def _words(session: Session, cooperative: Cooperative, job: PrintJob) -> LabelContent:
    if job.words:
        return restored(job.words)
    batch = session.get_one(Batch, job.batch_id)
    product = session.get_one(Product, batch.product_id)
    address = domain(desk.origin_of(job, otherwise=None) or "")
    return batch_words(cooperative, product, batch, domain=address, reprint=job.reprint_of is not None)
