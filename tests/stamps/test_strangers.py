"""People without an account who guess codes and what is under the scratch layer, each from another address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cooptrace.database import Database
from cooptrace.stamps.actions import tries_of
from cooptrace.stamps.codes import StampCodes
from cooptrace.stamps.models import StampOrder
from cooptrace.stamps.queries import peek, service_cases
from tests.conftest import PUBLIC_URL
from tests.stamps.rolls import Desk, made


@pytest.fixture
def order(kept: Desk, database: Database) -> StampOrder:
    found = made(kept, database, covered=True)
    with database.write() as session:
        replace(kept, session=session).activate(found, 0, 9)
    return found


@contextmanager
def at(app: FastAPI, number: int) -> Iterator[TestClient]:
    """Somebody at an address of their own, each in another network."""
    address = f"10.{number // 250}.{number % 250}.7"
    yield TestClient(app, base_url=PUBLIC_URL, follow_redirects=False, client=(address, 50_000))


@pytest.mark.usefixtures("client")
def test_a_covered_code_is_shut_whatever_addresses_the_guesses_come_from(
    app: FastAPI, kept: Desk, database: Database, order: StampOrder
) -> None:
    code = kept.code(order, 3)
    for number in range(40):
        with at(app, number) as guesser:
            page = guesser.post(f"/Q/{code}/covered-code", data={"pin": f"{number:08d}"}).text
    assert "Mã cào bị gõ sai quá nhiều" in page
    with database.read() as session:
        assert tries_of(session, peek(session, kept.keys, code)).wrong == 5


@pytest.mark.usefixtures("client")
def test_unknown_codes_from_many_addresses_become_a_case(
    app: FastAPI, kept: Desk, database: Database, order: StampOrder
) -> None:
    statuses: list[int] = []
    for number, code in enumerate(StampCodes(order.epoch, bytes(32)).codes(0, 110)):
        with at(app, number // 20) as guesser:
            statuses.append(guesser.get(f"/Q/{code}").status_code)
    assert statuses == [404] * 110
    with database.read() as session:
        assert [case.signals for case in service_cases(session)] == [["unknown-codes"]]
