"""`cooptrace codes check` prints JSON and tells by its exit status whether the code is right."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from cooptrace.codes.commands import app


def check(text: str) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(app, ["check", "--", text])
    return result.exit_code, json.loads(result.stdout)


def test_right_code_is_described() -> None:
    assert check("https://id.example.coop/01/09521234567899/10/L1") == (
        0,
        {
            "kind": "digital_link",
            "ais": [["01", "09521234567899"], ["10", "L1"]],
            "canonical": "https://id.gs1.org/01/09521234567899/10/L1",
            "restricted": False,
            "demo": True,
        },
    )


@pytest.mark.parametrize(
    ("text", "rule", "position"),
    [
        ("https://id.example.coop/01/09521234567899/21/S/10/L", "qualifier_order", 47),
        ("(01)09521234567890", "incorrect_check_digit", 17),
        ("2001234567893", "restricted", 0),
        ("https://id.example.coop/01/09521234567899/10/A%00", "invalid_cset82_character", 46),
        ("https://id.example.coop/01/0952123456789٩", "uri_character", 40),
        ("-----", "unknown_ai", 0),
    ],
)
def test_wrong_code_is_refused_with_rule_and_position(text: str, rule: str, position: int) -> None:
    status, report = check(text)
    assert (status, report["error"]["rule"], report["error"]["position"]) == (1, rule, position)


def test_slash_in_a_lot_is_read_from_its_escape() -> None:
    status, report = check("https://id.example.coop/01/09521234567899/10/A%2FB")
    assert (status, report["ais"][1]) == (0, ["10", "A/B"])
