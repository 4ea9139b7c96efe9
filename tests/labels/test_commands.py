"""`cooptrace labels` writes samples in every format, lists papers and designs, and says what is wrong in a file."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cooptrace.labels.commands import app
from cooptrace.resources import LABELS
from tests.labels.paper import DESIGNS, STOCKS, page_text, pages, picture, read_codes


def run(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.stdout, result.stderr


def sample(folder: Path, *words: object, name: str = "nhãn mẫu.pdf") -> tuple[int, str, list[str]]:
    """Exit status, what was said about a refusal, and the files that are there afterwards."""
    status, _, refusal = run("sample", "--output", folder / name, *words)
    return status, refusal, sorted(path.name for path in folder.iterdir())


def test_sample_fills_a_sheet(tmp_path: Path) -> None:
    assert sample(tmp_path, "--stock", "tomy-145") == (0, "", ["nhãn mẫu.pdf"])
    assert len(read_codes(picture((tmp_path / "nhãn mẫu.pdf").read_bytes()))) == 65


def test_sample_begins_at_a_cell_and_goes_on_to_the_next_sheet(tmp_path: Path) -> None:
    assert sample(tmp_path, "--stock", "a4-24", "--design", "stamp", "--start", 20, "--count", 7)[0] == 0
    data = (tmp_path / "nhãn mẫu.pdf").read_bytes()
    assert [page_text(data, page).count("Miến dong") for page in range(1, pages(data) + 1)] == [5, 2]


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("pdf", b"%PDF-1.5"),
        ("png", b"\x89PNG"),
        ("svg", b"<svg "),
        ("zpl", b"^XA^PW400"),
        ("tspl", b"SIZE 50 mm,30 mm"),
    ],
)
def test_sample_comes_in_every_format(tmp_path: Path, kind: str, start: bytes) -> None:
    name = f"a.{kind}"
    assert sample(tmp_path, "--stock", "roll-50x30", "--format", kind, name=name) == (0, "", [name])
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_pages_of_pictures_are_numbered(tmp_path: Path, kind: str) -> None:
    words = ["--stock", "roll-50x30", "--count", 3, "--format", kind]
    assert sample(tmp_path, *words, name="a.x")[2] == ["a-1.x", "a-2.x", "a-3.x"]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--stock", "a5-99"], "stock: there is no a5-99; there are a4-12"),
        (["--stock", "tomy-145", "--design", "x"], "design: there is no x; there are batch"),
        (["--stock", "tomy-145", "--start", 66], "start: This paper has labels 1 to 65."),
        (["--stock", "tomy-145", "--start", 0], "start: This paper has labels 1 to 65."),
        (["--stock", "tomy-145", "--count", 0], "count: One printing has from 1 to 1000000 labels."),
        (["--stock", "tomy-145", "--count", -5], "count: One printing has from 1 to 1000000 labels."),
        (["--stock", "tomy-145", "--count", 10**9], "count: One printing has from 1 to 1000000 labels."),
        (["--stock", "roll-50x30", "--dpi", 150], "dots_per_inch: Give the printer's dots per inch, 200 to 1200"),
        (["--stock", "roll-50x30", "--dpi", 0, "--format", "zpl"], "dots_per_inch: Give the printer's dots"),
        (
            ["--stock", "tomy-145", "--design", "retail"],
            "stock: This symbol needs at least 29.9 × 20.8 mm.\nthe smallest",
        ),
        (
            ["--stock", "roll-30x20", "--design", "card"],
            "stock: This label is too small for its code, which needs 24.6",
        ),
        (["--stock", "/nowhere.toml"], "No such file"),
        (["--stock", "tomy-145", "--output", "/nowhere/labels.pdf"], "No such file"),
        (["--stock", "tomy-145", "--output", "."], "Is a directory"),
    ],
)
def test_impossible_sample_is_refused_in_one_line_and_writes_nothing(
    tmp_path: Path, words: list[object], refusal: str
) -> None:
    status, said, written = sample(tmp_path, *words)
    assert (status, written) == (1, [])
    assert refusal in said


def test_papers_and_designs_are_listed() -> None:
    listed = [run("stocks")[1], run("designs", "--language", "en")[1]]
    assert [[line.split()[0] for line in text.splitlines()] for text in listed] == [list(STOCKS), list(DESIGNS)]
    assert "EAN-13          gtin      Retail label, EAN-13" in listed[1]


def test_designs_for_a_small_paper_are_those_that_fit_it() -> None:
    listed = run("designs", "--stock", "tomy-145")[1].splitlines()
    assert [line.split()[0] for line in listed] == ["batch", "batch-small", "data-matrix", "stamp", "stamp-small"]


def test_shipped_files_are_right() -> None:
    assert run("check") == (0, f"{len(STOCKS) + len(DESIGNS)} files are right\n", "")


def test_own_paper_is_checked_and_printed_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "stocks").mkdir()
    mine = tmp_path / "stocks" / "mine.toml"
    text = (LABELS / "stocks" / "a4-21.toml").read_text(encoding="utf-8")
    mine.write_text(text.replace("columns = 3", "columns = 2"), encoding="utf-8")
    assert run("check", tmp_path) == (0, "1 files are right\n", "")
    assert run("sample", "--stock", mine, "--output", tmp_path / "a.pdf")[0] == 0
    mine.write_text(text.replace("columns = 3", "columns = 4"), encoding="utf-8")
    status, _, said = run("check", tmp_path)
    assert (status, said.split(":")[0]) == (1, "stocks/mine.toml, line 11, column_pitch_mm")
    assert run("sample", "--stock", mine, "--output", tmp_path / "b.pdf")[0] == 1
