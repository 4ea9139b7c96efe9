"""Certificates: of the cooperative, a place or a product; shown while they are valid, and not a day longer."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from cooptrace.certificates.kinds import KINDS
from cooptrace.certificates.models import Certificate
from cooptrace.certificates.queries import valid_certificates
from cooptrace.certificates.validity import Validity, standing
from cooptrace.database import Database
from cooptrace.files.models import Document
from cooptrace.products.models import Product
from cooptrace.web.formats import local_today
from tests.factories import make_product, make_site
from tests.files.pictures import picture
from tests.people import World, sign_in

TODAY = date(2026, 11, 25)
PDF = ("giấy.pdf", b"%PDF-1.7\n%%EOF", "application/pdf")


@pytest.fixture
def staff(client: TestClient, world: World) -> TestClient:
    return sign_in(client, world.staff)


@pytest.fixture
def product(database: Database, world: World) -> Product:
    with database.write() as session:
        return make_product(session, world.own)


def all_of(database: Database) -> list[Certificate]:
    with database.read() as session:
        return list(session.exec(select(Certificate)))


def typed(product: Product, **changed: str) -> dict[str, str]:
    usual = {"kind": "ocop", "stars": "4", "holder": f"product-{product.id}", "number": "12/QĐ", "once": "1"}
    return usual | {"issued_on": "2026-01-05", "valid_until": "05/01/2029", "issuer": "UBND tỉnh"} | changed


def test_a_certificate_with_its_file_is_added(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    answer = staff.post(f"/c/{world.own.id}/certificates/new", data=typed(product), files={"file": PDF})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/c/{world.own.id}/certificates?said=saved")
    (made,) = all_of(database)
    assert (made.kind, made.stars, made.product_id, made.site_id) == ("ocop", 4, product.id, None)
    assert (made.issued_on, made.valid_until) == (date(2026, 1, 5), date(2029, 1, 5))
    assert staff.get(f"/documents/{made.document_id}").content == PDF[1]


WRONG = [
    ({"kind": "nobel"}, "kind"),
    ({"stars": ""}, "stars"),
    ({"stars": "6"}, "stars"),
    ({"holder": ""}, "holder"),
    ({"valid_until": "2025-12-31"}, "valid_until"),
    ({"valid_until": "31/02/2029"}, "valid_until"),
    ({"issued_on": "2026-15-08"}, "issued_on"),
    ({"checked_on": "2126-01-01"}, "checked_on"),
    ({"number": "x" * 61}, "number"),
]


@pytest.mark.parametrize(("changed", "field"), WRONG)
def test_what_is_wrong_is_said_at_its_field(
    staff: TestClient, world: World, database: Database, product: Product, changed: dict[str, str], field: str
) -> None:
    answer = staff.post(f"/c/{world.own.id}/certificates/new", data=typed(product, **changed), files={"file": PDF})
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert 'value="UBND tỉnh"' in answer.text
    assert all_of(database) == []


def test_a_file_outlives_a_refused_form(staff: TestClient, world: World, database: Database, product: Product) -> None:
    address = f"/c/{world.own.id}/certificates/new"
    page = staff.post(address, data=typed(product, stars=""), files={"file": PDF}).text
    with database.read() as session:
        kept = session.exec(select(Document)).one().id
    assert f'name="file_kept" value="{kept}"' in page
    staff.post(address, data=typed(product, file_kept=kept))
    assert [one.document_id for one in all_of(database)] == [kept]


@pytest.mark.parametrize("content", [b"", b"<html>", picture("GIF"), b"%PDF-1.7" + bytes(10_000_000)])
def test_a_bad_file_is_said_at_its_field(
    staff: TestClient, world: World, database: Database, product: Product, content: bytes
) -> None:
    files = {"file": ("giấy.pdf", content, "application/pdf")}
    answer = staff.post(f"/c/{world.own.id}/certificates/new", data=typed(product), files=files)
    assert (answer.status_code, 'id="file-error"' in answer.text, all_of(database)) == (422, True, [])


def test_a_foreign_holder_is_not_there(staff: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        product, site = make_product(session, world.foreign), make_site(session, world.foreign)
    answers = [
        staff.post(f"/c/{world.own.id}/certificates/new", data=typed(product)).status_code,
        staff.post(
            f"/c/{world.own.id}/certificates/new", data=typed(product, kind="vietgap", holder=f"site-{site.id}")
        ).status_code,
    ]
    assert (answers, all_of(database)) == ([404, 404], [])


def test_a_certificate_is_changed_and_keeps_its_file(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    staff.post(f"/c/{world.own.id}/certificates/new", data=typed(product), files={"file": PDF})
    (made,) = all_of(database)
    address = f"/c/{world.own.id}/certificates/{made.id}"
    assert 'value="2029-01-05"' in staff.get(address).text
    staff.post(address, data=typed(product, kind="vietgap", holder=""))
    (changed,) = all_of(database)
    assert (changed.kind, changed.stars, changed.product_id) == ("vietgap", None, None)
    assert changed.document_id == made.document_id


def test_a_removed_certificate_is_shown_nowhere(
    staff: TestClient, world: World, database: Database, product: Product
) -> None:
    staff.post(f"/c/{world.own.id}/certificates/new", data=typed(product))
    (made,) = all_of(database)
    staff.post(f"/c/{world.own.id}/certificates/{made.id}/withdrawal")
    assert made.number not in staff.get(f"/c/{world.own.id}/certificates").text
    with database.read() as session:
        assert shown(session, world, product) == []


def shown(session: Session, world: World, product: Product, *, site_id: str | None = None) -> list[str]:
    found = valid_certificates(
        session, cooperative_id=world.own.id, product_id=product.id, site_id=site_id, on=local_today()
    )
    return [one.number for one in found]


def test_only_what_speaks_of_these_goods_and_is_valid_is_shown(
    database: Database, world: World, product: Product
) -> None:
    today = local_today()
    with database.write() as session:
        site, other = make_site(session, world.own), make_product(session, world.own, name="Khác")
        rows: dict[str, dict[str, Any]] = {
            "ends today": {"product_id": product.id, "valid_until": today},
            "ended yesterday": {"product_id": product.id, "valid_until": today - timedelta(days=1)},
            "begins tomorrow": {"product_id": product.id, "issued_on": today + timedelta(days=1)},
            "whole cooperative": {},
            "this site": {"site_id": site.id},
            "another product": {"product_id": other.id},
            "stars": {"product_id": product.id, "stars": 4},
        }
        for number, values in rows.items():
            session.add(Certificate(cooperative_id=world.own.id, kind="ocop", number=number, **values))
        session.add(Certificate(cooperative_id=world.foreign.id, kind="ocop", number="foreign"))
    with database.read() as session:
        there = shown(session, world, product, site_id=site.id)
        elsewhere = shown(session, world, product)
    assert (there[0], set(there)) == ("stars", {"stars", "ends today", "whole cooperative", "this site"})
    assert set(elsewhere) == set(there) - {"this site"}


@pytest.mark.parametrize(
    ("days", "validity", "warning"),
    [
        (61, Validity.VALID, None),
        (60, Validity.SOON, 60),
        (30, Validity.SOON, 30),
        (7, Validity.SOON, 7),
        (0, Validity.SOON, 7),
        (-1, Validity.EXPIRED, None),
    ],
)
def test_warnings_come_sixty_thirty_and_seven_days_before(days: int, validity: Validity, warning: int | None) -> None:
    certificate = Certificate(cooperative_id="c", kind="ocop", valid_until=TODAY + timedelta(days=days))
    found = standing(certificate, TODAY)
    assert (found.validity, found.warning_days) == (validity, warning)


def test_the_list_says_what_has_run_out(staff: TestClient, world: World, database: Database) -> None:
    with database.write() as session:
        yesterday = local_today() - timedelta(days=1)
        session.add(Certificate(cooperative_id=world.own.id, kind="haccp", number="1", valid_until=yesterday))
    page = staff.get(f"/c/{world.own.id}/certificates", params={"lang": "en"}).text
    assert '<span class="state stop">expired</span>' in page


def test_those_who_only_read_get_no_buttons(client: TestClient, world: World) -> None:
    page = sign_in(client, world.inspector).get(f"/c/{world.own.id}/certificates")
    assert (page.status_code, "/certificates/new" in page.text) == (200, False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_given_to_something(
    staff: TestClient, world: World, database: Database, product: Product, kind: str
) -> None:
    with database.write() as session:
        site = make_site(session, world.own)
    holder = f"product-{product.id}" if "product" in KINDS[kind].holders else f"site-{site.id}"
    answer = staff.post(f"/c/{world.own.id}/certificates/new", data=typed(product, kind=kind, holder=holder))
    assert (answer.status_code, [one.kind for one in all_of(database)]) == (303, [kind])
