"""What an operator decides for everybody's stamps: when a second person is needed, and cases that are nobody's own."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from cooptrace.database import Database
from cooptrace.errors import Invalid
from cooptrace.stamps import queries
from cooptrace.stamps.actions import open_stamp
from cooptrace.stamps.case_actions import close_case, note_unknown_codes
from cooptrace.stamps.codes import StampCodes
from cooptrace.stamps.forms import ActivationForm, CloseCaseForm, LimitForm, VoidForm
from cooptrace.stamps.limit_actions import set_limit
from cooptrace.stamps.models import StampCase, StampLimit, StampMiss, StampOrder
from cooptrace.stamps.rules import FOUR_EYES_ABOVE, FOUR_EYES_LEAST, FOUR_EYES_MOST, RollState
from cooptrace.stamps.second_person_actions import activate_or_ask, agree, void_or_ask
from cooptrace.web.viewer import Viewer
from tests.people import World, sign_in
from tests.stamps.rolls import Desk, viewer

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
BY = Viewer("operator", "Anh Vận", "vi", "test")


def limit(session: Session, above: int) -> None:
    set_limit(session, LimitForm(above=above), by=BY)


def guess(desk: Desk, times: int, *, at: datetime = NOW) -> None:
    """Well-formed codes of a key that is not this service's."""
    for code in StampCodes("0", bytes(32)).codes(0, times):
        open_stamp(desk.session, desk.keys, code, at=at)


def test_until_somebody_sets_it_more_than_ten_thousand_take_a_second_person(session: Session) -> None:
    assert queries.four_eyes_above(session) == FOUR_EYES_ABOVE == 10_000


def test_the_number_that_was_set_last_holds_and_the_others_stay_in_the_log(session: Session) -> None:
    for above in (500, 2000, 2000):
        limit(session, above)
    assert queries.four_eyes_above(session) == 2000
    logged = [(one.instead_of, one.four_eyes_above, one.person_id, one.person_name) for one in queries.limits(session)]
    assert logged == [(500, 2000, "operator", "Anh Vận"), (10_000, 500, "operator", "Anh Vận")]


@pytest.mark.parametrize("typed", ["99", "200.001", "0", "-5", "abc", "1e3", "", "9" * 30])
def test_numbers_that_make_no_sense_are_refused(typed: str, client: TestClient, world: World) -> None:
    operator = sign_in(client, world.operator)
    answer = operator.post("/stamp-limit", data={"above": typed})
    assert (answer.status_code, 'id="above-error"' in answer.text) == (422, True)
    assert "Chưa ai đổi: đang là 10.000 tem." in answer.text


@pytest.mark.parametrize("above", [FOUR_EYES_LEAST - 1, FOUR_EYES_MOST + 1])
def test_the_bounds_are_said(above: int, client: TestClient, world: World) -> None:
    operator = sign_in(client, world.operator)
    assert "Hãy chọn số từ 100 đến 200.000." in operator.post("/stamp-limit", data={"above": str(above)}).text


@pytest.mark.parametrize("typed", ["100", "200.000", " 5 000 "])
def test_the_operator_sets_the_number(typed: str, client: TestClient, world: World, database: Database) -> None:
    operator = sign_in(client, world.operator)
    assert operator.post("/stamp-limit", data={"above": typed}).status_code == 303
    with database.read() as session:
        row = session.exec(select(StampLimit)).one()
    assert row.four_eyes_above == int(typed.replace(".", "").replace(" ", ""))
    assert FOUR_EYES_LEAST <= row.four_eyes_above <= FOUR_EYES_MOST
    assert (row.person_id, world.operator.name in operator.get("/stamp-limit").text) == (world.operator.id, True)


@pytest.mark.parametrize("statement", ["UPDATE stamp_limit SET four_eyes_above = 1", "DELETE FROM stamp_limit"])
def test_the_log_of_it_cannot_be_changed(session: Session, statement: str) -> None:
    limit(session, 500)
    with pytest.raises(DBAPIError, match="append-only"):
        session.connection().exec_driver_sql(statement)


def test_acts_follow_the_number_that_was_set(desk: Desk) -> None:
    limit(desk.session, 100)
    desk.batch.quantity = desk.batch.quantity * 0 + 1000
    order = desk.printed(202)
    hundred = ActivationForm(batch_id=desk.batch.id, **desk.typed(order, 0, 99))
    more = ActivationForm(batch_id=desk.batch.id, **desk.typed(order, 100, 200))
    assert activate_or_ask(desk.session, desk.keys, desk.cooperative, hundred, by=desk.by) is None
    assert activate_or_ask(desk.session, desk.keys, desk.cooperative, more, by=desk.by) is not None
    void = VoidForm(reason="lost", **desk.typed(order, 100, 200))
    assert void_or_ask(desk.session, desk.keys, desk.cooperative, void, by=desk.by) is not None


