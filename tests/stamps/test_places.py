"""In which commune stamps are scanned, of those shoppers who choose to tell."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from cooptrace.places.nearest import nearest_unit
from cooptrace.stamps.actions import note_place, open_stamp
from cooptrace.stamps.models import StampPlaceDay
from cooptrace.stamps.signals import Place
from tests.stamps.rolls import Desk


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [(21.5, 107.4, "Xã Bình Liêu"), (21.0, 107.1, "Phường"), (10.8, 106.7, None), (21.0, 105.8, None)],
)
def test_a_rough_place_lies_in_the_nearest_commune(latitude: float, longitude: float, name: str | None) -> None:
    found = nearest_unit(latitude, longitude)
    assert (found.name.startswith(name) if found and name else found is None) is True


def places(session: Session) -> list[tuple[str, int]]:
    session.flush()
    return [(row.unit_code, row.count) for row in session.exec(select(StampPlaceDay).order_by("unit_code"))]


def test_a_shared_place_counts_once_for_each_phone(desk: Desk) -> None:
    order = desk.printed()
    desk.activate(order, 0, 9)
    at = datetime.now(UTC)
    for number, phone in ((0, "a"), (0, "a"), (0, "b"), (1, "a")):
        code = desk.code(order, number)
        open_stamp(desk.session, desk.keys, code, device_hash=phone, at=at)
        note_place(desk.session, desk.keys, code, Place(21.5, 107.4), device_hash=phone, at=at)
    desk.session.expire_all()
    found = nearest_unit(21.5, 107.4)
    assert found is not None
    assert places(desk.session) == [(found.code, 3)]


def test_far_away_is_outside_of_the_province(desk: Desk) -> None:
    order = desk.printed()
    desk.activate(order, 0, 9)
    code = desk.code(order, 0)
    open_stamp(desk.session, desk.keys, code, device_hash="a")
    note_place(desk.session, desk.keys, code, Place(10.8, 106.7), device_hash="a")
    assert places(desk.session) == [("", 1)]


def test_a_phone_that_did_not_scan_tells_nothing(desk: Desk) -> None:
    order = desk.printed()
    desk.activate(order, 0, 9)
    note_place(desk.session, desk.keys, desk.code(order, 0), Place(21.5, 107.4), device_hash="a")
    assert places(desk.session) == []
