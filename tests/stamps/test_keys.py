"""Keys: files only their owner reads, kept on paper, missed or damaged ones are said at once."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.stamps.keys import KeyProblem, KeyRing
from cooptrace.stamps.paper_key import PaperProblem, read_key, write_key


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def test_a_made_key_is_for_its_owner_only(keys: KeyRing) -> None:
    keys.make("0")
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((keys.folder / "stamp-0.key").stat().st_mode) == 0o600
    assert len(keys.master("0")) == 32


def test_a_key_is_read_again_as_it_was_made(keys: KeyRing) -> None:
    code = keys.make("0").code(12)
    assert KeyRing(keys.folder).codes("0").code(12) == code
    assert keys.make("0").code(12) == code


def test_two_keys_make_different_codes(keys: KeyRing) -> None:
    assert keys.make("0").code(12)[1:] != keys.make("1").code(12)[1:]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_that_others_may_read_is_refused(keys: KeyRing, mode: int) -> None:
    keys.put("0", bytes(32))
    (keys.folder / "stamp-0.key").chmod(mode)
    with pytest.raises(KeyProblem, match="chmod 600"):
        keys.codes("0")


def test_a_damaged_key_is_refused(keys: KeyRing) -> None:
    keys.put("0", bytes(31))
    with pytest.raises(KeyProblem, match="damaged"):
        keys.codes("0")


def test_a_key_that_is_not_there_is_said(keys: KeyRing) -> None:
    assert not keys.has("0")
    with pytest.raises(KeyProblem, match="is missing"):
        keys.codes("0")


@pytest.mark.parametrize("epoch", ["A", "", "00", "../0", "/"])
def test_no_other_name_than_a_symbol_reaches_the_folder(keys: KeyRing, epoch: str) -> None:
    with pytest.raises(KeyProblem, match="no key can be called"):
        keys.codes(epoch)


def test_a_key_is_never_written_over(keys: KeyRing) -> None:
    keys.put("0", bytes(32))
    with pytest.raises(KeyProblem, match="already"):
        keys.put("0", bytes(range(32)))
    assert keys.master("0") == bytes(32)


def test_threads_that_make_the_same_key_share_it(keys: KeyRing) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: KeyRing(keys.folder).make("0").code(1), range(16)))
    assert len(made) == 1


def test_serials_once_given_out_are_remembered_outside_the_database(keys: KeyRing) -> None:
    keys.make("0")
    assert keys.next_serial("0") == 0
    keys.note_next_serial("0", 500)
    keys.note_next_serial("0", 200)
    assert KeyRing(keys.folder).next_serial("0") == 500
    assert sorted(os.listdir(keys.folder)) == ["stamp-0.key", "stamp-0.next"]


def test_a_lost_key_is_noted_until_it_is_restored(keys: KeyRing) -> None:
    keys.give_up("0")
    assert keys.is_lost("0")
    keys.put("0", bytes(32))
    assert not keys.is_lost("0")


@given(st.binary(min_size=32, max_size=32))
def test_a_key_on_paper_is_read_back(master: bytes) -> None:
    lines = write_key(master)
    assert [len(line) for line in lines] == [19] * 4
    assert read_key([line.lower().replace(" ", "") for line in lines]) == master


PAPER = ["0003 5706 NTXK 4R93", "PVNM KC39 NNV4 T2HX", "RKGF 34MV 1PP9 24KF", "R447 NCPR T9JG T27T"]


def test_papers_written_once_are_read_for_ever() -> None:
    """Paper outlives versions: neither the lines nor their reading may change."""
    assert write_key(bytes(range(32))) == PAPER
    assert read_key(PAPER) == bytes(range(32))
    most = ["N62H TC5R F0G2 KRFN", "494R 2MPX X7R0 8CP2", "R47X J1R1 174C K0FK", "3RFK XHN4 9F8F 0211"]
    assert (write_key(b"\xff" * 32), read_key(most)) == (most, b"\xff" * 32)


@pytest.mark.parametrize("lines", [PAPER[:3], PAPER[::-1], ["XXXX XXXX XXXX XXX" + "0"] * 4])
def test_what_makes_no_key_is_said(lines: list[str]) -> None:
    with pytest.raises(PaperProblem) as refused:
        read_key(lines)
    is_whole = refused.value.line == 0
    assert str(refused.value) == ("these lines do not make one key" if is_whole else "line 1 is not right")
    assert is_whole == (lines[0] != "XXXX XXXX XXXX XXX0")


def test_a_wrong_symbol_on_paper_is_found_with_its_line() -> None:
    lines = write_key(bytes(range(32)))
    lines[2] = lines[2][:-1] + ("0" if lines[2][-1] != "0" else "1")
    with pytest.raises(PaperProblem) as refused:
        read_key(lines)
    assert refused.value.line == 3


def test_lines_that_do_not_belong_together_are_refused() -> None:
    one, other = write_key(bytes(range(32))), write_key(bytes(range(1, 33)))
    for lines in ([one[0], *other[1:]], one[::-1], one[:3], [*one, one[0]], ["", "", "", ""]):
        with pytest.raises(PaperProblem):
            read_key(lines)


def test_a_line_with_a_foreign_letter_is_named() -> None:
    lines = write_key(bytes(range(32)))
    with pytest.raises(PaperProblem) as refused:
        read_key([lines[0], "ĐÂ" + lines[1][2:], *lines[2:]])
    assert refused.value.line == 2
