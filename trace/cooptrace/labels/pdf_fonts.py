"""A font subset as PDF objects: Type 0 with Identity-H, and a ToUnicode map so that text can be found and copied."""

from hashlib import sha256

from cooptrace.labels.fonts import Subset
from cooptrace.labels.pdf import PdfFile

_MAP_HEAD = (
    b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def"
    b"/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n"
)
_MAP_FOOT = b"endcmap CMapName currentdict/CMap defineresource pop end end"
_ENTRIES_A_BLOCK = 100
_SYMBOLIC = 4


def write_font(file: PdfFile, font: Subset) -> tuple[int, bytes]:
    """The number of the font object, and the bytes of all its parts."""
    outer, inner, description, program, letters = (file.reserve() for _ in range(5))
    name = _tag(font) + b"+" + font.name.encode()
    by_glyph = sorted((glyph, letter) for letter, glyph in font.glyph_ids.items())
    widths = b"".join(b"%d[%d]" % (glyph, font.widths[letter]) for glyph, letter in by_glyph)
    info = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    written = file.dictionary(
        outer,
        b"/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R"
        % (name, inner, letters),
    )
    written += file.dictionary(
        inner,
        b"/Type/Font/Subtype/CIDFontType2/BaseFont/%s%s/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 0/W[%s]"
        % (name, info, description, widths),
    )
    written += file.dictionary(
        description,
        b"/Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV 80/FontFile2 %d 0 R"
        % (name, _SYMBOLIC, *font.box, font.ascent, font.descent, font.cap_height, program),
    )
    written += file.stream(program, b"/Length1 %d" % len(font.data), font.data)
    written += file.stream(letters, b"", _unicode_map(by_glyph))
    return outer, written


def _tag(font: Subset) -> bytes:
    """Six capitals that tell subsets apart (ISO 32000-1, 9.6.4), the same for the same letters."""
    digest = sha256("".join(sorted(font.glyph_ids)).encode()).digest()
    return bytes(ord("A") + byte % 26 for byte in digest[:6])


def _unicode_map(by_glyph: list[tuple[int, str]]) -> bytes:
    entries = [b"<%04X><%s>\n" % (glyph, letter.encode("utf-16-be").hex().encode()) for glyph, letter in by_glyph]
    blocks = [entries[start : start + _ENTRIES_A_BLOCK] for start in range(0, len(entries), _ENTRIES_A_BLOCK)]
    body = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)) for block in blocks)
    return _MAP_HEAD + body + _MAP_FOOT
