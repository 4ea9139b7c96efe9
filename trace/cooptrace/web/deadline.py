"""Slow and hostile clients: a request must arrive in time, and one address may hold only so many connections.

uvicorn has no such limits: a request that never ends holds its connection for ever, and the service's end with it.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


@dataclass(frozen=True)
class Limits:
    """The head of a request may take `patience_s`; its body may be late by as much against the slowest line we serve.

    Photos come over weak mobile networks: a body that flows at `body_bytes_per_s` may take as long as it needs.
    `per_address` is generous, as many phones share one address of their network; a proxy on this machine goes free.
    """

    patience_s: float = 10
    head_bytes: int = 128 * 1024
    body_bytes_per_s: float = 4096
    per_address: int = 200
    uncounted: frozenset[str] = frozenset({"127.0.0.1", "0000:0000:0000:0000"})


def deadline_protocol(limits: Limits | None = None) -> type["DeadlineProtocol"]:
    """The protocol of one server: `uvicorn.Config(http=...)`. Each counts connections for itself."""
    return type("DeadlineProtocol", (DeadlineProtocol,), {"limits": limits or Limits(), "held": Counter()})


class DeadlineProtocol(HttpToolsProtocol):
    """The clock runs from the first byte that is expected to the last byte of the request, never while we answer."""

    limits: Limits
    held: Counter[str]
    _holder = ""
    # One clock for many requests: it is not wound back with each, but looks again when it finds nothing due.
    _clock: asyncio.TimerHandle | None = None
    _due: float | None = None
    _head_bytes = 0
    _in_body = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._holder = household(self.client[0]) if self.client else ""
        self.held[self._holder] += 1
        if self.held[self._holder] > self.limits.per_address and self._holder not in self.limits.uncounted:
            transport.abort()
            return
        self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._clock is not None:
            self._clock.cancel()
        self.held[self._holder] -= 1
        if not self.held[self._holder]:
            del self.held[self._holder]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        due = self._start()
        if self._in_body:
            in_time = due + len(data) / self.limits.body_bytes_per_s
            self._due = min(in_time, self.loop.time() + self.limits.patience_s)
        else:
            self._head_bytes += len(data)
        super().data_received(data)
        if not self._in_body and self._head_bytes > self.limits.head_bytes:
            self.transport.abort()

    def on_headers_complete(self) -> None:
        self._in_body, self._head_bytes = True, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_body = False
        self._due = None
        super().on_message_complete()

    def _start(self) -> float:
        if self._due is None:
            self._due = self.loop.time() + self.limits.patience_s
            if self._clock is None:
                self._clock = self.loop.call_at(self._due, self._look)
        return self._due

    def _look(self) -> None:
        self._clock = None
        if self._due is None:
            return
        now = self.loop.time()
        if self.flow.read_paused:  # we are the slow ones: what came is not read yet
            self._due = now + self.limits.patience_s
        if self._due > now:
            self._clock = self.loop.call_at(self._due, self._look)
        else:
            self.transport.abort()


def household(address: str) -> str:
    """Who is counted: an IPv4 address, or the /64 that one household or phone has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or parsed.exploded[:19])
    return str(parsed)
