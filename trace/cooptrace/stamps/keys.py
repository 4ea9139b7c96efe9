"""The master keys of stamp codes: one file for each key in a folder beside the database, never inside it.

Files: stamp-K.key (the secret, 0600), stamp-K.next (up to where serials were given out, so that a database restored
from an older backup cannot give them out again), stamp-K.lost (the key is gone for good and that is known).
"""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from cooptrace.codes.short_code import ALPHABET
from cooptrace.stamps.codes import KNOWN_SERIAL, StampCodes

KEY_BYTES = 32
_PRIVATE = 0o600
_FOLDER_PRIVATE = 0o700


class KeyProblem(Exception):
    """A key is missing, damaged or readable by others. One sentence for the operator: what, which file, what to do."""


class KeyRing:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: dict[str, StampCodes] = {}

    def codes(self, epoch: str) -> StampCodes:
        """Raises KeyProblem."""
        if epoch not in self._opened:
            if self.is_lost(epoch):
                # A file that lies there all the same may be a wrong one: with it good stamps would not be ours.
                raise KeyProblem(f"the stamp key {epoch} was given up for good")
            self._opened[epoch] = StampCodes(epoch, self.master(epoch))
        return self._opened[epoch]

    def has(self, epoch: str) -> bool:
        return epoch in self._opened or (epoch in ALPHABET and self._file(epoch, "key").is_file())

    def is_lost(self, epoch: str) -> bool:
        return self._file(epoch, "lost").is_file()

    def check(self, epoch: str, known_code: str) -> None:
        """Whether this key still makes the code it is known by; one that is lost and known to be is passed over.

        Raises KeyProblem.
        """
        try:
            if self.is_lost(epoch):
                return
            made = self.codes(epoch).code(KNOWN_SERIAL)
            self.next_serial(epoch)
        except OSError as problem:  # a folder that may not be entered
            raise _unreadable(self._file(epoch, "key"), problem) from problem
        if made != known_code:
            raise KeyProblem(
                f"the stamp key {self._file(epoch, 'key')} is not the one that the stamps of this database were made"
                " with: move it away and put the right one there, from its copy or with"
                f" `{self._command('restore', epoch)}`"
            )

    def master(self, epoch: str) -> bytes:
        """Raises KeyProblem."""
        file = self._file(epoch, "key")
        try:
            mode, master = file.stat().st_mode, file.read_bytes()
        except FileNotFoundError as problem:
            raise KeyProblem(
                f"the stamp key {file} is missing: put its copy there, or type the one on paper with"
                f" `{self._command('restore', epoch)}`, or give it up for good with `{self._command('lost', epoch)}`"
            ) from problem
        except OSError as problem:
            raise _unreadable(file, problem) from problem
        if stat.S_IMODE(mode) & 0o077:
            raise KeyProblem(
                f"others may read the stamp key {file}: `chmod 600 {file}`, and if somebody may have read it, note the"
                " leak on the page Keys of stamps"
            )
        if len(master) != KEY_BYTES:
            raise KeyProblem(
                f"the stamp key {file} is damaged, it has {len(master)} bytes instead of {KEY_BYTES}: move it away and"
                f" put its copy there, or type the one on paper with `{self._command('restore', epoch)}`"
            )
        return master

    def make(self, epoch: str) -> StampCodes:
        """A key that was made before but never came into use is used now: its codes are as secret as new ones."""
        if not self.has(epoch):
            with suppress(KeyProblem):  # another thread was quicker
                self.put(epoch, secrets.token_bytes(KEY_BYTES))
        return self.codes(epoch)

    def put(self, epoch: str, master: bytes) -> None:
        """Write a key; never over another one. Raises KeyProblem."""
        file = self._file(epoch, "key")
        written = self._written(epoch, master)
        try:
            os.link(written, file)
        except FileExistsError as problem:
            raise KeyProblem(f"there is a stamp key {file} already") from problem
        finally:
            written.unlink()
        self._file(epoch, "lost").unlink(missing_ok=True)

    def next_serial(self, epoch: str) -> int:
        """The first serial that was certainly never given out, whatever the database remembers."""
        file = self._file(epoch, "next")
        try:
            return int(file.read_text("ascii")) if file.is_file() else 0
        except ValueError as problem:
            raise KeyProblem(
                f"{file}, which says up to where serials were given out, is damaged: put its copy there, or remove it"
                " when the database is not an older one than the latest order"
            ) from problem

    def note_next_serial(self, epoch: str, serial: int) -> None:
        """Before the transaction ends: serials of an order that fails after this are skipped, which costs nothing."""
        if serial <= self.next_serial(epoch):
            return
        self._written(epoch, str(serial).encode()).replace(self._file(epoch, "next"))

    def give_up(self, epoch: str) -> None:
        """Note that the key is gone for good: the service starts without it and cannot confirm its stamps."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_PRIVATE)
        self._file(epoch, "lost").touch(mode=_PRIVATE)

    def _written(self, epoch: str, content: bytes) -> Path:
        """A new file, safely on the disk, to be given its name in one step."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_PRIVATE)
        file = self._file(epoch, f"new-{secrets.token_hex(8)}")
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        return file

    def _command(self, verb: str, epoch: str) -> str:
        return f"cooptrace stamps {verb} {epoch} --data {self.folder.parent}"

    def _file(self, epoch: str, kind: str) -> Path:
        if len(epoch) != 1 or epoch not in ALPHABET:
            raise KeyProblem(f"no key can be called {epoch!r}")
        return self.folder / f"stamp-{epoch}.{kind}"


def _unreadable(file: Path, problem: OSError) -> KeyProblem:
    why = os.strerror(problem.errno) if problem.errno else str(problem)
    return KeyProblem(
        f"the stamp key {file} cannot be read ({why}): it must be a file of the user that runs the service"
    )
