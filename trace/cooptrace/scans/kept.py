"""What the pages of the last seconds said, kept for the next phone: read once, until anything is changed here."""

from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import NamedTuple

from cooptrace.database import Database
from cooptrace.scans.origin import Origin

HOLDS_S = 10.0
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


class _Until(NamedTuple):
    kept: Kept
    changes: int
    until: float


class KeptOrigins:
    """Changes by another process (a command, a second service) are seen after ten seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[Hashable, _Until] = {}
        self._counts: dict[str, Count] = {}

    def of(self, asked: Hashable, gather: Callable[[], Origin]) -> Kept:
        """`asked` names the code and everything else that what is gathered depends on."""
        changes = self._database.changes  # before it is read: a change that comes meanwhile makes it old
        known = self._kept.get(asked)
        if known and known.changes == changes and monotonic() < known.until:
            return known.kept
        origin = gather()
        kept = Kept(origin, self._count(origin))
        self._kept[asked] = _Until(kept, changes, monotonic() + HOLDS_S)
        return kept

    def _count(self, origin: Origin) -> Count:
        """What was counted since the database was read is not forgotten."""
        if len(self._kept) >= MOST or len(self._counts) >= MOST:
            self._kept.clear()
            self._counts.clear()
        count = self._counts.setdefault(origin.subject.key, Count(origin.scans))
        count.at_least(origin.scans)
        return count
