"""What the pages of the last seconds said, kept for the next phone: read once, until anything is changed here."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import NamedTuple
from weakref import WeakValueDictionary

from cooptrace.database import Database
from cooptrace.scans.holder import Holder
from cooptrace.scans.origin import Origin

MOST = 300


class Count:
    """How often a lot was scanned, counted on from what the database said."""

    def __init__(self, value: int) -> None:
        self.value = value
        self._lock = Lock()

    def one_more(self) -> int:
        with self._lock:
            self.value += 1
            return self.value

    def at_least(self, value: int) -> None:
        with self._lock:
            self.value = max(self.value, value)


class Kept(NamedTuple):
    """`scans` are the same for all codes that lead to the lot."""

    origin: Origin
    scans: Count


class KeptOrigins:
    def __init__(self, database: Database) -> None:
        self._kept: Holder[Hashable, Kept] = Holder(database, most=MOST)
        # For as long as a page that says it is kept.
        self._counts: WeakValueDictionary[str, Count] = WeakValueDictionary()

    def of(self, asked: Hashable, gather: Callable[[], Origin]) -> Kept:
        """`asked` names the code and everything else that what is gathered depends on."""
        if known := self._kept.get(asked):
            return known
        changes = self._kept.changes
        origin = gather()
        kept = Kept(origin, self._count(origin))
        self._kept.put(asked, kept, changes=changes)
        return kept

    def _count(self, origin: Origin) -> Count:
        """What was counted since the database was read is not forgotten."""
        count = self._counts.setdefault(origin.subject.key, Count(origin.scans))
        count.at_least(origin.scans)
        return count
