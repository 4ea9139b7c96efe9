"""The board as files. Cooperatives by name only in the communes that the viewer may look into."""

from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import SignedIn
from cooptrace.database import now
from cooptrace.errors import NotFound
from cooptrace.onboarding.producers import figures_by_cooperative, producer_standings
from cooptrace.onboarding.queries import at_work, standings
from cooptrace.reports import queries, sheets
from cooptrace.reports.coverage import unit_rows
from cooptrace.reports.files import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from cooptrace.reports.pages import may_look
from cooptrace.reports.sheets import Sheet
from cooptrace.web.db import Db
from cooptrace.web.formats import ZONE, local_date
from cooptrace.web.i18n import catalogue
from cooptrace.web.policy import BOARD, allow
from cooptrace.web.viewer import Viewer

router = APIRouter()
PARTS = ("summary", "list", "stuck")


@router.get("/board.csv")
@allow(BOARD)
def board_csv(session: Db, viewer: SignedIn, part: str = "summary") -> Response:
    if part not in PARTS:
        raise NotFound
    at = now()
    sheet = _sheets(session, viewer, at)[PARTS.index(part)]
    return _download(csv_file(sheet), CSV_TYPE, f"do-phu-{part}-{local_date(at)}.csv")


@router.get("/board.xlsx")
@allow(BOARD)
def board_xlsx(session: Db, viewer: SignedIn) -> Response:
    at = now()
    content = xlsx_file(_sheets(session, viewer, at), note=as_of_text(at))
    return _download(content, XLSX_TYPE, f"do-phu-{local_date(at)}.xlsx")


def as_of_text(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("Số liệu đến %H:%M ngày %d/%m/%Y")


def _sheets(session: Session, viewer: Viewer, at: datetime) -> list[Sheet]:
    today, everyone, words = local_date(at), standings(session), catalogue("vi").say
    rows = unit_rows(everyone, queries.targets(session), today)
    named = [one for one in everyone if may_look(viewer, one.cooperative.unit_code)]
    producers = figures_by_cooperative(producer_standings(session, at_work()), today)
    return [
        sheets.summary(rows, everyone, today),
        sheets.cooperatives(named, producers, today, words),
        sheets.stuck(named, today, words),
    ]


def _download(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
