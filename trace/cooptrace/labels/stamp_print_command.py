"""`cooptrace labels print --range`: stamps of an order, handed out once and written into the log of its acts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.errors import Conflict, Invalid, Sentence, say
from cooptrace.labels import queries
from cooptrace.labels.content import LabelContent
from cooptrace.labels.designs import Design
from cooptrace.labels.desk import Printer
from cooptrace.labels.desk_printer import printer_from
from cooptrace.labels.formats import Format, default_density, files
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.sheet import MAX_LABELS, check_count, check_start
from cooptrace.labels.stamp_rolls import named_stamps
from cooptrace.labels.stamp_sheets import NO_ROOM, design_for, stamp_job, stamp_words, usual_designs
from cooptrace.labels.stocks import Stock
from cooptrace.labels.terminal import Wish, at_the_terminal, logged_files, paper_key, printer_key
from cooptrace.products.models import Product
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampEpoch, StampOrder
from cooptrace.stamps.order_actions import formats_of, take_download
from cooptrace.stamps.pieces import Stretch, pieces_within
from cooptrace.stamps.rules import OrderState, RollState
from cooptrace.web.formats import number_text

PDF = "pdf"  # whatever is written, it is the right to print that is handed out
CHANGED: Sentence = say("The order has been changed in the meantime. Please print again.")


@dataclass(frozen=True)
class StampPlan:
    """A checked printing as plain values; the order as its row was."""

    order: Mapping[str, Any]
    stretch: Stretch
    stock: Stock
    design: Design
    content: LabelContent
    start: int
    printer: Printer | None


def printed_stamps(database: Database, keys: KeyRing, wish: Wish, output: Path, kind: Format) -> list[Path]:
    with database.write() as session:  # naming stamps holds their order
        plan = _planned(session, keys, wish)

    def log() -> None:
        with database.write() as session:
            if _planned(session, keys, wish) != plan:
                raise Conflict(CHANGED)
            order = session.get_one(StampOrder, plan.order["id"])
            take_download(session, order, PDF, by=at_the_terminal(), part=plan.stretch)

    return logged_files(files(_job(plan, keys, kind), kind), output, log)


def _job(plan: StampPlan, keys: KeyRing, kind: Format) -> LabelJob:
    order, stretch = StampOrder(**plan.order), plan.stretch
    codes = keys.codes(stretch.epoch).codes(stretch.first, stretch.count)
    job = stamp_job(plan.stock, plan.design, plan.content, order, codes, start=plan.start)
    density = plan.printer.dots_per_inch if plan.printer else None
    job = replace(job, dots_per_inch=density or default_density(kind))
    return replace(job, calibration=plan.printer.calibration) if plan.printer else job


def _planned(session: Session, keys: KeyRing, wish: Wish) -> StampPlan:
    """Raises Invalid naming the option, Conflict for stamps that may not be printed."""
    order, stretch = named_stamps(session, keys, wish.named)
    stretch = _counted(stretch, wish.count)
    _refuse_unprintable(session, order, stretch)
    cooperative = session.get_one(Cooperative, order.cooperative_id)
    product = session.get(Product, order.product_id) if order.product_id else None
    content = stamp_words(cooperative.name, product, order)
    stock = _stock(session, cooperative, wish)
    start = 1 if wish.start is None else wish.start
    check_start(stock, start)
    design = _design(session, cooperative, wish, stock, content, order)
    printer = _printer(session, cooperative, wish)
    return StampPlan(order.model_dump(), stretch, stock, design, content, start, printer)


def _counted(stretch: Stretch, count: int | None) -> Stretch:
    """The first so many of them."""
    if count is None:
        check_count(min(stretch.count, MAX_LABELS))
        return stretch
    check_count(count)
    if count > stretch.count:
        there = number_text(stretch.count, "en")
        raise Invalid({"count": say("There are only %(count)s stamps.", count=there)})
    return replace(stretch, last=stretch.first + count - 1)


def _refuse_unprintable(session: Session, order: StampOrder, stretch: Stretch) -> None:
    """What only a person can put right is said before anything is drawn; `take_download` has the last word."""
    if order.covered:
        raise Conflict(say("These stamps have a covered code. Only a print shop can print them."))
    if PDF not in formats_of(order):
        most = number_text(MAX_LABELS, "en")
        raise Conflict(say("An order of more than %(most)s stamps is printed by a print shop.", most=most))
    if order.state == OrderState.NEW:
        raise Conflict(say("The file has not been released for printing yet."))
    if order.state != OrderState.READY:
        raise Conflict(say("These stamps are printed already. Order new ones instead of printing them again."))
    if PDF not in order.open_formats:
        raise Conflict(say("This file was handed out already. A manager can release it again."))
    if any(piece.state == RollState.VOIDED for piece in pieces_within(session, stretch)):
        raise Conflict(say("Some of these stamps are voided. Print the others as FIRST..LAST."))
    if session.get_one(StampEpoch, order.epoch).leaked_since is not None:
        raise Conflict(say("Stamps of this series can no longer be used: their key is lost or has leaked."))


def _stock(session: Session, cooperative: Cooperative, wish: Wish) -> Stock:
    papers = queries.papers_of(session, cooperative)
    stock = papers.get(paper_key(session, cooperative, wish.stock) or queries.USUAL_STOCK)
    if stock is None:
        raise Invalid({"stock": say("Choose a paper from the list.")})
    return stock


def _design(
    session: Session, cooperative: Cooperative, wish: Wish, stock: Stock, content: LabelContent, order: StampOrder
) -> Design:
    usual = usual_designs(queries.designs())
    own = queries.stamp_designs_of(session, cooperative).values()
    named = {design.key: design for design in usual} | {design.name("vi").casefold(): design for design in own}
    if wish.design and wish.design.casefold() not in named:
        raise Invalid({"design": say("Choose a label from the list.")})
    wished = [named[wish.design.casefold()]] if wish.design else usual
    design = design_for(stock, wished, content, order)
    if design is None:
        raise Invalid({"stock": NO_ROOM})
    return design


def _printer(session: Session, cooperative: Cooperative, wish: Wish) -> Printer | None:
    key = printer_key(session, cooperative, wish.printer)
    return next((printer_from(row) for row in queries.printers_of(session, cooperative) if row.id == key), None)
