"""Stamps of two cooperatives, in one transaction of the database under test."""

from pathlib import Path

import pytest
from sqlmodel import Session

from cooptrace.stamps.keys import KeyRing
from tests.people import World
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
