"""Rows of ../shared/vectors, which only the workplace of this project has."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "vectors"


@cache
def rows(name: str, key: str = "vectors") -> list[dict[str, Any]]:
    """All undisputed rows of a file; skips the test in one line where the folder is missing."""
    path = FOLDER / f"{name}.json"
    if not path.exists():
        pytest.skip("../shared/vectors is not here: the vector files were not run")
    return [row for row in json.loads(path.read_text(encoding="utf-8"))[key] if not row.get("disputed")]
