"""The rectangles of an SVG path as we write them, to paint them by hand."""

import re
from collections.abc import Iterator

_STEP = re.compile(r"M(\d+) (\d+)|m(\d+) 0|h(\d+)v(\d+)h-(\d+)z")


def rectangles(path: str) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, width and height of each; fails on a path with anything else in it."""
    left = top = 0
    assert _STEP.sub("", path) == ""
    for found in _STEP.finditer(path):
        if found[1]:
            left, top = int(found[1]), int(found[2])
        elif found[3]:
            left += int(found[3])
        else:
            assert found[4] == found[6]
            yield left, top, int(found[4]), int(found[5])
