"""All wiring in one place: settings → database → guards → error pages → every domain's pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI

from cooptrace import tables as _all_tables  # noqa: F401  (SQLAlchemy must know every table before the first query)
from cooptrace.cooperatives import producer_pages
from cooptrace.cooperatives.access import authorise
from cooptrace.database import Database
from cooptrace.files import pages as file_pages
from cooptrace.onboarding import pages as onboarding_pages
from cooptrace.people.access import session_cookie
from cooptrace.settings import Settings
from cooptrace.training import pages as training_pages
from cooptrace.web import errors
from cooptrace.web import pages as web_pages
from cooptrace.web.guards import OriginGuard, SecurityHeaders

MAX_BODY_BYTES = 22_000_000  # a photo of 20 MB and its form

ROUTERS: tuple[APIRouter, ...] = (
    web_pages.router,
    file_pages.router,
    producer_pages.router,
    training_pages.router,
    onboarding_pages.router,
)


def create_app(settings: Settings, *, database: Database | None = None) -> FastAPI:
    """The whole service. A database that is handed in stays open when the app ends; tests use that."""
    opened = database or Database(settings.database)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        if database is None:
            opened.close()

    app = FastAPI(
        title="cooptrace",
        openapi_url=None,
        lifespan=lifespan,
        dependencies=[Depends(authorise)],
        max_body_size=MAX_BODY_BYTES,
    )
    app.state.settings = settings
    app.state.database = opened
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(SecurityHeaders, https=settings.secure_cookies)
    app.add_middleware(OriginGuard, session_cookie=session_cookie(settings))
    return app
