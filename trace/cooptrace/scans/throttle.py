"""Too many of something from one address: counted in this process's memory, gone when it ends."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from time import time

from limits import RateLimitItem, RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

from cooptrace.errors import TooMany

HOUR_S = 3600
_SHUT = RateLimitItemPerHour(1, namespace="shut")


@dataclass(frozen=True)
class Rule:
    """`limit` in any hour; the next one shuts the address out for a full hour."""

    name: str
    limit: RateLimitItem


# Codes do not carry a meaning that could be guessed; this keeps those who try all the same from filling the log.
UNKNOWN_CODES = Rule("unknown-codes", RateLimitItemPerHour(30))
REPORTS = Rule("reports", RateLimitItemPerHour(6))


class Throttle:
    """One for each running service; several processes each count for themselves."""

    def __init__(self) -> None:
        storage = MemoryStorage()
        self._counted, self._shut = MovingWindowRateLimiter(storage), FixedWindowRateLimiter(storage)

    def count(self, rule: Rule, address: str) -> None:
        """Raises TooMany."""
        who = group_of(address)
        if not self._shut.test(_SHUT, rule.name, who):
            left_s = self._shut.get_window_stats(_SHUT, rule.name, who).reset_time - time()
            raise TooMany(retry_after_s=max(int(left_s), 1))
        if not self._counted.hit(rule.limit, rule.name, who):
            self._shut.hit(_SHUT, rule.name, who)
            raise TooMany(retry_after_s=HOUR_S)


def group_of(address: str) -> str:
    """IPv6: the /64 that a household or phone has. IPv4: the address alone, as many phones share one already."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or parsed.exploded[:19])
