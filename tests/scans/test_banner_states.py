"""Every banner state answers in three languages, small, and as what it is."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cooptrace.database import Database
from cooptrace.stamps.verdict import Kind
from tests.people import World
from tests.scans.banner_states import states_of
from tests.scans.test_origin_page import BYTES_BEFORE_PICTURES
from tests.scans.test_origin_words import json_ld

NOT_FOUND = {"unknown": 404, "malformed": 400, "stamp-mistyped": 400, "stamp-not-ours": 404}
# The database cannot be lost in a test; stamps are asked for by their short code here.
ELSEWHERE = {Kind.UNREACHABLE}


@pytest.fixture
def states(world: World, database: Database, app: FastAPI) -> dict[str, str]:
    with database.write() as session:
        return states_of(session, world, app.state.stamp_keys.folder.parent)


@pytest.mark.parametrize("language", ["vi", "en", "zh"])
def test_every_state_answers_in_every_language(phone: TestClient, states: dict[str, str], language: str) -> None:
    phone.get(states["stamp-yours"])
    wrong: list[str] = []
    for name, path in states.items():
        answer = phone.get(f"{path}{'&' if '?' in path else '?'}lang={language}&said=", follow_redirects=True)
        if answer.status_code != NOT_FOUND.get(name, 200):
            wrong.append(f"{name}: {answer.status_code}")
        if len(answer.content) > BYTES_BEFORE_PICTURES or f'<html lang="{language}">' not in answer.text:
            wrong.append(f"{name}: {len(answer.content)} bytes")
    assert wrong == []


def test_there_is_a_state_for_each_thing_said_of_a_stamp(phone: TestClient, states: dict[str, str]) -> None:
    phone.get(states["stamp-yours"])
    json = {"accept": "application/json"}
    stamps = [path for name, path in states.items() if name.startswith("stamp-")]
    told = {phone.get(f"{path}?said=", headers=json).json()["verdict"] for path in stamps}
    assert told == set(Kind) - ELSEWHERE


def test_a_stamp_is_one_piece_for_machines_and_a_code_of_the_lot_is_not(
    phone: TestClient, states: dict[str, str]
) -> None:
    stamp, lot = (json_ld(phone.get(states[name])) for name in ("stamp-first", "ok"))
    assert (stamp["@type"], stamp["serialNumber"]) == ("IndividualProduct", states["stamp-first"].removeprefix("/Q/"))
    assert (lot["@type"], "serialNumber" in lot) == ("SomeProducts", False)


def test_what_nobody_must_miss_stands_before_all_forms(phone: TestClient, states: dict[str, str]) -> None:
    text = phone.get(states["stamp-recalled"]).text
    places = [found.start() for found in re.finditer('class="banner stop"', text)]
    assert (len(places), places[-1] < text.index("<form")) == (2, True)


def test_grave_states_lead_to_the_form_for_problems(phone: TestClient, states: dict[str, str]) -> None:
    found = [name for name, path in states.items() if 'href="#report"' in phone.get(f"{path}?said=").text]
    assert found == ["draft", "expired", "recalled", "lot-unknown", "stamp-recalled"]


def test_robots_may_read_what_shoppers_read(phone: TestClient) -> None:
    answer = phone.get("/robots.txt")
    assert (answer.status_code, answer.text.splitlines()) == (
        200,
        ["User-agent: *", "Disallow: /c/", "Disallow: /sign-in"],
    )


@pytest.mark.parametrize("name", ["stamp-inactive", "stamp-unconfirmed", "stamp-not-ours", "stamp-voided"])
def test_who_is_asked_to_tell_where_it_was_has_a_form_for_it(
    phone: TestClient, states: dict[str, str], name: str
) -> None:
    path = states[name]
    assert f'name="path" value="{path}"' in phone.get(path).text
    answer = phone.post("/report", data={"path": path, "text": "Mua ở chợ", "once": "r"})
    assert answer.status_code == 303
