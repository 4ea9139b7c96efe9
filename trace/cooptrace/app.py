"""All wiring in one place: settings → database → guards → error pages → every domain's pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from cooptrace import tables as _all_tables  # noqa: F401  (SQLAlchemy must know every table before the first query)
from cooptrace.batches import edit_pages as batch_edit_pages
from cooptrace.batches import flow_pages as batch_flow_pages
from cooptrace.batches import pages as batch_list_pages
from cooptrace.certificates import pages as certificate_pages
from cooptrace.cooperatives import pages as cooperative_pages
from cooptrace.cooperatives import people_pages as cooperative_people_pages
from cooptrace.cooperatives import producer_pages, profile_pages, site_pages
from cooptrace.cooperatives.access import authorise
from cooptrace.database import Database
from cooptrace.events import pages as event_pages
from cooptrace.files import pages as file_pages
from cooptrace.home import batch_pages, operate_pages
from cooptrace.home import pages as home_pages
from cooptrace.labels import (
    design_pages,
    desk_file_pages,
    desk_job_pages,
    desk_printer_pages,
    desk_stock_pages,
    progress_pages,
    run_job_pages,
    run_pages,
    toml_pages,
)
from cooptrace.labels import pages as desk_pages
from cooptrace.labels import stamp_pages as stamp_sheet_pages
from cooptrace.onboarding import pages as onboarding_pages
from cooptrace.people import api as people_api
from cooptrace.people import link_pages, me_pages, set_up_pages, sign_in_pages
from cooptrace.people import pages as people_pages
from cooptrace.people.access import session_cookie
from cooptrace.people.throttle import Throttle
from cooptrace.places import pages as place_pages
from cooptrace.products import edit_pages as product_edit_pages
from cooptrace.products import pages as product_pages
from cooptrace.products import words_pages as product_words_pages
from cooptrace.reports import export_pages as report_files
from cooptrace.reports import pages as report_pages
from cooptrace.reports import scan_export_pages as scan_files
from cooptrace.reports import scan_pages as province_scan_pages
from cooptrace.scans import count_pages, front_pages, passport_pages, resolver_pages
from cooptrace.scans import link_pages as added_link_pages
from cooptrace.scans import pages as origin_pages
from cooptrace.scans import report_pages as problem_pages
from cooptrace.scans import stamp_pages as public_stamp_pages
from cooptrace.scans.kept import KeptOrigins
from cooptrace.scans.ready_pages import ReadyPages
from cooptrace.scans.writer import ScanWriter
from cooptrace.settings import Settings
from cooptrace.stamps import act_pages as stamp_act_pages
from cooptrace.stamps import case_pages as stamp_case_pages
from cooptrace.stamps import key_pages as stamp_key_pages
from cooptrace.stamps import operator_pages as stamp_operator_pages
from cooptrace.stamps import pages as stamp_pages
from cooptrace.stamps.epoch_actions import check_keys
from cooptrace.stamps.keys import KeyRing
from cooptrace.tidy.housekeeper import Housekeeper
from cooptrace.training import pages as training_pages
from cooptrace.watch import pages as watch_pages
from cooptrace.web import errors
from cooptrace.web import pages as web_pages
from cooptrace.web.guards import OriginGuard, SecurityHeaders

MAX_BODY_BYTES = 22_000_000  # a photo of 20 MB and its form

# Routes are tried one after the other: what shoppers ask for comes first.
ROUTERS: tuple[APIRouter, ...] = (
    public_stamp_pages.router,
    origin_pages.router,
    resolver_pages.router,
    web_pages.router,
    file_pages.router,
    place_pages.router,
    sign_in_pages.router,
    link_pages.router,
    set_up_pages.router,
    me_pages.router,
    people_api.router,
    people_pages.router,
    cooperative_people_pages.router,
    cooperative_pages.router,
    profile_pages.router,
    producer_pages.router,
    site_pages.router,
    product_edit_pages.router,
    product_pages.router,
    product_words_pages.router,
    certificate_pages.router,
    batch_list_pages.router,
    batch_edit_pages.router,
    batch_flow_pages.router,
    event_pages.router,
    stamp_pages.router,
    stamp_act_pages.router,
    stamp_case_pages.router,
    stamp_key_pages.router,
    stamp_operator_pages.router,
    stamp_sheet_pages.router,
    batch_pages.router,
    training_pages.router,
    onboarding_pages.router,
    report_pages.router,
    report_files.router,
    province_scan_pages.router,
    scan_files.router,
    desk_pages.router,
    run_pages.router,
    desk_job_pages.router,
    run_job_pages.router,
    progress_pages.router,
    desk_file_pages.router,
    toml_pages.router,
    desk_stock_pages.router,
    desk_printer_pages.router,
    design_pages.router,
    home_pages.router,
    operate_pages.router,
    front_pages.router,
    passport_pages.router,
    problem_pages.router,
    count_pages.router,
    watch_pages.router,
    added_link_pages.router,
)


class _Service(FastAPI):
    """What stands ready goes out before anything else is asked. Answers outside of all middleware (too big, unexpected
    errors) carry the headers too."""

    ready_pages: ReadyPages

    def build_middleware_stack(self) -> ASGIApp:
        return SecurityHeaders(super().build_middleware_stack(), https=self.state.settings.secure_cookies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.ready_pages(scope, receive, send)

    async def behind(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__(scope, receive, send)


def create_app(settings: Settings, *, database: Database | None = None) -> FastAPI:
    """The whole service. A database that is handed in stays open when the app ends; tests use that."""
    opened = database or Database(settings.database)
    keys = KeyRing(settings.data_dir / "keys")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with opened.read() as session:
            check_keys(session, keys)
        with ScanWriter(opened) as app.state.scan_writer, Housekeeper(opened):
            yield
        if database is None:
            opened.close()

    app = _Service(
        title="cooptrace",
        openapi_url=None,
        # That redirect would repeat the Host header of the request.
        redirect_slashes=False,
        lifespan=lifespan,
        dependencies=[Depends(authorise)],
        max_body_size=MAX_BODY_BYTES,
    )
    app.state.settings = settings
    app.state.database = opened
    app.state.kept_origins = KeptOrigins(opened)
    app.ready_pages = ReadyPages(app.behind, opened, writer=lambda: app.state.scan_writer)
    app.state.stamp_keys = keys
    app.state.throttle = Throttle()
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(OriginGuard, session_cookie=session_cookie(settings), https=settings.secure_cookies)
    return app
