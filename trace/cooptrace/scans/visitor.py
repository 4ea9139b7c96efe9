"""Who opened a code: somebody with a phone, the same phone again, staff, or a machine. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from cooptrace.web.numbers import Unguessable

COOKIE = "device"
KEPT_FOR = timedelta(days=30)
SAME_SCAN = timedelta(hours=24)
MOST_REMEMBERED = 20
_new_token = Unguessable(32)


class Visitor(StrEnum):
    PERSON = "person"
    REPEAT = "repeat"
    STAFF = "staff"
    PREVIEW = "preview"
    PREFETCH = "prefetch"
    BOT = "bot"


# Programs that fetch a page to show a preview of a link in a chat. Browsers inside Zalo and WeChat are people.
_is_preview = re.compile(
    "facebookexternalhit|facebookcatalog|facebot|twitterbot|telegrambot|slackbot|linkedinbot|discordbot|whatsapp|"
    "skypeuripreview|viber|pinterestbot|redditbot|line-poker|zalo-?(?:bot|preview|spider)|embedly|iframely|"
    "google-pagerenderer|bingpreview|applebot",
    re.IGNORECASE,
).search
_is_bot = re.compile(
    "(?:google|bing|yandex|coccoc|petal|ahrefs|semrush|mj12|duckduck|gpt|claude|cc)bot|baiduspider|bytespider|"
    "sogou web spider|meta-externalagent|googleother|lighthouse",
    re.IGNORECASE,
).search


def machine(headers: Mapping[str, str]) -> Visitor | None:
    """The kind of machine that asked, by what it says of itself; None for a person's browser."""
    purposes = f"{headers.get('sec-purpose', '')} {headers.get('purpose', '')} {headers.get('x-moz', '')}".lower()
    if "prefetch" in purposes or "prerender" in purposes or "preview" in purposes:
        return Visitor.PREFETCH
    agent = headers.get("user-agent", "")[:500]
    if _is_preview(agent):
        return Visitor.PREVIEW
    return Visitor.BOT if _is_bot(agent) else None


@dataclass(frozen=True)
class Device:
    """A phone's own memory of 30 days: a random token and when which code was opened in the last 24 hours.

    The server keeps only the token's hash, and asks nothing of it: the phone itself says that it was here before.
    """

    token: str
    since: datetime
    opened: Mapping[str, datetime]

    @property
    def hash(self) -> str:
        return sha256(self.token.encode()).hexdigest()

    def opened_before(self, subject: str) -> datetime | None:
        return self.opened.get(_short_name(subject))

    def with_opened(self, subject: str, at: datetime) -> "Device":
        if not self.opened:
            return Device(self.token, self.since, {_short_name(subject): at})
        latest = sorted({**self.opened, _short_name(subject): at}.items(), key=lambda item: item[1])
        return Device(self.token, self.since, dict(latest[-MOST_REMEMBERED:]))

    def cookie(self) -> str:
        """token.since~code.seconds~… in base 10: letters every cookie may hold."""
        parts = [f"{self.token}.{int(self.since.timestamp())}"]
        parts += [f"{name}.{int(at.timestamp())}" for name, at in self.opened.items()]
        return "~".join(parts)

    def seconds_left(self, at: datetime) -> int:
        return max(int((self.since + KEPT_FOR - at).total_seconds()), 1)


_read = re.compile(r"([A-Za-z0-9_-]{43})\.([0-9]{9,11})((?:~[0-9a-f]{12}\.[0-9]{9,11}){0,20})").fullmatch


def read_device(cookie: str | None, at: datetime) -> Device:
    """A cookie that is missing, older than 30 days or not ours makes a new device."""
    found = _read(cookie) if cookie and len(cookie) < 1000 else None
    if found is None:
        return Device(_new_token(), at, {})
    since = _moment(found[2])
    if not at - KEPT_FOR < since <= at + timedelta(minutes=5):
        return Device(_new_token(), at, {})
    opened = {name: _moment(seconds) for name, seconds in re.findall(r"~([0-9a-f]{12})\.([0-9]+)", found[3])}
    return Device(found[1], since, {name: moment for name, moment in opened.items() if at - SAME_SCAN < moment <= at})


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


@lru_cache(maxsize=10_000)
def _short_name(subject: str) -> str:
    return sha256(subject.encode()).hexdigest()[:12]
