"""What can be wrong with a label, a sheet or a data file, said with the field it is about."""

from collections.abc import Mapping

from cooptrace.errors import Invalid, Sentence, say


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
    """The TOML file of a paper or a design is wrong. `line` is None when the field is missing from the file."""

    def __init__(self, file: str, *, field: str, reason: Sentence, line: int | None = None) -> None:
        self.file = file
        self.line = line
        self.field = field
        self.reason = reason
        super().__init__(str(self.sentence))

    @property
    def sentence(self) -> Sentence:
        values = {"file": self.file, "line": self.line, "field": self.field, "reason": self.reason}
        if self.line is None:
            return (
                say("%(file)s, %(field)s: %(reason)s", **values)
                if self.field
                else say("%(file)s: %(reason)s", **values)
            )
        if not self.field:
            return say("%(file)s, line %(line)s: %(reason)s", **values)
        return say("%(file)s, line %(line)s, %(field)s: %(reason)s", **values)
