"""Texts nobody can guess: long enough, never twice, also not in two processes."""

import os
import re

from cooptrace.web.numbers import Unguessable


def test_they_hold_all_their_bytes_in_letters_for_addresses() -> None:
    texts = [Unguessable(size)() for size in (18, 32)]
    assert [len(text) for text in texts] == [24, 43]
    assert all(re.fullmatch("[A-Za-z0-9_-]+", text) for text in texts)


def test_none_comes_twice() -> None:
    new = Unguessable(18)
    assert len({new() for _ in range(2000)}) == 2000


def test_a_forked_process_has_its_own() -> None:
    new = Unguessable(18)
    new()
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        os.write(writer, new().encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 24).decode() != new()
