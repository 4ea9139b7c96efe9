"""Every row of the shared vector files that concerns codes, file by file, with its count printed."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from cooptrace.codes import (
    CANONICAL_STEM,
    CodeError,
    check_digit,
    check_gtin,
    is_demo,
    is_restricted,
    parse_bracketed,
    parse_digital_link,
    parse_element_string,
    parse_legacy_digital_link,
    to_bracketed,
    to_digital_link,
    to_element_string,
    to_human_readable,
)
from cooptrace.codes.application_identifiers import DICTIONARY
from cooptrace.codes.epc_urn import from_epc_urn
from cooptrace.codes.linters import LINTERS
from cooptrace.codes.percent import escape_path, escape_query, unescape_path, unescape_query
from cooptrace.codes.scan_data import from_scan_data, to_scan_data
from tests.codes.refusals import refusal_of, rule_of
from tests.codes.shared_vectors import FOLDER, rows

pytestmark = pytest.mark.vectors

MOCKED = {"gcp_datasource_offline", "invalid_gcp_prefix"}
"""Rules that the source's tests provoke with a made-up list of company prefixes."""

Wrong = list[tuple[object, object, object]]


def count(name: str, checked: Iterable[object]) -> None:
    print(f"{name}: {len(list(checked))} rows")  # noqa: T201


def test_digital_link_uris() -> None:
    wrong: Wrong = []
    parsers = {"strict": parse_digital_link, "legacy-gtin": parse_legacy_digital_link}
    vectors = rows("dl_uris")
    for row in vectors:
        parse = parsers[row["mode"]]
        if not row["valid"]:
            wrong += [(row["id"], row["uri"], "accepted")] * (rule_of(parse, row["uri"]) == "")
            continue
        link = parse(row["uri"])
        got = ([list(pair) for pair in link.ais], link.canonical, list(link.other_parameters))
        expected = row["expected"]
        if got != (expected["ais"], expected["canonical"], expected["ignored_query"]):
            wrong.append((row["id"], got, expected))
    count("dl_uris", vectors)
    assert wrong == []


def test_element_strings() -> None:
    wrong: Wrong = []
    for row in rows("ai_element_strings"):
        refused = refusal_of(parse_bracketed, row["bracketed"])
        if (refused is None) != row["valid"]:
            wrong.append((row["id"], row["bracketed"], refused))
        elif row["valid"]:
            wrong += [(row["id"], *pair) for pair in forms(row["bracketed"], row["expected"]) if pair[0] != pair[1]]
    count("ai_element_strings", rows("ai_element_strings"))
    assert wrong == []


def forms(bracketed: str, expected: dict[str, Any]) -> Iterable[tuple[object, object]]:
    ais = parse_bracketed(bracketed)
    data = to_element_string(ais)
    yield [list(pair) for pair in ais], expected["ais"]
    yield data, expected["with_gs"]
    yield to_bracketed(ais), expected["bracketed"]
    yield to_human_readable(ais), expected["hri"]
    yield parse_element_string("]C1" + data), ais
    yield parse_element_string(expected["element_string"]), ais
    try:
        yield to_digital_link(ais, CANONICAL_STEM), expected["digital_link"]
    except CodeError:
        yield None, expected["digital_link"]


def test_linters() -> None:
    wrong: Wrong = []
    checked = [row for row in rows("linters") if row["error"] is None or row["error"].lower() not in MOCKED]
    for row in checked:
        refused = refusal_of(LINTERS[row["linter"]], row["value"])
        expected = (row["error"].lower(), row["markup"]) if row["error"] else None
        if (refused and (refused.rule, marked(row["value"], refused))) != expected:
            wrong.append((row["linter"], row["value"], refused))
    count("linters", checked)
    assert wrong == []


def marked(value: str, refused: CodeError) -> str:
    """The value with stars around what is at fault, as the vectors write it."""
    end = refused.position + refused.length
    return f"{value[: refused.position]}*{value[refused.position : end]}*{value[end:]}"


