"""A service whose stamp keys are wrong does not start: one sentence says what, which file and what to do."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from cooptrace.cli import app
from cooptrace.database import Database
from cooptrace.stamps.epoch_actions import new_epoch
from cooptrace.stamps.keys import KeyProblem, KeyRing
from cooptrace.stamps.models import StampEpoch

Harm = Callable[[Path], object]


@pytest.fixture
def key(database: Database, tmp_path: Path) -> Path:
    """The file of the key that this database was made with."""
    keys = KeyRing(tmp_path / "keys")
    with database.write() as session:
        epoch = new_epoch(session, keys)
    return keys.folder / f"stamp-{epoch.symbol}.key"


def start(folder: Path, database: Database, *, command: str = "serve") -> tuple[int, str]:
    """`cooptrace serve` as it ends when it cannot start; an unexpected error ends the test."""
    words = [command, "--data", str(folder), "--database-url", str(database.url)]
    result = CliRunner().invoke(app, words)
    assert isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def _folder_instead(file: Path) -> None:
    file.unlink()
    file.mkdir()


HARMS: dict[str, tuple[Harm, list[str]]] = {
    "another key": (lambda file: file.write_bytes(bytes(32)), ["is not the one", "cooptrace stamps restore 0"]),
    "missing": (Path.unlink, ["is missing", "cooptrace stamps restore 0", "cooptrace stamps lost 0"]),
    "too short": (lambda file: file.write_bytes(b"short"), ["is damaged, it has 5 bytes instead of 32"]),
    "empty": (lambda file: file.write_bytes(b""), ["is damaged, it has 0 bytes instead of 32"]),
    "readable by others": (lambda file: file.chmod(0o644), ["others may read", "chmod 600", "note the leak"]),
    "a folder": (_folder_instead, ["cannot be read (Is a directory)"]),
    "all keys gone": (lambda file: shutil.rmtree(file.parent), ["is missing"]),
}


@pytest.mark.parametrize("name", HARMS)
def test_a_wrong_key_ends_in_one_sentence(name: str, key: Path, database: Database, tmp_path: Path) -> None:
    harm, wanted = HARMS[name]
    harm(key)
    status, said = start(tmp_path, database)
    assert (status, said.count("\n"), said.startswith("not started: ")) == (1, 1, True)
    assert [words for words in [*wanted, str(key)] if words not in said] == []


def test_the_commands_in_the_sentence_name_the_folder_of_the_data(
    key: Path, database: Database, tmp_path: Path
) -> None:
    key.unlink()
    assert f"`cooptrace stamps lost 0 --data {tmp_path}`" in start(tmp_path, database)[1]


def test_a_damaged_note_of_serials_ends_in_one_sentence(key: Path, database: Database, tmp_path: Path) -> None:
    key.with_suffix(".next").write_text("12x")
    status, said = start(tmp_path, database)
    assert (status, said.count("\n"), str(key.with_suffix(".next")) in said) == (1, 1, True)


def test_a_folder_that_may_not_be_entered_is_said(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may run as root, whom no folder keeps out: the refusal of the system is made here."""

    def refuse(_path: Path, **_how: bool) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(KeyProblem, match=r"cannot be read \(Permission denied\): it must be a file of the user"):
        KeyRing(key.parent).check("0", "")


def test_a_key_given_up_does_not_keep_the_service_from_starting(key: Path, session: Session) -> None:
    key.unlink()
    keys = KeyRing(key.parent)
    keys.give_up("0")
    keys.check("0", session.get_one(StampEpoch, "0").known_code)


def test_a_wrong_file_of_a_key_given_up_is_not_used(key: Path) -> None:
    """Its stamps are not confirmed; with the wrong key they would be called not ours."""
    key.write_bytes(bytes(32))
    keys = KeyRing(key.parent)
    keys.give_up("0")
    with pytest.raises(KeyProblem, match="given up"):
        keys.codes("0")
