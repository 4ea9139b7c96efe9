"""The coverage board: the whole province by commune, and one commune by cooperative."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import SignedIn
from cooptrace.database import now
from cooptrace.errors import Invalid, NotFound, Sentence, say
from cooptrace.onboarding.figures import Figures, figures
from cooptrace.onboarding.producers import figures_by_cooperative, producer_figures, producer_standings
from cooptrace.onboarding.queries import Standing, at_work, standings
from cooptrace.onboarding.rounds import stuck_sentence
from cooptrace.onboarding.steps import STATES, STEPS, State, Step
from cooptrace.places.units import CURRENT, Unit, UnknownUnit
from cooptrace.places.units import unit as unit_by_code
from cooptrace.reports import actions, queries
from cooptrace.reports.coverage import UnitRow, matching, percent, stuck_longest_first, unit_rows
from cooptrace.reports.drawings import province_map, share_bar
from cooptrace.reports.forms import TargetForm
from cooptrace.scans.queries import unknown_reports_waiting
from cooptrace.web.announce import SAVED
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.formats import ZONE, local_today
from cooptrace.web.forms import Filled, Form, filled, read
from cooptrace.web.i18n import translator
from cooptrace.web.policy import ANSWER, BOARD, TEAMS, Role, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Viewer

router = APIRouter()
WHOLE_PROVINCE = (Role.OFFICER, Role.INSPECTOR, Role.OPERATOR)


@dataclass(frozen=True)
class BoardRow:
    """A commune as the board shows it; `path` is "" where this viewer may not look inside."""

    unit: UnitRow
    bar: str
    path: str


@dataclass(frozen=True)
class BoardPage(Page):
    template: ClassVar[str] = "reports/board.html"
    figures: Figures
    printed_percent: int
    units_begun: int
    units_count: int
    target: int
    steps: tuple[Step, ...]
    mine: list[BoardRow]
    rows: list[BoardRow]
    empty: list[BoardRow]
    states: Mapping[State, Sentence]
    query: str
    only_stuck: bool
    map: str
    as_of_time: str
    as_of_day: date
    # Reports about codes that nobody knows, for those who answer them.
    unknown_waiting: int


@dataclass(frozen=True)
class CooperativeRow:
    standing: Standing
    state: State
    days: int
    sentence: Sentence
    producers: Figures | None


@dataclass(frozen=True)
class UnitPage(Page):
    template: ClassVar[str] = "reports/unit.html"
    unit: Unit
    row: UnitRow
    bar: str
    cooperatives: list[CooperativeRow]
    producers: Figures
    states: Mapping[State, Sentence]
    form: Filled
    may_set_target: bool


@router.get("/board")
@allow(BOARD)
def show_board(request: Request, session: Db, viewer: SignedIn, q: str = "", stuck: str = "") -> Response:
    today, everyone = local_today(), standings(session)
    targets = queries.targets(session)
    rows = unit_rows(everyone, targets, today)
    asked = matching(rows, q[:100], state=State.STUCK if stuck else None)
    whole = figures(everyone, today)
    own = [row for row in asked if row.unit.code in viewer.unit_codes]
    others = [row for row in asked if row not in own]
    page = BoardPage(
        figures=whole,
        printed_percent=percent(whole.printed, whole.total),
        units_begun=sum(row.figures.total > 0 for row in rows),
        units_count=len(rows),
        target=sum(targets.values()),
        steps=STEPS,
        mine=[_board_row(row, viewer) for row in own],
        rows=[_board_row(row, viewer) for row in others if row.figures.total or row.target],
        empty=[_board_row(row, viewer) for row in others if not (row.figures.total or row.target)],
        states=STATES,
        query=q[:100],
        only_stuck=bool(stuck),
        map=province_map(rows, title=translator(request)(say("Map: where cooperatives are, and where some are stuck"))),
        as_of_time=now().astimezone(ZONE).strftime("%H:%M"),
        as_of_day=today,
        unknown_waiting=unknown_reports_waiting(session) if viewer.has(*ANSWER.roles) else 0,
    )
    return render(request, page)


@router.get("/board/{unit_code}")
@allow(BOARD)
def show_unit(request: Request, unit_code: str, session: Db, viewer: SignedIn) -> Response:
    unit = visible_unit(viewer, unit_code)
    form = Filled({"cooperatives": str(queries.target_of(session, unit.code) or "")})
    return render(request, _unit_page(session, viewer, unit, form))


@router.post("/board/{unit_code}")
@allow(TEAMS)
def set_target(request: Request, unit_code: str, session: Db, viewer: SignedIn, form: Form) -> Response:
    unit = visible_unit(viewer, unit_code)
    try:
        actions.set_target(session, unit, read(TargetForm, form), by=viewer)
    except Invalid as problem:
        raise refused(request, _unit_page(session, viewer, unit, filled(form, problem))) from problem
    return see_other(f"/board/{unit.code}", said=SAVED)


def may_look(viewer: Viewer, unit_code: str) -> bool:
    """Sums are for everybody on the board; the cooperatives of a commune only for those who work with it."""
    return viewer.has(*WHOLE_PROVINCE) or unit_code in viewer.unit_codes


def visible_unit(viewer: Viewer, unit_code: str) -> Unit:
    try:
        unit = unit_by_code(unit_code, CURRENT)
    except UnknownUnit:
        raise NotFound from None
    if not may_look(viewer, unit.code):
        raise NotFound
    return unit


def _board_row(row: UnitRow, viewer: Viewer) -> BoardRow:
    return BoardRow(row, share_bar(row.figures), f"/board/{row.unit.code}" if may_look(viewer, row.unit.code) else "")


def _unit_page(session: Session, viewer: Viewer, unit: Unit, form: Filled) -> UnitPage:
    today, codes = local_today(), frozenset({unit.code})
    inside, producers = standings(session, unit_codes=codes), producer_standings(session, at_work(codes))
    by_cooperative = figures_by_cooperative(producers, today)
    row = UnitRow(unit, figures(inside, today), queries.target_of(session, unit.code))
    return UnitPage(
        unit=unit,
        row=row,
        bar=share_bar(row.figures),
        cooperatives=[
            _cooperative_row(one, today, by_cooperative.get(one.cooperative.id))
            for one in stuck_longest_first(inside, today)
        ],
        producers=producer_figures(producers, today),
        states=STATES,
        form=form,
        may_set_target=viewer.has(*TEAMS.roles),
    )


def _cooperative_row(standing: Standing, today: date, producers: Figures | None) -> CooperativeRow:
    state, step = standing.progress.state(today), standing.progress.step
    sentence = stuck_sentence(standing) if state is State.STUCK or step is None else step.missing
    return CooperativeRow(standing, state, standing.progress.waiting_days(today), sentence, producers)
