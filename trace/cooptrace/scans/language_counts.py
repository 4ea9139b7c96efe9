"""In which language pages were read, by day: one statement more in the transaction that writes down the openings."""

import json
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import TextClause, text
from sqlmodel import Session

# cooperative_id, day as 2026-11-23, product_id, language
LanguageKey = tuple[str, str, str, str]

_ADD = """
INSERT INTO scan_language_day (cooperative_id, day, product_id, language, count)
SELECT value->>0, {day}, value->>2, value->>3, {count} FROM {rows} WHERE true
ON CONFLICT (cooperative_id, day, product_id, language) DO UPDATE SET count = scan_language_day.count + excluded.count
"""


def count_languages(session: Session, first_openings: Iterable[LanguageKey]) -> None:
    """Always in the same order: two transactions that add to the same days must not wait for each other."""
    counts = Counter(first_openings)
    if counts:
        rows = json.dumps([(*key, count) for key, count in sorted(counts.items())])
        add = _ON_SQLITE if session.get_bind().dialect.name == "sqlite" else _ON_POSTGRESQL
        session.execute(add, {"rows": rows})


def _written(**engine: str) -> TextClause:
    return text(_ADD.format_map(engine))


_ON_SQLITE = _written(rows="json_each(:rows)", day="value->>1", count="value->>4")
_ON_POSTGRESQL = _written(
    rows="json_array_elements(CAST(:rows AS json))",
    day="CAST(value->>1 AS date)",
    count="CAST(value->>4 AS integer)",
)
