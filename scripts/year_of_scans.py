"""A province after a year: 400 cooperatives with three products each, a lot of each every week, and shoppers.

A lot is scanned for eight weeks, less each day; some cooperatives sell a hundred times as much as others. The daily
sums are drawn first, and each is then unfolded into that many rows of the log, so that both agree as they do in use.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from pysqlite3 import dbapi2 as sqlite3
from sqlalchemy import insert
from sqlmodel import Session, SQLModel
from tests.factories import make_event, make_photo, make_site
from tests.people import add_cooperative, add_person

from cooptrace.batches.models import Batch
from cooptrace.codes import new_batch_code
from cooptrace.cooperatives.models import Cooperative, Producer
from cooptrace.database import Database, migrate, new_id, now
from cooptrace.labels.models import PrintJob
from cooptrace.people.models import Person
from cooptrace.places.units import current_units
from cooptrace.products.models import Product
from cooptrace.stamps.forms import OrderForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampOrder
from cooptrace.stamps.order_actions import order_stamps
from cooptrace.training.models import Visit
from cooptrace.web.formats import ZONE, local_today
from cooptrace.web.policy import Role
from cooptrace.web.viewer import Viewer

COOPERATIVES, PRODUCTS, HOUSEHOLDS = 400, 3, 20
DAYS, LOT_EVERY, SCANNED_FOR = 364, 7, 56
STAMPS = 20_000
SCANS = 50_000_000  # for which as many stamps as below were scanned
STAMPS_SEEN = 2_500
TOKEN_DAYS = 30


@dataclass(frozen=True)
class Province:
    """`busiest` sells most, so its pages have most to add up; `batch` is its latest."""

    busiest: Cooperative
    batch: Batch
    order: StampOrder
    manager: Person
    trainer: Person
    officer: Person
    operator: Person


def build(url: str, keys: KeyRing) -> tuple[Province, "Cells"]:
    """Everything but the scans."""
    database = Database(url)
    migrate.upgrade(database)
    with database.write() as session:
        owners = _cooperatives(session)
        batches = _goods(session, owners)
        orders = _stamps(session, keys, owners)
        numbers = np.random.default_rng(22)
        weights = numbers.lognormal(sigma=1.0, size=COOPERATIVES)
        best = int(weights.argmax())
        unit_code = owners[best].unit_code
        latest = max((row for row in batches if row["cooperative_id"] == owners[best].id), key=_made_on)
        batch = session.get_one(Batch, latest["id"])
        for kind in ("harvest", "pack"):
            make_event(session, batch, kind)
        province = Province(
            busiest=owners[best],
            batch=batch,
            order=orders[best],
            manager=add_person(session, "Bà Múi", 1, Role.MANAGER, cooperative=owners[best]),
            trainer=add_person(session, "Chị Hoa", 2, Role.TRAINER, unit_code=unit_code),
            officer=add_person(session, "Anh Tuấn", 3, Role.OFFICER),
            operator=add_person(session, "Anh Minh", 4, Role.OPERATOR),
        )
    database.close()
    ranks = {owner.id: weight for owner, weight in zip(owners, weights, strict=True)}
    return province, Cells(batches, ranks, numbers)


def _made_on(row: dict[str, Any]) -> date:
    made: date = row["produced_on"]
    return made


def _cooperatives(session: Session) -> list[Cooperative]:
    units = current_units()
    owners = [
        add_cooperative(session, f"HTX Mẫu {number:03}", units[number % len(units)].code)
        for number in range(COOPERATIVES)
    ]
    for number, owner in enumerate(owners):
        add_person(session, f"Người mẫu {number:03}", 100 + number, Role.STAFF, cooperative=owner)
        met_at = now() - timedelta(days=DAYS + 10)
        session.add(Visit(cooperative_id=owner.id, outcome="met", trainer_name="Chị Hoa", visited_at=met_at))
    return owners


def _goods(session: Session, owners: list[Cooperative]) -> list[dict[str, Any]]:
    households: list[dict[str, Any]] = []
    products: list[dict[str, Any]] = []
    batches: list[dict[str, Any]] = []
    for owner in owners:
        photo, site = make_photo(session, owner), make_site(session, owner)
        makers = [new_id() for _ in range(HOUSEHOLDS)]
        households += [
            {
                "id": maker,
                "cooperative_id": owner.id,
                "name": "Hộ mẫu",
                "name_folded": "ho mau",
                "phone": "+84900009999",
            }
            for maker in makers
        ]
        for number in range(PRODUCTS):
            product = {"id": new_id(), "cooperative_id": owner.id, "photo_id": photo.id, "name": f"Miến dong {number}"}
            products.append({**product, "name_folded": "mien dong", "net_amount": 500, "net_unit": "g"})
            batches += _lots(product, site.id, makers)
    _insert(session, Producer, households)
    _insert(session, Product, products)
    _insert(session, Batch, batches)
    _insert(session, PrintJob, [_print(row) for row in batches])
    return batches


def _lots(product: dict[str, Any], site_id: str, makers: list[str]) -> Iterator[dict[str, Any]]:
    for number in range(DAYS // LOT_EVERY):
        made_on = local_today() - timedelta(days=DAYS - 1 - number * LOT_EVERY)
        yield {
            "id": new_id(),
            "cooperative_id": product["cooperative_id"],
            "product_id": product["id"],
            "lot": f"MD{made_on:%y%m%d}",
            "short_code": new_batch_code(),
            "quantity": 200,
            "quantity_unit": "gói",
            "produced_on": made_on,
            "created_at": datetime.combine(made_on, time(12), ZONE),
            "expires_on": made_on + timedelta(days=365),
            "site_id": site_id,
            "producer_id": makers[number % len(makers)],
            "status": "active",
        }


def _print(batch: dict[str, Any]) -> dict[str, Any]:
    owned = {"cooperative_id": batch["cooperative_id"], "batch_id": batch["id"]}
    printed = {"printed_at": batch["created_at"], "code_text": "HTTPS://TRACE.TEST/Q/1"}
    return {**owned, **printed, "stock": "tomy-145", "design": "stamp", "start_cell": 1, "count": 65}


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    session.execute(insert(table), rows)


def _stamps(session: Session, keys: KeyRing, owners: list[Cooperative]) -> list[StampOrder]:
    by = Viewer("bench", "bench", "vi", "bench")
    return [order_stamps(session, keys, owner, OrderForm(count=STAMPS), by=by) for owner in owners]


class Cells:
    """How often each lot was scanned on each day: so many times as the whole is to have rows."""

    def __init__(self, batches: list[dict[str, Any]], ranks: dict[str, float], numbers: np.random.Generator) -> None:
        self._numbers = numbers
        today = local_today()
        ages = np.arange(SCANNED_FOR)
        fade = np.exp(-ages / 15)
        where, days, weights = [], [], []
        for index, batch in enumerate(batches):
            shown = min(SCANNED_FOR, (today - batch["produced_on"]).days + 1)
            where.append(np.full(shown, index))
            days.append(batch["produced_on"].toordinal() + ages[:shown])
            weights.append(fade[:shown] * ranks[batch["cooperative_id"]])
        order = np.argsort(np.concatenate(days), kind="stable")
        self._where, self._days = np.concatenate(where)[order], np.concatenate(days)[order]
        self._weights = np.concatenate(weights)[order]
        self._weights /= self._weights.sum()
        self._keys = [(row["cooperative_id"], row["product_id"], row["id"]) for row in batches]

    def drawn(self, scans: int) -> Iterator[tuple[str, str, str, str, int]]:
        """Day, cooperative, product, batch and how many more scans, in the order of days; in all about `scans`."""
        counts = self._numbers.poisson(self._weights * scans)
        some = counts.nonzero()[0]
        for index, day, count in zip(self._where[some], self._days[some], counts[some], strict=True):
            yield date.fromordinal(int(day)).isoformat(), *self._keys[index], int(count)


def add_scans(file: Path, cells: Cells, scans: int) -> None:
    """Into a database that nobody else has open."""
    found = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000", "temp_store=MEMORY"):
        found.execute(f"PRAGMA {pragma}")
    found.execute("BEGIN")
    found.execute("CREATE TEMP TABLE cell (day, cooperative_id, product_id, batch_id, count)")
    found.executemany("INSERT INTO cell VALUES (?, ?, ?, ?, ?)", cells.drawn(scans))
    found.execute(_NUMBERS)
    found.execute(_LOG, {"token_since": str(local_today() - timedelta(days=TOKEN_DAYS))})
    found.execute(_SUMS)
    found.execute(_LANGUAGES)
    found.execute(_WEEKS)
    found.execute(_PROVINCE)
    found.execute(_SCANNED)
    found.execute(_SEEN, {"count": STAMPS_SEEN * scans // SCANS})
    found.execute("COMMIT")
    found.execute("PRAGMA journal_mode=WAL")
    found.close()


# The times of day between 7 in the morning and 11 at night in Vietnam, which is the same day in UTC.
_NUMBERS = """
CREATE TEMP TABLE number AS
WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < (SELECT max(count) FROM cell))
SELECT n, printf(' %02d:%02d:%02d.%06d', abs(random()) % 16, abs(random()) % 60, abs(random()) % 60,
abs(random()) % 1000000) AS clock, lower(hex(randomblob(32))) AS device_hash FROM n ORDER BY n
"""
_LOG = """
INSERT INTO scan (at, cooperative_id, product_id, batch_id, form, visitor, language, device_hash)
SELECT day || clock, cooperative_id, product_id, batch_id, 'short', 'person', 'vi',
CASE WHEN day > :token_since THEN device_hash END
FROM cell CROSS JOIN number ON number.rowid <= cell.count
"""
_SUMS = """
INSERT INTO scan_day (cooperative_id, day, product_id, batch_id, count)
SELECT cooperative_id, day, product_id, batch_id, count FROM cell WHERE true ORDER BY 1, 2, 3, 4
ON CONFLICT (cooperative_id, day, product_id, batch_id) DO UPDATE SET count = count + excluded.count
"""
_LANGUAGES = """
INSERT INTO scan_language_day (cooperative_id, day, product_id, language, count)
SELECT cooperative_id, day, product_id, 'vi', sum(count) FROM cell GROUP BY 1, 2, 3
ON CONFLICT (cooperative_id, day, product_id, language) DO UPDATE SET count = count + excluded.count
"""
_WEEKS = """
INSERT INTO scan_week (week, cooperative_id, count)
SELECT date(day, 'weekday 0', '-6 days'), cooperative_id, sum(count) FROM cell GROUP BY 1, 2
ON CONFLICT (week, cooperative_id) DO UPDATE SET count = count + excluded.count
"""
_PROVINCE = """
INSERT INTO scan_province_day (day, language, count)
SELECT day, 'vi', sum(count) FROM cell GROUP BY 1
ON CONFLICT (day, language) DO UPDATE SET count = count + excluded.count
"""
_SCANNED = """
UPDATE print_job SET scanned_on = date(printed_at) WHERE scanned_on IS NULL AND batch_id IN (SELECT batch_id FROM cell)
"""
# Stamps all over each order.
_SEEN = """
INSERT OR IGNORE INTO stamp_seen
(epoch, serial, first_at, last_at, times, pin_wrong, pin_wrong_that_day, pin_times)
WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :count)
SELECT epoch, first + abs(random()) % count, ordered_at, ordered_at, 1, 0, 0, 0 FROM stamp_order CROSS JOIN n
"""
