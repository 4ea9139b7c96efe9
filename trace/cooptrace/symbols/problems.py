"""What can be wrong with a symbol, as a sentence for people."""

from cooptrace.errors import Invalid, Sentence


class SymbolError(Invalid, ValueError):
    """The content or the size of a symbol cannot be taken; `field` says which: content, size or printer."""

    def __init__(self, field: str, sentence: Sentence) -> None:
        super().__init__({field: sentence})
        self.field = field
