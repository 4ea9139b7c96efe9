"""The sample province: all of it is there, each cooperative as far as it should be, and nothing claims to be real."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from sqlmodel import SQLModel, col, func, select

from cooptrace.batches.models import Batch
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from cooptrace.demo import tour
from cooptrace.demo.samples import STAGES, samples
from cooptrace.labels.models import PrintJob
from cooptrace.people.models import Person
from cooptrace.products.models import Product
from cooptrace.scans.models import Scan, ScanDay
from cooptrace.settings import Settings


@pytest.fixture
def visit(database: Database, settings: Settings) -> tour.Tour:
    return tour.prepare(database, settings.model_copy(update={"demo": True}))


def test_everything_is_there_and_marked_as_a_sample(visit: tour.Tour, database: Database) -> None:
    with database.read() as session:
        names = [row.name for row in session.exec(select(Cooperative).where(col(Cooperative.is_sample).is_(True)))]
        people = list(session.exec(select(Person)))
        gtins = session.exec(select(Product.gtin)).all()
    assert len(names) == 20
    assert [name for name in [*names, *(person.name for person in people)] if "(mẫu)" not in name] == []
    assert [gtin for gtin in gtins if not gtin or not gtin.startswith("0952")] == []
    assert [person.phone for person in people if not (person.phone or "").startswith("+84900000")] == []


def test_cooperatives_are_at_every_stage(visit: tour.Tour, database: Database) -> None:
    with database.read() as session:
        found = [_count(database, table) for table in (Product, Batch, PrintJob)]
        scans, days = session.exec(select(func.count()).select_from(Scan)).one(), session.exec(select(ScanDay)).all()
    assert {sample.stage for sample in samples()} == set(STAGES)
    reached = [
        sum(sample.has_reached(stage) for sample in samples()) for stage in ("product", "batch", "printed", "again")
    ]
    assert found == [reached[0], reached[1] + reached[3], reached[2] + reached[3]]
    assert sum(day.count for day in days) == scans


def test_the_sheet_can_be_read_back(visit: tour.Tour, settings: Settings) -> None:
    sheet = Path(settings.data_dir) / tour.SHEET
    page = pypdfium2.PdfDocument(sheet.read_bytes())[0].render(scale=300 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(page)] == [visit.code] * 65


def test_a_second_start_makes_new_links_and_no_second_province(
    visit: tour.Tour, database: Database, settings: Settings
) -> None:
    again = tour.prepare(database, settings)
    assert _count(database, Cooperative) == 20
    assert set(again.paths).isdisjoint(visit.paths)
    words = again.words("http://192.0.2.1:8000")
    assert [path for _name, path in again.paths if f"http://192.0.2.1:8000{path}" not in words] == []


def _count(database: Database, table: type[SQLModel]) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).select_from(table)).one()
