"""Be Vietnam Pro: how wide and high a text is, which letters exist, and the subset that goes into a PDF."""

import io
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any

from fontTools import subset
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from cooptrace.errors import say
from cooptrace.labels.problems import LabelError

PT_MM = 25.4 / 72
_UNUSED_TABLES = ["GSUB", "GPOS", "GDEF", "DSIG", "STAT"]
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Mn", "Me"}


class Weight(StrEnum):
    REGULAR = "regular"
    BOLD = "bold"


@dataclass(frozen=True)
class Glyph:
    """One character's advance and ink, in em."""

    advance: float
    top: float
    bottom: float


class Face:
    """One weight of the font. Measures are in em: times the size in pt and PT_MM they are mm."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._font = TTFont(io.BytesIO(data))
        self._names = {chr(code): name for code, name in self._font.getBestCmap().items()}
        self._units: int = self._font["head"].unitsPerEm
        self._glyphs: dict[str, Glyph] = {}

    def has(self, letter: str) -> bool:
        return letter in self._names

    def glyph(self, letter: str) -> Glyph:
        """Unpacked when first asked for: a label has some 60 of the font's thousand letters."""
        if letter not in self._glyphs:
            name, units = self._names[letter], self._units
            shape, advance = self._font["glyf"][name], self._font["hmtx"][name][0]
            top, bottom = (shape.yMax, shape.yMin) if shape.numberOfContours else (0, 0)
            self._glyphs[letter] = Glyph(advance / units, top / units, bottom / units)
        return self._glyphs[letter]

    def outline(self, letter: str) -> str:
        """The letter's outline as the data of an SVG path, in thousandths of an em, y up."""
        outlines, scale = self._font.getGlyphSet(), 1000 / self._units
        pen = SVGPathPen(outlines, ntos=lambda number: f"{number:.4g}")
        outlines[self._names[letter]].draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        return str(pen.getCommands())

    def width_em(self, text: str) -> float:
        return _measured(self, text)[0]

    def top_em(self, text: str) -> float:
        """How far the highest letter stands over the baseline; Vietnamese capitals reach 1.16."""
        return _measured(self, text)[1]

    def bottom_em(self, text: str) -> float:
        """How far the lowest letter hangs under the baseline, as a positive number."""
        return _measured(self, text)[2]


@lru_cache(maxsize=4096)
def _measured(face: Face, text: str) -> tuple[float, float, float]:
    """Width, top and bottom of a text, which is asked for at many sizes while it is fitted."""
    glyphs = [face.glyph(letter) for letter in text]
    top, bottom = max((glyph.top for glyph in glyphs), default=0), max((-glyph.bottom for glyph in glyphs), default=0)
    return sum(glyph.advance for glyph in glyphs), top, bottom


@cache
def face(weight: Weight) -> Face:
    return Face(_file(weight))


@lru_cache(maxsize=1024)
def outline(weight: Weight, letter: str) -> str:
    """See Face.outline."""
    return face(weight).outline(letter)


@dataclass(frozen=True)
class Subset:
    """The part of a face one document needs. Widths are in thousandths of an em, as PDF counts them."""

    name: str
    data: bytes
    glyph_ids: dict[str, int]
    widths: dict[str, int]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int

    def encode(self, text: str) -> bytes:
        """The text as hexadecimal glyph numbers, two bytes each. Every letter must be in the subset."""
        return b"".join(b"%04X" % self.glyph_ids[letter] for letter in text)


@lru_cache(maxsize=64)
def font_subset(weight: Weight, letters: frozenset[str]) -> Subset:
    """The glyphs for `letters` only. Same letters, same bytes."""
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[6], recalc_timestamp=False
    )
    options.drop_tables += _UNUSED_TABLES
    font = TTFont(io.BytesIO(face(weight).data), recalcTimestamp=False)
    name = font["name"].getDebugName(6)
    for table in _UNUSED_TABLES:  # before the subsetter reads them, which takes longer than all the rest
        if table in font:
            del font[table]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(letters)))
    subsetter.subset(font)
    return _described(font, name, sorted(letters))


def printable(text: str, *, field: str) -> str:
    """The text as the font can draw it: composed letters, single spaces, no emoji, marks or direction signs.

    Raises LabelError on `field` for a letter, digit or punctuation the font lacks, and when nothing is left.
    """
    has = face(Weight.REGULAR).has
    kept: list[str] = []
    lacking: list[str] = []
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        if has(letter):
            kept.append(letter)
            continue
        plain = unicodedata.normalize("NFKC", letter)
        if all(map(has, plain)):
            kept.append(plain)
        elif unicodedata.category(letter) not in _DROPPED:
            lacking.append(letter)
    if lacking:
        letters = " ".join(dict.fromkeys(lacking[:10]))
        raise LabelError(field, say("Labels cannot print these letters: %(letters)s", letters=letters))
    clean = " ".join("".join(kept).split())
    if not clean:
        raise LabelError(field, say("There is nothing here that a label can print."))
    return clean


def _file(weight: Weight) -> bytes:
    resource = files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight.capitalize()}.ttf"
    with as_file(resource) as path:
        return path.read_bytes()


def _described(font: Any, name: str, letters: list[str]) -> Subset:
    head, cmap, order, metrics = font["head"], font.getBestCmap(), font.getReverseGlyphMap(), font["hmtx"]
    scale = 1000 / head.unitsPerEm
    names = {letter: cmap[ord(letter)] for letter in letters}
    data = io.BytesIO()
    font.save(data)
    return Subset(
        name=name,
        data=data.getvalue(),
        glyph_ids={letter: order[glyph] for letter, glyph in names.items()},
        widths={letter: round(metrics[glyph][0] * scale) for letter, glyph in names.items()},
        box=(round(head.xMin * scale), round(head.yMin * scale), round(head.xMax * scale), round(head.yMax * scale)),
        ascent=round(font["hhea"].ascent * scale),
        descent=round(font["hhea"].descent * scale),
        cap_height=round(font["OS/2"].sCapHeight * scale),
    )
