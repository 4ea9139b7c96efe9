"""People are told from programs, and a phone that was here before from a new one."""

from datetime import UTC, datetime, timedelta

import pytest

from cooptrace.scans.visitor import MOST_REMEMBERED, Visitor, machine, read_device

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANDROID = "Mozilla/5.0 (Linux; Android 13; CUBOT X18) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"user-agent": ANDROID}, None),
        ({"user-agent": f"{ANDROID} Zalo android/12110673 ZaloTheme/light"}, None),
        ({"user-agent": f"{ANDROID} MicroMessenger/8.0.44"}, None),
        ({}, None),
        ({"user-agent": "facebookexternalhit/1.1"}, Visitor.PREVIEW),
        ({"user-agent": "WhatsApp/2.23.20.0"}, Visitor.PREVIEW),
        ({"user-agent": "TelegramBot (like TwitterBot)"}, Visitor.PREVIEW),
        ({"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, Visitor.BOT),
        ({"user-agent": "Mozilla/5.0 (compatible; coccocbot-web/1.0)"}, Visitor.BOT),
        ({"user-agent": ANDROID, "sec-purpose": "prefetch;prerender"}, Visitor.PREFETCH),
        ({"user-agent": ANDROID, "purpose": "prefetch"}, Visitor.PREFETCH),
    ],
)
def test_machines_are_known_by_what_they_say_of_themselves(headers: dict[str, str], kind: Visitor | None) -> None:
    assert machine(headers) == kind


def test_a_device_remembers_what_it_opened_within_a_day() -> None:
    device = read_device(None, NOON).with_opened("batch-1", NOON)
    again = read_device(device.cookie(), NOON + timedelta(hours=23))
    assert (again.hash, again.opened_before("batch-1"), again.opened_before("batch-2")) == (device.hash, NOON, None)


def test_after_a_day_it_is_a_new_opening_by_the_same_device() -> None:
    device = read_device(None, NOON).with_opened("batch-1", NOON)
    again = read_device(device.cookie(), NOON + timedelta(hours=25))
    assert (again.hash, again.opened_before("batch-1")) == (device.hash, None)


def test_after_thirty_days_it_is_a_new_device() -> None:
    device = read_device(None, NOON)
    assert read_device(device.cookie(), NOON + timedelta(days=29)).hash == device.hash
    assert read_device(device.cookie(), NOON + timedelta(days=31)).hash != device.hash


def test_the_cookie_stays_small() -> None:
    device = read_device(None, NOON)
    for number in range(100):
        device = device.with_opened(f"batch-{number}", NOON + timedelta(seconds=number))
    assert (len(device.opened), len(device.cookie()) < 700) == (MOST_REMEMBERED, True)
    assert read_device(device.cookie(), NOON + timedelta(hours=1)).hash == device.hash


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "é~~..", "A" * 43 + ".99999999999", "A" * 43 + ".1~zz.1"])
def test_a_cookie_that_is_not_ours_makes_a_new_device(cookie: str) -> None:
    assert read_device(cookie, NOON).opened == {}
