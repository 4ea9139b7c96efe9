"""Every route × every role × own and foreign cooperative: let in or not as the route's declared policy says."""

import hashlib
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlmodel import SQLModel

from cooptrace.database import Database
from cooptrace.web.policy import Policy, Reach, Role
from tests.conftest import PUBLIC_URL
from tests.matrix import Route, fill, routes_of
from tests.people import World, sign_in

SIGNED_OUT = None
HALF_SIGNED_IN = frozenset({"POST /sign-in/code"})  # public, but only after a password: its own tests try it
# What a request may leave behind although it was refused: who was seen when, and how often a code was opened.
TRACES = frozenset({"sign_in", "scan", "scan_day", "taken_form"})


@pytest.fixture
def places(database: Database, world: World) -> dict[str, dict[str, str]]:
    with database.write() as session:
        return {
            side: fill(session, cooperative, world)
            for side, cooperative in (("own", world.own), ("foreign", world.foreign))
        }


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """An unexpected error is an answer here, so that one test names all that are wrong."""
    with TestClient(app, base_url=PUBLIC_URL, follow_redirects=False, raise_server_exceptions=False) as opened:
        yield opened


def test_every_route_declares_who_may_use_it(app: FastAPI) -> None:
    assert [f"{route.method} {route.path}" for route in routes_of(app) if route.policy is None] == []


def test_routes_inside_a_cooperative_have_a_policy_for_one(app: FastAPI) -> None:
    open_ones = [route.path for route in routes_of(app) if route.is_tenant and route.policy and not route.policy.roles]
    assert open_ones == []


@pytest.mark.parametrize("role", [SIGNED_OUT, *Role])
def test_nobody_gets_where_the_policy_does_not_let_them(
    role: Role | None,
    client: TestClient,
    app: FastAPI,
    world: World,
    places: dict[str, dict[str, str]],
    database: Database,
) -> None:
    before = digest(database)
    wrong: list[str] = []
    for route, side in cases(app):
        wanted = refusal(route, role, side)
        if wanted is None:
            continue
        status = ask(client, world, role, route, places[side])
        if status not in wanted:
            wrong.append(f"{route.method} {route.path} {side}: {status}, wanted {sorted(wanted)}")
    assert (wrong, digest(database)) == ([], before)


@pytest.mark.parametrize("role", [SIGNED_OUT, *Role])
def test_everybody_gets_where_the_policy_lets_them(
    role: Role | None, client: TestClient, app: FastAPI, world: World, places: dict[str, dict[str, str]]
) -> None:
    wrong: list[str] = []
    for route, side in cases(app):
        if refusal(route, role, side) is not None:
            continue
        status = ask(client, world, role, route, places[side])
        if f"{route.method} {route.path}" in HALF_SIGNED_IN:
            continue
        refused = status in (401, 403) or status >= 500 or (status == 404 and route.is_tenant and route.method == "GET")
        if refused:
            wrong.append(f"{route.method} {route.path} {side}: {status}")
    assert wrong == []


def cases(app: FastAPI) -> list[tuple[Route, str]]:
    """Reads before writes, so that what is read is still there."""
    routes = sorted(routes_of(app), key=lambda route: route.method != "GET")
    return [(route, side) for route in routes for side in (("own", "foreign") if route.is_tenant else ("own",))]


def refusal(route: Route, role: Role | None, side: str) -> frozenset[int] | None:
    """The statuses that say no; None where the policy lets this person in."""
    policy = route.policy
    assert policy is not None
    if policy.public or (policy.anyone_signed_in and role is not SIGNED_OUT):
        return None
    if role is SIGNED_OUT:
        return frozenset({303, 401}) if route.method == "GET" else frozenset({401})
    if _lets_in(policy, role, route, side):
        return None
    # A cooperative one may not know of is not there; roles of the whole province know all of them.
    knows = side == "own" or role in (Role.OFFICER, Role.INSPECTOR, Role.OPERATOR)
    return frozenset({403}) if knows or not route.is_tenant else frozenset({404})


def _lets_in(policy: Policy, role: Role, route: Route, side: str) -> bool:
    reach = policy.roles.get(role)
    return reach is Reach.ANY or (reach is Reach.OWN and (side == "own" or not route.is_tenant))


def ask(client: TestClient, world: World, role: Role | None, route: Route, places: dict[str, str]) -> int:
    client.cookies.clear()
    if role is not SIGNED_OUT:
        sign_in(client, world.person(role))
    client.headers["sec-fetch-site"] = "same-origin"
    return client.request(route.method, route.address(places)).status_code


def digest(database: Database) -> str:
    """One number for everything the database says, but for the traces."""
    found = hashlib.sha256()
    with database.read() as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in TRACES:
                found.update(repr(sorted(map(repr, session.execute(select(table)).all()))).encode())
    return found.hexdigest()