def test_new_stamps_for_a_large_void_are_ordered_when_the_second_person_agrees(desk: Desk, world: World) -> None:
    limit(desk.session, 100)
    order = desk.printed(150)
    form = VoidForm(reason="lost", replace=True, **desk.typed(order, 0, 149))
    request = void_or_ask(desk.session, desk.keys, desk.cooperative, form, by=desk.by)
    assert request is not None
    assert len(desk.session.exec(select(StampOrder)).all()) == 1
    for _ in range(2):
        agree(desk.session, desk.keys, desk.cooperative, request, by=viewer(world.operator))
    orders = queries.orders_of(desk.session, desk.cooperative)
    assert sorted((one.count, one.replaces_id) for one in orders if one.replaces_id) == [(150, order.id)]
    assert [piece.state for piece in queries.pieces_of(desk.session, order)] == [RollState.VOIDED]


def test_a_hundred_unknown_codes_within_an_hour_are_a_case_and_fewer_are_none(desk: Desk) -> None:
    desk.order(10)
    guess(desk, 99)
    assert queries.service_cases(desk.session) == []
    guess(desk, 1, at=NOW + timedelta(minutes=29))
    case = queries.service_cases(desk.session)[0]
    found = (case.cooperative_id, case.batch_id, case.code, case.signals, case.score, case.closed_at)
    assert found == (None, None, "", ["unknown-codes"], 3, None)
    assert queries.hours_of(desk.session, case, at_least=100) == [(NOW.replace(minute=0), 100)]


def test_hours_are_counted_each_for_itself(desk: Desk) -> None:
    desk.order(10)
    for hour in range(3):
        guess(desk, 60, at=NOW + timedelta(hours=hour))
    assert queries.service_cases(desk.session) == []


def test_what_goes_on_adds_to_the_same_case(session: Session) -> None:
    for hour, (before, after) in enumerate([(99, 100), (0, 50), (199, 420), (99, 101)]):
        session.add(StampMiss(hour=NOW.replace(minute=0) + timedelta(hours=hour), count=after))
        note_unknown_codes(session, before=before, now_in_all=after, at=NOW + timedelta(hours=hour))
    case = session.exec(select(StampCase)).one()
    assert (case.score, case.opened_at, case.changed_at) == (3 + 3 + 1, NOW, NOW + timedelta(hours=3))
    listed = [(hour.hour - NOW.hour, count) for hour, count in queries.hours_of(session, case, at_least=100)]
    assert listed == [(3, 101), (2, 420), (0, 100)]


def test_a_closed_case_stays_closed_until_another_hundred(session: Session) -> None:
    note_unknown_codes(session, before=99, now_in_all=100, at=NOW)
    first = session.exec(select(StampCase)).one()
    close_case(session, first, CloseCaseForm(outcome="guessing"), by=BY)
    note_unknown_codes(session, before=100, now_in_all=199, at=NOW)
    assert queries.open_service_cases(session) == 0
    note_unknown_codes(session, before=199, now_in_all=200, at=NOW)
    assert [case.closed_at is None for case in queries.service_cases(session)] == [True, False]


@pytest.mark.parametrize("outcome", ["copied", "own-mistake"])
def test_it_is_closed_with_an_outcome_of_its_own(session: Session, outcome: str) -> None:
    note_unknown_codes(session, before=0, now_in_all=100, at=NOW)
    case = session.exec(select(StampCase)).one()
    with pytest.raises(Invalid):
        close_case(session, case, CloseCaseForm(outcome=outcome), by=BY)


def test_the_operator_looks_at_the_case_and_closes_it(client: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        session.add(StampMiss(hour=NOW.replace(minute=0), count=130))
        note_unknown_codes(session, before=0, now_in_all=100, at=NOW)
        case = session.exec(select(StampCase)).one()
    operator = sign_in(client, world.operator)
    path = f"/stamp-cases/{case.id}"
    assert 'href="/stamp-cases"' in operator.get("/operate").text
    assert f'href="{path}"' in operator.get("/stamp-cases").text
    assert "130" in operator.get(path).text
    assert operator.post(path, data={"outcome": "copied"}).status_code == 422
    answer = operator.post(path, data={"outcome": "invented", "note": "Chợ Ba Bể"})
    assert answer.headers["location"] == "/stamp-cases?said=unknown-codes-closed"
    assert "Chợ Ba Bể" in operator.get(path).text
    with database.read() as session:
        closed = session.get_one(StampCase, case.id)
    assert (closed.outcome, closed.closed_by_name, closed.subject) == ("invented", world.operator.name, None)


def test_cases_of_the_service_and_of_cooperatives_are_kept_apart(
    client: TestClient, world: World, database: Database
) -> None:
    with database.write() as session:
        note_unknown_codes(session, before=0, now_in_all=100, at=NOW)
        nobodys = session.exec(select(StampCase)).one()
        own = StampCase(cooperative_id=world.own.id, code="000000000000000", signals=["voided"])
        session.add(own)
    operator = sign_in(client, world.operator)
    assert operator.get(f"/stamp-cases/{own.id}").status_code == 404
    assert operator.get(f"/c/{world.own.id}/stamps/cases/{nobodys.id}").status_code == 404
    assert nobodys.id not in operator.get(f"/c/{world.own.id}/stamps/cases").text
    assert sign_in(client, world.manager).get(f"/stamp-cases/{nobodys.id}").status_code == 403
