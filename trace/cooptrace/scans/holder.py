"""What was made from the database is held for the next who asks: until anything is changed here, and for ten seconds at
most, as changes by another process (a command, a second service) are not seen."""

from collections.abc import Hashable
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from cooptrace.database import Database

HOLDS_S = 10.0
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Held(NamedTuple, Generic[V]):
    value: V
    changes: int
    until: float


class Holder(Generic[K, V]):
    """Starts anew when it holds `most`."""

    def __init__(self, database: Database, *, most: int) -> None:
        self._database, self._most = database, most
        self._held: dict[K, _Held[V]] = {}

    @property
    def changes(self) -> int:
        """To be asked before the database is read: a change that comes meanwhile makes what was read old."""
        return self._database.changes

    def get(self, key: K) -> V | None:
        held = self._held.get(key)
        if held and held.changes == self._database.changes and monotonic() < held.until:
            return held.value
        return None

    def put(self, key: K, value: V, *, changes: int) -> None:
        if len(self._held) >= self._most:
            self._held.clear()
        self._held[key] = _Held(value, changes, monotonic() + HOLDS_S)
