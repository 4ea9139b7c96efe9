"""The TOML files under labels/: every field typed, nothing unknown, an error names file, line and field."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from cooptrace.labels.problems import DataFileError

KEY = re.compile(r"[a-z0-9-]{1,40}")
_TABLE = re.compile(r"\s*\[\[")
LANGUAGES = ("vi", "en", "zh")

Choice = TypeVar("Choice", bound=StrEnum)


class DataFile:
    """One TOML file; its key is the file's name without the ending. Lengths come out as Decimal mm."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.key = path.stem
        try:
            self._text = path.read_text(encoding="utf-8")
            self._fields: dict[str, Any] = tomllib.loads(self._text, parse_float=Decimal)
        except UnicodeDecodeError as problem:
            raise DataFileError(path, field="", reason="is not UTF-8 text") from problem
        except tomllib.TOMLDecodeError as problem:
            raise DataFileError(path, field="", reason=str(problem)) from problem
        if not KEY.fullmatch(self.key):
            raise DataFileError(path, field="", reason="name it in small letters, digits and hyphens")

    def fail(self, field: str, reason: str, *, table: int = 0) -> NoReturn:
        """`table` says in which of the [[…]] tables the field is, counted from 1."""
        raise DataFileError(self.path, field=field, reason=reason, line=self._line_of(field, table))

    def allow(self, fields: Iterable[str]) -> None:
        """Refuse a field this kind of file does not have: most often a misspelt one."""
        allowed = set(fields)
        for field in self._fields:
            if field not in allowed:
                self.fail(field, "no such field")

    def decimal(self, field: str) -> Decimal:
        return self._decimal(field, self._needed(field))

    def integer(self, field: str) -> int:
        value = self._needed(field)
        if type(value) is not int:
            self.fail(field, "must be a whole number")
        return int(value)

    def word(self, field: str) -> str:
        value = self._needed(field)
        if not isinstance(value, str) or not value.strip():
            self.fail(field, "must be a text in quotes")
        return value

    def choice(self, field: str, kind: type[Choice]) -> Choice:
        return self.chosen(field, kind, self.word(field))

    def choices(self, field: str, kind: type[Choice]) -> list[Choice]:
        """A list of words, each of them one of the kind's."""
        value = self._needed(field)
        if not isinstance(value, list):
            self.fail(field, "must be a list")
        return [self.chosen(field, kind, word) for word in value]

    def chosen(self, field: str, kind: type[Choice], word: object, *, table: int = 0) -> Choice:
        """The one of the kind's words that `word` is."""
        for choice in kind:
            if word == choice.value:
                return choice
        self.fail(field, f"must be one of {', '.join(choice.value for choice in kind)}", table=table)

    def names(self) -> Mapping[str, str]:
        """The [name] table: one name for each language of the interface."""
        table = self._needed("name")
        if not isinstance(table, dict) or set(table) != set(LANGUAGES):
            self.fail("name", f"must be a table with exactly {', '.join(LANGUAGES)}")
        for language, text in table.items():
            if not isinstance(text, str) or not text.strip():
                self.fail(language, "must be a text in quotes")
        return dict(table)

    def tables(self, field: str) -> Iterator[Mapping[str, Any]]:
        """The entries of [[field]], as they are."""
        value = self._needed(field)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.fail(field, f"must be written as [[{field}]]")
        yield from value

    def _needed(self, field: str) -> Any:
        if field not in self._fields:
            self.fail(field, "is missing")
        return self._fields[field]

    def _decimal(self, field: str, value: object) -> Decimal:
        if type(value) is int:
            return Decimal(value)
        if not isinstance(value, Decimal) or not value.is_finite():
            self.fail(field, "must be a number")
        return value

    def _line_of(self, field: str, table: int) -> int | None:
        """Where the field is; for one missing from a table, where the table begins."""
        pattern = re.compile(rf"\s*\[*\s*\"?{re.escape(field)}\"?\s*[=\].]")
        begun, seen = None, 0
        for number, line in enumerate(self._text.splitlines(), start=1):
            if _TABLE.match(line):
                seen += 1
                begun = number if seen == table else begun
            if pattern.match(line) and seen >= table:
                return begun if table and seen > table else number
        return begun


def data_files(folder: Path) -> Iterator[DataFile]:
    """Every TOML file in `folder`, in order of name."""
    return (DataFile(path) for path in sorted(folder.glob("*.toml"), key=lambda path: path.stem))
