"""`cooptrace stamps`: keys on paper and back."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cooptrace.stamps.commands import app
from cooptrace.stamps.keys import KeyRing


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    ring = KeyRing(tmp_path / "keys")
    ring.make("0")
    return ring


def run(keys: KeyRing, *words: str, typed: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words, "--data", str(keys.folder.parent)], input=typed)
    return result.exit_code, result.output


def on_paper(keys: KeyRing) -> str:
    _status, printed = run(keys, "paper")
    return "\n".join(re.findall(r"^  [1-4]  (.*)$", printed, re.MULTILINE)) + "\n"


def test_a_key_goes_to_paper_and_back(keys: KeyRing) -> None:
    paper, code = on_paper(keys), keys.codes("0").code(17)
    (keys.folder / "stamp-0.key").unlink()
    status, said = run(keys, "restore", "0", typed=paper)
    assert (status, KeyRing(keys.folder).codes("0").code(17)) == (0, code)
    assert keys.codes("0").code(23**7 - 1) in said


def test_a_key_that_is_there_is_not_written_over(keys: KeyRing) -> None:
    status, said = run(keys, "restore", "0", typed=on_paper(keys))
    assert (status, "already" in said) == (1, True)


def test_a_mistake_on_paper_is_named(keys: KeyRing) -> None:
    lines = on_paper(keys).split("\n")
    lines[1] = lines[0]
    lines[2] = "x" + lines[2][1:]
    status, said = run(keys, "restore", "1", typed="\n".join(lines))
    assert (status, "line 3 is not right" in said) == (1, True)


def test_a_key_is_given_up(keys: KeyRing) -> None:
    assert run(keys, "lost", "5")[0] == 0
    assert keys.is_lost("5")
    assert run(keys, "lost", "A")[0] == 1


def test_without_keys_there_is_nothing_to_print(tmp_path: Path) -> None:
    assert run(KeyRing(tmp_path / "keys"), "paper") == (0, f"no keys in {tmp_path / 'keys'}\n")
