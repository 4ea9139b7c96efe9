"""Rolls for tests: a confirmed address, keys, an order that is printed, and the codes on it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlmodel import Session

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.people.models import Person
from cooptrace.products.models import Product
from cooptrace.stamps.forms import ActivationForm, OrderForm, VoidForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampOrder
from cooptrace.stamps.order_actions import mark_printed, order_stamps, release_file
from cooptrace.stamps.roll_actions import activate, void
from cooptrace.web.addresses import confirm_origin, primary_origin
from cooptrace.web.viewer import Viewer
from tests.factories import make_batch, make_product

ORIGIN = "https://trace.example.vn"


@dataclass(frozen=True)
class Desk:
    """A cooperative's stamps as a test handles them."""

    session: Session
    keys: KeyRing
    cooperative: Cooperative
    by: Viewer
    product: Product
    batch: Batch

    def order(self, count: int = 200, **details: Any) -> StampOrder:
        form = OrderForm(count=count, **details)
        return order_stamps(self.session, self.keys, self.cooperative, form, by=self.by)

    def printed(self, count: int = 200, **details: Any) -> StampOrder:
        order = self.order(count, **details)
        release_file(self.session, self.keys, order, by=self.by)
        mark_printed(self.session, order, by=self.by)
        return order

    def code(self, order: StampOrder, number: int) -> str:
        """The code of the order's stamp, counted from 0."""
        return self.keys.codes(order.epoch).code(order.first + number)

    def typed(self, order: StampOrder, first: int, last: int) -> dict[str, str]:
        return {"first": self.code(order, first), "last": self.code(order, last)}

    def activate(self, order: StampOrder, first: int, last: int, batch: Batch | None = None) -> None:
        form = ActivationForm(batch_id=(batch or self.batch).id, **self.typed(order, first, last))
        activate(self.session, self.keys, self.cooperative, form, by=self.by)

    def void(self, order: StampOrder, first: int, last: int, reason: str = "damaged") -> None:
        form = VoidForm(reason=reason, **self.typed(order, first, last))
        void(self.session, self.keys, self.cooperative, form, by=self.by)


def viewer(person: Person) -> Viewer:
    return Viewer(person.id, person.name, "vi", "test")


def make_desk(session: Session, folder: Path, cooperative: Cooperative, person: Person, **batch: Any) -> Desk:
    by = viewer(person)
    if primary_origin(session) is None:
        confirm_origin(session, ORIGIN, by=by)
    product = make_product(session, cooperative)
    return Desk(session, KeyRing(folder / "keys"), cooperative, by, product, make_batch(session, product, **batch))


def root(desk: Desk) -> str:
    return f"/c/{desk.cooperative.id}/stamps"


def made(desk: Desk, database: Database, *, printed: bool = True, count: int = 20, **details: Any) -> StampOrder:
    """An order in a transaction of its own, printed unless it is said otherwise."""
    with database.write() as session:
        now = replace(desk, session=session)
        return now.printed(count, **details) if printed else now.order(count, **details)
