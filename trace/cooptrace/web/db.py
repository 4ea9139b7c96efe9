"""The request's session: reading for GET, writing for the rest, committed before the answer leaves."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from cooptrace.database import Database

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def database_of(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def request_session(request: Request) -> Iterator[Session]:
    database = database_of(request)
    opened = database.read() if request.method in SAFE_METHODS else database.write()
    with opened as session:
        yield session


# scope="function": the block above ends, and so commits, before the response is sent. With FastAPI's default the
# browser would follow the redirect before the row exists, and a failed commit would still look like success.
Db = Annotated[Session, Depends(request_session, scope="function")]
