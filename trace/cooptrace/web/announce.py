"""The one line that says what just happened, shown after a redirect (?said=saved). Only known keys show anything."""

from cooptrace.errors import Sentence, say

_SAID: dict[str, Sentence] = {}


def announce(key: str, sentence: Sentence) -> str:
    """Register a line at import time; returns the key to redirect with."""
    if _SAID.setdefault(key, sentence) != sentence:
        raise ValueError(f"two announcements share the key {key}")
    return key


def announced(key: str | None) -> Sentence | None:
    return _SAID.get(key or "")


SAVED = announce("saved", say("Saved."))
