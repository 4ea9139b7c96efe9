"""Rolls and stamps against a plain dictionary: any sequence of acts leaves each stamp as the dictionary says."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session

from cooptrace.database import Database
from cooptrace.errors import Conflict, Invalid
from cooptrace.stamps.actions import open_stamp
from cooptrace.stamps.forms import StretchForm
from cooptrace.stamps.models import StampAct, StampOrder
from cooptrace.stamps.order_actions import mark_received
from cooptrace.stamps.queries import acts_of, pieces_of
from cooptrace.stamps.roll_actions import hold, resume, undo
from cooptrace.stamps.rules import RollState
from cooptrace.stamps.verdict import Kind, verdict
from tests.factories import make_batch
from tests.people import World, make_world
from tests.stamps.rolls import Desk, make_desk

STAMPS, PER_ROLL, BATCH = 30, 15, 12
IN_USE = (RollState.ACTIVE, RollState.SUSPENDED)
numbers = st.integers(0, STAMPS - 1)
Fate = tuple[str, str | None]


@dataclass(frozen=True)
class Done:
    """An act that may be undone: its number, and what its stamps were before."""

    number: int
    act: StampAct
    fates: dict[int, Fate]
    touched: dict[int, int]


class RollMachine(RuleBasedStateMachine):
    """Two rolls of 15 stamps and two batches of 12 packs; `fates` is the model: number → (state, batch)."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.database.writing_engine, expire_on_commit=False)
        self.folder = tempfile.TemporaryDirectory()
        self.fates: dict[int, Fate] = {}
        self.scans: Counter[int] = Counter()
        self.looked: set[tuple[int, int]] = set()
        # Which act touched the stamp last, by its number: an act can be undone while it is the last for all its stamps.
        self.touched: dict[int, int] = {}
        self.acts = 0
        self.undoable: list[Done] = []
        self.undone: set[str] = set()

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()
        self.folder.cleanup()

    @initialize()
    def order(self) -> None:
        world: World = make_world(self.session)
        self.desk: Desk = make_desk(self.session, Path(self.folder.name), world.own, world.manager, quantity=BATCH)
        self.batches = [self.desk.batch, make_batch(self.session, self.desk.product, lot="HAI", quantity=BATCH)]
        self.stamps: StampOrder = self.desk.printed(STAMPS, per_roll=PER_ROLL)
        self.fates = dict.fromkeys(range(STAMPS), (RollState.PRINTED, None))
        self.touched = dict.fromkeys(range(STAMPS), 0)

    @rule()
    def receive(self) -> None:
        already = self.stamps.state == "received"
        mark_received(self.session, self.stamps, by=self.desk.by)
        if not already:
            changed = {n: fate for n, fate in self.fates.items() if fate[0] == RollState.PRINTED}
            self._change("", {n: (RollState.DELIVERED, fate[1]) for n, fate in changed.items()})

    @rule(first=numbers, last=numbers, batch=st.integers(0, 1))
    def activate(self, first: int, last: int, batch: int) -> None:
        chosen, batch_id = self._chosen(first, last), self.batches[batch].id
        same = bool(chosen) and all(self.fates[n] == (RollState.ACTIVE, batch_id) for n in chosen)
        printed = all(self.fates[n][0] in (RollState.PRINTED, RollState.DELIVERED) for n in chosen)
        used = sum(state in IN_USE and owner == batch_id for state, owner in self.fates.values())
        fine = bool(chosen) and (same or (printed and used + len(chosen) <= BATCH))
        self._try(fine, lambda: self.desk.activate(self.stamps, first, last, self.batches[batch]))
        if fine and not same:
            self._change("activate", dict.fromkeys(chosen, (RollState.ACTIVE, batch_id)))

    @rule(first=numbers, last=numbers)
    def suspend(self, first: int, last: int) -> None:
        self._toggle(first, last, RollState.ACTIVE, RollState.SUSPENDED, "suspend", hold)

    @rule(first=numbers, last=numbers)
    def take_off_hold(self, first: int, last: int) -> None:
        self._toggle(first, last, RollState.SUSPENDED, RollState.ACTIVE, "resume", resume)

    @rule(first=numbers, last=numbers, reason=st.sampled_from(["lost", "damaged"]))
    def void(self, first: int, last: int, reason: str) -> None:
        chosen = self._chosen(first, last)
        self._try(bool(chosen), lambda: self.desk.void(self.stamps, first, last, reason))
        alive = {n: self.fates[n] for n in chosen if self.fates[n][0] != RollState.VOIDED}
        if alive:
            self._change("void", {n: (RollState.VOIDED, fate[1]) for n, fate in alive.items()})

    @precondition(lambda self: self.undoable)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.undoable) - 1))
        done = self.undoable[place]
        fine = all(self.touched[n] == done.number for n in done.fates)
        self._try(fine, lambda: undo(self.session, done.act, by=self.desk.by))
        if fine:
            self.undone.add(self.undoable.pop(place).act.id)
            self.fates.update(done.fates)
            self.touched.update(done.touched)

    @rule(number=numbers, phone=st.integers(0, 3))
    def scan(self, number: int, phone: int) -> None:
        found = open_stamp(self.session, self.desk.keys, self.desk.code(self.stamps, number), device_hash=str(phone))
        state = self.fates[number][0]
        kinds = {RollState.VOIDED: Kind.VOIDED, RollState.SUSPENDED: Kind.ON_HOLD}
        wanted = kinds.get(RollState(state), Kind.INACTIVE)
        if state == RollState.ACTIVE:
            mine = (number, phone) in self.looked
            wanted = Kind.YOURS if mine else Kind.AGAIN if self.scans[number] else Kind.FIRST
        assert verdict(found.facts).kind is wanted
        if (number, phone) not in self.looked:
            self.scans[number] += 1
        self.looked.add((number, phone))

    @invariant()
    def rows_say_what_the_dictionary_says(self) -> None:
        if not self.fates:
            return
        pieces = pieces_of(self.session, self.stamps)
        rows = [(piece.state, piece.batch_id) for piece in pieces for _ in range(piece.count)]
        assert rows == [self.fates[n] for n in range(STAMPS)]

    @invariant()
    def rows_are_no_more_than_needed(self) -> None:
        if not self.fates:
            return
        marks = [(n // PER_ROLL, self.fates[n], self.touched[n]) for n in range(STAMPS)]
        assert len(pieces_of(self.session, self.stamps)) == len(list(groupby(marks)))

    def _chosen(self, first: int, last: int) -> range:
        same_roll = first // PER_ROLL == last // PER_ROLL
        return range(first, last + 1) if same_roll else range(0)

    def _toggle(self, first: int, last: int, source: str, target: str, kind: str, act: Any) -> None:
        chosen = self._chosen(first, last)
        fine = bool(chosen) and all(self.fates[n][0] in (source, target) for n in chosen)
        typed = StretchForm(**self.desk.typed(self.stamps, first, last))
        self._try(fine, lambda: act(self.session, self.desk.keys, self.desk.cooperative, typed, by=self.desk.by))
        moved = {n: (target, self.fates[n][1]) for n in chosen if fine and self.fates[n][0] == source}
        if moved:
            self._change(kind, moved)

    def _change(self, kind: str, fates: dict[int, Fate]) -> None:
        before = {n: self.fates[n] for n in fates}
        touched = {n: self.touched[n] for n in fates}
        self.acts += 1
        self.fates.update(fates)
        self.touched.update(dict.fromkeys(fates, self.acts))
        if kind:
            known = {done.act.id for done in self.undoable} | self.undone
            acts = [act for act in acts_of(self.session, self.stamps, limit=1000) if act.kind == kind]
            new = [act for act in acts if act.id not in known]
            self.undoable.append(Done(self.acts, new[0], before, touched))

    @staticmethod
    def _try(fine: bool, act: Any) -> None:
        if fine:
            act()
            return
        with pytest.raises((Invalid, Conflict)):
            act()


@pytest.mark.parametrize("steps", [50])
def test_rolls_live_as_the_dictionary_says(database: Database, steps: int) -> None:
    machine = type("Rolls", (RollMachine,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=200,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
