"""What can be wrong with a label, a sheet or a data file, said with the field it is about."""

from collections.abc import Mapping
from pathlib import Path

from cooptrace.errors import Invalid, Sentence


class LabelError(Invalid, ValueError):
    """One field of a stock, a design or a job cannot be taken; nothing was drawn."""

    def __init__(self, field: str, sentence: Sentence) -> None:
        super().__init__({field: sentence})
        self.field = field

    @property
    def rule(self) -> str:
        """The English sentence (msgid) before its values are put in."""
        return self.sentence.msgid

    @property
    def values(self) -> Mapping[str, object]:
        return self.sentence.values


class DataFileError(ValueError):
    """A TOML file under labels/ is wrong. `line` is None when the field is missing from the file."""

    def __init__(self, path: Path, *, field: str, reason: str, line: int | None = None) -> None:
        place = path.name if line is None else f"{path.name}, line {line}"
        super().__init__(f"{place}, {field}: {reason}" if field else f"{place}: {reason}")
        self.path = path
        self.line = line
        self.field = field
