"""Passwords by NIST SP 800-63B-4: long rather than mixed, not guessable, hashed slowly and never many at once."""

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pydantic import AfterValidator

from cooptrace.errors import Invalid, Unavailable, Wrong, say
from cooptrace.people.guessable import hard_core

LEAST_ALONE = 15
LEAST_WITH_SECOND_FACTOR = 8
MOST = 128
_HARD_LETTERS = 6

# 19 MiB, 2 passes, 1 lane: 27 ms a check, OWASP's first choice for argon2id.
_HASHER = PasswordHash((Argon2Hasher(memory_cost=19 * 1024, time_cost=2, parallelism=1),))
# A flood of sign-ins may not take the processors or the threads that scans need: two hash, six wait, the rest hear 503.
_HASHING = threading.BoundedSemaphore(2)
_IN_LINE = threading.BoundedSemaphore(8)
_PATIENCE_S = 2
# Checked when there is no such account, so that the answer takes the same time. Nobody knows what it is the hash of.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(32))


@dataclass(frozen=True)
class Rule:
    """The least length, and what is known about the person and so may not be most of the password."""

    least: int = LEAST_ALONE
    about: tuple[str, ...] = ()


def normalised(password: str) -> str:
    """The same letters typed on another phone are the same password."""
    text = unicodedata.normalize("NFC", password)
    if len(text) > MOST:
        raise Wrong(say("Too long: at most %(most)s characters.", most=MOST))
    return text


Password = Annotated[str, AfterValidator(normalised)]


def check_new(password: str, rule: Rule) -> None:
    """Raises Invalid on `password`."""
    if len(password) < rule.least:
        sentence = say(
            "At least %(least)s characters, please. Four words in a row are easy to keep in mind.", least=rule.least
        )
        raise Invalid({"password": sentence})
    core = hard_core(password, about=rule.about)
    if len(core) < _HARD_LETTERS or len(set(core)) < _HARD_LETTERS - 2:
        raise Invalid({"password": say("This is easy to guess. Please choose words that nobody connects with you.")})


def hash_new(password: str, rule: Rule) -> str:
    """Raises Invalid on `password`, Unavailable when too many are being hashed."""
    check_new(password, rule)
    with _place():
        return _HASHER.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Takes the same time whether or not there is a hash. Raises Unavailable when too many are being hashed."""
    with _place():
        right = _HASHER.verify(password, password_hash or _NOBODY)
    return right and password_hash is not None


@contextmanager
def _place() -> Iterator[None]:
    if not _IN_LINE.acquire(blocking=False):
        raise Unavailable
    try:
        if not _HASHING.acquire(timeout=_PATIENCE_S):
            raise Unavailable
        try:
            yield
        finally:
            _HASHING.release()
    finally:
        _IN_LINE.release()