def test_check_digits() -> None:
    wrong = [r for r in rows("check_digits") if (rule_of(LINTERS["csum"], r["value"]) == "") != r["valid"]]
    wrong += [r for r in rows("check_digits", "gmn") if gmn_rule(r["value"]) != reason(r)]
    wrong += [r for r in rows("check_digits", "compute") if check_digit(r["digits"]) != r["check"]]
    count("check_digits", [*rows("check_digits"), *rows("check_digits", "gmn"), *rows("check_digits", "compute")])
    assert wrong == []


def gmn_rule(value: str) -> str:
    return rule_of(LINTERS["csumalpha"], value)


def reason(row: dict[str, Any]) -> str:
    return str(row["reason"] or "").removeprefix("GS1_LINTER_").lower()


def test_prefixes() -> None:
    wrong = []
    for row in rows("prefixes"):
        gtin = row.get("gtin14") or row["gtin8"]
        restricted = row["may_be_encoded_with_AI_01"] is False
        if (is_restricted(gtin), rule_of(check_gtin, gtin) == "restricted") != (restricted, restricted):
            wrong.append(row)
        if is_demo(gtin) != (row["kind"] == "demonstration"):
            wrong.append(row)
    count("prefixes", rows("prefixes"))
    assert wrong == []


def test_percent_encoding() -> None:
    both: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
        "escape": (escape_path, escape_query),
        "unescape": (unescape_path, unescape_query),
    }
    encoding = rows("dl_build_and_encoding", "encoding")
    wrong = [r for r in encoding if [f(r["input"]) for f in both[r["op"]]] != [r["path"], r["query"]]]
    count("dl_build_and_encoding encoding", encoding)
    assert wrong == []


def test_building_digital_links() -> None:
    wrong: Wrong = []
    for row in rows("dl_build_and_encoding", "build"):

        def build(text: str, stem: str = row["stem"] or CANONICAL_STEM) -> str:
            return to_digital_link(parse_bracketed(text), stem)

        got = None if rule_of(build, row["bracketed"]) else build(row["bracketed"])
        if got != row["uri"]:
            wrong.append((row["bracketed"], got, row["uri"]))
    count("dl_build_and_encoding build", rows("dl_build_and_encoding", "build"))
    assert wrong == []


def test_epc_binary() -> None:
    wrong: Wrong = []
    for row in rows("epc_binary"):
        uri = "https://id.example.com" + row["path"]
        got = None if rule_of(parse_digital_link, uri) else parse_digital_link(uri).canonical
        if got != (CANONICAL_STEM + row["gs1_dl_path"] if row["valid"] else None):
            wrong.append((row["path"], got, row))
    count("epc_binary", rows("epc_binary"))
    assert wrong == []


def test_scan_data() -> None:
    wrong: Wrong = []
    for row in rows("scan_data"):
        expected = row["scan"] if row["op"] == "encode" else (row["symbology"], row["data"]) if row["ok"] else None
        try:
            got: object = scan_both_ways(row)
        except CodeError:
            got = None
        wrong += [(row["op"], got, expected)] * (got != expected)
    count("scan_data", rows("scan_data"))
    assert wrong == []


def scan_both_ways(row: dict[str, Any]) -> object:
    if row["op"] == "encode":
        return to_scan_data(row["symbology"], row["data"])
    return from_scan_data(row["scan"])


def test_epc_urns() -> None:
    urns = [row for row in rows("epc_to_dl") if str(row["input"]).startswith("urn:")]
    wrong = [
        (row["input"], to_digital_link(from_epc_urn(row["input"]), CANONICAL_STEM), row["canonical"])
        for row in urns
        if to_digital_link(from_epc_urn(row["input"]), CANONICAL_STEM) != row["canonical"]
    ]
    count("epc_to_dl, the URNs", urns)
    assert wrong == []


def test_shipped_dictionary_is_the_published_one() -> None:
    table = FOLDER / "ai_table.json"
    releases = rows("ai_table", "releases")
    script = Path(__file__).parents[2] / "scripts" / "syntax_dictionary"
    written = subprocess.run([sys.executable, script, table], capture_output=True, text=True, check=True).stdout
    count("ai_table", releases[0]["entries"])
    assert written == DICTIONARY.read_text(encoding="utf-8")
