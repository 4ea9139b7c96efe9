"""What is forgotten when, that sums stay, and that nothing happens twice."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from cooptrace.cli import app
from cooptrace.database import Database, now
from cooptrace.scans.models import Scan, ScanDay
from cooptrace.stamps.models import StampDevice
from cooptrace.tidy import actions
from cooptrace.tidy.actions import JOBS, tidy
from cooptrace.tidy.housekeeper import Housekeeper, tidy_daily
from cooptrace.tidy.models import TidyMark
from cooptrace.web.formats import local_today
from cooptrace.web.models import TakenForm

NOW = now()
NOTHING = {job.name: 0 for job in JOBS}


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def scan(database: Database, *days: float) -> None:
    """In the order in which they were made."""
    with database.write() as session:
        for one in days:
            at = days_ago(one)
            session.add(Scan(at=at, cooperative_id="c", form="short", visitor="person", language="vi", device_hash="h"))
            session.flush()


def scans(database: Database) -> list[tuple[int, str | None]]:
    """Each with its age in days and what it still says of its phone."""
    with database.read() as session:
        rows = session.exec(select(Scan).order_by("id"))
        return [(round((NOW - row.at) / timedelta(days=1)), row.device_hash) for row in rows]


def test_after_thirty_days_nobody_knows_whose_phone_it_was(database: Database) -> None:
    scan(database, 100, 31, 29, 0)
    assert tidy(database, at=NOW) == NOTHING | {"scan-devices": 2}
    assert scans(database) == [(100, None), (31, None), (29, "h"), (0, "h")]


def test_after_four_hundred_days_only_sums_are_left(database: Database) -> None:
    with database.write() as session:
        key = {"cooperative_id": "c", "product_id": "p", "batch_id": "b"}
        session.add(ScanDay(day=local_today() - timedelta(days=500), count=2, **key))
    scan(database, 500, 401, 399)
    assert tidy(database, at=NOW)["scans"] == 2
    assert scans(database) == [(399, None)]
    with database.read() as session:
        assert session.exec(select(ScanDay.count)).all() == [2]


def test_a_second_time_does_nothing_more(database: Database) -> None:
    scan(database, 500, 100, 1)
    tidy(database, at=NOW)
    before = scans(database)
    assert (tidy(database, at=NOW), scans(database)) == (NOTHING, before)


def test_what_comes_later_is_done_later(database: Database) -> None:
    scan(database, 31, 20, 10)
    tidy(database, at=NOW)
    assert tidy(database, at=NOW + timedelta(days=15)) == NOTHING | {"scan-devices": 1}
    assert [phone for _, phone in scans(database)] == [None, None, "h"]


def test_a_clock_that_was_wrong_holds_nothing_up(database: Database) -> None:
    scan(database, 40, -3000, 35, 1)
    tidy(database, at=NOW)
    assert [phone for _, phone in scans(database)] == [None, None, None, "h"]


def test_many_are_done_slice_by_slice(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SLICE", 3)
    scan(database, *[500] * 5, *[50] * 5, 1)
    assert tidy(database, at=NOW) == NOTHING | {"scan-devices": 10, "scans": 5}
    assert scans(database) == [(50, None)] * 5 + [(1, "h")]


def test_it_stops_when_it_is_told_and_goes_on_where_it_was(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SLICE", 2)
    scan(database, *[50] * 5)
    turns = iter([True, True])
    assert tidy(database, at=NOW, go_on=lambda: next(turns, False))["scan-devices"] == 4
    assert [phone for _, phone in scans(database)] == [None] * 4 + ["h"]
    assert tidy(database, at=NOW)["scan-devices"] == 1


def test_phones_of_stamps_are_forgotten_after_ninety_days(database: Database) -> None:
    with database.write() as session:
        for number, days in enumerate((91, 89)):
            at = days_ago(days)
            session.add(
                StampDevice(epoch="0", serial=1, device_hash=str(number), first_at=at, last_at=at, latitude=21.0)
            )
    assert tidy(database, at=NOW)["stamp-devices"] == 1
    with database.read() as session:
        assert session.exec(select(StampDevice.device_hash)).all() == ["1"]


def test_numbers_of_old_forms_are_dropped(database: Database) -> None:
    with database.write() as session:
        session.add_all(
            [TakenForm(number="old", taken_at=days_ago(91)), TakenForm(number="new", taken_at=days_ago(89))]
        )
    assert tidy(database, at=NOW)["taken-forms"] == 1
    with database.read() as session:
        assert session.exec(select(TakenForm.number)).all() == ["new"]


def test_the_service_does_it_once_a_day(database: Database) -> None:
    scan(database, 50)
    assert [tidy_daily(database, rest=lambda _: False) for _ in range(2)] == [True, False]
    assert scans(database) == [(50, None)]
    with database.write() as session:
        session.get_one(TidyMark, "round").at = days_ago(1)
    assert tidy_daily(database, rest=lambda _: False) is True


def test_the_service_does_it_by_itself_and_ends_at_once(database: Database) -> None:
    scan(database, 50)
    done = False
    with Housekeeper(database, first_after_s=0) as keeper:
        keeper.first_round.wait(10)
        done = scans(database) == [(50, None)]
    assert done


def test_the_command_says_what_it_did(database: Database, database_url: str) -> None:
    scan(database, 500, 50)
    said = CliRunner(env={"COOPTRACE_DATABASE_URL": database_url}).invoke(app, ["tidy"])
    assert (said.exit_code, said.stdout.splitlines()[:2]) == (
        0,
        ["2 scans that no longer tell their phone", "1 scans older than 400 days dropped"],
    )
