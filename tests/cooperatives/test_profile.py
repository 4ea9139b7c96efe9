"""A cooperative's own particulars: changed by its manager; its picture outlives a refused form."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.files.models import Photo
from tests.files.pictures import phone_photo, picture
from tests.people import World, sign_in

TYPED = {"kind": "cooperative", "name": "HTX Khe Vằn (mẫu)", "place": "Xã Bình Liêu", "address": "Thôn Nà Làng"}


@pytest.fixture
def manager(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.manager)


def current(database: Database, world: World) -> Cooperative:
    with database.read() as session:
        return session.get_one(Cooperative, world.own.id)


def test_particulars_are_changed(manager: TestClient, world: World, database: Database) -> None:
    typed = TYPED | {"lot_pattern": "{pp}-{yymmdd}-{nn}", "gln": "9520000090012", "phone_is_public": "yes"}
    answer = manager.post(f"/c/{world.own.id}/profile", data=typed)
    assert answer.headers["location"] == f"/c/{world.own.id}/profile?said=saved"
    now = current(database, world)
    assert (now.address, now.lot_pattern, now.gln) == ("Thôn Nà Làng", "{PP}-{YYMMDD}-{NN}", "9520000090012")
    assert (now.phone_is_public, now.unit_code) == (True, "06838")


@pytest.mark.parametrize(
    "pattern", ["{PP}{YYMMDD}", "{PP}{A}{NN}", "{XX}{A}", "LÔ{A}", "{A", "DÀI-{YYYY}{YYMMDD}{SKU}{A}", "A" * 25 + "{A}"]
)
def test_a_pattern_that_cannot_be_printed_is_refused(
    manager: TestClient, world: World, database: Database, pattern: str
) -> None:
    answer = manager.post(f"/c/{world.own.id}/profile", data=TYPED | {"lot_pattern": pattern})
    assert (answer.status_code, 'id="lot_pattern-error"' in answer.text) == (422, True)
    assert current(database, world).lot_pattern == ""


def test_staff_and_strangers_cannot_change_them(client: TestClient, world: World) -> None:
    people = (world.staff, world.foreign_manager, world.trainer)
    answers = [sign_in(client, one).post(f"/c/{world.own.id}/profile", data=TYPED).status_code for one in people]
    assert answers == [403, 404, 403]


def test_a_logo_outlives_a_refused_form(manager: TestClient, world: World, database: Database) -> None:
    files = {"logo": ("a.jpg", phone_photo(), "image/jpeg")}
    refused = manager.post(f"/c/{world.own.id}/profile", data=TYPED | {"address": ""}, files=files)
    kept = re.search(r'name="logo_kept" value="(\w+)"', refused.text)
    assert (refused.status_code, current(database, world).logo_id) == (422, None)
    assert kept is not None
    manager.post(f"/c/{world.own.id}/profile", data=TYPED | {"logo_kept": kept[1]})
    assert current(database, world).logo_id == kept[1]


def test_another_cooperatives_photo_cannot_be_taken(manager: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        foreign = Photo(cooperative_id=world.foreign.id, width=1, height=1, webp_320=b"", webp_480=b"", webp_960=b"")
        session.add(foreign)
    manager.post(f"/c/{world.own.id}/profile", data=TYPED | {"logo_kept": foreign.id})
    assert current(database, world).logo_id is None


@pytest.mark.parametrize("content", [b"", b"no picture", picture("GIF"), bytes(20_000_001), bytes(30_000_000)])
def test_a_bad_photo_is_said_at_its_field(
    manager: TestClient, world: World, database: Database, content: bytes
) -> None:
    files = {"logo": ("ảnh.png", content, "image/png")}
    answer = manager.post(f"/c/{world.own.id}/profile", data=TYPED, files=files)
    assert (answer.status_code, 'id="logo-error"' in answer.text) == (422, True)
    assert 'value="Thôn Nà Làng"' in answer.text
    with database.read() as session:
        assert (current(database, world).address, list(session.exec(select(Photo)))) == ("Thôn Mẫu", [])


def test_a_photo_of_a_hundred_megabytes_keeps_what_was_typed(manager: TestClient, world: World) -> None:
    files = {"logo": ("ảnh.jpg", bytes(100_000_000), "image/jpeg")}
    answer = manager.post(f"/c/{world.own.id}/profile", data=TYPED, files=files)
    assert (answer.status_code, 'id="logo-error"' in answer.text) == (422, True)
    assert 'value="Thôn Nà Làng"' in answer.text


def test_withdrawing_can_be_taken_back(manager: TestClient, world: World, database: Database) -> None:
    manager.post(f"/c/{world.own.id}/withdrawal")
    assert current(database, world).withdrawn_at is not None
    assert manager.get(f"/c/{world.own.id}/profile").status_code == 200
    manager.post(f"/c/{world.own.id}/restoration")
    assert current(database, world).withdrawn_at is None
