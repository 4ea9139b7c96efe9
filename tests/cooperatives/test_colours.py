"""Colours of a cooperative's pages: each can be read, on light and on dark paper."""

import pytest
from fastapi.testclient import TestClient

from cooptrace.cooperatives.colours import COLOURS, Colour, colour_rules
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import Database
from tests.cooperatives.test_profile import TYPED
from tests.people import World, sign_in

LEAST_CONTRAST = 4.5
WHITE, PAPER, DARK_PAPER, DARK_CARD = "#ffffff", "#fafaf5", "#101614", "#18211e"


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colour", COLOURS.values(), ids=list(COLOURS))
def test_words_can_be_read_in_and_on_every_colour(colour: Colour) -> None:
    found = [contrast(colour.light, paper) for paper in (WHITE, PAPER)]
    found += [contrast(colour.dark, paper) for paper in (DARK_PAPER, DARK_CARD)]
    assert [round(one, 2) for one in found if one < LEAST_CONTRAST] == []


def test_the_own_colour_of_the_service_needs_no_rules() -> None:
    assert [colour_rules(key) for key in ("", "no-such")] == ["", ""]
    assert colour_rules("sea") == (":root{--brand:#1f5a8c}@media(prefers-color-scheme:dark){:root{--brand:#8cc4f5}}")


@pytest.mark.parametrize(("typed", "status", "kept"), [("lotus", 303, "lotus"), ("#fff", 422, ""), ("", 303, "")])
def test_a_manager_chooses_one_of_them(
    client: TestClient, world: World, database: Database, typed: str, status: int, kept: str
) -> None:
    answer = sign_in(client, world.manager).post(f"/c/{world.own.id}/profile", data=TYPED | {"colour": typed})
    with database.read() as session:
        colour = session.get_one(Cooperative, world.own.id).colour
    assert (answer.status_code, colour) == (status, kept)
