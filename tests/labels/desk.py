"""A cooperative at the print desk: a batch to print, the address confirmed, and what its pages and files say."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi.testclient import TestClient

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.labels.models import PrintJob
from cooptrace.products.models import Product
from cooptrace.web.models import PublicAddress
from tests.factories import make_batch, make_product, make_site

ORIGIN = "http://trace.test"
GTIN = "09521234543213"


@dataclass(frozen=True)
class Desk:
    """One cooperative's batch and the addresses of its desk."""

    cooperative: Cooperative
    product: Product
    batch: Batch

    @property
    def home(self) -> str:
        return f"/c/{self.cooperative.id}"

    @property
    def page(self) -> str:
        return f"{self.home}/batches/{self.batch.id}/print"


def make_desk(database: Database, cooperative: Cooperative, *, gtin: str | None = None) -> Desk:
    with database.write() as session:
        product = make_product(session, cooperative, gtin=gtin)
        batch = make_batch(session, product, site=make_site(session, cooperative))
    return Desk(cooperative, product, batch)


def confirm_address(database: Database, origin: str = ORIGIN) -> None:
    with database.write() as session:
        session.add(PublicAddress(origin=origin))


def order(**chosen: object) -> dict[str, str]:
    """What the form sends; ten labels from cell 13 of the usual paper unless told otherwise."""
    usual = {"count": 10, "stock": "tomy-145", "design": "batch", "start": 13, "once": "1"}
    return {name: str(value) for name, value in (usual | chosen).items()}


def print_labels(client: TestClient, desk: Desk, **chosen: object) -> str:
    """The job's page, without what it announces."""
    answer = client.post(desk.page, data=order(**chosen))
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.headers["location"]).path


def job_of(database: Database, page: str) -> PrintJob:
    with database.read() as session:
        return session.get_one(PrintJob, page.rsplit("/", 1)[1])


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', html)


def checked_cell(html: str) -> int | None:
    """The start cell chosen on the page."""
    found = re.search(r'name="start" id="cell-\d+" value="(\d+)" checked', html)
    return int(found[1]) if found else None


def as_sent(html: str) -> dict[str, str]:
    """What a browser sends when the desk's form is not touched."""
    fields = dict(re.findall(r'<input type="hidden" name="(once|paper_shown|sheet)" value="([^"]*)"', html))
    (fields["count"],) = re.findall(r'name="count" type="text" value="([^"]*)"', html)
    fields["stock"] = re.findall(r'value="([^"]*)" selected', html)[0]
    return fields | {"start": str(checked_cell(html))}
