"""Events are only added; the journey shows what stands, newest first."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from cooptrace.batches.models import Batch
from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid
from cooptrace.events import actions, queries
from cooptrace.events.forms import RecordForm
from cooptrace.events.kinds import KINDS, Amount, Correct, Harvest, Process, Wrong
from cooptrace.events.models import Event
from cooptrace.web.formats import ZONE
from cooptrace.web.viewer import Viewer
from tests.factories import make_batch, make_event, make_product, make_site
from tests.people import World


@pytest.fixture
def viewer(world: World) -> Viewer:
    return Viewer(world.staff.id, world.staff.name, "vi", "sign-in")


@pytest.fixture
def batch(session: Session, world: World) -> Batch:
    site = make_site(session, world.own)
    return make_batch(session, make_product(session, world.own), site=site, harvested_on=None)


def record(session: Session, batch: Batch, viewer: Viewer, *, hours_ago: int = 0) -> Event:
    form = RecordForm(occurred_at=now() - timedelta(hours=hours_ago), site_id=batch.site_id)
    return actions.record_event(session, batch, Harvest, form, Amount(), by=viewer)


def names(session: Session, batch: Batch) -> list[str]:
    return [stage.kind.key for stage in queries.timeline_of(session, batch)]


@pytest.mark.parametrize("act", ["UPDATE event SET note = 'anders'", "DELETE FROM event"])
def test_the_database_refuses_to_change_or_delete_an_event(session: Session, batch: Batch, act: str) -> None:
    make_event(session, batch, "harvest")
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(act))
    session.rollback()
    assert len(queries.events_of(session, batch)) == 1


def test_an_event_keeps_who_where_when_and_the_offset(session: Session, batch: Batch, viewer: Viewer) -> None:
    at = datetime(2026, 11, 1, 5, 30, tzinfo=ZONE)
    batch.produced_on = at.date()
    form = RecordForm(occurred_at=at, site_id=batch.site_id, note="Trời nắng")
    event = actions.record_event(session, batch, Harvest, form, Amount(), by=viewer)
    session.commit()
    session.expire_all()
    kept = queries.event_by_id(session, batch, event.id)
    assert (kept.occurred_at, kept.occurred_at.utcoffset(), kept.offset_minutes) == (at, timedelta(0), 420)
    assert (kept.person_name, kept.site_id, kept.note) == (viewer.name, batch.site_id, "Trời nắng")


def test_a_time_to_come_is_refused_at_the_field(session: Session, batch: Batch, viewer: Viewer) -> None:
    with pytest.raises(Invalid) as refused:
        record(session, batch, viewer, hours_ago=-2)
    assert list(refused.value.fields) == ["occurred_at"]


def test_the_journey_is_newest_first_and_the_batch_fills_in_its_days(session: Session, batch: Batch) -> None:
    batch.harvested_on = batch.produced_on - timedelta(days=2)
    make_event(session, batch, "pack")
    make_event(session, batch, "sow", occurred_at=now() - timedelta(days=90))
    assert names(session, batch) == ["pack", "process", "harvest", "sow"]
    assert [bool(stage.moment) for stage in queries.timeline_of(session, batch)] == [True, False, False, True]


def test_a_recorded_stage_replaces_the_day_of_the_batch(session: Session, batch: Batch) -> None:
    batch.harvested_on = batch.produced_on
    make_event(session, batch, "harvest")
    assert [(stage.kind, stage.event_id is None) for stage in queries.timeline_of(session, batch)] == [(Harvest, False)]


def test_what_did_not_happen_leaves_the_journey_and_stays_in_the_records(
    session: Session, batch: Batch, viewer: Viewer
) -> None:
    event = record(session, batch, viewer)
    wrong = Correct.Fields(wrong=Wrong.DID_NOT_OCCUR, reason="Ghi nhầm lô")
    actions.take_back(session, batch, event, wrong, by=viewer)
    assert names(session, batch) == [Process.key]
    [taken_back] = [stage for stage in queries.history_of(session, batch) if not stage.stands]
    assert taken_back.event_id == event.id
    assert taken_back.correction is not None
    assert "Ghi nhầm lô" in str(taken_back.correction.sentence)
    assert [row.kind for row in queries.events_of(session, batch)] == ["harvest", "correct"]


@pytest.mark.parametrize("which", [0, 1])
def test_only_a_standing_event_can_be_taken_back(session: Session, batch: Batch, viewer: Viewer, which: int) -> None:
    wrong = Correct.Fields(wrong=Wrong.WRONG_DATA, reason="Sai giờ")
    event = record(session, batch, viewer)
    both = (event, actions.take_back(session, batch, event, wrong, by=viewer))
    with pytest.raises(Conflict):
        actions.take_back(session, batch, both[which], wrong, by=viewer)


def test_a_stage_taken_back_no_longer_binds_the_order(session: Session, batch: Batch, viewer: Viewer) -> None:
    event = record(session, batch, viewer)
    earlier = RecordForm(occurred_at=now() - timedelta(minutes=1))
    with pytest.raises(Invalid):
        actions.record_event(session, batch, Process, earlier, Process.Fields(), by=viewer)
    actions.take_back(session, batch, event, Correct.Fields(wrong=Wrong.DID_NOT_OCCUR, reason="x"), by=viewer)
    assert actions.record_event(session, batch, Process, earlier, Process.Fields(), by=viewer).kind == "process"


def test_every_kind_of_event_has_a_line(session: Session, batch: Batch, viewer: Viewer) -> None:
    for kind in KINDS.values():
        if kind is not Correct:
            make_event(session, batch, kind.key, details=dict(kind.example))
    assert names(session, batch) == ["ship", "pack", "process", "harvest", "sow"]
