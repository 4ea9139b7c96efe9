"""Random texts nobody can guess; among them the number each form carries, by which its second sending is known."""

import os
from base64 import urlsafe_b64encode

FIELD = "once"
_AT_ONCE = 256


class Unguessable:
    """Texts of `size` random bytes each, in letters that addresses and cookies may hold.

    The system is asked for many at once: asking it costs more than a page that stands ready, and lets other threads in.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._drawn: list[str] = []
        if hasattr(os, "register_at_fork"):  # or two processes would hand out the same ones
            os.register_at_fork(after_in_child=self._drawn.clear)

    def __call__(self) -> str:
        while True:
            try:
                return self._drawn.pop()
            except IndexError:  # again until there is one: other threads may take all that was just drawn
                self._drawn += self._draw()

    def _draw(self) -> list[str]:
        drawn, size = os.urandom(self._size * _AT_ONCE), self._size
        return [_text(drawn[start : start + size]) for start in range(0, len(drawn), size)]


def _text(drawn: bytes) -> str:
    return urlsafe_b64encode(drawn).rstrip(b"=").decode()


new_number = Unguessable(18)
