"""Pages about the cooperative's own designs: a shipped label with other lines and sizes, seen while it is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, Sentence, say
from cooptrace.labels import design_actions, queries
from cooptrace.labels.design_forms import filled_from_row, row_of, usual
from cooptrace.labels.designs import Design, Layout, Shows
from cooptrace.labels.desk_pictures import Picture, page_picture, picture_of
from cooptrace.labels.documents import label_pdf
from cooptrace.labels.fits import fits
from cooptrace.labels.jobs import LabelJob, prepare
from cooptrace.labels.models import OwnDesign
from cooptrace.labels.own_design import BASES, as_design, base_of, offered, shipped
from cooptrace.labels.pages import asked_in
from cooptrace.labels.samples import sample_job
from cooptrace.labels.stocks import Kind, Stock
from cooptrace.symbols.problems import SymbolError
from cooptrace.symbols.symbology import Symbology
from cooptrace.web.announce import SAVED, announce
from cooptrace.web.answers import refused, see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, Submitted
from cooptrace.web.i18n import language_of
from cooptrace.web.once import act_once
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/designs")
REMOVED = announce("design-removed", say("Removed. Old printings can still be opened."))
PAPER, NAME, OWN_DESIGN = "paper", "name", "design"
# A card is seen from afar: it needs more room than the usual labels have.
_PAPERS = {
    "card": "card-a6",
    "retail": "roll-60x40",
    "carton": "roll-100x150",
    "carton-itf-14": "roll-100x150",
    "stamp": "roll-40x30",
    "batch-small": "roll-30x20",
}
_LARGEST_PAPERS = ("roll-50x30", "roll-100x150", "card-a4")
_LEVELS: list[tuple[str, Sentence]] = [
    ("L", say("Smallest code: only a fifteenth may be spoiled")),
    ("M", say("Usual: a seventh of the code may be spoiled")),
    ("Q", say("Stronger: a quarter may be spoiled, but the code is larger")),
    ("H", say("Strongest: three tenths may be spoiled, but the code is much larger")),
]
_LINES: dict[Shows, Sentence] = {
    Shows.PRODUCT_NAME: say("Product name"),
    Shows.COOPERATIVE_NAME: say("Name of the cooperative"),
    Shows.FACTS: say("Lot and dates"),
    Shows.CALL_TO_ACTION: say("“Scan to see the origin”"),
    Shows.DOMAIN: say("Web address"),
}


@dataclass(frozen=True)
class DesignsPage(Page):
    template: ClassVar[str] = "labels/designs.html"
    cooperative: Cooperative
    rows: list[OwnDesign]
    bases: list[tuple[str, str]]
    # What can be downloaded as a file: all shipped ones.
    shipped: list[tuple[str, str]]
    form: Filled


@dataclass(frozen=True)
class DesignPage(Page):
    template: ClassVar[str] = "labels/design_form.html"
    cooperative: Cooperative
    row: OwnDesign | None
    form: Filled
    lines: list[tuple[str, Sentence]]
    # Of a square code; none where the standard fixes its size.
    levels: list[tuple[str, Sentence]]
    is_square: bool
    papers: list[tuple[str, str]]
    picture: Picture | None
    problems: list[Sentence]


@dataclass(frozen=True)
class DesignFilePage(Page):
    """A design that came as a file: looked at here, changed in its file."""

    template: ClassVar[str] = "labels/design_file.html"
    cooperative: Cooperative
    row: OwnDesign
    form: Filled
    papers: list[tuple[str, str]]
    picture: Picture | None
    problem: Sentence | None


@router.get("")
@allow(WORK)
def list_designs(request: Request, cooperative: Current, session: Db) -> Response:
    return render(request, designs_page(request, session, cooperative, Filled({})))


def designs_page(request: Request, session: Session, cooperative: Cooperative, form: Filled) -> DesignsPage:
    language = language_of(request)
    shipped = {key: design.name(language) for key, design in queries.designs().items()}
    return DesignsPage(
        cooperative=cooperative,
        rows=queries.own_designs_of(session, cooperative),
        bases=[(key, shipped[key]) for key in BASES],
        shipped=list(shipped.items()),
        form=form,
    )


@router.get("/new")
@allow(WORK)
def new_design(request: Request, cooperative: Current, session: Db) -> Response:
    start = usual(request.query_params.get("based_on", ""))
    return render(request, _typing(request, session, cooperative, None, _asked(request, start)))


@router.post("/new")
@allow(WORK)
def add_design(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    def add() -> str:
        design_actions.add_design(session, cooperative.id, row_of(form))
        return f"/c/{cooperative.id}/designs"

    try:
        return act_once(session, form, add, said=SAVED)
    except Invalid as problem:
        raise refused(request, _refused(request, session, cooperative, None, form, problem)) from problem


@router.get("/preview.png")
@allow(WORK)
def preview_design(request: Request, cooperative: Current, session: Db) -> Response:
    """The very label that would be printed, with made-up words."""
    job = _sample(session, cooperative, asked_in(request))
    return Response(page_picture(b"".join(label_pdf(job)), 1, job.stock), media_type="image/png")


@router.get("/{design_id}")
@allow(WORK)
def show_design(request: Request, cooperative: Current, design_id: str, session: Db) -> Response:
    row = queries.own_design_by_id(session, cooperative, design_id)
    if row.source:
        return render(request, _from_file(request, session, cooperative, row))
    return render(request, _typing(request, session, cooperative, row, _asked(request, filled_from_row(row))))


@router.post("/{design_id}")
@allow(WORK)
def change_design(request: Request, cooperative: Current, design_id: str, session: Db, form: Form) -> Response:
    row = queries.own_design_by_id(session, cooperative, design_id)
    try:
        design_actions.change_design(session, row, row_of(form))
    except Invalid as problem:
        raise refused(request, _refused(request, session, cooperative, row, form, problem)) from problem
    return see_other(f"/c/{cooperative.id}/designs", said=SAVED)


@router.post("/{design_id}/removal")
@allow(WORK)
def remove_design(cooperative: Current, design_id: str, session: Db) -> Response:
    design_actions.remove_design(session, queries.own_design_by_id(session, cooperative, design_id))
    return see_other(f"/c/{cooperative.id}/designs", said=REMOVED)


def _asked(request: Request, otherwise: Filled) -> Submitted:
    """What was chosen so far, sent while typing; else what the form begins with."""
    typed = asked_in(request)
    return typed if typed.text("level") else Submitted({name: (text,) for name, text in otherwise.values.items()})


def _typing(
    request: Request, session: Session, cooperative: Cooperative, row: OwnDesign | None, typed: Submitted
) -> DesignPage:
    """A name may wait until it is saved."""
    papers = queries.papers_of(session, cooperative)
    base = base_of(typed.text("based_on"))
    picture, problems = None, []
    try:
        job = _sample(session, cooperative, typed)
        prepare(job)
        query = urlencode({name: text for name, text in typed.values.items() if text})
        picture = picture_of(job.stock, f"/c/{cooperative.id}/designs/preview.png?{query}", 1)
    except Invalid as problem:
        problems = list(problem.fields.values())
    except SymbolError as problem:
        problems = [problem.sentence]
    return DesignPage(
        cooperative=cooperative,
        row=row,
        form=Filled({PAPER: _paper(typed), **typed.values}),
        lines=[(str(shows), _LINES[shows]) for shows in offered(base)],
        levels=_LEVELS if shipped()[base].symbology is Symbology.QR else [],
        is_square=shipped()[base].layout is not Layout.BARS,
        papers=[(key, stock.name(language_of(request))) for key, stock in papers.items()],
        picture=picture,
        problems=problems,
    )


def _refused(
    request: Request,
    session: Session,
    cooperative: Cooperative,
    row: OwnDesign | None,
    typed: Submitted,
    problem: Invalid,
) -> DesignPage:
    page = _typing(request, session, cooperative, row, typed)
    return replace(page, form=Filled(page.form.values, problem.fields))


def _from_file(request: Request, session: Session, cooperative: Cooperative, row: OwnDesign) -> DesignFilePage:
    papers = queries.papers_of(session, cooperative)
    paper = request.query_params.get(PAPER) or _paper_for(row, papers)
    picture, problem = None, None
    try:
        job = _one_of(as_design(row), papers.get(paper) or papers[queries.USUAL_STOCK], cooperative)
        prepare(job)
        query = urlencode({PAPER: paper, OWN_DESIGN: row.id})
        picture = picture_of(job.stock, f"/c/{cooperative.id}/designs/preview.png?{query}", 1)
    except (Invalid, SymbolError) as refusal:
        problem = refusal.sentence
    names = [(key, stock.name(language_of(request))) for key, stock in papers.items()]
    return DesignFilePage(cooperative, row, Filled({PAPER: paper}), names, picture, problem)


def _paper_for(row: OwnDesign, papers: Mapping[str, Stock]) -> str:
    """One on which it can be seen."""
    design = as_design(row)
    usual = (queries.USUAL_STOCK, *_LARGEST_PAPERS)
    return next((key for key in usual if fits(sample_job(papers[key], design, count=1))), queries.USUAL_STOCK)


def _sample(session: Session, cooperative: Cooperative, typed: Submitted) -> LabelJob:
    """One label with this design. Raises Invalid naming the field."""
    papers = queries.papers_of(session, cooperative)
    stock = papers.get(_paper(typed)) or papers[queries.USUAL_STOCK]
    if own := typed.text(OWN_DESIGN):
        return _one_of(as_design(queries.own_design_by_id(session, cooperative, own)), stock, cooperative)
    return _one_of(as_design(row_of(Submitted({**typed.texts, NAME: (typed.text(NAME) or "…",)}))), stock, cooperative)


def _one_of(design: Design, stock: Stock, cooperative: Cooperative) -> LabelJob:
    job = sample_job(_one_label(stock), design, count=1)
    return replace(job, content=replace(job.content, cooperative_name=cooperative.name))


def _paper(typed: Submitted) -> str:
    return typed.text(PAPER) or _PAPERS.get(typed.text("based_on"), queries.USUAL_STOCK)


def _one_label(stock: Stock) -> Stock:
    return replace(
        stock,
        kind=Kind.ROLL,
        columns=1,
        rows=1,
        page_width_mm=stock.cell_width_mm,
        page_height_mm=stock.cell_height_mm,
        left_margin_mm=Decimal(0),
        top_margin_mm=Decimal(0),
    )
