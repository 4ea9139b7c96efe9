"""The TOML files under labels/: every field typed, nothing unknown, an error names file, line and field."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from cooptrace.errors import Sentence, say
from cooptrace.labels.problems import DataFileError

KEY = re.compile(r"[a-z0-9-]{1,40}")
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_TABLE = re.compile(r"\s*\[\[")
LANGUAGES = ("vi", "en", "zh")

Choice = TypeVar("Choice", bound=StrEnum)


class DataFile:
    """One TOML file; its key is the file's name without the ending. Lengths come out as Decimal mm.

    `content` is what was uploaded under that name: it gets `key`, because people name their files as they like.
    """

    def __init__(self, path: Path, *, content: bytes | None = None, key: str = "") -> None:
        self.name = path.name
        self.key = key or path.stem
        try:
            self.text = (path.read_bytes() if content is None else content).decode()
            self._fields: dict[str, Any] = tomllib.loads(self.text, parse_float=Decimal)
        except UnicodeDecodeError as problem:
            raise DataFileError(self.name, field="", reason=say("is not UTF-8 text")) from problem
        except tomllib.TOMLDecodeError as problem:
            raise _not_toml(self.name, str(problem)) from problem
        except (
            ValueError,
            RecursionError,
            ArithmeticError,
        ) as problem:  # a number of 5000 digits, brackets in brackets
            raise _not_toml(self.name, "") from problem
        if not KEY.fullmatch(self.key):
            reason = say("name it in small letters, digits and hyphens")
            raise DataFileError(self.name, field="", reason=reason)

    def has(self, field: str) -> bool:
        return field in self._fields

    def fail(self, field: str, reason: Sentence, *, table: int = 0) -> NoReturn:
        """`table` says in which of the [[…]] tables the field is, counted from 1."""
        raise DataFileError(self.name, field=field, reason=reason, line=self._line_of(field, table))

    def allow(self, fields: Iterable[str]) -> None:
        """Refuse a field this kind of file does not have: most often a misspelt one."""
        allowed = set(fields)
        for field in self._fields:
            if field not in allowed:
                self.fail(field, say("no such field"))

    def decimal(self, field: str) -> Decimal:
        return self._decimal(field, self._needed(field))

    def integer(self, field: str) -> int:
        value = self._needed(field)
        if type(value) is not int:
            self.fail(field, say("must be a whole number"))
        return int(value)

    def word(self, field: str) -> str:
        value = self._needed(field)
        if not isinstance(value, str) or not value.strip():
            self.fail(field, say("must be a text in quotes"))
        return value

    def choice(self, field: str, kind: type[Choice]) -> Choice:
        return self.chosen(field, kind, self.word(field))

    def choices(self, field: str, kind: type[Choice]) -> list[Choice]:
        """A list of words, each of them one of the kind's."""
        value = self._needed(field)
        if not isinstance(value, list):
            self.fail(field, say("must be a list"))
        return [self.chosen(field, kind, word) for word in value]

    def chosen(self, field: str, kind: type[Choice], word: object, *, table: int = 0) -> Choice:
        """The one of the kind's words that `word` is."""
        for choice in kind:
            if word == choice.value:
                return choice
        self.fail(
            field, say("must be one of %(choices)s", choices=", ".join(choice.value for choice in kind)), table=table
        )

    def names(self) -> Mapping[str, str]:
        """The [name] table: one name for each language of the interface."""
        table = self._needed("name")
        if not isinstance(table, dict) or set(table) != set(LANGUAGES):
            self.fail("name", say("must be a table with exactly %(languages)s", languages=", ".join(LANGUAGES)))
        for language, text in table.items():
            if not isinstance(text, str) or not text.strip():
                self.fail(language, say("must be a text in quotes"))
        return dict(table)

    def tables(self, field: str) -> Iterator[Mapping[str, Any]]:
        """The entries of [[field]], as they are."""
        value = self._needed(field)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.fail(field, say("must be written as [[%(field)s]]", field=field))
        yield from value

    def _needed(self, field: str) -> Any:
        if field not in self._fields:
            self.fail(field, say("is missing"))
        return self._fields[field]

    def _decimal(self, field: str, value: object) -> Decimal:
        if type(value) is int:
            return Decimal(value)
        if not isinstance(value, Decimal) or not value.is_finite():
            self.fail(field, say("must be a number"))
        return value

    def _line_of(self, field: str, table: int) -> int | None:
        """Where the field is; for one missing from a table, where the table begins."""
        pattern = re.compile(rf"\s*\[*\s*\"?{re.escape(field)}\"?\s*[=\].]")
        begun, seen = None, 0
        for number, line in enumerate(self.text.splitlines(), start=1):
            if _TABLE.match(line):
                seen += 1
                begun = number if seen == table else begun
            if pattern.match(line) and seen >= table:
                return begun if table and seen > table else number
        return begun


def data_files(folder: Path) -> Iterator[DataFile]:
    """Every TOML file in `folder`, in order of name."""
    return (DataFile(path) for path in sorted(folder.glob("*.toml"), key=lambda path: path.stem))


def _not_toml(name: str, problem: str) -> DataFileError:
    place = _TOML_PLACE.search(problem)
    if place is None:
        return DataFileError(name, field="", reason=say("cannot be read as TOML"))
    reason = say("cannot be read as TOML from column %(column)s on", column=place[2])
    return DataFileError(name, field="", reason=reason, line=int(place[1]))
