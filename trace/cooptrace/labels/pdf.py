"""A PDF file written as it is made: every method gives the bytes to send on; memory does not grow with pages."""

import zlib
from array import array
from collections.abc import Iterator

PT_PER_MM = 72 / 25.4
_PAGES_A_NODE = 256
_LINES_A_CHUNK = 4096


def number(value: float) -> bytes:
    """A PDF number to a thousandth of a point, 0.0004 mm."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()


def text_string(text: str) -> bytes:
    """A PDF text string in UTF-16, for titles."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


class PdfFile:
    """PDF 1.5 (ISO 32000-1). Objects are numbered when reserved and may be written in any order, each once."""

    def __init__(self) -> None:
        self._offsets = array("Q", [0])
        self._written = 0
        self._nodes = array("L")
        self._node_pages = array("L")
        self._page_total = 0
        self._catalog, self._pages, self._info = self.reserve(), self.reserve(), self.reserve()
        self._node = 0

    def reserve(self) -> int:
        self._offsets.append(0)
        return len(self._offsets) - 1

    def start(self) -> bytes:
        return self._sent(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")

    def dictionary(self, reference: int, body: bytes) -> bytes:
        self._offsets[reference] = self._written
        return self._sent(b"%d 0 obj\n<<%s>>\nendobj\n" % (reference, body))

    def stream(self, reference: int, body: bytes, content: bytes) -> bytes:
        """A stream object, deflated; `body` is the rest of its dictionary."""
        packed = zlib.compress(content, 6)
        self._offsets[reference] = self._written
        return self._sent(
            b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
            % (reference, body, len(packed), packed)
        )

    def page(self, content: bytes) -> bytes:
        """The next page; its size and resources are those given to `finish`."""
        finished = b""
        if not self._node:
            self._node = self.reserve()
            self._nodes.append(self._node)
        drawn, page = self.reserve(), self.reserve()
        self._node_pages.append(page)
        self._page_total += 1
        made = self.stream(drawn, b"", content)
        made += self.dictionary(page, b"/Type/Page/Parent %d 0 R/Contents %d 0 R" % (self._node, drawn))
        if len(self._node_pages) == _PAGES_A_NODE:
            finished = self._close_node()
        return made + finished

    def finish(self, *, width_pt: float, height_pt: float, resources: bytes, title: str) -> Iterator[bytes]:
        """Page tree, catalogue and cross-reference table: printed at its true size, in Vietnamese, one-sided."""
        if self._node:
            yield self._close_node()
        kids = b" ".join(b"%d 0 R" % node for node in self._nodes)
        box = number(width_pt) + b" " + number(height_pt)
        yield self.dictionary(
            self._pages,
            b"/Type/Pages/Count %d/MediaBox[0 0 %s]/Resources<<%s>>/Kids[%s]"
            % (self._page_total, box, resources, kids),
        )
        yield self.dictionary(
            self._catalog,
            b"/Type/Catalog/Pages %d 0 R/Lang(vi)/ViewerPreferences"
            b"<</PrintScaling/None/Duplex/Simplex/DisplayDocTitle true>>" % self._pages,
        )
        yield self.dictionary(self._info, b"/Title%s/Producer(cooptrace)" % text_string(title))
        yield from self._cross_references()

    def _close_node(self) -> bytes:
        node, pages = self._node, self._node_pages
        self._node, self._node_pages = 0, array("L")
        kids = b" ".join(b"%d 0 R" % page for page in pages)
        return self.dictionary(node, b"/Type/Pages/Parent %d 0 R/Count %d/Kids[%s]" % (self._pages, len(pages), kids))

    def _cross_references(self) -> Iterator[bytes]:
        start, total = self._written, len(self._offsets)
        yield b"xref\n0 %d\n0000000000 65535 f \n" % total
        for first in range(1, total, _LINES_A_CHUNK):
            yield b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets[first : first + _LINES_A_CHUNK])
        yield b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            total,
            self._catalog,
            self._info,
            start,
        )

    def _sent(self, data: bytes) -> bytes:
        self._written += len(data)
        return data
