"""Facts derived from rows of every domain, for all cooperatives in the same few queries."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.database import Database
from cooptrace.onboarding.queries import FEW, Standing, standing_of, standings
from cooptrace.people.models import RoleGrant
from cooptrace.scans.models import Scan
from cooptrace.web.formats import local_date
from cooptrace.web.policy import Role
from tests.factories import make_batch, make_product
from tests.onboarding.counting import counted
from tests.onboarding.rows import days_ago, print_labels, scan_by_shopper, sign_in_row, visit
from tests.people import FOREIGN_UNIT, OWN_UNIT, World, add_cooperative


def keys(standing: Standing) -> list[bool]:
    return [moment is not None for moment in standing.progress.reached]


def test_a_new_cooperative_with_nobody_has_reached_nothing(session: Session) -> None:
    one = add_cooperative(session, "HTX mới (mẫu)", OWN_UNIT)
    assert keys(standing_of(session, one)) == [False] * 7


def test_the_profile_needs_a_phone_somebody_answers(session: Session, world: World) -> None:
    assert keys(standing_of(session, world.own)) == [True, False, False, False, False, False, False]


def test_a_producer_with_a_phone_is_enough_for_the_profile(session: Session) -> None:
    one = add_cooperative(session, "HTX mới (mẫu)", OWN_UNIT)
    session.add(Producer(cooperative_id=one.id, name="Bà Múi", name_folded="ba mui", phone="+84900000099"))
    session.flush()
    assert standing_of(session, one).progress.has("profile")


def test_a_sign_in_of_staff_counts(session: Session, world: World) -> None:
    at = days_ago(2)
    sign_in_row(session, world.staff, at)
    sign_in_row(session, world.manager, days_ago(1))
    assert standing_of(session, world.own).facts.signed_in_at == at


def test_a_sign_in_of_the_trainer_does_not_count(session: Session, world: World) -> None:
    session.add(RoleGrant(person_id=world.trainer.id, role=Role.STAFF, cooperative_id=world.own.id))
    sign_in_row(session, world.trainer, days_ago(2))
    assert standing_of(session, world.own).facts.signed_in_at is None


def test_a_product_counts_only_with_a_photo(session: Session, world: World) -> None:
    make_product(session, world.own, photo_id=None)
    assert standing_of(session, world.own).facts.product_at is None
    product = make_product(session, world.own, created_at=days_ago(3))
    assert standing_of(session, world.own).facts.product_at == product.created_at


def test_batches_and_prints_count(session: Session, world: World) -> None:
    batch = make_batch(session, make_product(session, world.own), created_at=days_ago(4))
    at = days_ago(2)
    print_labels(session, batch, at)
    print_labels(session, batch, days_ago(1))
    facts = standing_of(session, world.own).facts
    assert (facts.batch_at, [one.first_printed_at for one in facts.printed]) == (batch.created_at, [at])


def test_a_shoppers_scan_counts(session: Session, world: World) -> None:
    batch = make_batch(session, make_product(session, world.own))
    day = local_date(days_ago(1))
    scan_by_shopper(session, batch, day)
    assert standing_of(session, world.own).facts.scanned_on == day


def test_a_scan_by_staff_does_not_count(session: Session, world: World) -> None:
    batch = make_batch(session, make_product(session, world.own))
    session.add(Scan(cooperative_id=world.own.id, batch_id=batch.id, form="short", visitor="staff", language="vi"))
    session.flush()
    assert not standing_of(session, world.own).progress.has("scan")


def print_many_beside_the_trainer(session: Session, cooperative: Cooperative, count: int) -> None:
    product = make_product(session, cooperative)
    for number in range(count):
        at = days_ago(60 - number)
        print_labels(session, make_batch(session, product, lot=f"T{number}", created_at=at), at)
        visit(session, cooperative, "met", at)


def test_the_time_alone_is_found_behind_many_printings_with_the_trainer(session: Session, world: World) -> None:
    print_many_beside_the_trainer(session, world.own, FEW + 2)
    at = days_ago(3)
    print_labels(session, make_batch(session, make_product(session, world.own), created_at=at), at)
    assert standing_of(session, world.own).progress.reached[-1] == at


def test_many_printings_with_the_trainer_are_never_alone(session: Session, world: World) -> None:
    print_many_beside_the_trainer(session, world.own, FEW + 2)
    assert not standing_of(session, world.own).progress.has("alone")


def test_a_label_printed_again_and_again_is_still_one_batch(session: Session, world: World) -> None:
    product = make_product(session, world.own)
    first = make_batch(session, product, lot="T1", created_at=days_ago(40))
    for number in range(FEW + 1):
        print_labels(session, first, days_ago(40 - number))
    at = days_ago(3)
    print_labels(session, make_batch(session, product, lot="T2", created_at=at), at)
    assert standing_of(session, world.own).progress.reached[-1] == at


@pytest.mark.parametrize(("hours", "alone"), [(25, True), (23, False)])
def test_the_second_time_is_alone_only_without_a_trainer_near(
    session: Session, world: World, *, hours: int, alone: bool
) -> None:
    product = make_product(session, world.own)
    for lot, at in (("A1", days_ago(20)), ("A2", days_ago(10))):
        print_labels(session, make_batch(session, product, lot=lot, created_at=at), at)
    visit(session, world.own, "met", days_ago(10) - timedelta(hours=hours))
    assert standing_of(session, world.own).progress.has("alone") is alone


def test_nobody_home_is_not_help(session: Session, world: World) -> None:
    product = make_product(session, world.own)
    for lot, at in (("A1", days_ago(20)), ("A2", days_ago(10))):
        print_labels(session, make_batch(session, product, lot=lot, created_at=at), at)
    visit(session, world.own, "away", days_ago(10))
    assert standing_of(session, world.own).progress.has("alone")


def test_facts_of_one_cooperative_are_not_those_of_another(session: Session, world: World) -> None:
    make_batch(session, make_product(session, world.foreign))
    assert keys(standing_of(session, world.own)) == [True, False, False, False, False, False, False]


def test_standings_keep_to_the_communes_asked_for(session: Session, world: World) -> None:
    assert [one.cooperative.id for one in standings(session, unit_codes=frozenset({OWN_UNIT}))] == [world.own.id]
    assert standings(session, unit_codes=frozenset()) == []


def test_a_withdrawn_cooperative_is_not_counted(session: Session, world: World) -> None:
    session.get_one(Cooperative, world.foreign.id).withdrawn_at = days_ago(1)
    session.flush()
    assert [one.cooperative.id for one in standings(session)] == [world.own.id]


def busy(session: Session, name: str) -> None:
    one = add_cooperative(session, name, FOREIGN_UNIT)
    batch = make_batch(session, make_product(session, one), lot="A1")
    print_labels(session, batch, days_ago(1))
    scan_by_shopper(session, batch, local_date(days_ago(1)))
    visit(session, one, "met", days_ago(1))


def test_three_cooperatives_take_as_many_queries_as_one(database: Database) -> None:
    taken = []
    for number in (1, 2, 3):
        with database.write() as session:
            busy(session, f"HTX {number} (mẫu)")
        with counted(database) as statements, database.read() as session:
            found = standings(session)
        taken.append((len(found), len(statements)))
    assert taken == [(1, 6), (2, 6), (3, 6)]
