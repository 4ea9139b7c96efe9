"""In which language pages are read, kept while scans are written down."""

from datetime import UTC, datetime
from typing import Any

from alembic import command
from fastapi.testclient import TestClient
from sqlmodel import select

from cooptrace.database import Database, migrate
from cooptrace.scans.models import Scan, ScanDay, ScanLanguageDay
from cooptrace.web.formats import local_today
from tests.scans.goods import Goods


def languages(database: Database) -> list[tuple[str, int]]:
    with database.read() as session:
        rows = session.exec(select(ScanLanguageDay).order_by("language")).all()
        assert {row.day for row in rows} <= {local_today()}
        assert sum(row.count for row in rows) == sum(session.exec(select(ScanDay.count)))
        return [(row.language, row.count) for row in rows]


def test_first_openings_are_counted_by_language(phone: TestClient, goods: Goods, database: Database) -> None:
    for language in ("vi", "zh", "vi"):
        phone.cookies.clear()
        phone.get(f"{goods.short}?lang={language}")
    phone.get(f"{goods.short}?lang=en")
    assert languages(database) == [("vi", 2), ("zh", 1)]


def test_languages_of_scans_from_before_are_counted_once_by_the_migration(database: Database) -> None:
    """On Vietnam's days: an evening in London is the next morning there."""
    own: dict[str, Any] = {"cooperative_id": "c", "form": "short", "at": datetime(2026, 11, 20, 18, 30, tzinfo=UTC)}
    with database.write() as session:
        config = migrate._config()
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "0002")
        for visitor, language in (("person", "vi"), ("person", "vi"), ("repeat", "vi"), ("person", "zh")):
            session.add(Scan(**own, product_id="p", visitor=visitor, language=language))
        session.add(Scan(**own, visitor="person", language="en"))
    migrate.upgrade(database)
    with database.read() as session:
        rows = session.exec(select(ScanLanguageDay).order_by("language"))
        found = [(str(row.day), row.product_id, row.language, row.count) for row in rows]
    assert found == [("2026-11-21", "", "en", 1), ("2026-11-21", "p", "vi", 2), ("2026-11-21", "p", "zh", 1)]
