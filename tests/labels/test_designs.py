"""Every shipped design is well formed and named; a wrong one is refused by file, line and field."""

import re
from pathlib import Path

import pytest

from cooptrace.labels.designs import Design, Shows, load_designs
from cooptrace.labels.problems import DataFileError
from cooptrace.resources import LABELS

DESIGNS = load_designs()


@pytest.mark.parametrize("design", DESIGNS.values(), ids=list(DESIGNS))
def test_design_is_named_and_keeps_modules_readable(design: Design) -> None:
    assert set(design.names) == {"vi", "en", "zh"}
    assert float(design.min_module_mm) >= 0.396
    assert float(design.max_module_mm) <= 0.743


def test_batch_design_shows_the_name_first_and_largest() -> None:
    first, *others = DESIGNS["batch"].lines
    assert first.shows is Shows.PRODUCT_NAME
    assert all(line.scale < first.scale for line in others)
    assert [DESIGNS[key].has_serial for key in ("batch", "stamp", "stamp-small")] == [False, True, True]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("symbol_share = 0.52", "symbol_share = 0.95", "line 4, symbol_share: must be from 0.2 to 0.9"),
        ("min_module_mm = 0.396", "min_module_mm = 0.1", "line 2, min_module_mm: modules must be 0.25 to 2 mm"),
        ("comfortable_pt = 6.5", "comfortable_pt = 60", "line 5, largest_pt"),
        ('shows = "domain"', 'shows = "price"', "lines: 'price' is not a valid Shows"),
        ('shows = "domain"', 'shows = "facts"', "lines: shows the same thing twice"),
        ("max_lines = 3", "max_lines = 0", "max_lines: must be from 1 to 6"),
        ("scale = 1\n", "scale = 2\n", "scale: must be from 0.2 to 1"),
        ("scale = 1\n", "", "lines: each needs exactly max_lines, overflow, scale, shows, weight"),
    ],
)
def test_wrong_design_file_is_refused_by_field(tmp_path: Path, old: str, new: str, where: str) -> None:
    text = (LABELS / "designs" / "batch.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "mine.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFileError, match=f"mine.toml.*{re.escape(where)}"):
        load_designs(tmp_path)
