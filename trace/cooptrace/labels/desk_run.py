"""Several batches printed in one go: each begins where the one before it ended. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cooptrace.errors import Invalid, Sentence, say
from cooptrace.labels import desk
from cooptrace.labels.desk import Order, Plan, Subject
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.problems import LabelError
from cooptrace.labels.sheet import check_count, check_start, next_free_cell, page_count

MOST_BATCHES = 40


@dataclass(frozen=True)
class RunPlan:
    """Checked orders that follow one another on the same paper."""

    plans: tuple[Plan, ...]

    @property
    def order(self) -> Order:
        """The paper, the first cell, and all labels together."""
        return replace(self.plans[0].order, count=self.count)

    @property
    def count(self) -> int:
        return sum(plan.order.count for plan in self.plans)

    @property
    def pages(self) -> int:
        order = self.plans[0].order
        return page_count(order.stock, start=order.start, count=self.count)

    @property
    def shortened(self) -> bool:
        return any(plan.shortened for plan in self.plans)

    @property
    def shown_pages(self) -> list[int]:
        """On a roll of single labels the first one of every batch."""
        if self.plans[0].order.stock.per_page > 1:
            return sorted({1, self.pages})
        return [self.page_before(part) + 1 for part in range(len(self.plans))]

    def page_before(self, part: int) -> int:
        """How many pages are full before the page on which a part begins."""
        first = self.plans[0].order
        before = first.start - 1 + sum(plan.order.count for plan in self.plans[:part])
        return before // first.stock.per_page


def count_field(batch_id: str) -> str:
    return f"labels-{batch_id}"


def plan_run(picked: Sequence[tuple[Subject, int]], order: Order, origin: str) -> RunPlan:
    """Raises Invalid, naming the field: the number of a batch, or what is chosen for all."""
    if not picked:
        raise Invalid({"labels": say("Write how many labels beside at least one batch.")})
    if len(picked) > MOST_BATCHES:
        raise Invalid({"labels": say("At most %(most)d batches fit into one printing.", most=MOST_BATCHES)})
    check_start(order.stock, order.start)
    plans: list[Plan] = []
    wrong: dict[str, Sentence] = {}
    start = order.start
    for subject, count in picked:
        try:
            plans.append(desk.plan(subject, replace(order, start=start, count=count), origin))
        except LabelError as problem:
            field = problem.field if problem.field == "stock" else count_field(subject.batch.id)
            wrong.setdefault(field, problem.sentence)
        else:
            start = next_free_cell(order.stock, start=start, count=count)
    if wrong:
        raise Invalid(wrong)
    run = RunPlan(tuple(plans))
    _check_total(run)
    return run


def run_jobs(run: RunPlan, *, page: int | None = None) -> list[LabelJob]:
    """What is to be drawn: the whole run, or what stands on one page of it (from 1)."""
    if page is None:
        return [desk.label_job(plan) for plan in run.plans]
    if not 1 <= page <= run.pages:
        raise LabelError("page", say("This printing has %(pages)d pages.", pages=run.pages))
    own_pages = [(plan, page - run.page_before(part)) for part, plan in enumerate(run.plans)]
    return [desk.label_job(plan, page=own) for plan, own in own_pages if 1 <= own <= plan.pages]


def _check_total(run: RunPlan) -> None:
    try:
        check_count(run.count)
    except LabelError as problem:
        raise Invalid({"labels": problem.sentence}) from problem
