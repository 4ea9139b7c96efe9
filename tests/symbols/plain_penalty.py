"""The penalty rules of ISO/IEC 18004 clause 7.8.3 written out slowly, to check the fast ones against."""

from collections.abc import Sequence


def penalty(rows: Sequence[str]) -> int:
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    dark = sum(row.count("1") for row in rows)
    percent = 100 * dark / len(rows) ** 2
    return sum(map(line_penalty, [*rows, *columns])) + 3 * blocks(rows) + 10 * int(abs(percent - 50) / 5 + 1e-9)


def line_penalty(line: str) -> int:
    points, run = 0, 1
    for place in range(1, len(line) + 1):
        if place < len(line) and line[place] == line[place - 1]:
            run += 1
        else:
            points += run - 2 if run >= 5 else 0
            run = 1
    paper = "0000" + line + "0000"
    for place in range(4, 4 + len(line) - 6):
        if paper[place : place + 7] == "1011101":
            points += 40 * (paper[place - 4 : place] == "0000") + 40 * (paper[place + 7 : place + 11] == "0000")
    return points


def blocks(rows: Sequence[str]) -> int:
    places = [(row, column) for row in range(len(rows) - 1) for column in range(len(rows) - 1)]
    return sum(
        rows[row][column] == rows[row][column + 1] == rows[row + 1][column] == rows[row + 1][column + 1]
        for row, column in places
    )
