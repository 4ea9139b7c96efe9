"""Several people, or one person's several taps, at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import Session, func, select

from cooptrace.database import Database
from cooptrace.errors import Conflict, Invalid
from cooptrace.stamps.actions import open_stamp, type_pin
from cooptrace.stamps.models import StampAct, StampCase, StampDevice, StampOrder, StampRange, StampSeen
from cooptrace.stamps.order_actions import release_file, take_download
from cooptrace.stamps.pins import PinAnswer
from cooptrace.stamps.queries import Peek
from cooptrace.stamps.roll_actions import undo
from tests.factories import make_batch
from tests.people import World
from tests.stamps.rolls import Desk, make_desk

MANY = 6
Answer = TypeVar("Answer")


@pytest.fixture
def kept(database: Database, world: World, tmp_path: Path) -> Desk:
    with database.write() as session:
        return make_desk(session, tmp_path, world.own, world.manager)


def at_once(database: Database, act: Callable[[Session, int], Answer]) -> list[Answer | Exception]:
    """The same act in so many transactions at the same moment; what each gave or raised."""

    def run(number: int) -> Answer | Exception:
        try:
            with database.write() as session:
                return act(session, number)
        except (Invalid, Conflict) as problem:
            return problem

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


def made(desk: Desk, database: Database, **details: bool) -> StampOrder:
    with database.write() as session:
        return replace(desk, session=session).printed(100, **details)


def test_first_orders_at_once_share_no_serial(kept: Desk, database: Database) -> None:
    orders = at_once(database, lambda session, number: replace(kept, session=session).order(10 + number))
    taken = [
        serial
        for order in orders
        if isinstance(order, StampOrder)
        for serial in range(order.first, order.first + order.count)
    ]
    assert (len(taken), len(set(taken))) == (75, 75)


def test_the_same_activation_at_once_is_one(kept: Desk, database: Database) -> None:
    order = made(kept, database)
    at_once(database, lambda session, _: replace(kept, session=session).activate(order, 10, 59))
    with database.read() as session:
        acts = session.exec(select(StampAct).where(StampAct.kind == "activate")).all()
        states = session.exec(select(StampRange.count, StampRange.state).order_by("first")).all()
    assert (len(acts), states) == (1, [(10, "printed"), (50, "active"), (40, "printed")])


def test_overlapping_activations_at_once_do_not_both_happen(kept: Desk, database: Database) -> None:
    order = made(kept, database)
    with database.write() as session:
        lots = [make_batch(session, kept.product, lot=f"LO{number}") for number in range(MANY)]
    done = at_once(
        database,
        lambda session, number: replace(kept, session=session).activate(order, number, 50 + number, lots[number]),
    )
    assert sorted(type(answer).__name__ for answer in done) == ["Invalid"] * (MANY - 1) + ["NoneType"]


def test_no_more_stamps_than_packs_are_used_at_once(kept: Desk, database: Database) -> None:
    """Each roll is an order of its own, so that only the batch can hold them back."""
    orders = [made(kept, database) for _ in range(MANY)]  # the batch is 200 packs
    at_once(database, lambda session, number: replace(kept, session=session).activate(orders[number], 0, 99))
    with database.read() as session:
        used = session.exec(select(func.sum(StampRange.count)).where(StampRange.state == "active")).one()
    assert used == 200


def test_undoing_at_once_undoes_once(kept: Desk, database: Database) -> None:
    order = made(kept, database)
    with database.write() as session:
        replace(kept, session=session).activate(order, 0, 99)
        act = session.exec(select(StampAct).where(StampAct.kind == "activate")).one()
    at_once(database, lambda session, _: undo(session, act, by=kept.by))
    with database.read() as session:
        kinds = session.exec(select(StampAct.kind)).all()
    assert kinds.count("undo") == 1


def test_a_file_is_handed_out_once_at_once(kept: Desk, database: Database) -> None:
    with database.write() as session:
        order = replace(kept, session=session).order(10)
        release_file(session, kept.keys, order, by=kept.by)
    done = at_once(database, lambda session, _: take_download(session, order, "csv", by=kept.by))
    assert sum(isinstance(answer, StampOrder) for answer in done) == 1


def test_first_scans_at_once_are_all_counted(kept: Desk, database: Database) -> None:
    order = made(kept, database)
    code = kept.code(order, 0)
    found = at_once(database, lambda session, phone: open_stamp(session, kept.keys, code, device_hash=str(phone)))
    assert sorted(one.facts.times for one in found if isinstance(one, Peek)) == list(range(MANY))
    with database.read() as session:
        assert session.exec(select(StampSeen.times)).one() == MANY
        assert session.exec(select(func.count()).select_from(StampDevice)).one() == MANY
        assert len(session.exec(select(StampCase)).all()) == 1


def test_covered_codes_guessed_at_once_are_tried_five_times(kept: Desk, database: Database) -> None:
    order = made(kept, database, covered=True)
    code = kept.code(order, 0)
    answers = at_once(database, lambda session, _: type_pin(session, kept.keys, code, "none"))
    assert sorted(str(answer) for answer in answers) == [PinAnswer.LOCKED, *[PinAnswer.WRONG] * 5]
