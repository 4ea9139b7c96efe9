"""What every reader of codes answers to good and to broken texts, to the letter.

The rows of readings.json were written down when all vectors of the standards passed. They keep what people and scripts
see steady: rule, place, length, AI and sentence. `scripts/mutants` leans on them.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cooptrace.codes import CodeError, check_gln, check_gtin, parse_bracketed, parse_digital_link, parse_element_string
from cooptrace.codes.application_identifiers import APPLICATION_IDENTIFIERS, DICTIONARY, read_dictionary
from cooptrace.codes.epc_binary import decode_epc_binary
from cooptrace.codes.epc_urn import from_epc_urn
from cooptrace.codes.linters import LINTERS
from cooptrace.codes.report import describe
from cooptrace.codes.scan_data import from_scan_data, to_scan_data
from cooptrace.codes.short_code import check_short_code


def _link(text: str) -> object:
    link = parse_digital_link(text)
    return [link.ais, link.path_length, link.stem, link.other_parameters, link.canonical]


READERS: dict[str, Callable[[str], object]] = {
    "bracketed": parse_bracketed,
    "element": parse_element_string,
    "link": _link,
    "urn": from_epc_urn,
    "epc": decode_epc_binary,
    "scan": from_scan_data,
    "symbol": lambda text: to_scan_data(*text.split(" ", 1)),
    "gtin": check_gtin,
    "gln": check_gln,
    "short": check_short_code,
    "lint": lambda text: LINTERS[text.partition(" ")[0]](text.partition(" ")[2]),
    "describe": describe,
}
ROWS = json.loads((Path(__file__).parent / "readings.json").read_text(encoding="utf-8"))


def read(reader: str, text: str) -> Any:
    """As JSON has it: what was read, or the whole refusal."""
    try:
        return json.loads(json.dumps(READERS[reader](text)))
    except CodeError as refused:
        rule, position, length, ai, _ = refused.args
        return {"rule": rule, "at": [position, length], "ai": ai, "says": str(refused)}


@pytest.mark.parametrize("reader", READERS)
def test_every_text_is_read_or_refused_to_the_letter(reader: str) -> None:
    rows = [row for row in ROWS if row[0] == reader]
    assert len(rows) >= 5
    assert [row for row in rows if read(reader, row[1]) != row[2]] == []


@pytest.mark.parametrize(
    ("reader", "text", "rule", "at"),
    [
        ("bracketed", "x" * 8195, "text_too_long", [8192, 3]),
        ("element", "0" * 8194, "text_too_long", [8192, 2]),
        ("link", "https://" + "a" * 8190, "text_too_long", [8192, 6]),
        ("gtin", "0" * 67, "length", [64, 3]),
        ("short", "7" * 66, "length", [64, 2]),
    ],
)
def test_what_is_too_long_is_refused_from_where_it_is(reader: str, text: str, rule: str, at: list[int]) -> None:
    refused = read(reader, text)
    assert (refused["rule"], refused["at"]) == (rule, at)


def test_a_refusal_moved_into_a_longer_text_stays_the_same_refusal() -> None:
    refused = CodeError("mistyped", 3, length=2, ai="10", detail="why").moved(4)
    assert refused.args == ("mistyped", 7, 2, "10", "why")
    assert CodeError("mistyped").moved(1, ai="21").args == ("mistyped", 1, 1, "21", "")


def test_the_dictionary_is_read_again_as_it_was() -> None:
    again = read_dictionary(DICTIONARY.read_text(encoding="utf-8"))
    assert [ai for ai in again if again[ai] != APPLICATION_IDENTIFIERS[ai]] == []
    assert list(again) == list(APPLICATION_IDENTIFIERS)


SNIPPET = """# a comment
01           *?  N14,csum,gcppos2    ex=02,37 dlpkey=22,10,21|235 # GTIN
02           *   N14,csum            req=37 ex=01 # CONTENT
10-11        *?  X..20               req=01,02+37,31nn # BATCH
22           ?   X..20 # CPV
235          ?   X..28 req=02 # TPX
3100-3102    ?   N6 ex=310n # WEIGHT
31 * N2 [N6],yymmdd dlpkey # KEY"""


def test_lines_of_the_dictionary_are_read_into_their_parts() -> None:
    table = read_dictionary(SNIPPET)
    assert list(table) == ["01", "02", "10", "11", "22", "235", "3100", "3101", "3102", "31"]
    gtin, content, batch, weight, key = (table[ai] for ai in ("01", "02", "11", "3101", "31"))
    assert (gtin.title, gtin.separated, gtin.attribute, gtin.is_key) == ("GTIN", False, True, True)
    assert gtin.branches == (("22", "10", "21"), ("235",))
    two = {("01", "22"), ("01", "10"), ("01", "21"), ("01", "22", "10"), ("01", "22", "21"), ("01", "10", "21")}
    assert gtin.paths == {("01",), ("01", "235"), ("01", "22", "10", "21"), *two}
    assert [one.excludes for one in (gtin, content, weight)] == [{"02"}, {"01"}, {"3100", "3102"}]
    assert content.requires == (("37", ()),)
    assert table["235"].requires == (("02", ((frozenset({"01", "02"}),),)),)
    weights = frozenset({"3100", "3101", "3102"})
    assert batch.requires[0][0] == "01,02+37,31nn"
    assert batch.requires[0][1] == ((frozenset({"01"}) | weights,), (frozenset({"02"}), frozenset()))
    assert (batch.shortest, batch.longest, batch.parts[0].optional) == (1, 20, False)
    assert [(part.shortest, part.longest, part.optional, len(part.linters)) for part in key.parts] == [
        (2, 2, False, 1),
        (6, 6, True, 2),
    ]
    assert (key.shortest, key.longest, list(key.paths)) == (2, 8, [("31",)])
