"""Papers and designs as TOML files and back: to download, to change in an editor, to upload again."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from cooptrace.errors import Invalid, Sentence, say
from cooptrace.labels.data_files import DataFile
from cooptrace.labels.designs import Design, Layout, Line, design_in
from cooptrace.labels.problems import DataFileError
from cooptrace.labels.stocks import LENGTHS, Stock, stock_in
from cooptrace.resources import LABELS
from cooptrace.symbols.symbology import Symbology
from cooptrace.text import TextProblem, clean_text
from cooptrace.web.forms import Upload

TOML_TYPE = "application/toml; charset=utf-8"
MOST_BYTES = 20_000
MOST_READ = 1_000_000
MOST_NAME = 60
_MODULES = ("min_module_mm", "max_module_mm", "symbol_share")

Kept = TypeVar("Kept", Stock, Design)


def shipped_file(kind: str, key: str) -> bytes:
    """As it lies under labels/, with its remarks; `key` is that of a shipped paper or design."""
    return (LABELS / kind / f"{key}.toml").read_bytes()


def uploaded_stock(upload: Upload, *, field: str) -> Stock:
    """Raises Invalid on `field`; the sentence names the file, the line and the field in it."""
    return _uploaded(upload, field, stock_in)[0]


def uploaded_design(upload: Upload, *, field: str) -> tuple[Design, str]:
    """The design and the text of its file. Raises Invalid as `uploaded_stock`."""
    return _uploaded(upload, field, design_in)


def kept_design(text: str, *, key: str) -> Design:
    """A file that was taken before."""
    return design_in(DataFile(Path(f"{key}.toml"), content=text.encode(), key=key))


def stock_toml(stock: Stock) -> str:
    lengths = (f"{field} = {getattr(stock, field):f}" for field in LENGTHS)
    head = [f"kind = {_text(stock.kind)}", f"columns = {stock.columns}", f"rows = {stock.rows}", *lengths]
    return "\n".join([*head, "", *_names(stock.names), ""])


def design_toml(design: Design) -> str:
    return "\n".join([*_head(design), "", *_names(design.names), "", *_lines(design), ""])


def _uploaded(upload: Upload, field: str, read: Callable[[DataFile], Kept]) -> tuple[Kept, str]:
    name = "".join(filter(str.isprintable, Path(upload.filename).name))[-MOST_NAME:] or "toml"
    if len(upload.content) > MOST_BYTES:
        raise Invalid({field: say("%(file)s is too large: at most 20 kB.", file=name)})
    try:
        file = DataFile(Path(name), content=upload.content, key="uploaded")
        made = read(file)
        _check_names(file, made.names)
    except DataFileError as problem:
        raise Invalid({field: problem.sentence}) from problem
    return made, file.text


def _check_names(file: DataFile, names: Mapping[str, str]) -> None:
    """As short and visible as a name typed into a form."""
    for language, name in names.items():
        try:
            clean = clean_text(name, limit=MOST_NAME)
        except TextProblem as problem:
            file.fail(language, Sentence(problem.rule, problem.values))
        if clean != name:
            file.fail(language, say("has spaces at an end, or letters that cannot be seen"))


def _head(design: Design) -> Iterator[str]:
    yield f"symbology = {_text(design.symbology)}"
    yield f"layout = {_text(design.layout)}"
    if design.layout is Layout.BARS:
        yield f"setting = {_text(design.setting)}"
    else:
        yield from (f"{field} = {getattr(design, field):f}" for field in _MODULES)
    if design.symbology is Symbology.QR:
        yield f"level = {_text(design.level)}"
    if design.layout is Layout.CARD:
        yield f"above = {json.dumps([str(shows) for shows in design.above_in_order])}"
    yield f"largest_pt = {design.largest_pt:f}"
    yield f"comfortable_pt = {design.comfortable_pt:f}"


def _names(names: Mapping[str, str]) -> Iterator[str]:
    yield "[name]"
    yield from (f"{language} = {_text(name)}" for language, name in names.items())


def _lines(design: Design) -> Iterator[str]:
    for line in design.lines:
        yield from _line(line)


def _line(line: Line) -> Iterator[str]:
    yield "[[lines]]"
    yield f"shows = {_text(line.shows)}"
    yield f"weight = {_text(line.weight)}"
    yield f"scale = {line.scale:g}"
    yield f"max_lines = {line.max_lines}"
    yield f"overflow = {_text(line.overflow)}"
    yield ""


def _text(text: str) -> str:
    """JSON's escapes are TOML's, too; a name has nothing invisible in it."""
    return json.dumps(str(text), ensure_ascii=False)
