"""All that is wrong with the data files of papers and designs, one line for each."""

from collections.abc import Callable
from pathlib import Path

from cooptrace.labels.data_files import DataFile
from cooptrace.labels.designs import design_in
from cooptrace.labels.problems import DataFileError
from cooptrace.labels.stocks import stock_in

_READERS: dict[str, Callable[[DataFile], object]] = {"stocks": stock_in, "designs": design_in}


def problems_in(folder: Path) -> tuple[int, list[str]]:
    """How many files `stocks/` and `designs/` in the folder have, and what is wrong with which of them."""
    paths = [path for name in _READERS for path in sorted((folder / name).glob("*.toml"))]
    problems = []
    for path in paths:
        try:
            _READERS[path.parent.name](DataFile(path))
        except DataFileError as problem:
            problems.append(f"{path.parent.name}/{problem}")
    return len(paths), problems
