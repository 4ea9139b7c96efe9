"""Pages of a trainer's day: whom to visit today, and how far one cooperative has got."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, SignedIn, may_use
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.onboarding import queries
from cooptrace.onboarding.alarms import alarms_of
from cooptrace.onboarding.figures import Figures
from cooptrace.onboarding.producers import ProducerStanding, producer_figures, producer_standings
from cooptrace.onboarding.queries import Standing
from cooptrace.onboarding.rounds import Commune, Round, commune_name, plan
from cooptrace.onboarding.steps import PRODUCER_STEPS, STEPS, Progress, State, Step
from cooptrace.training import actions as training
from cooptrace.training.forms import VisitForm
from cooptrace.training.kinds import OUTCOMES, REASONS
from cooptrace.training.models import Visit
from cooptrace.training.queries import visit_by_id, visits_of
from cooptrace.web.announce import announce
from cooptrace.web.answers import local_path, refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.formats import local_today
from cooptrace.web.forms import Filled, Form, filled, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import GUIDE, PERSONAL, READ, Role, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Viewer

router = APIRouter()
RECORDED = announce("visit-recorded", say("Your visit is written down."))
UNDONE = announce("visit-undone", say("Taken back. It is as if nothing had been written down."))
# What a phone on a weak line loads at once; the rest is one tap away.
SHORT = 12


@dataclass(frozen=True)
class TodayPage(Page):
    template: ClassVar[str] = "onboarding/today.html"
    round: Round
    communes: tuple[Commune, ...]
    chosen: str
    left_out: int
    covers_nothing: bool
    undo: Mapping[str, str]
    reasons: Mapping[str, Sentence]
    tomorrow: date
    back: str


@dataclass(frozen=True)
class StepRow:
    number: int
    step: Step
    reached: datetime | None
    is_current: bool


@dataclass(frozen=True)
class ProducerRow:
    producer: Producer
    progress: Progress
    days: int
    stuck: bool


@dataclass(frozen=True)
class OnboardingPage(Page):
    template: ClassVar[str] = "onboarding/cooperative.html"
    cooperative: Cooperative
    commune: str
    standing: Standing
    steps: list[StepRow]
    days: int
    stuck: bool
    visits: list[Visit]
    undoable: frozenset[str]
    guides: bool
    # By name only for those who may know them; the figures are for everybody.
    producers: list[ProducerRow] | None
    producer_figures: Figures
    producer_steps: tuple[Step, ...]
    outcomes: Mapping[str, Sentence]
    reasons: Mapping[str, Sentence]
    form: Filled


@router.get("/today")
@allow(GUIDE)
def show_today(request: Request, session: Db, viewer: SignedIn, unit: str = "", more: str = "") -> Response:
    standings = queries.standings(session, unit_codes=_reach(viewer))
    today = local_today()
    whole = plan(standings, alarms_of(session, standings), today)
    chosen = tuple(commune for commune in whole.communes if not unit or commune.code == unit)
    shown = chosen if more else _first(chosen, SHORT)
    page = TodayPage(
        round=whole,
        communes=shown,
        chosen=unit,
        left_out=_count(chosen) - _count(shown),
        covers_nothing=not viewer.has(Role.OPERATOR) and not viewer.unit_codes,
        undo=_undoable_of(whole.seen, viewer),
        reasons=REASONS,
        tomorrow=today + timedelta(days=1),
        back=f"/today?{request.url.query}" if request.url.query else "/today",
    )
    return render(request, page)


@router.get("/c/{cooperative_id}/onboarding")
@allow(READ)
def show_onboarding(request: Request, cooperative: Current, session: Db, viewer: SignedIn) -> Response:
    return render(request, _onboarding_page(request, session, cooperative, viewer, Filled({"outcome": "met"})))


@router.post("/c/{cooperative_id}/visits")
@allow(GUIDE)
def record_visit(request: Request, cooperative: Current, session: Db, viewer: SignedIn, form: Form) -> Response:
    def record() -> str:
        training.record_visit(session, cooperative, read(VisitForm, form), by=viewer)
        return _back(form.text("back"), cooperative)

    try:
        return act_once(session, form, record, said=RECORDED)
    except Invalid as problem:
        page = _onboarding_page(request, session, cooperative, viewer, filled(form, problem))
        raise refused(request, page) from problem


@router.post("/c/{cooperative_id}/visits/{visit_id}/removal")
@allow(GUIDE)
def undo_visit(cooperative: Current, visit_id: str, session: Db, viewer: SignedIn, form: Form) -> Response:
    training.undo_visit(session, visit_by_id(session, cooperative, visit_id), by=viewer)
    return see_other(_back(form.text("back"), cooperative), said=UNDONE)


def _onboarding_page(
    request: Request, session: Session, cooperative: Cooperative, viewer: Viewer, form: Filled
) -> OnboardingPage:
    standing = queries.standing_of(session, cooperative)
    producers = producer_standings(session, queries.only(cooperative))
    named = may_use(request, PERSONAL, viewer, cooperative.id)
    guides = may_guide(viewer, cooperative)
    visits = visits_of(session, cooperative)
    today = local_today()
    return OnboardingPage(
        cooperative=cooperative,
        commune=commune_name(standing),
        standing=standing,
        steps=step_rows(standing),
        days=standing.progress.waiting_days(today),
        stuck=standing.progress.state(today) is State.STUCK,
        visits=visits,
        undoable=frozenset(visit.id for visit in visits if guides and training.may_undo(visit, viewer)),
        guides=guides,
        producers=producer_rows(producers, today) if named else None,
        producer_figures=producer_figures(producers, today),
        producer_steps=PRODUCER_STEPS,
        outcomes=OUTCOMES,
        reasons=REASONS,
        form=form,
    )


def step_rows(standing: Standing) -> list[StepRow]:
    reached, current = standing.progress.reached, standing.progress.current
    return [StepRow(index + 1, step, reached[index], index == current) for index, step in enumerate(STEPS)]


def producer_rows(standings: list[ProducerStanding], today: date) -> list[ProducerRow]:
    """Those who are stuck longest first."""
    ordered = sorted(standings, key=lambda one: one.progress.order(today))
    return [_producer_row(one.producer, one.progress, today) for one in ordered]


def _producer_row(producer: Producer, progress: Progress, today: date) -> ProducerRow:
    return ProducerRow(producer, progress, progress.waiting_days(today), progress.state(today) is State.STUCK)


def may_guide(viewer: Viewer, cooperative: Cooperative) -> bool:
    """The same people that GUIDE lets in: others may look at the steps, but not write visits or read notes."""
    return viewer.has(Role.OPERATOR) or cooperative.unit_code in viewer.unit_codes


def _reach(viewer: Viewer) -> frozenset[str] | None:
    return None if viewer.has(Role.OPERATOR) else viewer.unit_codes


def _undoable_of(seen: tuple[Standing, ...], viewer: Viewer) -> dict[str, str]:
    """For each cooperative seen today: the visit that may still be taken back."""
    latest = {one.cooperative.id: one.last_visit for one in seen}
    return {owner: visit.id for owner, visit in latest.items() if visit and training.may_undo(visit, viewer)}


def _back(typed: str, cooperative: Cooperative) -> str:
    return local_path(typed, default=f"/c/{cooperative.id}/onboarding")


def _count(communes: tuple[Commune, ...]) -> int:
    return sum(len(commune.calls) for commune in communes)


def _first(communes: tuple[Commune, ...], most: int) -> tuple[Commune, ...]:
    """The first calls of a round, so many that they load quickly."""
    shown: list[Commune] = []
    for commune in communes:
        if most > 0:
            shown.append(Commune(commune.code, commune.name, commune.calls[:most]))
        most -= len(commune.calls)
    return tuple(shown)
