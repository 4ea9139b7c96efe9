"""What is to be mended at printed codes: the list of a cooperative, and of the whole province how many where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session, col, select
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, SignedIn, works_for
from cooptrace.cooperatives.models import Cooperative
from cooptrace.cooperatives.queries import cooperatives_of_units
from cooptrace.database import now
from cooptrace.errors import Sentence
from cooptrace.watch import queries
from cooptrace.watch.kinds import Kind
from cooptrace.watch.lines import detail_of, name_of
from cooptrace.watch.queries import LISTED_OF_A_KIND, Finding
from cooptrace.web.db import Db
from cooptrace.web.policy import BOARD, READ, Role, allow
from cooptrace.web.templates import Page, render

router = APIRouter()
WHOLE_PROVINCE = (Role.OFFICER, Role.INSPECTOR, Role.OPERATOR)


@dataclass(frozen=True)
class Line:
    finding: Finding
    name: Sentence | str
    detail: Sentence | str


@dataclass(frozen=True)
class Group:
    """All findings of a kind; `count` may be more than are listed."""

    kind: Kind
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class WatchPage(Page):
    template: ClassVar[str] = "watch/cooperative.html"
    cooperative: Cooperative
    groups: list[Group]
    total: int
    works: bool


@dataclass(frozen=True)
class Row:
    cooperative: Cooperative
    kinds: list[tuple[Kind, int]]
    total: int


@dataclass(frozen=True)
class ProvincePage(Page):
    template: ClassVar[str] = "watch/province.html"
    rows: list[Row]
    kinds: list[tuple[Kind, int]]
    total: int
    whole: bool


@router.get("/c/{cooperative_id}/watch")
@allow(READ)
def show_watch(request: Request, cooperative: Current, session: Db, viewer: SignedIn) -> Response:
    asked = queries.moment(session, now())
    found = queries.findings_of(session, cooperative, asked)
    counted = queries.counts(session, asked, cooperative_ids=[cooperative.id]).get(cooperative.id, {})
    groups = [_group(kind, count, found) for kind, count in queries.in_order(counted)]
    page = WatchPage(cooperative, groups, sum(counted.values()), works_for(viewer, cooperative))
    return render(request, page)


@router.get("/watch")
@allow(BOARD)
def show_province(request: Request, session: Db, viewer: SignedIn) -> Response:
    """Trainers see the cooperatives of their communes."""
    whole = viewer.has(*WHOLE_PROVINCE)
    ids = None if whole else [one.id for one in cooperatives_of_units(session, viewer.unit_codes)]
    counted = queries.counts(session, queries.moment(session, now()), cooperative_ids=ids)
    sums: Counter[str] = Counter()
    for by_kind in counted.values():
        sums.update(by_kind)
    rows = _rows(_named(session, counted), counted)
    return render(request, ProvincePage(rows, queries.in_order(sums), sums.total(), whole))


def _group(kind: Kind, count: int, found: Sequence[Finding]) -> Group:
    own = [one for one in found if one.kind is kind][:LISTED_OF_A_KIND]
    return Group(kind, count, tuple(Line(one, name_of(one), detail_of(one)) for one in own))


def _named(session: Session, counted: dict[str, dict[str, int]]) -> list[Cooperative]:
    return list(session.exec(select(Cooperative).where(col(Cooperative.id).in_(counted))))


def _rows(cooperatives: Sequence[Cooperative], counted: dict[str, dict[str, int]]) -> list[Row]:
    rows = [Row(one, queries.in_order(counted[one.id]), sum(counted[one.id].values())) for one in cooperatives]
    return sorted(rows, key=lambda row: (-row.total, row.cooperative.name_folded))
