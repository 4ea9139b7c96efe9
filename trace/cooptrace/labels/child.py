"""The process that makes a large PDF, so that the service itself goes on answering: work on stdin, frames on stdout.

A frame is how many parts are made, how many bytes follow, and these bytes. Without an empty last frame it failed.
"""

import os
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress

from cooptrace.labels.works import Work, unpacked

HEADER = struct.Struct(">II")
_FRAME = 128 * 1024
_POLITENESS = 19  # the most there is: scans come first


def frames(work: Work) -> Iterator[bytes]:
    """The first one at once, so that the download begins."""
    waiting, size, enough, made = [], 0, 1, 0
    for made, part in enumerate(work.parts(), start=1):
        waiting.append(part)
        size += len(part)
        if size >= enough:
            yield HEADER.pack(made, size) + b"".join(waiting)
            waiting, size, enough = [], 0, _FRAME
    if waiting:
        yield HEADER.pack(made, size) + b"".join(waiting)
    yield HEADER.pack(made, 0)


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(_POLITENESS)
    work = unpacked(sys.stdin.buffer.read())
    with suppress(BrokenPipeError):
        for frame in frames(work):
            sys.stdout.buffer.write(frame)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
