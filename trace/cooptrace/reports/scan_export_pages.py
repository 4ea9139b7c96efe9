"""Scans as files for Excel: of one cooperative, and of the province."""

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import NotFound
from cooptrace.reports import scan_queries, scan_sheets
from cooptrace.reports.export_pages import as_of_text
from cooptrace.reports.files import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from cooptrace.reports.scan_pages import rows_of, stretch
from cooptrace.reports.scan_queries import Stretch
from cooptrace.reports.sheets import Sheet
from cooptrace.scans import count_queries
from cooptrace.scans.count_pages import OUT_FOR, USUAL, Share, languages, places, question
from cooptrace.scans.count_queries import Question
from cooptrace.web.db import Db
from cooptrace.web.downloads import attachment
from cooptrace.web.formats import local_date
from cooptrace.web.i18n import catalogue
from cooptrace.web.policy import BOARD, READ, allow

router = APIRouter()
OF_COOPERATIVE = ("days", "products", "batches", "languages", "places", "unscanned")
OF_PROVINCE = ("days", "cooperatives", "languages", "places")
MOST_LINES = 10_000


@router.get("/c/{cooperative_id}/scans.csv")
@allow(READ)
def cooperative_csv(
    cooperative: Current,
    session: Db,
    part: str = "days",
    days: str = USUAL,
    product: str = "",
    batch: str = "",
) -> Response:
    asked = question(cooperative, days, product, batch)
    return _csv(_of_cooperative(session, cooperative, asked), OF_COOPERATIVE, part)


@router.get("/c/{cooperative_id}/scans.xlsx")
@allow(READ)
def cooperative_xlsx(
    cooperative: Current, session: Db, days: str = USUAL, product: str = "", batch: str = ""
) -> Response:
    return _xlsx(_of_cooperative(session, cooperative, question(cooperative, days, product, batch)))


@router.get("/scans.csv")
@allow(BOARD)
def province_csv(session: Db, viewer: SignedIn, part: str = "days", days: str = USUAL) -> Response:
    return _csv(_of_province(session, stretch(session, viewer, days)), OF_PROVINCE, part)


@router.get("/scans.xlsx")
@allow(BOARD)
def province_xlsx(session: Db, viewer: SignedIn, days: str = USUAL) -> Response:
    return _xlsx(_of_province(session, stretch(session, viewer, days)))


def _of_cooperative(session: Session, cooperative: Cooperative, asked: Question) -> list[Sheet]:
    words = catalogue("vi").say
    products = [Share(*row) for row in count_queries.by_product(session, asked, limit=MOST_LINES)]
    before = now() - OUT_FOR
    return [
        scan_sheets.days(count_queries.by_day(session, asked), asked.first, asked.last),
        scan_sheets.shares("Theo sản phẩm", "Sản phẩm", products, words),
        scan_sheets.batches(count_queries.by_batch(session, asked, limit=MOST_LINES)),
        scan_sheets.shares("Theo tiếng", "Tiếng", languages(count_queries.by_language(session, asked)), words),
        scan_sheets.shares("Theo nơi quét", "Nơi quét", places(count_queries.by_place(session, asked)), words),
        scan_sheets.unscanned(count_queries.never_scanned(session, cooperative.id, before=before, limit=MOST_LINES)),
    ]


def _of_province(session: Session, asked: Stretch) -> list[Sheet]:
    words = catalogue("vi").say
    rows = [(row.cooperative, row.unit, row.count, row.unscanned) for row in rows_of(session, asked)]
    return [
        scan_sheets.days(scan_queries.by_day(session, asked), asked.first, asked.last),
        scan_sheets.cooperatives(rows),
        scan_sheets.shares("Theo tiếng", "Tiếng", languages(scan_queries.by_language(session, asked)), words),
        scan_sheets.shares("Theo nơi quét", "Nơi quét", places(scan_queries.by_place(session, asked)), words),
    ]


def _csv(sheets: list[Sheet], parts: tuple[str, ...], part: str) -> Response:
    if part not in parts:
        raise NotFound
    headers = {"content-disposition": attachment(f"luot-quet-{part}-{local_date(now())}.csv")}
    return Response(csv_file(sheets[parts.index(part)]), media_type=CSV_TYPE, headers=headers)


def _xlsx(sheets: list[Sheet]) -> Response:
    at = now()
    headers = {"content-disposition": attachment(f"luot-quet-{local_date(at)}.xlsx")}
    return Response(xlsx_file(sheets, note=as_of_text(at)), media_type=XLSX_TYPE, headers=headers)
