"""Reads for the watch: what is wrong and how often, for one cooperative or for all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.watch.kinds import BY_KEY, KINDS, Kind
from cooptrace.watch.troubles import Asked, Rows, rows_of
from cooptrace.web.models import PublicAddress

LISTED_OF_A_KIND = 50


@dataclass(frozen=True)
class Finding:
    """One line of the list. `name` is what it is about, `detail` the lot, number or address."""

    kind: Kind
    cooperative_id: str
    ref: str
    name: str
    detail: str
    day: Any
    count: int

    @property
    def path(self) -> str:
        return self.kind.path.format(cooperative_id=self.cooperative_id, ref=self.ref)

    @property
    def look(self) -> str:
        return self.kind.look.format(cooperative_id=self.cooperative_id, ref=self.ref)


def moment(session: Session, at: datetime) -> Asked:
    found = session.exec(select(PublicAddress).order_by(col(PublicAddress.origin))).all()
    primary = next((address.origin for address in found if address.primary), None)
    return Asked(at, primary, tuple(address.origin for address in found))


def findings_of(session: Session, cooperative: Cooperative, asked: Asked) -> list[Finding]:
    """The worst first, at most fifty of a kind."""
    found: list[Finding] = []
    for key, rows in rows_of(asked):
        wanted = rows.where(_cooperative(rows) == cooperative.id)
        ordered = wanted.order_by(*wanted.selected_columns).limit(LISTED_OF_A_KIND)
        found += [Finding(BY_KEY[key], *row) for row in session.execute(ordered)]
    return found


def counts(
    session: Session, asked: Asked, *, cooperative_ids: Collection[str] | None = None
) -> dict[str, dict[str, int]]:
    """How many of each kind, by cooperative; those without any are left out. None means every cooperative."""
    found: dict[str, dict[str, int]] = {}
    for key, rows in rows_of(asked):
        wanted = rows if cooperative_ids is None else rows.where(_cooperative(rows).in_(cooperative_ids))
        inner = wanted.subquery()
        grouped = select(inner.c.cooperative_id, func.count()).group_by(inner.c.cooperative_id)
        for cooperative_id, count in session.execute(grouped):
            found.setdefault(cooperative_id, {})[key] = int(count)
    return found


def count_of(session: Session, cooperative: Cooperative, asked: Asked) -> int:
    return sum(counts(session, asked, cooperative_ids=[cooperative.id]).get(cooperative.id, {}).values())


def in_order(by_kind: Mapping[str, int]) -> list[tuple[Kind, int]]:
    return [(kind, by_kind[kind.key]) for kind in KINDS if kind.key in by_kind]


def _cooperative(rows: Rows) -> ColumnElement[str]:
    first: ColumnElement[str] = next(iter(rows.selected_columns))
    return first
