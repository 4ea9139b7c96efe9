"""Stamps of two cooperatives, in one transaction of the database under test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session

from cooptrace.database import Database
from cooptrace.errors import Problem, Sentence
from cooptrace.stamps.keys import KeyRing
from cooptrace.web.i18n import catalogue
from tests.people import World, sign_in
from tests.stamps.rolls import Desk, make_desk


@pytest.fixture
def desk(session: Session, world: World, tmp_path: Path) -> Desk:
    return make_desk(session, tmp_path, world.own, world.manager)


@pytest.fixture
def other_desk(session: Session, world: World, tmp_path: Path) -> Desk:
    return make_desk(session, tmp_path, world.foreign, world.foreign_manager, lot="KHAC")


@pytest.fixture
def keys_folder(tmp_path: Path) -> KeyRing:
    """The keys of the running service: beside its database."""
    return KeyRing(tmp_path / "keys")


@pytest.fixture(autouse=True)
def _refusals_are_said_in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test of stamps is refused has words in Vietnamese, with every value in its place."""
    said: list[Sentence] = []
    begin = Problem.__init__

    def noted(problem: Problem, sentence: Sentence) -> None:
        begin(problem, sentence)
        said.append(sentence)

    monkeypatch.setattr(Problem, "__init__", noted)
    yield
    vietnamese = catalogue("vi")
    assert [sentence.msgid for sentence in said if sentence.msgid not in vietnamese.texts] == []
    assert [text for text in map(vietnamese.say, said) if "%(" in text] == []


@pytest.fixture
def kept(database: Database, world: World, app: FastAPI) -> Desk:
    """As `desk`, but committed, with the keys of the running service. Acts take a session of their own."""
    keys: KeyRing = app.state.stamp_keys
    with database.write() as session:
        return make_desk(session, keys.folder.parent, world.own, world.manager)


@pytest.fixture
def manager(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.manager)
