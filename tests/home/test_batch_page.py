"""The batch's own page: how far it is, the next act first, the journey, the certificates, whom it is shown to."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.batches.models import Batch
from cooptrace.certificates.models import Certificate
from cooptrace.cooperatives.models import Producer
from cooptrace.database import Database
from cooptrace.scans.models import ScanDay
from cooptrace.web.formats import local_today
from cooptrace.web.policy import Role
from tests.batches.taps import Phone
from tests.factories import make_batch, make_event, make_product, make_site
from tests.people import World, sign_in


@pytest.fixture
def batch(database: Database, world: World) -> Batch:
    with database.write() as session:
        product = make_product(session, world.own, gtin="09520001000010")
        return make_batch(session, product, site=make_site(session, world.own))


def seen(client: TestClient, world: World, batch: Batch, role: Role = Role.STAFF) -> Phone:
    client.cookies.set("lang", "en")
    return Phone(sign_in(client, world.person(role)), f"/c/{batch.cooperative_id}/batches/{batch.id}")


def changed(database: Database, batch: Batch, **values: object) -> Batch:
    with database.write() as session:
        row = session.get_one(Batch, batch.id)
        for name, value in values.items():
            setattr(row, name, value)
        return row


def test_a_published_batch_offers_printing_first(client: TestClient, world: World, batch: Batch) -> None:
    phone = seen(client, world, batch)
    assert phone.page.links["Print labels"] == f"{phone.path}/print"
    assert "10 of 10" in phone.text


def test_a_complete_draft_is_published_with_one_tap(
    client: TestClient, world: World, database: Database, batch: Batch
) -> None:
    phone = seen(client, world, changed(database, batch, status="draft")).tap("Publish")
    assert (phone.page.links["Print labels"], phone.taps) == (f"{phone.path}/print", 1)


def test_an_incomplete_draft_leads_to_what_is_missing(
    client: TestClient, world: World, database: Database, batch: Batch
) -> None:
    phone = seen(client, world, changed(database, batch, status="draft", site_id=None))
    assert phone.page.links["Add: Stages, each with its place and time"] == f"{phone.path}/edit#site_id"
    assert "9 of 10" in phone.text
    assert "Publish" not in phone.page.buttons


@pytest.mark.parametrize("role", [Role.TRAINER, Role.OFFICER, Role.INSPECTOR, Role.OPERATOR])
def test_who_only_reads_is_offered_no_acts(client: TestClient, world: World, batch: Batch, role: Role) -> None:
    phone = seen(client, world, batch, role)
    offered = {"Print labels", "Recall…", "Change the batch", "Harvest or catch"} & {
        *phone.page.links,
        *phone.page.buttons,
    }
    assert (phone.status, offered) == (200, set())


@pytest.mark.parametrize(
    ("role", "consent", "named"),
    [
        (Role.STAFF, False, True),
        (Role.TRAINER, False, True),
        (Role.INSPECTOR, False, False),
        (Role.INSPECTOR, True, True),
    ],
)
def test_a_producer_without_consent_is_named_only_inside(
    client: TestClient, world: World, database: Database, batch: Batch, role: Role, consent: bool, named: bool
) -> None:
    with database.write() as session:
        agreed = batch.created_at if consent else None
        household = Producer(cooperative_id=world.own.id, name="Hộ bà Lan", name_folded="ho ba lan", consent_at=agreed)
        session.add(household)
    changed(database, batch, producer_id=household.id)
    assert ("Hộ bà Lan" in seen(client, world, batch, role).text) == named


def test_scans_and_certificates_are_shown(client: TestClient, world: World, database: Database, batch: Batch) -> None:
    with database.write() as session:
        day, product_id = local_today(), batch.product_id
        session.add(ScanDay(day=day, cooperative_id=world.own.id, product_id=product_id, batch_id=batch.id, count=12))
        session.add(Certificate(cooperative_id=world.own.id, kind="vietgap", number="VG-2026-001"))
    text = seen(client, world, batch).text
    assert ("12 times" in text, "VG-2026-001" in text) == (True, True)


@pytest.mark.parametrize("with_gtin", [True, False])
def test_the_public_page_is_one_tap_away(
    client: TestClient, world: World, database: Database, batch: Batch, with_gtin: bool
) -> None:
    if not with_gtin:
        with database.write() as session:
            plain = make_product(session, world.own, name="Mật ong")
            batch = make_batch(session, plain, lot="MO-1")
    wanted = f"/01/09520001000010/10/{batch.lot}" if with_gtin else f"/Q/{batch.short_code}"
    phone = seen(client, world, batch)
    assert phone.page.links["See the public page"] == wanted
    assert phone.tap("See the public page").status == 200


def test_what_people_typed_is_shown_as_text(client: TestClient, world: World, database: Database, batch: Batch) -> None:
    with database.write() as session:
        make_event(session, batch, "harvest", note="<script>x</script>")
    text = seen(client, world, batch).text
    assert ("<script>x" in text, "&lt;script&gt;x" in text) == (False, True)


def test_a_recalled_batch_says_whom_to_call_and_offers_nothing(
    client: TestClient, world: World, database: Database, batch: Batch
) -> None:
    recall = {"status": "recalled", "recalled_at": batch.created_at, "recall_contact": "0900 000 001"}
    phone = seen(client, world, changed(database, batch, **recall))
    assert ("0900 000 001" in phone.text, "Print labels" in phone.page.links) == (True, False)
