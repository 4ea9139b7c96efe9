"""Try one added link: https only, briefly, and never into a private network, whatever a name or a website says."""

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import urljoin, urlsplit

from cooptrace.watch.answers import Answer, answer_to

TIMEOUT_S = 5.0
# A website that sends a byte now and then must not hold us for ever.
WHOLE_S = 15.0
MOST_STEPS = 3
_HTTPS = 443
# What `is_global` lets through although no website of others lies there.
_ELSEWHERE = tuple(
    map(
        ip_network,
        ("224.0.0.0/4", "192.0.0.0/24", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "ff00::/8"),
    )
)

# A host to its numbers; a host, a number and a path to the status and where it leads on.
Resolve = Callable[[str], list[str]]
Ask = Callable[[str, str, str], tuple[int, str | None]]


@dataclass(frozen=True)
class Tried:
    answer: Answer
    status: int = 0


def try_link(href: str, *, resolve: Resolve | None = None, ask: Ask | None = None) -> Tried:
    """Follows a few redirects, each checked like the first address."""
    address = href
    for _step in range(MOST_STEPS + 1):
        tried, onward = _try(address, resolve or _addresses_of, ask or _request)
        if onward is None:
            return tried
        address = urljoin(address, onward)
    return Tried(Answer.BROKEN)


def is_public(address: str) -> bool:
    """Whether a machine of the open internet may have this number."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    inner = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return all(map(_is_public, [found, *([inner] if inner else [])]))


def _is_public(found: IPv4Address | IPv6Address) -> bool:
    return found.is_global and not found.is_multicast and not any(found in net for net in _ELSEWHERE)


def _try(address: str, resolve: Resolve, ask: Ask) -> tuple[Tried, str | None]:
    """What one address answers, and where it leads on."""
    try:
        host, path = _parted(address)
        numbers = resolve(host)
    except ValueError:
        return Tried(Answer.PRIVATE), None
    except OSError:
        return Tried(Answer.UNKNOWN_HOST), None
    if not numbers or not all(map(is_public, numbers)):
        return Tried(Answer.PRIVATE), None
    try:
        status, onward = ask(host, numbers[0], path)
    except ssl.SSLError:
        return Tried(Answer.CERTIFICATE), None
    except (OSError, http.client.HTTPException, ValueError):
        return Tried(Answer.SILENT), None
    return Tried(answer_to(status), status), onward if 300 <= status < 400 else None


def _parted(address: str) -> tuple[str, str]:
    """Host and path. Raises ValueError for anything but plain https."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.port not in (None, _HTTPS) or parts.username is not None or not parts.hostname:
        raise ValueError(address)
    return parts.hostname, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _request(host: str, number: str, path: str) -> tuple[int, str | None]:
    """Connects to the very number that was checked: a name that changes in between leads nowhere else."""
    connection = _To(host, number)
    guard = Timer(WHOLE_S, connection.cut)
    guard.start()
    try:
        connection.request("GET", path, headers={"user-agent": "cooptrace link check", "accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("location")
    finally:
        guard.cancel()
        connection.close()


class _To(http.client.HTTPSConnection):
    def __init__(self, host: str, number: str) -> None:
        self._number, self._tls = number, ssl.create_default_context()
        super().__init__(host, _HTTPS, timeout=TIMEOUT_S, context=self._tls)

    def connect(self) -> None:
        plain = socket.create_connection((self._number, self.port), self.timeout)
        tls = self._tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = tls
        tls.do_handshake()

    def cut(self) -> None:
        """Whoever waits for this connection waits no longer."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _addresses_of(host: str) -> list[str]:
    found = socket.getaddrinfo(host, _HTTPS, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))
