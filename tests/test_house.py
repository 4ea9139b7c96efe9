"""The house rules that a linter cannot check: nothing grows too long, every module says what it is for."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
FILE_LINES = 400
FUNCTION_LINES = 50
TEMPLATE_LINES = 150

TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    if name and (ROOT / name).is_file()
]


def is_python(path: Path) -> bool:
    return path.suffix == ".py" or (not path.suffix and path.read_bytes()[:64].startswith(b"#!/usr/bin/env python"))


PYTHON = [path for path in TRACKED if is_python(path)]
OTHER_CODE = [
    path for path in TRACKED if path.suffix in {".css", ".js", ".sh"} or path.parent.name in {"scripts", ".ci"}
]
TEMPLATES = [path for path in TRACKED if path.is_relative_to(ROOT / "templates")]
# A migration is a list of what happened to the tables: it is as long as that was, and nobody edits it again.
FUNCTIONS = {
    f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
    for path in PYTHON
    if path.parent.name != "versions"
    for node in ast.walk(ast.parse(path.read_bytes()))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
}


def lengths(paths: Iterable[Path]) -> dict[str, int]:
    return {str(path.relative_to(ROOT)): len(path.read_bytes().splitlines()) for path in paths}


def longer(sizes: dict[str, int], limit: int) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if size > limit}


def test_no_file_is_too_long() -> None:
    code = [path for path in [*PYTHON, *OTHER_CODE] if path.suffix != ".txt" and path.parent.name != "versions"]
    assert longer(lengths(code), FILE_LINES) == {}


def test_no_function_is_too_long() -> None:
    assert longer(FUNCTIONS, FUNCTION_LINES) == {}


def test_no_template_is_too_long() -> None:
    assert longer(lengths(TEMPLATES), TEMPLATE_LINES) == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(ROOT)) for path in PYTHON if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert [name for name in silent if (ROOT / name).stat().st_size] == []


def test_no_tracked_file_names_a_registry() -> None:
    # In halves, so that this file does not name them either.
    halves = [("pypi.", "org"), ("pythonhosted.", "org"), ("npmjs.", "org"), ("npmjs.", "com"), ("crates.", "io")]
    halves += [("rubygems.", "org"), ("docker.", "io"), ("ghcr.", "io"), ("proxy.golang.", "org")]
    halves += [("jsdelivr.", "net"), ("unpkg.", "com"), ("cdnjs.", "cloudflare")]
    hosts = [f"{left}{right}".encode() for left, right in halves]
    naming = [str(path.relative_to(ROOT)) for path in TRACKED if any(host in path.read_bytes() for host in hosts)]
    assert naming == []


def test_medians_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    """Not a limit, a figure to watch; shown when tests run in one process."""
    own = [path for path in PYTHON if path.is_relative_to(ROOT / "trace")]
    files, functions = lengths(own), {name: size for name, size in FUNCTIONS.items() if name.startswith("trace")}
    with capsys.disabled():
        sys.stdout.write(
            f"\nmedian lines: file {median(files.values())} of {len(files)},"
            f" function {median(functions.values())} of {len(functions)}\n"
        )
    assert (bool(files), bool(functions)) == (True, True)
