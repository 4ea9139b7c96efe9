"""Every shipped design is well formed and named; a wrong one is refused by file, line and field."""

import re
from pathlib import Path

import pytest

from cooptrace.labels.addresses import for_address
from cooptrace.labels.designs import Design, Layout, Shows, Takes, load_designs
from cooptrace.labels.problems import DataFileError
from cooptrace.resources import LABELS
from cooptrace.symbols.symbology import SIZES, Symbology

DESIGNS = load_designs()


@pytest.mark.parametrize("design", DESIGNS.values(), ids=list(DESIGNS))
def test_design_is_named_and_keeps_modules_readable(design: Design) -> None:
    sizes = SIZES[design.symbology, design.setting]
    assert set(design.names) == {"vi", "en", "zh"}
    assert for_address(design, "https://id.example.vn/01/09521234543213/10/A").min_module_mm >= sizes.smallest_mm
    assert design.max_module_mm <= sizes.largest_mm or design.layout is Layout.CARD


def test_every_kind_of_label_has_a_design() -> None:
    assert {key: (design.symbology, design.takes) for key, design in DESIGNS.items()} == {
        "batch": (Symbology.QR, Takes.ADDRESS),
        "batch-small": (Symbology.QR, Takes.ADDRESS),
        "card": (Symbology.QR, Takes.ADDRESS),
        "carton": (Symbology.GS1_128, Takes.ELEMENTS),
        "carton-itf-14": (Symbology.ITF_14, Takes.GTIN),
        "data-matrix": (Symbology.GS1_DATA_MATRIX, Takes.ELEMENTS),
        "pallet": (Symbology.GS1_128, Takes.SSCC),
        "retail": (Symbology.EAN_13, Takes.GTIN),
        "stamp": (Symbology.QR, Takes.ADDRESS),
        "stamp-small": (Symbology.QR, Takes.ADDRESS),
    }


def test_batch_design_shows_the_name_first_and_largest() -> None:
    first, *others = DESIGNS["batch"].lines
    assert first.shows is Shows.PRODUCT_NAME
    assert all(line.scale < first.scale for line in others)
    assert [DESIGNS[key].has_serial for key in ("batch", "stamp", "stamp-small")] == [False, True, True]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("symbol_share = 0.52", "symbol_share = 0.95", "line 6, symbol_share: must be from 0.2 to 0.9"),
        ("min_module_mm = 0.396", "min_module_mm = 0.1", "line 4, min_module_mm: modules must be 0.25 to 6 mm"),
        ("comfortable_pt = 6.5", "comfortable_pt = 60", "line 7, largest_pt"),
        ('symbology = "QR Code"', 'symbology = "Aztec"', "line 2, symbology: must be one of EAN-13"),
        ('symbology = "QR Code"', 'symbology = "EAN-13"', "line 3, layout: a design with EAN-13 cannot"),
        ('layout = "beside"', 'layout = "bars"', "line 3, layout: a design with QR Code cannot"),
        ('layout = "beside"', 'layout = "card"', "above: is missing"),
        ('layout = "beside"\n', 'layout = "beside"\nsetting = "retail"\n', "line 4, setting: no such field"),
        ('shows = "domain"', 'shows = "price"', "line 51, shows: must be one of product_name"),
        ('shows = "domain"', 'shows = "facts"', "lines: shows the same thing twice"),
        ("max_lines = 3", "max_lines = 0", "line 19, max_lines: must be from 1 to 6"),
        ("scale = 1\n", "scale = 2\n", "line 18, scale: must be from 0.2 to 1"),
        ("scale = 1\n", "", "line 15, scale: is missing"),
    ],
)
def test_wrong_design_file_is_refused_by_field(tmp_path: Path, old: str, new: str, where: str) -> None:
    text = (LABELS / "designs" / "batch.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "mine.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFileError, match=f"mine.toml.*{re.escape(where)}"):
        load_designs(tmp_path)
