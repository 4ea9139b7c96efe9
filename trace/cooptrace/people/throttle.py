"""How often somebody may try: for each account, each neighbourhood of addresses, and all together. Kept in memory."""

import ipaddress
import math
import time

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from cooptrace.errors import TooMany

# The day's limit is the hard stop: after it only a sign-in code shown by somebody helps.
_ACCOUNT = (RateLimitItemPerMinute(10, 10, "account"), RateLimitItemPerDay(100, 1, "account"))
# A class of thirty sits behind one address.
_ADDRESS = (RateLimitItemPerMinute(90, 10, "address"),)
_ALL = (RateLimitItemPerMinute(900, 10, "all"),)


class Throttle:
    """One for the whole process; several processes each count for themselves."""

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def count_try(self, account: str, address: str) -> None:
        """Counts before the password is looked at, so that tries made at once are counted too. Raises TooMany."""
        # The address first: whoever is stopped there uses up nobody else's tries.
        self.count_address(address)
        self._count(_ACCOUNT, account)
        self._count(_ALL, "all")

    def count_address(self, address: str) -> None:
        self._count(_ADDRESS, neighbourhood(address))

    def forgive(self, account: str) -> None:
        """After a right password the account's wrong tries no longer count."""
        for limit in _ACCOUNT:
            self._limiter.clear(limit, account)

    def _count(self, limits: tuple[RateLimitItem, ...], key: str) -> None:
        for limit in limits:
            if not self._limiter.hit(limit, key):
                again_at = self._limiter.get_window_stats(limit, key).reset_time
                raise TooMany(retry_after_s=max(1, math.ceil(again_at - time.time())))


def neighbourhood(address: str) -> str:
    """Addresses one person can easily have many of: a /24 of IPv4, a /64 of IPv6."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:40]
    length = 24 if known.version == 4 else 64
    return str(ipaddress.ip_network((known, length), strict=False))
